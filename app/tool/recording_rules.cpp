// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/recording_rules.h"

#include <fmt/format.h>

#include "model/labels.h"
#include "promql/syntax/parser.h"
#include "yaml/document.h"
#include "yaml/reader.h"

namespace hearth::app::tool {
namespace {

using yaml::Complaints;
using yaml::Node;

std::string textOf(Complaints& complaints, const Node& map, std::string_view key) {
    const auto* node = map.find(key);
    return node == nullptr ? std::string() : yaml::readText(complaints, *node, key).value_or("");
}

/// Complains where the key holds something else than a sequence.
const std::vector<const Node*>& itemsOf(Complaints& complaints, const Node& map, std::string_view key) {
    static const std::vector<const Node*> kNone;
    const auto* node = map.kind == yaml::Kind::kMap ? map.find(key) : nullptr;
    if (node == nullptr || node->kind == yaml::Kind::kNull) {
        return kNone;
    }
    if (node->kind != yaml::Kind::kSequence) {
        complaints.add(*node, fmt::format("{} must be a list", key));
        return kNone;
    }
    return node->items;
}

void readLabels(Complaints& complaints, const Node& rule, RecordingRule& out) {
    const auto* labels = rule.find("labels");
    if (labels == nullptr) {
        return;
    }
    for (const auto& [name, value] : labels->entries) {
        if (!model::isLabelName(name->text) || name->text == model::kMetricName) {
            complaints.add(*name, fmt::format("invalid label name: {}", name->text));
        }
        out.labels.emplace_back(name->text, yaml::readText(complaints, *value, "labels").value_or(""));
    }
}

void readRule(Complaints& complaints, const Node& rule, const RecordingRule& group, std::vector<RecordingRule>& out) {
    if (rule.kind != yaml::Kind::kMap) {
        return complaints.add(rule, "a rule must be a map");
    }
    auto read = group;
    read.name = textOf(complaints, rule, "record");
    if (read.name.empty()) {
        if (rule.find("alert") == nullptr) {
            complaints.add(rule, "one of 'record' or 'alert' must be set");
        }
        return;
    }
    read.expression = textOf(complaints, rule, "expr");
    if (const auto parsed = promql::parse(read.expression, {}); !parsed) {
        complaints.add(rule, fmt::format("could not parse expression: {}", parsed.error().message()));
    }
    readLabels(complaints, rule, read);
    out.push_back(std::move(read));
}

void readGroup(Complaints& complaints, const Node& node, model::DurationMs interval, std::vector<RecordingRule>& out) {
    if (node.kind != yaml::Kind::kMap) {
        return complaints.add(node, "a group must be a map");
    }
    RecordingRule group;
    group.group = textOf(complaints, node, "name");
    group.interval = interval;
    if (const auto stated = textOf(complaints, node, "interval"); !stated.empty()) {
        const auto parsed = model::parseDuration(stated);
        if (!parsed || *parsed < 0) {
            complaints.add(*node.find("interval"), fmt::format("not a valid duration: {}", stated));
        }
        group.interval = parsed.value_or(0) > 0 ? *parsed : interval;
    }
    for (const auto* rule : itemsOf(complaints, node, "rules")) {
        readRule(complaints, *rule, group, out);
    }
}

} // namespace

Result<std::vector<RecordingRule>> readRecordingRules(FileSystem& files, const std::string& path,
                                                      model::DurationMs interval) {
    const auto text = HEARTH_TRY(files.readAll(path, yaml::kMaxBytes));
    const auto document = HEARTH_TRY(yaml::Document::parse(text, path));
    Complaints complaints(path);
    std::vector<RecordingRule> rules;
    for (const auto* group : itemsOf(complaints, document.root(), "groups")) {
        readGroup(complaints, *group, interval, rules);
    }
    if (complaints.any()) {
        return std::unexpected(*complaints.first());
    }
    return rules;
}

} // namespace hearth::app::tool
