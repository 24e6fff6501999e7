// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/alert_snapshot.h"

/// Small alerts for tests of models. Times are milliseconds since the epoch, early on 1970-01-01.
namespace hearth::tests {

inline constexpr model::TimestampMs kNoon = 12 * model::kHourMs;

inline datasource::Alert ruleAlert(model::Labels labels, datasource::AlertState state, double value = 1) {
    datasource::Alert alert;
    alert.labels = std::move(labels);
    alert.state = state;
    alert.activeAt = kNoon;
    alert.value = value;
    return alert;
}

inline datasource::Rule alertingRule(const std::string& name, std::vector<datasource::Alert> alerts) {
    datasource::Rule rule;
    rule.type = datasource::RuleType::kAlerting;
    rule.name = name;
    rule.query = name + "_value > 5";
    rule.holdSeconds = 600;
    rule.alerts = std::move(alerts);
    return rule;
}

inline datasource::RuleGroups ruleGroups(std::vector<datasource::Rule> rules) {
    datasource::RuleGroup group;
    group.name = "house";
    group.rules = std::move(rules);
    return {{std::move(group)}, {}};
}

inline datasource::ReceivedAlert receivedAlert(model::Labels labels) {
    datasource::ReceivedAlert alert;
    alert.fingerprint = ui::alertFingerprint(labels).toStdString();
    alert.labels = std::move(labels);
    alert.startsAt = kNoon + 10 * model::kMinuteMs;
    alert.receivers = {"mail"};
    alert.state = datasource::NotificationState::kActive;
    return alert;
}

inline datasource::AlertGroup groupOf(model::Labels labels, std::vector<datasource::ReceivedAlert> alerts) {
    return {std::move(labels), {}, "mail", std::move(alerts)};
}

inline datasource::Silence silenceOf(const std::string& id, model::Matchers matchers, const std::string& comment) {
    datasource::Silence silence;
    silence.id = id;
    silence.matchers = std::move(matchers);
    silence.createdBy = "anna";
    silence.comment = comment;
    silence.startsAt = kNoon;
    silence.endsAt = kNoon + 2 * model::kHourMs;
    return silence;
}

} // namespace hearth::tests
