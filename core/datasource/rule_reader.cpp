// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/rule_reader.h"

#include <cmath>

#include "base/number_format.h"
#include "datasource/answer_envelope.h"
#include "datasource/answer_time.h"

namespace hearth::datasource {
namespace {

Alert readAlert(JsonReader& reader, const Json& json) {
    Alert alert;
    alert.labels = reader.labels(reader.object(json, "labels"));
    alert.annotations = reader.textMap(reader.object(json, "annotations"));
    alert.state = parseAlertState(reader.text(json, "state")).value_or(AlertState::kUnknown);
    alert.activeAt = readTime(reader.text(json, "activeAt")).value_or(0);
    alert.keepFiringSince = readTime(reader.text(json, "keepFiringSince"));
    alert.value = parseFloat(reader.text(json, "value")).value_or(std::nan(""));
    return alert;
}

void readAlerting(JsonReader& reader, const Json& json, Rule& rule) {
    rule.state = parseAlertState(reader.text(json, "state")).value_or(AlertState::kUnknown);
    rule.holdSeconds = reader.number(json, "duration");
    rule.keepFiringSeconds = reader.number(json, "keepFiringFor");
    rule.annotations = reader.textMap(reader.object(json, "annotations"));
    for (const auto& alert : reader.array(json, "alerts")) {
        rule.alerts.push_back(readAlert(reader, alert));
    }
}

Rule readRule(JsonReader& reader, const Json& json) {
    Rule rule;
    rule.type = parseRuleType(reader.text(json, "type")).value_or(RuleType::kRecording);
    rule.name = reader.text(json, "name");
    rule.query = reader.text(json, "query");
    rule.labels = reader.textMap(reader.object(json, "labels"));
    rule.health = parseRuleHealth(reader.text(json, "health")).value_or(RuleHealth::kUnknown);
    rule.lastError = reader.text(json, "lastError");
    rule.evaluationSeconds = reader.number(json, "evaluationTime");
    rule.lastEvaluation = readTime(reader.text(json, "lastEvaluation"));
    if (rule.type == RuleType::kAlerting) {
        readAlerting(reader, json, rule);
    }
    return rule;
}

RuleGroup readGroup(JsonReader& reader, const Json& json) {
    RuleGroup group;
    group.name = reader.text(json, "name");
    group.file = reader.text(json, "file");
    group.intervalSeconds = reader.number(json, "interval");
    group.limit = reader.integer(json, "limit");
    group.evaluationSeconds = reader.number(json, "evaluationTime");
    group.lastEvaluation = readTime(reader.text(json, "lastEvaluation"));
    for (const auto& rule : reader.array(json, "rules")) {
        group.rules.push_back(readRule(reader, rule));
    }
    return group;
}

std::vector<std::string> readUrls(JsonReader& reader, const Json& data, const char* name) {
    std::vector<std::string> urls;
    for (const auto& target : reader.array(data, name)) {
        urls.push_back(reader.text(target, "url"));
    }
    return urls;
}

} // namespace

Result<RuleGroups> readRulesAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        RuleGroups rules;
        for (const auto& group : reader.array(data, "groups")) {
            rules.groups.push_back(readGroup(reader, group));
        }
        rules.nextToken = reader.text(data, "groupNextToken");
        return rules;
    });
}

Result<std::vector<Alert>> readAlertsAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        std::vector<Alert> alerts;
        for (const auto& alert : reader.array(data, "alerts")) {
            alerts.push_back(readAlert(reader, alert));
        }
        return alerts;
    });
}

Result<Alertmanagers> readAlertmanagersAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        return Alertmanagers{readUrls(reader, data, "activeAlertmanagers"),
                             readUrls(reader, data, "droppedAlertmanagers")};
    });
}

} // namespace hearth::datasource
