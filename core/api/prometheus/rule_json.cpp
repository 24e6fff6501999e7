// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/rule_json.h"

#include "api/prometheus/json_fields.h"
#include "base/number_format.h"

namespace hearth::api {
namespace {

using datasource::Alert;
using datasource::Rule;
using datasource::RuleGroup;
using datasource::RuleType;

void writeAlert(JsonWriter& json, const Alert& alert) {
    json.beginObject().key("labels");
    writeLabels(json, alert.labels);
    json.key("annotations");
    writeTextMap(json, alert.annotations);
    json.field("state", datasource::alertStateText(alert.state));
    json.field("activeAt", model::formatRfc3339(alert.activeAt));
    if (alert.keepFiringSince) {
        json.field("keepFiringSince", model::formatRfc3339(*alert.keepFiringSince));
    }
    std::string value;
    appendFloatExponent(value, alert.value);
    json.field("value", value).endObject();
}

void writeAlertList(JsonWriter& json, const std::vector<Alert>& alerts) {
    json.beginArray();
    for (const auto& alert : alerts) {
        writeAlert(json, alert);
    }
    json.endArray();
}

/// What all rules have, `health` and on.
void writeOutcome(JsonWriter& json, const Rule& rule) {
    json.field("health", datasource::ruleHealthText(rule.health));
    if (!rule.lastError.empty()) {
        json.field("lastError", rule.lastError);
    }
    json.key("evaluationTime").number(rule.evaluationSeconds);
    json.field("lastEvaluation", timeOrNever(rule.lastEvaluation));
    json.field("type", datasource::ruleTypeText(rule.type));
}

void writeAlertingRule(JsonWriter& json, const Rule& rule, bool withAlerts) {
    json.beginObject();
    json.field("state", datasource::alertStateText(rule.state));
    json.field("name", rule.name);
    json.field("query", rule.query);
    json.key("duration").number(rule.holdSeconds);
    json.key("keepFiringFor").number(rule.keepFiringSeconds);
    json.key("labels");
    writeTextMap(json, rule.labels);
    json.key("annotations");
    writeTextMap(json, rule.annotations);
    json.key("alerts");
    if (withAlerts) {
        writeAlertList(json, rule.alerts);
    } else {
        json.null();
    }
    writeOutcome(json, rule);
    json.endObject();
}

void writeRecordingRule(JsonWriter& json, const Rule& rule) {
    json.beginObject().field("name", rule.name).field("query", rule.query).key("labels");
    writeTextMap(json, rule.labels);
    writeOutcome(json, rule);
    json.endObject();
}

void writeGroup(JsonWriter& json, const RuleGroup& group, bool withAlerts) {
    json.beginObject().field("name", group.name).field("file", group.file).key("rules").beginArray();
    for (const auto& rule : group.rules) {
        if (rule.type == RuleType::kAlerting) {
            writeAlertingRule(json, rule, withAlerts);
        } else {
            writeRecordingRule(json, rule);
        }
    }
    json.endArray().key("interval").number(group.intervalSeconds).key("limit").number(group.limit);
    json.key("evaluationTime").number(group.evaluationSeconds);
    json.field("lastEvaluation", timeOrNever(group.lastEvaluation)).endObject();
}

void writeUrls(JsonWriter& json, std::string_view name, const std::vector<std::string>& urls) {
    json.key(name).beginArray();
    for (const auto& url : urls) {
        json.beginObject().field("url", url).endObject();
    }
    json.endArray();
}

} // namespace

void writeAlerts(JsonWriter& json, const std::vector<Alert>& alerts) {
    json.beginObject().key("alerts");
    writeAlertList(json, alerts);
    json.endObject();
}

void writeRules(JsonWriter& json, const datasource::RuleGroups& rules, bool withAlerts) {
    json.beginObject().key("groups").beginArray();
    for (const auto& group : rules.groups) {
        writeGroup(json, group, withAlerts);
    }
    json.endArray();
    if (!rules.nextToken.empty()) {
        json.field("groupNextToken", rules.nextToken);
    }
    json.endObject();
}

void writeAlertmanagers(JsonWriter& json, const datasource::Alertmanagers& alertmanagers) {
    json.beginObject();
    writeUrls(json, "activeAlertmanagers", alertmanagers.active);
    writeUrls(json, "droppedAlertmanagers", alertmanagers.dropped);
    json.endObject();
}

} // namespace hearth::api
