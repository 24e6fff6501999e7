// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "datasource/alertmanager_types.h"

// Before the templates that call them.
namespace hearth::tests {
inline std::string toText(const datasource::AlertmanagerStatus::Peer& peer);
inline std::string toText(const datasource::AlertmanagerStatus& status);
inline std::string toText(const datasource::AlertReceiver& receiver);
inline std::string toText(const datasource::ReceivedAlert& alert);
inline std::string toText(const datasource::AlertGroup& group);
inline std::string toText(const datasource::Silence& silence);
inline std::string toText(const datasource::TraceEvent& event);
inline std::string toText(const datasource::AlertTransition& transition);
} // namespace hearth::tests

#include "core/api/answer_text.h"

/// Answers of an AlertmanagerSource as text.
namespace hearth::tests {

inline std::string toText(const datasource::AlertmanagerStatus::Peer& peer) {
    return peer.name + "@" + peer.address;
}

inline std::string toText(const datasource::AlertmanagerStatus& status) {
    return fmt::format("{} \"{}\" {} {} {} {}", toText(status.version), status.config, status.startedAt,
                       status.clusterStatus, status.clusterName, toText(status.peers));
}

inline std::string toText(const datasource::AlertReceiver& receiver) {
    return fmt::format("{} {}", receiver.name, receiver.labels);
}

inline std::string toText(const datasource::ReceivedAlert& alert) {
    return fmt::format("{} {} {} {}..{} updated {} {} {} {} {} {} {}", alert.labels.toString(), alert.annotations,
                       alert.generatorUrl, alert.startsAt, alert.endsAt, alert.updatedAt, alert.fingerprint,
                       alert.receivers, datasource::notificationStateText(alert.state), alert.silencedBy,
                       alert.inhibitedBy, alert.mutedBy);
}

inline std::string toText(const datasource::AlertGroup& group) {
    return fmt::format("{} {} {} {}", group.labels.toString(), group.routeLabels, group.receiver, toText(group.alerts));
}

inline std::string toText(const datasource::Silence& silence) {
    auto out = fmt::format("{} {}..{} updated {} {} \"{}\" {} {}", silence.id, silence.startsAt, silence.endsAt,
                           silence.updatedAt, silence.createdBy, silence.comment, silence.annotations,
                           datasource::silenceStateText(silence.state));
    for (const auto& matcher : silence.matchers) {
        out += " " + matcher.toString();
    }
    return out;
}

inline std::string toText(const datasource::TraceEvent& event) {
    return fmt::format("{} {}..{} x{} {} {} {} {} {} {} {} {} {} {} {}", datasource::traceKindText(event.kind),
                       event.time, event.last, event.count, event.group, event.route, event.receiver, event.integration,
                       event.from, event.to, event.by, event.detail, event.until.value_or(-1), event.attempt,
                       event.value);
}

inline std::string toText(const datasource::AlertTransition& transition) {
    return fmt::format("{} {} {} {} {} {} {}", transition.time, transition.fingerprint, transition.labels.toString(),
                       transition.source, transition.from, transition.to, transition.value);
}

} // namespace hearth::tests
