// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <limits>
#include <optional>

#include "model/histogram.h"
#include "model/histogram_buckets.h"

namespace hearth::model {
namespace {

std::unexpected<Error> invalid(std::string message) {
    return fail(ErrorCode::kInvalidArgument, std::move(message));
}

/// A bucket by its index, with what fell into it alone.
template <class Count>
struct IndexedBucket {
    std::int64_t index = 0;
    Count count = 0;
};
template <class Count>
using IndexedBuckets = std::vector<IndexedBucket<Count>>;

/// Turns stored buckets into counts and back: integers are stored as differences (which may wrap), floats as they are.
struct Differences {
    using Stored = std::int64_t;
    using Count = std::uint64_t;
    Count last = 0;
    Count count(Stored stored) { return last += static_cast<Count>(stored); }
    Stored store(Count count) { return static_cast<Stored>(count - std::exchange(last, count)); }
};
struct Absolute {
    using Stored = double;
    using Count = double;
    static Count count(Stored stored) { return stored; }
    static Stored store(Count count) { return count; }
};

template <class Code>
IndexedBuckets<typename Code::Count> indexed(const std::vector<HistogramSpan>& spans,
                                             const std::vector<typename Code::Stored>& stored) {
    IndexedBuckets<typename Code::Count> out;
    out.reserve(stored.size());
    Code code;
    SpanIterator at(spans);
    for (std::size_t i = 0; i < stored.size() && at.next(); ++i) {
        out.push_back({at.index(), code.count(stored[i])});
    }
    return out;
}

/// Gaps of up to `fill` buckets are filled with empty ones. False, and nothing is changed, where an offset would not
/// fit.
template <class Code>
bool rebuild(const IndexedBuckets<typename Code::Count>& buckets, std::int64_t fill, std::vector<HistogramSpan>& spans,
             std::vector<typename Code::Stored>& stored) {
    std::vector<HistogramSpan> newSpans;
    std::vector<typename Code::Stored> newStored;
    newStored.reserve(buckets.size());
    Code code;
    std::int64_t behind = 0; // one behind the bucket before
    for (const auto& bucket : buckets) {
        const auto gap = bucket.index - behind;
        if (gap < std::numeric_limits<std::int32_t>::min() || gap > std::numeric_limits<std::int32_t>::max()) {
            return false;
        }
        if (newSpans.empty() || gap > fill) {
            newSpans.push_back({static_cast<std::int32_t>(gap), 1});
        } else {
            for (std::int64_t i = 0; i < gap; ++i) {
                newStored.push_back(code.store(0));
            }
            newSpans.back().length += static_cast<std::uint32_t>(gap) + 1;
        }
        newStored.push_back(code.store(bucket.count));
        behind = bucket.index + 1;
    }
    spans = std::move(newSpans);
    stored = std::move(newStored);
    return true;
}

template <class Code>
void compactSide(std::vector<HistogramSpan>& spans, std::vector<typename Code::Stored>& stored, int maxEmptyBuckets) {
    auto buckets = indexed<Code>(spans, stored);
    std::erase_if(buckets, [](const auto& bucket) { return bucket.count == 0; });
    rebuild<Code>(buckets, maxEmptyBuckets, spans, stored);
}

template <class Code>
Result<void> reduceSide(std::vector<HistogramSpan>& spans, std::vector<typename Code::Stored>& stored,
                        std::int32_t levels) {
    for (std::size_t i = 1; i < spans.size(); ++i) {
        if (spans[i].offset < 0) {
            return invalid(fmt::format("span {} has the negative offset {}", i + 1, spans[i].offset));
        }
    }
    if (const auto named = bucketCount(spans); named != stored.size()) {
        return invalid(fmt::format("spans name {} buckets, but there are {}", named, stored.size()));
    }
    IndexedBuckets<typename Code::Count> merged;
    for (const auto& bucket : indexed<Code>(spans, stored)) {
        const auto index = ((bucket.index - 1) >> levels) + 1;
        if (merged.empty() || merged.back().index != index) {
            merged.push_back({index, bucket.count});
        } else {
            merged.back().count += bucket.count;
        }
    }
    if (!rebuild<Code>(merged, 0, spans, stored)) {
        return invalid("spans reach farther than buckets can lie");
    }
    return {};
}

template <class Code, class Value>
void compactBoth(Value& histogram, int maxEmptyBuckets) {
    compactSide<Code>(histogram.layout.positiveSpans, histogram.positiveBuckets, maxEmptyBuckets);
    compactSide<Code>(histogram.layout.negativeSpans, histogram.negativeBuckets, maxEmptyBuckets);
}

template <class Code, class Value>
Result<void> reduceBoth(Value& histogram, std::int32_t schema) {
    auto& layout = histogram.layout;
    if (layout.schema == kCustomBucketsSchema || schema == kCustomBucketsSchema || schema >= layout.schema) {
        return invalid(fmt::format("buckets of schema {} cannot be reduced to {}", layout.schema, schema));
    }
    const auto levels = layout.schema - schema;
    HEARTH_TRY(reduceSide<Code>(layout.positiveSpans, histogram.positiveBuckets, levels));
    HEARTH_TRY(reduceSide<Code>(layout.negativeSpans, histogram.negativeBuckets, levels));
    layout.schema = schema;
    return {};
}

template <class Value>
Result<void> reduceToKnown(Value& histogram) {
    const auto schema = histogram.layout.schema;
    if (schema == kCustomBucketsSchema || (schema >= kMinExponentialSchema && schema <= kMaxExponentialSchema)) {
        return {};
    }
    if (schema < kMinExponentialSchema || schema > kMaxReducibleSchema) {
        return fail(ErrorCode::kUnsupported,
                    fmt::format("histogram has the unknown schema {}; known are {} to {}, and {} for custom buckets",
                                schema, kMinExponentialSchema, kMaxReducibleSchema, kCustomBucketsSchema));
    }
    return reduceResolution(histogram, kMaxExponentialSchema);
}

} // namespace

void compact(Histogram& histogram, int maxEmptyBuckets) {
    compactBoth<Differences>(histogram, maxEmptyBuckets);
}

void compact(FloatHistogram& histogram, int maxEmptyBuckets) {
    compactBoth<Absolute>(histogram, maxEmptyBuckets);
}

Result<void> reduceResolution(Histogram& histogram, std::int32_t schema) {
    return reduceBoth<Differences>(histogram, schema);
}

Result<void> reduceResolution(FloatHistogram& histogram, std::int32_t schema) {
    return reduceBoth<Absolute>(histogram, schema);
}

Result<void> reduceToKnownSchema(Histogram& histogram) {
    return reduceToKnown(histogram);
}

Result<void> reduceToKnownSchema(FloatHistogram& histogram) {
    return reduceToKnown(histogram);
}

} // namespace hearth::model
