// SPDX-License-Identifier: GPL-3.0-or-later
#include "chunks/histogram_fit.h"

#include <utility>

#include "model/histogram_buckets.h"

namespace hearth::chunks {
namespace {

using model::SpanIterator;

/// Buckets with their counts; those of integers are stored as differences, which may wrap.
template <class Bucket>
class CountIterator {
  public:
    CountIterator(const Spans& spans, const std::vector<Bucket>& buckets)
        : m_at(spans)
        , m_buckets(buckets) {
        next();
    }
    bool atEnd() const { return m_atEnd; }
    std::int64_t index() const { return m_at.index(); }
    Bucket count() const { return m_count; }
    void next() {
        m_atEnd = m_position == m_buckets.size() || !m_at.next();
        if (m_atEnd) {
            return;
        }
        const auto stored = m_buckets[m_position++];
        if constexpr (std::is_integral_v<Bucket>) {
            m_count = static_cast<Bucket>(static_cast<std::uint64_t>(m_count) + static_cast<std::uint64_t>(stored));
        } else {
            m_count = stored;
        }
    }

  private:
    SpanIterator m_at;
    const std::vector<Bucket>& m_buckets;
    std::size_t m_position = 0;
    Bucket m_count = 0;
    bool m_atEnd = false;
};

template <class Bucket>
BucketFit fit(const Spans& chunk, const std::vector<Bucket>& last, const Spans& sample,
              const std::vector<Bucket>& buckets) {
    BucketFit fit;
    CountIterator<Bucket> have(chunk, last);
    CountIterator<Bucket> come(sample, buckets);
    while (!have.atEnd() || !come.atEnd()) {
        if (have.atEnd() || (!come.atEnd() && come.index() < have.index())) {
            fit.chunkLacks = true;
            come.next();
        } else if (come.atEnd() || have.index() < come.index()) {
            if (have.count() != 0) {
                return {.reset = true};
            }
            fit.sampleLacks = true;
            have.next();
        } else {
            if (have.count() > come.count()) {
                return {.reset = true};
            }
            have.next();
            come.next();
        }
    }
    return fit;
}

/// Visits the indices of both, in order: visit(index, whether it is in a, whether it is in b).
template <class Visit>
void mergeIndices(const Spans& a, const Spans& b, Visit visit) {
    SpanIterator left(a);
    SpanIterator right(b);
    auto inLeft = left.next();
    auto inRight = right.next();
    while (inLeft || inRight) {
        const auto fromLeft = inLeft && (!inRight || left.index() <= right.index());
        const auto fromRight = inRight && (!inLeft || right.index() <= left.index());
        visit(fromLeft ? left.index() : right.index(), fromLeft, fromRight);
        inLeft = fromLeft ? left.next() : inLeft;
        inRight = fromRight ? right.next() : inRight;
    }
}

template <class Bucket>
std::vector<Bucket> widenAny(const Spans& from, const std::vector<Bucket>& buckets, const Spans& to) {
    std::vector<Bucket> wide;
    wide.reserve(model::bucketCount(to));
    CountIterator<Bucket> have(from, buckets);
    Bucket last = 0;
    for (SpanIterator at(to); at.next();) {
        Bucket count = 0;
        if (!have.atEnd() && have.index() == at.index()) {
            count = have.count();
            have.next();
        }
        if constexpr (std::is_integral_v<Bucket>) {
            const auto before = std::exchange(last, count);
            wide.push_back(static_cast<Bucket>(static_cast<std::uint64_t>(count) - static_cast<std::uint64_t>(before)));
        } else {
            wide.push_back(count);
        }
    }
    return wide;
}

} // namespace

BucketFit fitCounts(const Spans& chunk, const std::vector<std::int64_t>& last, const Spans& sample,
                    const std::vector<std::int64_t>& buckets) {
    return fit(chunk, last, sample, buckets);
}

BucketFit fitCounts(const Spans& chunk, const std::vector<double>& last, const Spans& sample,
                    const std::vector<double>& buckets) {
    return fit(chunk, last, sample, buckets);
}

BucketFit fitSpans(const Spans& chunk, const Spans& sample) {
    BucketFit fit;
    if (chunk == sample) {
        return fit;
    }
    mergeIndices(chunk, sample, [&fit](std::int64_t, bool inChunk, bool inSample) {
        fit.chunkLacks |= !inChunk;
        fit.sampleLacks |= !inSample;
    });
    return fit;
}

Spans unite(const Spans& a, const Spans& b) {
    Spans spans;
    std::int64_t behind = 0; // one behind the bucket before
    mergeIndices(a, b, [&](std::int64_t index, bool, bool) {
        if (!spans.empty() && index == behind) {
            ++spans.back().length;
        } else {
            spans.push_back({static_cast<std::int32_t>(index - behind), 1});
        }
        behind = index + 1;
    });
    return spans;
}

std::vector<std::int64_t> widen(const Spans& from, const std::vector<std::int64_t>& buckets, const Spans& to) {
    return widenAny(from, buckets, to);
}

std::vector<double> widen(const Spans& from, const std::vector<double>& buckets, const Spans& to) {
    return widenAny(from, buckets, to);
}

} // namespace hearth::chunks
