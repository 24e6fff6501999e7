// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/head_metrics.h"

namespace hearth::tsdb {
namespace {

void fillKinds(instrument::Registry& registry, const std::string& name, const std::string& help,
               instrument::Counter* (&out)[2]) {
    out[0] = &registry.counter(name, help, {{"type", "float"}});
    out[1] = &registry.counter(name, help, {{"type", "histogram"}});
}

} // namespace

HeadMetrics::HeadMetrics(instrument::Registry& registry)
    : samplesAppended(registry.counter("prometheus_tsdb_head_samples_appended_total",
                                       "Total number of appended samples.", {{"type", "float"}}))
    , histogramsAppended(registry.counter("prometheus_tsdb_head_samples_appended_total",
                                          "Total number of appended samples.", {{"type", "histogram"}}))
    , outOfOrderSamplesAppended(registry.counter("prometheus_tsdb_head_out_of_order_samples_appended_total",
                                                 "Total number of appended out of order samples.", {{"type", "float"}}))
    , outOfOrderDelta(registry.histogram("prometheus_tsdb_sample_ooo_delta",
                                         "Delta in seconds by which a sample is considered out of order.",
                                         {600, 1800, 3600, 7200, 10800, 21600, 43200}))
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
          registry.gauge("prometheus_tsdb_head_active_appenders", "Number of currently active transactions."))
    , truncations(
          registry.counter("prometheus_tsdb_head_truncations_total", "Total number of truncations of the head."))
    , truncationsFailed(registry.counter("prometheus_tsdb_head_truncations_failed_total",
                                         "Total number of truncations of the head that failed."))
    , gcSeconds(registry.summary("prometheus_tsdb_head_gc_duration_seconds",
                                 "Time taken to remove what is no longer seen from the head.", {}))
    , timeJumps(registry.counter("hearth_tsdb_head_time_jumps_total",
                                 "How often a sample was newer than all before it by more than the chunk range.")) {
    fillKinds(registry, "prometheus_tsdb_out_of_order_samples_total",
              "Total number of out of order samples ingestion failed attempts.", outOfOrderSamples);
    fillKinds(registry, "prometheus_tsdb_out_of_bound_samples_total",
              "Total number of out of bound samples ingestion failed attempts.", outOfBoundSamples);
    fillKinds(registry, "prometheus_tsdb_too_old_samples_total",
              "Total number of samples that were before the out-of-order window.", tooOldSamples);
}

void HeadMetrics::count(storage::RejectReason reason, SampleKind kind) {
    const auto index = static_cast<std::size_t>(kind);
    switch (reason) {
    case storage::RejectReason::kOutOfOrder:
        return outOfOrderSamples[index]->increment();
    case storage::RejectReason::kOutOfBounds:
        return outOfBoundSamples[index]->increment();
    case storage::RejectReason::kTooOld:
        return tooOldSamples[index]->increment();
    case storage::RejectReason::kUnknownSeries:
        return seriesNotFound.increment();
    default:
        return;
    }
}

} // namespace hearth::tsdb
