// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/notify/notify_metrics.h"

namespace hearth::alertmanager {
namespace {

constexpr const char* kKnown[] = {"email",   "pagerduty", "wechat",     "pushover", "slack",      "opsgenie",
                                  "webhook", "victorops", "sns",        "telegram", "discord",    "webex",
                                  "msteams", "msteamsv2", "incidentio", "jira",     "rocketchat", "mattermost"};

instrument::Counter& suppressed(instrument::Registry& registry, const char* reason) {
    return registry.counter("alertmanager_notifications_suppressed_total",
                            "The total number of notifications suppressed for being silenced, inhibited, outside of "
                            "active time intervals or within muted time intervals.",
                            {{"reason", reason}});
}

} // namespace

NotifyMetrics::NotifyMetrics(instrument::Registry& registry)
    : silenced(suppressed(registry, "silence"))
    , inhibited(suppressed(registry, "inhibition"))
    , muted(suppressed(registry, "mute_time_interval"))
    , inactive(suppressed(registry, "active_time_interval"))
    , m_registry(registry) {
    for (const auto* const known : kKnown) {
        kind(known);
    }
}

NotifyMetrics::Kind NotifyMetrics::kind(const std::string& integration) {
    const instrument::LabelPairs labels{{"integration", integration}};
    Kind kind{.notifications = m_registry.counter("alertmanager_notifications_total",
                                                  "The total number of attempted notifications.", labels),
              .requests = m_registry.counter("alertmanager_notification_requests_total",
                                             "The total number of attempted notification requests.", labels),
              .requestsFailed = m_registry.counter("alertmanager_notification_requests_failed_total",
                                                   "The total number of failed notification requests.", labels),
              .latency = m_registry.histogram("alertmanager_notification_latency_seconds",
                                              "The latency of notifications in seconds.", {1, 5, 10, 15, 20}, labels),
              .failed = {}};
    for (auto cause = Outcome::Cause::kClientError; cause <= Outcome::Cause::kOther;
         cause = static_cast<Outcome::Cause>(static_cast<int>(cause) + 1)) {
        kind.failed.push_back(
            &m_registry.counter("alertmanager_notifications_failed_total", "The total number of failed notifications.",
                                {{"integration", integration}, {"reason", std::string(causeText(cause))}}));
    }
    return kind;
}

void NotifyMetrics::Kind::countFailure(Outcome::Cause cause) {
    const auto known = cause == Outcome::Cause::kNone ? Outcome::Cause::kOther : cause;
    failed[static_cast<std::size_t>(known) - 1]->increment();
}

LogMetrics::LogMetrics(instrument::Registry& registry)
    : gcDuration(registry.summary("alertmanager_nflog_gc_duration_seconds",
                                  "Duration of the last notification log garbage collection cycle.", {}))
    , snapshotDuration(registry.summary("alertmanager_nflog_snapshot_duration_seconds",
                                        "Duration of the last notification log snapshot.", {}))
    , snapshotSize(registry.gauge("alertmanager_nflog_snapshot_size_bytes",
                                  "Size of the last notification log snapshot in bytes."))
    , maintenance(registry.counter("alertmanager_nflog_maintenance_total",
                                   "How many maintenances were executed for the notification log."))
    , maintenanceErrors(registry.counter("alertmanager_nflog_maintenance_errors_total",
                                         "How many maintenances were executed for the notification log that failed."))
    , queries(registry.counter("alertmanager_nflog_queries_total", "Number of notification log queries were received."))
    , queryErrors(registry.counter("alertmanager_nflog_query_errors_total",
                                   "Number notification log received queries that failed."))
    , queryDuration(registry.histogram("alertmanager_nflog_query_duration_seconds",
                                       "Duration of notification log query evaluation.",
                                       {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10})) {
    // There is no cluster: it stays 0.
    registry.counter("alertmanager_nflog_gossip_messages_propagated_total",
                     "Number of received gossip messages that have been further gossiped.");
}

} // namespace hearth::alertmanager
