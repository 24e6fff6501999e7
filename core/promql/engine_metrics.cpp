// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/engine_metrics.h"

namespace hearth::promql {

EngineMetrics::Slice EngineMetrics::slice(instrument::Registry& registry, const char* name) {
    return {registry.summary("prometheus_engine_query_duration_seconds", "Query timings", {0.5, 0.9, 0.99},
                             {{"slice", name}}),
            registry.histogram("prometheus_engine_query_duration_histogram_seconds",
                               "The duration of various parts of PromQL query execution.", {0.01, 0.1, 1, 10},
                               {{"slice", name}})};
}

EngineMetrics::EngineMetrics(instrument::Registry& registry, std::size_t maxConcurrent)
    : m_queries(registry.gauge("prometheus_engine_queries", "The current number of queries being executed or waiting."))
    , m_samples(registry.counter("prometheus_engine_query_samples_total",
                                 "The total number of samples loaded by all queries."))
    , m_samplesRead(registry.counter("prometheus_engine_query_samples_read_total",
                                     "The total number of samples read from storage by all queries."))
    , m_queueTime(slice(registry, "queue_time"))
    , m_prepareTime(slice(registry, "prepare_time"))
    , m_innerEval(slice(registry, "inner_eval"))
    , m_resultSort(slice(registry, "result_sort")) {
    registry.gauge("prometheus_engine_queries_concurrent_max", "The max number of concurrent queries.")
        .set(static_cast<double>(maxConcurrent));
}

void EngineMetrics::observe(const model::QueryStats& stats) {
    m_samples.increment(static_cast<std::uint64_t>(stats.totalQueryableSamples));
    m_samplesRead.increment(static_cast<std::uint64_t>(stats.samplesRead));
    m_queueTime.observe(stats.execQueueSeconds);
    m_prepareTime.observe(stats.queryPreparationSeconds);
    m_innerEval.observe(stats.innerEvalSeconds);
    m_resultSort.observe(stats.resultSortSeconds);
}

} // namespace hearth::promql
