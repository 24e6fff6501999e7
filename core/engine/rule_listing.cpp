// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/rule_listing.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/hash.h"
#include "engine/series_listing.h"
#include "model/wall_time.h"

namespace hearth::engine {
namespace {

datasource::RuleType typeOf(rules::RuleType type) {
    return type == rules::RuleType::kAlerting ? datasource::RuleType::kAlerting : datasource::RuleType::kRecording;
}

datasource::RuleHealth healthOf(rules::RuleHealth health) {
    switch (health) {
    case rules::RuleHealth::kOk:
        return datasource::RuleHealth::kOk;
    case rules::RuleHealth::kErr:
        return datasource::RuleHealth::kErr;
    case rules::RuleHealth::kUnknown:
        break;
    }
    return datasource::RuleHealth::kUnknown;
}

datasource::AlertState stateOf(rules::AlertState state) {
    switch (state) {
    case rules::AlertState::kInactive:
        return datasource::AlertState::kInactive;
    case rules::AlertState::kPending:
        return datasource::AlertState::kPending;
    case rules::AlertState::kFiring:
        return datasource::AlertState::kFiring;
    case rules::AlertState::kUnknown:
        break;
    }
    return datasource::AlertState::kUnknown;
}

datasource::Alert alertOf(const rules::AlertSnapshot& alert) {
    return {alert.labels,
            alert.annotations,
            stateOf(alert.state),
            model::timestampOf(alert.activeAt),
            model::timestampOf(alert.keepFiringSince),
            alert.value};
}

datasource::Rule ruleOf(const rules::RuleSnapshot& rule, bool withAlerts) {
    datasource::Rule shown;
    shown.type = typeOf(rule.type);
    shown.name = rule.name;
    shown.query = rule.query;
    shown.labels = rule.labels;
    shown.health = healthOf(rule.health);
    shown.lastError = rule.lastError;
    shown.evaluationSeconds = rule.evaluationTimeSeconds;
    shown.lastEvaluation = model::timestampOf(rule.lastEvaluation);
    if (rule.type == rules::RuleType::kRecording) {
        return shown;
    }
    shown.state = stateOf(rule.state);
    shown.holdSeconds = rule.durationSeconds;
    shown.keepFiringSeconds = rule.keepFiringForSeconds;
    shown.annotations = rule.annotations;
    if (withAlerts) {
        std::ranges::transform(rule.alerts, std::back_inserter(shown.alerts), alertOf);
    }
    return shown;
}

/// An empty list asks for all.
bool isAmong(const std::vector<std::string>& wanted, const std::string& name) {
    return wanted.empty() || std::ranges::find(wanted, name) != wanted.end();
}

bool matches(const rules::TextMap& labels, const model::Matchers& matchers) {
    return std::ranges::all_of(matchers, [&](const model::Matcher& matcher) {
        const auto found = labels.find(matcher.name());
        return matcher.matches(found == labels.end() ? std::string_view() : std::string_view(found->second));
    });
}

bool asksFor(const datasource::RulesQuery& query, const std::vector<model::Matchers>& selectors,
             const rules::RuleSnapshot& rule) {
    return (!query.type || *query.type == typeOf(rule.type)) && isAmong(query.ruleNames, rule.name) &&
           (selectors.empty() || std::ranges::any_of(selectors, [&](const model::Matchers& matchers) {
                return matches(rule.labels, matchers);
            }));
}

datasource::RuleGroup groupOf(const rules::GroupSnapshot& group, const datasource::RulesQuery& query,
                              const std::vector<model::Matchers>& selectors) {
    datasource::RuleGroup shown;
    shown.name = group.name;
    shown.file = group.file;
    shown.intervalSeconds = group.intervalSeconds;
    shown.limit = group.limit;
    shown.evaluationSeconds = group.evaluationTimeSeconds;
    shown.lastEvaluation = model::timestampOf(group.lastEvaluation);
    for (const auto& rule : group.rules) {
        if (asksFor(query, selectors, rule)) {
            shown.rules.push_back(ruleOf(rule, query.withAlerts));
        }
    }
    return shown;
}

std::unexpected<Error> lostPlace(const std::string& token) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("invalid parameter \"group_next_token\": invalid "
                                                         "group_next_token '{}'. were rule groups changed?",
                                                         token));
}

} // namespace

std::string groupToken(const rules::GroupSnapshot& group) {
    std::string token;
    for (const auto byte : sha256(group.file + ";" + group.name)) {
        token += fmt::format("{:02x}", byte);
    }
    return token;
}

Result<datasource::RuleGroups> listRules(const std::vector<rules::GroupSnapshot>& groups,
                                         const datasource::RulesQuery& query) {
    const auto selectors = HEARTH_TRY(parseSelectors(query.selectors));
    auto group = groups.begin();
    if (query.groupLimit > 0 && !query.nextToken.empty()) {
        group = std::ranges::find(groups, query.nextToken, groupToken);
        if (group == groups.end()) {
            return lostPlace(query.nextToken);
        }
    }
    datasource::RuleGroups page;
    for (; group != groups.end(); ++group) {
        if (!isAmong(query.groups, group->name) || !isAmong(query.files, group->file)) {
            continue;
        }
        auto shown = groupOf(*group, query, selectors);
        if (shown.rules.empty()) {
            continue;
        }
        if (query.groupLimit > 0 && page.groups.size() == query.groupLimit) {
            page.nextToken = groupToken(*group);
            break;
        }
        page.groups.push_back(std::move(shown));
    }
    return page;
}

std::vector<datasource::Alert> listAlerts(const std::vector<rules::GroupSnapshot>& groups) {
    std::vector<datasource::Alert> alerts;
    for (const auto& group : groups) {
        for (const auto& rule : group.rules) {
            std::ranges::transform(rule.alerts, std::back_inserter(alerts), alertOf);
        }
    }
    return alerts;
}

} // namespace hearth::engine
