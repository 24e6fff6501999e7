// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/block_set_metrics.h"

namespace hearth::tsdb {

BlockSetMetrics::BlockSetMetrics(instrument::Registry& registry)
    : m_reloads(registry.counter("prometheus_tsdb_reloads_total",
                                 "Number of times the database reloaded block data from disk."))
    , m_reloadFailures(registry.counter("prometheus_tsdb_reloads_failures_total",
                                        "Number of times the database failed to reloadBlocks block data from disk."))
    , m_timeRetentions(
          registry.counter("prometheus_tsdb_time_retentions_total",
                           "The number of times that blocks were deleted because the maximum time limit was exceeded."))
    , m_sizeRetentions(registry.counter(
          "prometheus_tsdb_size_retentions_total",
          "The number of times that blocks were deleted because the maximum number of bytes was exceeded."))
    , m_blocks(registry.gauge("prometheus_tsdb_blocks_loaded", "Number of currently loaded data blocks"))
    , m_bytes(registry.gauge("prometheus_tsdb_storage_blocks_bytes",
                             "The number of bytes that are currently used for local storage by all blocks.")) {}

void BlockSetMetrics::reloaded(bool well) {
    m_reloads.increment();
    if (!well) {
        m_reloadFailures.increment();
    }
}

void BlockSetMetrics::holds(std::size_t blocks, std::uint64_t bytes) {
    m_blocks.set(static_cast<double>(blocks));
    m_bytes.set(static_cast<double>(bytes));
}

} // namespace hearth::tsdb
