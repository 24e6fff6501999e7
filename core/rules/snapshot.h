// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "model/labels.h"
#include "rules/alert.h"
#include "rules/rule_file.h"

/// The rules and alerts at one moment, as /api/v1/rules and /api/v1/alerts show them. Values.
namespace hearth::rules {

enum class RuleHealth : std::uint8_t { kUnknown, kOk, kErr };
/// `unknown`, `ok`, `err`.
std::string_view ruleHealthText(RuleHealth health);

/// An alert that is pending or firing.
struct AlertSnapshot {
    model::Labels labels;
    TextMap annotations;
    AlertState state = AlertState::kPending;
    WallTime activeAt;
    std::optional<WallTime> keepFiringSince;
    double value = 0;
};

struct RuleSnapshot {
    RuleType type = RuleType::kRecording;
    std::string name;
    std::string query; ///< In canonical form.
    TextMap labels;    ///< Those of the group included.
    RuleHealth health = RuleHealth::kUnknown;
    std::string lastError; ///< Empty where there is none.
    double evaluationTimeSeconds = 0;
    std::optional<WallTime> lastEvaluation; ///< Unset: never.

    // Of alerting rules.
    AlertState state = AlertState::kUnknown;
    double durationSeconds = 0; ///< `for`
    double keepFiringForSeconds = 0;
    TextMap annotations;
    std::vector<AlertSnapshot> alerts; ///< By labels.
};

struct GroupSnapshot {
    std::string name;
    std::string file;
    double intervalSeconds = 0;
    double queryOffsetSeconds = 0;
    std::int64_t limit = 0;
    double evaluationTimeSeconds = 0;
    std::optional<WallTime> lastEvaluation; ///< Unset: never.
    std::vector<RuleSnapshot> rules;        ///< In the order of the file.
};

} // namespace hearth::rules
