// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/compaction_metrics.h"

#include <chrono>
#include <vector>

#include "chunks/decode.h"

namespace hearth::tsdb {
namespace {

std::vector<double> exponentialBounds(double first, double factor, std::size_t count) {
    std::vector<double> bounds;
    for (; bounds.size() < count; first *= factor) {
        bounds.push_back(first);
    }
    return bounds;
}

} // namespace

CompactionMetrics::CompactionMetrics(instrument::Registry& registry)
    : m_runs(registry.counter("prometheus_tsdb_compactions_total",
                              "Total number of compactions that were executed for the partition."))
    , m_vertical(registry.counter("prometheus_tsdb_vertical_compactions_total",
                                  "Total number of compactions done on overlapping blocks."))
    , m_populating(registry.gauge("prometheus_tsdb_compaction_populating_block",
                                  "Set to 1 when a block is currently being written to the disk."))
    , m_duration(registry.histogram("prometheus_tsdb_compaction_duration_seconds", "Duration of compaction runs",
                                    exponentialBounds(1, 2, 14)))
    , m_chunkBytes(registry.histogram("prometheus_tsdb_compaction_chunk_size_bytes",
                                      "Final size of chunks on their first compaction", exponentialBounds(32, 1.5, 12)))
    , m_chunkSamples(registry.histogram("prometheus_tsdb_compaction_chunk_samples",
                                        "Final number of samples on their first compaction",
                                        exponentialBounds(4, 1.5, 12)))
    // In milliseconds, whatever its name says, as Prometheus observes it.
    , m_chunkRange(registry.histogram("prometheus_tsdb_compaction_chunk_range_seconds",
                                      "Final time range of chunks on their first compaction",
                                      exponentialBounds(100, 4, 10))) {}

void CompactionMetrics::began(bool overlapping) {
    m_populating.set(1);
    if (overlapping) {
        m_vertical.increment();
    }
}

void CompactionMetrics::ended(Nanoseconds took) {
    m_populating.set(0);
    m_runs.increment();
    m_duration.observe(std::chrono::duration<double>(took).count());
}

void CompactionMetrics::wroteNewChunks(std::span<const ChunkView> chunks) {
    for (const auto& chunk : chunks) {
        m_chunkBytes.observe(static_cast<double>(chunk.payload.size()));
        m_chunkRange.observe(static_cast<double>(chunk.end - chunk.begin));
        if (const auto samples = chunks::sampleCount(chunk.encoding, chunk.payload)) {
            m_chunkSamples.observe(static_cast<double>(*samples));
        }
    }
}

} // namespace hearth::tsdb
