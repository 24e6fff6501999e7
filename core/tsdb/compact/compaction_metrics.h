// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "base/clock.h"
#include "instrument/registry.h"
#include "tsdb/chunk_series.h"

namespace hearth::tsdb {

/// The metrics of compaction, named as Prometheus names them. The registry must outlive them.
/// Threads: thread-safe.
class CompactionMetrics {
  public:
    explicit CompactionMetrics(instrument::Registry& registry);

    /// A run began that writes a block, of overlapping ones or not.
    void began(bool overlapping);
    /// It ended, well or not.
    void ended(Nanoseconds took);
    /// Chunks that were written into a block of level 1. Errors of their payloads are not counted.
    void wroteNewChunks(std::span<const ChunkView> chunks);

  private:
    instrument::Counter& m_runs;
    instrument::Counter& m_vertical;
    instrument::Gauge& m_populating;
    instrument::Histogram& m_duration;
    instrument::Histogram& m_chunkBytes;
    instrument::Histogram& m_chunkSamples;
    instrument::Histogram& m_chunkRange;
};

} // namespace hearth::tsdb
