// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <span>
#include <vector>

#include "base/error.h"
#include "chunks/encode.h"
#include "model/columns.h"
#include "model/time.h"
#include "tsdb/chunk_series.h"
#include "tsdb/compact/overlap_merger.h"

namespace hearth::tsdb {

/// One series as one source has it. Nothing is owned.
struct SeriesPart {
    std::span<const ChunkView> chunks;
    std::span<const model::TimeRange> deleted;
    std::size_t source = 0; ///< Its place among the sources.
};

/// Makes the chunks of one series in a new block out of those in its sources:
///
/// - chunks that lie in the range, that no deletion touches and that overlap no other are passed on as they lie;
/// - chunks that reach over the range's ends, or hold deleted samples, are cut down;
/// - chunks that overlap are merged, but equal ones kept once.
///
/// Memory: what is coded anew of one series. Threads: thread-compatible.
class SeriesChunks {
  public:
    /// Only samples within `range` are kept.
    explicit SeriesChunks(model::TimeRange range);

    /// Ascending chunks without overlap; perhaps none. Of samples at one time that of the first part stays. Valid until
    /// the next call, as long as the parts' chunks are. Errors: kCorruption.
    Result<std::span<const ChunkView>> merge(std::span<const SeriesPart> parts);

    /// Whether chunks had to be merged because they overlapped, since the beginning.
    bool sawOverlap() const { return m_sawOverlap; }

  private:
    Result<void> add(const SeriesPart& part);
    Result<void> addCut(const ChunkView& chunk, const SeriesPart& part);
    void addEncoded(chunks::EncodedChunk chunk);
    void addView(const ChunkView& chunk) { m_ranked.push_back({chunk, m_ranked.size()}); }
    bool isDisjoint() const;
    Result<void> mergeOverlaps();
    Result<void> mergeGroup(std::span<const RankedChunk> group);

    const model::TimeRange m_range;
    std::vector<RankedChunk> m_ranked;
    std::deque<chunks::EncodedChunk> m_encoded; ///< Owns payloads; never relocates them.
    std::vector<ChunkView> m_result;
    std::vector<RankedChunk> m_group;
    OverlapMerger m_merger;
    model::Columns m_samples;
    bool m_sawOverlap = false;
};

} // namespace hearth::tsdb
