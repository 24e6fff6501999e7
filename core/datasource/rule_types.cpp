// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/rule_types.h"

#include <algorithm>
#include <array>

namespace hearth::datasource {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 2> kTypes{"alerting", "recording"};
constexpr std::array<std::string_view, 2> kTypeFilters{"alert", "record"};
constexpr std::array<std::string_view, 3> kHealths{"unknown", "ok", "err"};
constexpr std::array<std::string_view, 4> kStates{"unknown", "inactive", "pending", "firing"};

template <class Enum, std::size_t N>
std::optional<Enum> parseWord(const std::array<std::string_view, N>& words, std::string_view text) {
    const auto found = std::ranges::find(words, text);
    return found == words.end() ? std::nullopt : std::optional(static_cast<Enum>(found - words.begin()));
}

} // namespace

std::string_view ruleTypeText(RuleType type) {
    return kTypes[static_cast<std::size_t>(type)];
}

std::optional<RuleType> parseRuleType(std::string_view text) {
    return parseWord<RuleType>(kTypes, text);
}

std::string_view ruleTypeFilterText(RuleType type) {
    return kTypeFilters[static_cast<std::size_t>(type)];
}

std::string_view ruleHealthText(RuleHealth health) {
    return kHealths[static_cast<std::size_t>(health)];
}

std::optional<RuleHealth> parseRuleHealth(std::string_view text) {
    return parseWord<RuleHealth>(kHealths, text);
}

std::string_view alertStateText(AlertState state) {
    return kStates[static_cast<std::size_t>(state)];
}

std::optional<AlertState> parseAlertState(std::string_view text) {
    return parseWord<AlertState>(kStates, text);
}

} // namespace hearth::datasource
