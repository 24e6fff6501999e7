// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/scrape_metrics.h"

namespace hearth::scrape {
namespace {

const std::vector<double> kQuantiles{0.01, 0.05, 0.5, 0.9, 0.99};
const std::vector<double> kDurationBounds{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

} // namespace

ScrapeMetrics::ScrapeMetrics(instrument::Registry& registry)
    : bodySizeExceeded(registry.counter("prometheus_target_scrapes_exceeded_body_size_limit_total",
                                        "Total number of scrapes that hit the body size limit."))
    , sampleLimitExceeded(registry.counter("prometheus_target_scrapes_exceeded_sample_limit_total",
                                           "Total number of scrapes that hit the sample limit and were rejected."))
    , duplicateTimestamp(
          registry.counter("prometheus_target_scrapes_sample_duplicate_timestamp_total",
                           "Total number of samples rejected for a duplicate timestamp with another value."))
    , outOfOrder(registry.counter("prometheus_target_scrapes_sample_out_of_order_total",
                                  "Total number of samples rejected for not being newer than the last one."))
    , outOfBounds(registry.counter("prometheus_target_scrapes_sample_out_of_bounds_total",
                                   "Total number of samples rejected for a time outside the accepted bounds."))
    , exemplarOutOfOrder(
          registry.counter("prometheus_target_scrapes_exemplar_out_of_order_total",
                           "Total number of exemplars rejected for being older than the newest of their series."))
    , poolReloads(registry.counter("prometheus_target_scrape_pool_reloads_total", "Total number of pool reloads."))
    , targetLimitExceeded(registry.counter("prometheus_target_scrape_pool_exceeded_target_limit_total",
                                           "Total number of times pools had more targets than their limit."))
    , labelLimitExceeded(registry.counter("prometheus_target_scrape_pool_exceeded_label_limits_total",
                                          "Total number of scrapes that were rejected for a label limit."))
    , pools(registry.counter("prometheus_target_scrape_pools_total", "Total number of pools created."))
    , duration(
          registry.histogram("prometheus_target_scrape_duration_seconds", "Time that scrapes took.", kDurationBounds))
    , m_registry(registry) {}

instrument::Summary& ScrapeMetrics::intervalLength(const std::string& interval) {
    return m_registry.summary("prometheus_target_interval_length_seconds", "Actual intervals between scrapes.",
                              kQuantiles, {{"interval", interval}});
}

instrument::Summary& ScrapeMetrics::reloadLength(const std::string& interval) {
    return m_registry.summary("prometheus_target_reload_length_seconds", "Time that reloading a pool took.", kQuantiles,
                              {{"interval", interval}});
}

ScrapeMetrics::Pool ScrapeMetrics::pool(const std::string& job) {
    const instrument::LabelPairs labels{{"scrape_job", job}};
    return {
        .targets = m_registry.gauge("prometheus_target_scrape_pool_targets", "Current number of targets.", labels),
        .targetLimit = m_registry.gauge("prometheus_target_scrape_pool_target_limit",
                                        "Most targets that the pool may have; 0 is no limit.", labels),
        .syncs = m_registry.counter("prometheus_target_scrape_pool_sync_total",
                                    "Total number of target updates of the pool.", labels),
        .failedSyncs = m_registry.counter("prometheus_target_sync_failed_total",
                                          "Total number of targets that could not be built.", labels),
        .syncLength = m_registry.summary("prometheus_target_sync_length_seconds",
                                         "Time that updating the targets took.", kQuantiles, labels),
    };
}

} // namespace hearth::scrape
