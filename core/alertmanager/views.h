// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alertmanager/alert.h"
#include "alertmanager/silence/silence.h"
#include "model/matcher.h"

/// What the Alertmanager is told and what it tells: plain values, apart from its own state.
namespace hearth::alertmanager {

/// An alert as a sender tells it. Times that are 0 are filled in when it is received.
struct PostedAlert {
    model::Labels labels;
    model::Labels annotations;
    std::string generatorUrl;
    model::TimestampMs startsAt = 0;
    model::TimestampMs endsAt = 0;
};

/// What became of a batch: those that are valid were stored, each other one has its error.
struct Received {
    struct Rejected {
        std::size_t index = 0;
        std::string reason;
    };
    std::size_t stored = 0;
    std::vector<Rejected> rejected;
};

enum class AlertState : std::uint8_t { kUnprocessed, kActive, kSuppressed };
/// `unprocessed`, `active`, `suppressed`.
std::string_view alertStateText(AlertState state);

/// An alert that fires, and what is done about it.
struct AlertView {
    AlertPtr alert;
    AlertState state = AlertState::kUnprocessed;
    std::vector<std::string> receivers;
    std::vector<std::string> silencedBy;
    std::vector<Fingerprint> inhibitedBy;
    std::vector<std::string> mutedBy; ///< Names of time intervals; in groups only.
};

/// The alerts of one route that have the same values of the route's `group_by` labels.
struct GroupView {
    model::Labels labels;
    std::map<std::string, std::string> routeLabels; ///< Expanded.
    std::string receiver;
    std::string key;                  ///< `{}/{team="x"}:{alertname="A"}`
    std::string route;                ///< `{}/{team="x"}/0`
    std::vector<std::string> mutedBy; ///< Names of time intervals, as of the last flush.
    std::vector<AlertView> alerts;    ///< By job, instance, then labels. Never empty.
};

/// Which alerts are asked for. A matcher without a value holds where the label is missing (Alertmanager: filter).
struct AlertQuery {
    model::Matchers filter;
    bool active = true;
    bool silenced = true;
    bool inhibited = true;
    bool muted = true; ///< Of groups.
    std::optional<model::Regex> receiver;
    model::Matchers receiverLabels;
};

struct SilenceView {
    SilencePtr silence;
    SilenceState state = SilenceState::kActive;
};

struct SilenceQuery {
    model::Matchers filter; ///< Silences that have all these matchers.
    bool active = true;
    bool pending = true;
    bool expired = true;
};

struct ReceiverView {
    std::string name;
    std::map<std::string, std::string> labels;
};

struct StatusView {
    model::TimestampMs startedAt = 0;
    std::string config; ///< Secrets masked.
};

/// One link of the chain from a rule to a person. Equal ones that follow each other are one, with a count.
struct TraceEvent {
    enum class Kind : std::uint8_t {
        kRule = 1,         ///< A rule changed the alert's state: `from` -> `to`, `value`.
        kReceived = 2,     ///< The Alertmanager was told: `to` is firing or resolved.
        kExpired = 3,      ///< Nobody repeated it: it counts as resolved.
        kGrouped = 4,      ///< Joined the group; it is flushed at `until`, because of `detail`.
        kInhibited = 5,    ///< Held back by the alert `by` under the rule `detail`.
        kSilenced = 6,     ///< Held back by the silence `by`.
        kMuted = 7,        ///< Held back by the time interval `by`.
        kInactive = 8,     ///< Held back: none of the route's active time intervals, `by`, is on.
        kDeduplicated = 9, ///< Nothing to tell the integration: `detail` says why.
        kNotifying = 10,   ///< A message is due to the integration, because of `detail`.
        kAttempt = 11,     ///< Attempt `attempt` failed: `detail` has the server's words. Tried again.
        kFailed = 12,      ///< Given up until the next flush: `detail`.
        kSent = 13,        ///< Attempt `attempt` came through: `detail` has the server's words. In the log.
        kLeft = 14,        ///< Resolved and told: left the group.
        kRejected = 15,    ///< No group took it: `detail`.
    };
    Kind kind = Kind::kRule;
    model::TimestampMs time = 0; ///< Of the first of `count`.
    model::TimestampMs last = 0;
    std::uint64_t count = 1;
    std::string group; ///< The key; empty before routing.
    std::string route;
    std::string receiver;
    std::string integration; ///< `slack[0]`
    std::string from;
    std::string to;
    std::string by;
    std::string detail;
    model::TimestampMs until = 0;
    std::uint32_t attempt = 0;
    double value = 0;
};
/// `rule`, `received`, ...
std::string_view traceKindText(TraceEvent::Kind kind);

/// What became of the last message to an integration.
struct LastDelivery {
    enum class Outcome : std::uint8_t {
        kSent,
        kTrying, ///< An attempt failed, others follow.
        kFailed, ///< Given up until the next flush.
    };
    std::string receiver;
    std::string integration; ///< `slack[0]`
    Outcome outcome = Outcome::kSent;
    model::TimestampMs time = 0;
    std::string detail; ///< The server's words; empty where they were said before the start.
    std::optional<model::TimestampMs> lastSent;
};

/// A moment of an alert's life, as the rules or the senders tell it.
struct AlertTransition {
    model::TimestampMs time = 0;
    Fingerprint fingerprint = 0;
    model::Labels labels;
    std::string source; ///< `rule` or `alertmanager`
    std::string from;
    std::string to; ///< `inactive`, `pending`, `firing`, `resolved`
    double value = 0;
};

struct HistoryQuery {
    model::TimeRange range;
    std::optional<Fingerprint> fingerprint;
    model::Matchers filter;
    std::size_t limit = 10'000; ///< The newest ones.
};

} // namespace hearth::alertmanager
