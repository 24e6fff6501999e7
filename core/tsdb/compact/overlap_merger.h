// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "base/error.h"
#include "chunks/encode.h"
#include "model/columns.h"
#include "tsdb/chunk_series.h"

namespace hearth::tsdb {

/// A chunk of a series with its place among all chunks of all sources: of two samples at one time the one of the lower
/// rank stays.
struct RankedChunk {
    ChunkView view;
    std::size_t rank = 0;
};

/// Merges chunks of one series that overlap in time, sample by sample, into chunks of 120 that do not. Decodes only the
/// chunks that overlap at one time, so that its memory does not grow with the length of the series.
/// Prometheus: storage.ChainedSeriesMerge with NewSeriesToChunkEncoder.
/// Threads: thread-compatible.
class OverlapMerger {
  public:
    OverlapMerger();
    ~OverlapMerger();

    /// Appends what `chunks` (ascending by begin) are merged into.
    /// Errors: kCorruption; `out` may then hold a part.
    Result<void> merge(std::span<const RankedChunk> chunks, std::deque<chunks::EncodedChunk>& out);

  private:
    class Cursor;

    Result<void> open(const RankedChunk& chunk);
    /// Takes samples of the cursor that comes first, up to where another one may come before it.
    void takeRun(const RankedChunk* next);
    void take(Cursor& cursor);
    void flush(std::deque<chunks::EncodedChunk>& out);

    std::vector<Cursor> m_cursors; ///< A heap, the earliest sample on top.
    model::Columns m_batch;
    std::int64_t m_lastTime = 0;
    std::size_t m_lastRank = 0; ///< Of the cursor that the last sample came from.
    bool m_any = false;
};

/// Decodes a chunk of a source and makes sure that its times ascend within what it says. `out` is replaced. Errors:
/// kCorruption.
Result<void> decodeChunk(const ChunkView& chunk, model::Columns& out);

} // namespace hearth::tsdb
