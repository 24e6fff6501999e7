// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/series_chunks.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "chunks/xor_encoder.h"

namespace hearth::tsdb {
namespace {

using model::TimeRange;
using model::TimestampMs;

bool touches(const ChunkView& chunk, const TimeRange& range) {
    return range.begin <= chunk.end && chunk.begin <= range.end;
}

bool covers(const TimeRange& range, const ChunkView& chunk) {
    return range.begin <= chunk.begin && chunk.end <= range.end;
}

bool isSame(const ChunkView& a, const ChunkView& b) {
    return a.begin == b.begin && a.end == b.end && a.encoding == b.encoding && std::ranges::equal(a.payload, b.payload);
}

ChunkView viewOf(const chunks::EncodedChunk& chunk) {
    return {chunk.begin, chunk.end, chunk.encoding, std::as_bytes(std::span(chunk.payload))};
}

/// Says of ascending times whether they are to be kept.
class Filter {
  public:
    Filter(const TimeRange& range, std::span<const TimeRange> deleted)
        : m_range(range)
        , m_deleted(deleted) {}

    bool keeps(TimestampMs time) {
        while (m_next < m_deleted.size() && m_deleted[m_next].end < time) {
            ++m_next;
        }
        const bool deleted = m_next < m_deleted.size() && m_deleted[m_next].begin <= time;
        return !deleted && m_range.begin <= time && time <= m_range.end;
    }

  private:
    const TimeRange& m_range;
    std::span<const TimeRange> m_deleted;
    std::size_t m_next = 0;
};

/// Returns how many samples went.
std::size_t dropSamples(model::Columns& samples, const TimeRange& range, std::span<const TimeRange> deleted) {
    Filter floats(range, deleted);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < samples.times.size(); ++i) {
        if (floats.keeps(samples.times[i])) {
            samples.times[kept] = samples.times[i];
            samples.values[kept++] = samples.values[i];
        }
    }
    const auto dropped = samples.times.size() - kept;
    samples.times.resize(kept);
    samples.values.resize(kept);
    Filter histograms(range, deleted);
    return dropped + std::erase_if(samples.histograms, [&](const model::HistogramSample& sample) {
               return !histograms.keeps(sample.time);
           });
}

/// What is left of a chunk of floats stays one chunk, however many samples it has.
chunks::EncodedChunk encodeFloats(const model::Columns& samples) {
    chunks::XorChunk chunk;
    for (std::size_t i = 0; i < samples.times.size(); ++i) {
        chunk.append(samples.times[i], samples.values[i]);
    }
    return {chunks::Encoding::kXor, samples.times.front(), samples.times.back(), samples.times.size(), chunk.payload()};
}

} // namespace

SeriesChunks::SeriesChunks(TimeRange range)
    : m_range(range) {}

Result<std::span<const ChunkView>> SeriesChunks::merge(std::span<const SeriesPart> parts) {
    m_ranked.clear();
    m_encoded.clear();
    m_result.clear();
    for (const auto& part : parts) {
        HEARTH_TRY(add(part));
    }
    const auto place = [](const RankedChunk& chunk) {
        return std::tuple(chunk.view.begin, chunk.view.end, chunk.rank);
    };
    if (!std::ranges::is_sorted(m_ranked, {}, place)) {
        std::ranges::stable_sort(m_ranked, {}, place);
    }
    if (!isDisjoint()) {
        m_sawOverlap = true;
        HEARTH_TRY(mergeOverlaps());
    } else {
        std::ranges::transform(m_ranked, std::back_inserter(m_result), &RankedChunk::view);
    }
    return std::span<const ChunkView>(m_result);
}

Result<void> SeriesChunks::add(const SeriesPart& part) {
    for (const auto& chunk : part.chunks) {
        const auto isGone = [&](const TimeRange& deleted) { return covers(deleted, chunk); };
        const auto isHurt = [&](const TimeRange& deleted) { return touches(chunk, deleted); };
        if (!touches(chunk, m_range) || std::ranges::any_of(part.deleted, isGone)) {
            continue;
        }
        if (!covers(m_range, chunk) || std::ranges::any_of(part.deleted, isHurt)) {
            HEARTH_TRY(addCut(chunk, part));
        } else {
            addView(chunk);
        }
    }
    return {};
}

Result<void> SeriesChunks::addCut(const ChunkView& chunk, const SeriesPart& part) {
    HEARTH_TRY(decodeChunk(chunk, m_samples));
    if (dropSamples(m_samples, m_range, part.deleted) == 0) {
        addView(chunk);
    } else if (!m_samples.times.empty()) {
        addEncoded(encodeFloats(m_samples));
    } else {
        for (auto& encoded : chunks::encode(m_samples)) {
            addEncoded(std::move(encoded));
        }
    }
    return {};
}

void SeriesChunks::addEncoded(chunks::EncodedChunk chunk) {
    m_encoded.push_back(std::move(chunk));
    addView(viewOf(m_encoded.back()));
}

bool SeriesChunks::isDisjoint() const {
    const auto meet = [](const RankedChunk& a, const RankedChunk& b) { return b.view.begin <= a.view.end; };
    return std::ranges::adjacent_find(m_ranked, meet) == m_ranked.end();
}

Result<void> SeriesChunks::mergeOverlaps() {
    for (std::size_t i = 0; i < m_ranked.size();) {
        m_group.assign(1, m_ranked[i]);
        auto end = m_ranked[i].view.end;
        for (++i; i < m_ranked.size() && m_ranked[i].view.begin <= end; ++i) {
            if (!isSame(m_ranked[i].view, m_group.back().view)) {
                m_group.push_back(m_ranked[i]);
                end = std::max(end, m_ranked[i].view.end);
            }
        }
        HEARTH_TRY(mergeGroup(m_group));
    }
    return {};
}

Result<void> SeriesChunks::mergeGroup(std::span<const RankedChunk> group) {
    if (group.size() == 1) {
        m_result.push_back(group.front().view);
        return {};
    }
    const auto before = m_encoded.size();
    HEARTH_TRY(m_merger.merge(group, m_encoded));
    for (auto i = before; i < m_encoded.size(); ++i) {
        m_result.push_back(viewOf(m_encoded[i]));
    }
    return {};
}

} // namespace hearth::tsdb
