// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/silence/silence_metrics.h"

namespace hearth::alertmanager {
namespace {

instrument::Gauge& countOf(instrument::Registry& registry, const char* state) {
    return registry.gauge("alertmanager_silences", "How many silences by state.", {{"state", state}});
}

} // namespace

SilenceMetrics::SilenceMetrics(instrument::Registry& registry)
    : active(countOf(registry, "active"))
    , pending(countOf(registry, "pending"))
    , expired(countOf(registry, "expired"))
    , stateSize(registry.gauge("alertmanager_silences_state_size", "The number of silences in the state map."))
    , gcDuration(registry.summary("alertmanager_silences_gc_duration_seconds",
                                  "Duration of the last silence garbage collection cycle.", {}))
    , gcErrors(
          registry.counter("alertmanager_silences_gc_errors_total", "How many silence GC errors were encountered."))
    , snapshotDuration(registry.summary("alertmanager_silences_snapshot_duration_seconds",
                                        "Duration of the last silence snapshot.", {}))
    , snapshotSize(
          registry.gauge("alertmanager_silences_snapshot_size_bytes", "Size of the last silence snapshot in bytes."))
    , maintenance(registry.counter("alertmanager_silences_maintenance_total",
                                   "How many maintenances were executed for silences."))
    , maintenanceErrors(registry.counter("alertmanager_silences_maintenance_errors_total",
                                         "How many maintenances were executed for silences that failed."))
    , queries(registry.counter("alertmanager_silences_queries_total", "How many silence queries were received."))
    , queryErrors(registry.counter("alertmanager_silences_query_errors_total",
                                   "How many silence received queries did not succeed."))
    , queryDuration(registry.histogram("alertmanager_silences_query_duration_seconds",
                                       "Duration of silence query evaluation.",
                                       {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10})) {
    // There is no cluster: it stays 0.
    registry.counter("alertmanager_silences_gossip_messages_propagated_total",
                     "Number of received gossip messages that have been further gossiped.");
}

} // namespace hearth::alertmanager
