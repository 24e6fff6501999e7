// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/housekeeping_metrics.h"

namespace hearth::tsdb {

HousekeepingMetrics::HousekeepingMetrics(instrument::Registry& registry)
    : triggered(registry.counter("prometheus_tsdb_compactions_triggered_total",
                                 "Total number of rounds that looked for something to compact."))
    , failed(registry.counter("prometheus_tsdb_compactions_failed_total", "Total number of compactions that failed."))
    , skipped(registry.counter("prometheus_tsdb_compactions_skipped_total",
                               "Total number of rounds that were skipped because compaction is off."))
    , checkpoints(registry.counter("prometheus_tsdb_checkpoint_creations_total",
                                   "Total number of checkpoints that were begun."))
    , checkpointsFailed(registry.counter("prometheus_tsdb_checkpoint_creations_failed_total",
                                         "Total number of checkpoints that failed."))
    , checkpointDeletions(registry.counter("prometheus_tsdb_checkpoint_deletions_total",
                                           "Total number of times that old checkpoints were removed."))
    , checkpointDeletionsFailed(registry.counter("prometheus_tsdb_checkpoint_deletions_failed_total",
                                                 "Total number of times that removing old checkpoints failed."))
    , truncations(registry.counter("prometheus_tsdb_wal_truncations_total",
                                   "Total number of times that the write-ahead log was shortened."))
    , truncationsFailed(registry.counter("prometheus_tsdb_wal_truncations_failed_total",
                                         "Total number of times that shortening the write-ahead log failed."))
    , truncateSeconds(registry.summary("prometheus_tsdb_wal_truncate_duration_seconds",
                                       "How long shortening the write-ahead log took.", {}))
    , retentionBytes(registry.gauge("prometheus_tsdb_retention_limit_bytes",
                                    "Most bytes of the database that are kept; 0: no limit."))
    , retentionSeconds(
          registry.gauge("prometheus_tsdb_retention_limit_seconds", "How long samples are kept; 0: no limit."))
    , retentionPercentage(registry.gauge("prometheus_tsdb_retention_limit_percentage",
                                         "Largest share of the disk that is used, in percent; 0: no limit."))
    , cleanupSeconds(registry.histogram("prometheus_tsdb_tombstone_cleanup_seconds",
                                        "How long rewriting blocks without deleted samples took.",
                                        {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10})) {}

} // namespace hearth::tsdb
