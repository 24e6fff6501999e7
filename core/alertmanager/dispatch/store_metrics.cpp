// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/dispatch/store_metrics.h"

namespace hearth::alertmanager {
namespace {

instrument::Counter& received(instrument::Registry& registry, const char* status) {
    return registry.counter("alertmanager_alerts_received_total", "The total number of received alerts.",
                            {{"status", status}, {"version", "v2"}});
}

instrument::Gauge& alerts(instrument::Registry& registry, const char* state) {
    return registry.gauge("alertmanager_alerts", "How many alerts by state.", {{"state", state}});
}

} // namespace

StoreMetrics::StoreMetrics(instrument::Registry& registry)
    : receivedFiring(received(registry, "firing"))
    , receivedResolved(received(registry, "resolved"))
    , invalid(registry.counter("alertmanager_alerts_invalid_total",
                               "The total number of received alerts that were invalid.", {{"version", "v2"}}))
    , limited(registry.counter("alertmanager_alerts_limited_total",
                               "Total number of alerts that were dropped due to per alert name limit"))
    , perNameLimit(
          registry.gauge("alertmanager_alerts_per_alert_limit", "Current limit on number of alerts per alert name"))
    , active(alerts(registry, "active"))
    , suppressed(alerts(registry, "suppressed"))
    , unprocessed(alerts(registry, "unprocessed"))
    , groups(registry.gauge("alertmanager_dispatcher_aggregation_groups", "Number of active aggregation groups"))
    , groupLimitReached(
          registry.counter("alertmanager_dispatcher_aggregation_group_limit_reached_total",
                           "Number of times when dispatcher failed to create new aggregation group due to limit."))
    , processing(registry.summary("alertmanager_dispatcher_alert_processing_duration_seconds",
                                  "Summary of latencies for the processing of alerts.", {})) {}

} // namespace hearth::alertmanager
