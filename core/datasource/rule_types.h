// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/labels.h"
#include "model/time.h"

/// What a DataSource says of rules and their alerts, named as /api/v1/rules, /api/v1/alerts and /api/v1/alertmanagers
/// name it.
namespace hearth::datasource {

/// Labels of a rule, or annotations: unlike those of a series, values may be empty.
using TextMap = std::map<std::string, std::string>;

enum class RuleType : std::uint8_t { kAlerting, kRecording };
/// `alerting`, `recording`, as answers say it.
std::string_view ruleTypeText(RuleType type);
std::optional<RuleType> parseRuleType(std::string_view text);
/// `alert`, `record`, as questions say it.
std::string_view ruleTypeFilterText(RuleType type);

enum class RuleHealth : std::uint8_t { kUnknown, kOk, kErr };
/// `unknown`, `ok`, `err`.
std::string_view ruleHealthText(RuleHealth health);
std::optional<RuleHealth> parseRuleHealth(std::string_view text);

/// Of an alert, or of a rule: the highest of its alerts, kUnknown before the first evaluation.
enum class AlertState : std::uint8_t { kUnknown, kInactive, kPending, kFiring };
/// `unknown`, `inactive`, `pending`, `firing`.
std::string_view alertStateText(AlertState state);
std::optional<AlertState> parseAlertState(std::string_view text);

/// An alert of a rule that is pending or firing.
struct Alert {
    model::Labels labels;
    TextMap annotations;
    AlertState state = AlertState::kPending;
    model::TimestampMs activeAt = 0;                   ///< Since when the expression has held.
    std::optional<model::TimestampMs> keepFiringSince; ///< Set while only `keep_firing_for` holds it.
    double value = 0;                                  ///< Of the expression, when it was last evaluated.
};

struct Rule {
    RuleType type = RuleType::kRecording;
    std::string name;
    std::string query;
    TextMap labels; ///< Those of the group included.
    RuleHealth health = RuleHealth::kUnknown;
    std::string lastError;                            ///< Empty where there is none.
    double evaluationSeconds = 0;                     ///< What the last evaluation took.
    std::optional<model::TimestampMs> lastEvaluation; ///< Unset: never.

    // Of alerting rules.
    AlertState state = AlertState::kUnknown;
    double holdSeconds = 0;       ///< `for`
    double keepFiringSeconds = 0; ///< `keep_firing_for`
    TextMap annotations;          ///< Templates.
    std::vector<Alert> alerts;    ///< Empty where they were not asked for.
};

struct RuleGroup {
    std::string name;
    std::string file;
    std::vector<Rule> rules; ///< In the order of the file.
    double intervalSeconds = 0;
    std::int64_t limit = 0; ///< 0: none.
    double evaluationSeconds = 0;
    std::optional<model::TimestampMs> lastEvaluation; ///< Unset: never.
};

/// Which rules are asked for; an empty list means any. A rule counts where every filter lets it through.
struct RulesQuery {
    std::optional<RuleType> type;
    std::vector<std::string> ruleNames;
    std::vector<std::string> groups;
    std::vector<std::string> files;
    std::vector<std::string> selectors; ///< `{severity="page"}` on the rules' labels; any of them.
    bool withAlerts = true;
    std::size_t groupLimit = 0; ///< Groups at most; 0: all.
    std::string nextToken;      ///< Where the previous answer ended; needs a limit.
};

/// Sorted by file, then by name; groups without a rule that counts are left out.
struct RuleGroups {
    std::vector<RuleGroup> groups;
    std::string nextToken; ///< For the next page; empty on the last one.
};

/// Where alerts are sent to: URLs, each of the endpoint that takes them.
struct Alertmanagers {
    std::vector<std::string> active;
    std::vector<std::string> dropped; ///< By relabelling.
};

} // namespace hearth::datasource
