// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/head_metrics.h"

namespace hearth::tsdb {

HeadMetrics::HeadMetrics(instrument::Registry& registry)
    : samplesAppended(registry.counter("prometheus_tsdb_head_samples_appended_total",
                                       "Total number of appended samples.", {{"type", "float"}}))
    , outOfOrderSamples(registry.counter("prometheus_tsdb_out_of_order_samples_total",
                                         "Total number of out of order samples ingestion failed attempts.",
                                         {{"type", "float"}}))
    , outOfBoundSamples(registry.counter("prometheus_tsdb_out_of_bound_samples_total",
                                         "Total number of out of bound samples ingestion failed attempts.",
                                         {{"type", "float"}}))
    , tooOldSamples(registry.counter("prometheus_tsdb_too_old_samples_total",
                                     "Total number of samples that were before the out-of-order window.",
                                     {{"type", "float"}}))
    , seriesCreated(
          registry.counter("prometheus_tsdb_head_series_created_total", "Total number of series created in the head."))
    , seriesRemoved(registry.counter("prometheus_tsdb_head_series_removed_total",
                                     "Total number of series removed from the head."))
    , seriesNotFound(registry.counter("prometheus_tsdb_head_series_not_found_total",
                                      "Total number of requests for series that were not found."))
    , chunksCreated(
          registry.counter("prometheus_tsdb_head_chunks_created_total", "Total number of chunks created in the head."))
    , chunksRemoved(registry.counter("prometheus_tsdb_head_chunks_removed_total",
                                     "Total number of chunks removed from the head."))
    , appendersCreated(
          registry.counter("prometheus_tsdb_head_appenders_created_total", "Total number of transactions begun."))
    , activeAppenders(
          registry.gauge("prometheus_tsdb_head_active_appenders", "Number of currently active transactions.")) {}

} // namespace hearth::tsdb
