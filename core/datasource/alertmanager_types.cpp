// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/alertmanager_types.h"

#include <algorithm>
#include <array>

namespace hearth::datasource {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 3> kNotificationStates{"unprocessed", "active", "suppressed"};
constexpr std::array<std::string_view, 3> kSilenceStates{"active", "pending", "expired"};
constexpr std::array<std::string_view, 15> kTraceKinds{"rule",     "received", "expired",  "grouped",      "inhibited",
                                                       "silenced", "muted",    "inactive", "deduplicated", "notifying",
                                                       "attempt",  "failed",   "sent",     "left",         "rejected"};

constexpr std::array<std::string_view, 3> kDeliveryOutcomes{"sent", "trying", "failed"};

template <class Enum, std::size_t N>
std::optional<Enum> parseWord(const std::array<std::string_view, N>& words, std::string_view text) {
    const auto found = std::ranges::find(words, text);
    return found == words.end() ? std::nullopt : std::optional(static_cast<Enum>(found - words.begin()));
}

} // namespace

std::string_view notificationStateText(NotificationState state) {
    return kNotificationStates[static_cast<std::size_t>(state)];
}

std::optional<NotificationState> parseNotificationState(std::string_view text) {
    return parseWord<NotificationState>(kNotificationStates, text);
}

std::string_view silenceStateText(SilenceState state) {
    return kSilenceStates[static_cast<std::size_t>(state)];
}

std::optional<SilenceState> parseSilenceState(std::string_view text) {
    return parseWord<SilenceState>(kSilenceStates, text);
}

std::string_view traceKindText(TraceEvent::Kind kind) {
    return kTraceKinds[static_cast<std::size_t>(kind)];
}

std::optional<TraceEvent::Kind> parseTraceKind(std::string_view text) {
    return parseWord<TraceEvent::Kind>(kTraceKinds, text);
}

std::string_view deliveryOutcomeText(LastDelivery::Outcome outcome) {
    return kDeliveryOutcomes[static_cast<std::size_t>(outcome)];
}

std::optional<LastDelivery::Outcome> parseDeliveryOutcome(std::string_view text) {
    return parseWord<LastDelivery::Outcome>(kDeliveryOutcomes, text);
}

} // namespace hearth::datasource
