// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datasource/types.h"
#include "model/labels.h"
#include "model/matcher.h"
#include "model/time.h"

/// What an AlertmanagerSource is asked and says, named as Alertmanager's API v2 names it: plain values.
namespace hearth::datasource {

/// What is done about an alert: it is new, messages are sent, or silences and other alerts hold them back.
enum class NotificationState : std::uint8_t { kUnprocessed, kActive, kSuppressed };
/// `unprocessed`, `active`, `suppressed`.
std::string_view notificationStateText(NotificationState state);
std::optional<NotificationState> parseNotificationState(std::string_view text);

/// An alert that an Alertmanager was told of and that fires.
struct ReceivedAlert {
    model::Labels labels;
    std::map<std::string, std::string> annotations;
    std::string generatorUrl; ///< Where it comes from; may be empty.
    model::TimestampMs startsAt = 0;
    model::TimestampMs endsAt = 0; ///< When it counts as resolved unless it is told again.
    model::TimestampMs updatedAt = 0;
    std::string fingerprint; ///< Names the alert; 16 hexadecimal digits.
    std::vector<std::string> receivers;
    NotificationState state = NotificationState::kUnprocessed;
    std::vector<std::string> silencedBy;  ///< Ids of silences.
    std::vector<std::string> inhibitedBy; ///< Fingerprints.
    std::vector<std::string> mutedBy;     ///< Names of time intervals; in groups only.
};

/// Alerts that are told together.
struct AlertGroup {
    model::Labels labels; ///< Those that they are grouped by.
    std::map<std::string, std::string> routeLabels;
    std::string receiver;
    std::vector<ReceivedAlert> alerts;
};

/// Which alerts are asked for. Matchers are texts such as `team="x"`; all of them must match.
struct ReceivedAlertsQuery {
    std::vector<std::string> filter;
    bool active = true;
    bool silenced = true;
    bool inhibited = true;
    bool muted = true;                         ///< Of groups.
    std::string receiver;                      ///< Regular expression, anchored; empty: any.
    std::vector<std::string> receiverMatchers; ///< On the receivers' labels.
};

/// An alert as it is told. Unset times are filled in by the Alertmanager.
struct PostedAlert {
    model::Labels labels;
    std::map<std::string, std::string> annotations;
    std::optional<model::TimestampMs> startsAt;
    std::optional<model::TimestampMs> endsAt;
    std::string generatorUrl;
};

enum class SilenceState : std::uint8_t { kActive, kPending, kExpired };
/// `active`, `pending`, `expired`.
std::string_view silenceStateText(SilenceState state);
std::optional<SilenceState> parseSilenceState(std::string_view text);

struct Silence {
    std::string id; ///< Empty: a new one.
    model::Matchers matchers;
    model::TimestampMs startsAt = 0; ///< What is past becomes now.
    model::TimestampMs endsAt = 0;
    std::string createdBy;
    std::string comment;
    std::map<std::string, std::string> annotations;

    // Set by the Alertmanager.
    model::TimestampMs updatedAt = 0;
    SilenceState state = SilenceState::kActive;
};

/// Silences that have all the matchers of `filter` themselves.
struct SilencesQuery {
    std::vector<std::string> filter;
    bool active = true;
    bool pending = true;
    bool expired = true;
};

struct AlertReceiver {
    std::string name;
    std::map<std::string, std::string> labels;
};

struct AlertmanagerStatus {
    struct Peer {
        std::string name;
        std::string address;
    };
    BuildFacts version;
    std::string config; ///< YAML, secrets masked.
    model::TimestampMs startedAt = 0;
    std::string clusterStatus = "disabled";
    std::string clusterName;
    std::vector<Peer> peers;
};

/// One link of the chain from a rule to a person; equal ones that follow each other are one, with a count.
struct TraceEvent {
    enum class Kind : std::uint8_t {
        kRule,         ///< A rule changed the alert's state: `from` -> `to`, `value`.
        kReceived,     ///< The Alertmanager was told: `to` is firing or resolved.
        kExpired,      ///< Nobody repeated it: it counts as resolved.
        kGrouped,      ///< Joined the group; it is flushed at `until`, because of `detail`.
        kInhibited,    ///< Held back by the alert `by` under the rule `detail`.
        kSilenced,     ///< Held back by the silence `by`.
        kMuted,        ///< Held back by the time interval `by`.
        kInactive,     ///< Held back: none of the route's active time intervals, `by`, is on.
        kDeduplicated, ///< Nothing to tell the integration: `detail` says why.
        kNotifying,    ///< A message is due to the integration, because of `detail`.
        kAttempt,      ///< Attempt `attempt` failed: `detail` has the server's words. Tried again.
        kFailed,       ///< Given up until the next flush: `detail`.
        kSent,         ///< Attempt `attempt` came through: `detail` has the server's words.
        kLeft,         ///< Resolved and told: left the group.
        kRejected,     ///< No group took it: `detail`.
    };
    Kind kind = Kind::kRule;
    model::TimestampMs time = 0; ///< Of the first of `count`.
    model::TimestampMs last = 0;
    std::uint64_t count = 1;
    std::string group; ///< Its key; empty before routing.
    std::string route;
    std::string receiver;
    std::string integration; ///< `slack[0]`
    std::string from;
    std::string to;
    std::string by;
    std::string detail;
    std::optional<model::TimestampMs> until;
    std::uint32_t attempt = 0;
    double value = 0;
};
/// `rule`, `received`, ...
std::string_view traceKindText(TraceEvent::Kind kind);
std::optional<TraceEvent::Kind> parseTraceKind(std::string_view text);

/// What became of the last message to an integration.
struct LastDelivery {
    enum class Outcome : std::uint8_t {
        kSent,   ///< It arrived.
        kTrying, ///< An attempt failed, others follow.
        kFailed, ///< Given up until the next flush.
    };
    std::string receiver;
    std::string integration; ///< `slack[0]`
    Outcome outcome = Outcome::kSent;
    model::TimestampMs time = 0;
    std::string detail; ///< The server's words. Empty where they were said before the last start.
    std::optional<model::TimestampMs> lastSent;
};
/// `sent`, `trying`, `failed`.
std::string_view deliveryOutcomeText(LastDelivery::Outcome outcome);
std::optional<LastDelivery::Outcome> parseDeliveryOutcome(std::string_view text);

/// A moment of an alert's life.
struct AlertTransition {
    model::TimestampMs time = 0;
    std::string fingerprint;
    model::Labels labels;
    std::string source; ///< `rule` or `alertmanager`
    std::string from;
    std::string to; ///< `inactive`, `pending`, `firing`, `resolved`
    double value = 0;
};

struct AlertHistoryQuery {
    std::optional<model::TimestampMs> start;
    std::optional<model::TimestampMs> end;
    std::string fingerprint; ///< Empty: any alert.
    std::vector<std::string> filter;
    std::size_t limit = 0; ///< The newest ones; 0: as many as the source gives.
};

} // namespace hearth::datasource
