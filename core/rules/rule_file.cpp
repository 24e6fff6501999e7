// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rule_file.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

#include "base/text.h"
#include "model/labels.h"
#include "rules/rule_template.h"
#include "yaml/document.h"
#include "yaml/reader.h"

namespace hearth::rules {
namespace {

using yaml::Complaints;
using yaml::MapReader;
using yaml::Node;

constexpr const char* kSeveralDocuments =
    "Multiple document yaml rules files are not supported, only the first document is processed";

bool isLabelName(std::string_view name, NameScheme scheme) {
    return scheme == NameScheme::kLegacy ? model::isLegacyLabelName(name) : model::isLabelName(name);
}

bool isMetricName(std::string_view name, NameScheme scheme) {
    return scheme == NameScheme::kLegacy ? model::isLegacyMetricName(name) : model::isLabelName(name);
}

std::string placeOf(const Node& node) {
    return fmt::format("{}:{}: ", node.at.line, node.at.column);
}

/// Reads the tree of a file and gathers what is wrong with its rules.
class FileReader {
  public:
    FileReader(const yaml::Document& document, const RuleFileOptions& options)
        : m_document(document)
        , m_options(options)
        , m_complaints(document.name()) {}

    std::expected<RuleFile, std::vector<Error>> read() {
        RuleFile file;
        MapReader root(m_complaints, m_document.root(), "");
        root.each("groups", [&](const Node& node, const std::string& where) { readGroup(node, where, file.groups); });
        finish(root);
        if (m_complaints.any()) {
            return std::unexpected(std::vector{*m_complaints.first()});
        }
        if (!m_errors.empty()) {
            return std::unexpected(std::move(m_errors));
        }
        return file;
    }

  private:
    /// The rule in hand, with its nodes.
    struct RuleInHand {
        const GroupDefinition& group;
        std::size_t number;
        const Node& node;
        const RuleDefinition& rule;
        const Node* record;
        const Node* alert;

        const Node& nodeOf(std::string_view key) const {
            const auto* found = node.find(key);
            return found == nullptr ? node : *found;
        }
    };

    void finish(MapReader& map) {
        if (!m_options.ignoreUnknownFields) {
            map.finish();
        }
    }

    void complain(const Node& node, std::string_view reason) {
        m_errors.emplace_back(ErrorCode::kInvalidArgument,
                              fmt::format("{}: {}{}", m_document.name(), placeOf(node), reason));
    }
    void complain(const RuleInHand& in, const Node& node, std::string_view reason, std::string_view further = {}) {
        complain(node, fmt::format("{}group {}, rule {}, {}: {}", further, quoteGo(in.group.name), in.number,
                                   quoteGo(in.rule.name), reason));
    }

    /// Unlike MapReader::textMap(), keeps keys without a value: their labels are removed from results.
    void readTexts(MapReader& map, std::string_view key, TextMap& out) {
        map.section(key, [&](const Node& node, const std::string& where) {
            if (node.kind != yaml::Kind::kMap) {
                return m_complaints.add(node, "it must be a map", where);
            }
            for (const auto& [name, value] : node.entries) {
                out[name->text] = yaml::readText(m_complaints, *value, where + "." + name->text).value_or("");
            }
        });
    }

    void readGroup(const Node& node, const std::string& where, std::vector<GroupDefinition>& groups) {
        GroupDefinition group;
        MapReader map(m_complaints, node, where);
        map.text("name", group.name);
        map.parsed("interval", group.interval, model::parseDuration);
        if (map.has("query_offset") && node.find("query_offset")->kind != yaml::Kind::kNull) {
            map.parsed("query_offset", group.queryOffset.emplace(), model::parseDuration);
        }
        if (const auto* limit = map.take("limit")) {
            group.limit = yaml::readInteger(m_complaints, *limit, map.pathOf("limit")).value_or(0);
        }
        readTexts(map, "labels", group.labels);
        checkGroup(node, group);
        map.each("rules", [&](const Node& rule, const std::string& at) { readRule(rule, at, group); });
        map.take("query_offset");
        finish(map);
        groups.push_back(std::move(group));
    }

    void checkGroup(const Node& node, const GroupDefinition& group) {
        if (group.name.empty()) {
            complain(node, "Groupname must not be empty");
        }
        if (!m_groupNames.insert(group.name).second) {
            complain(node, fmt::format("groupname: \"{}\" is repeated in the same file", group.name));
        }
        if (const auto* labels = node.find("labels")) {
            checkLabels(*labels, [&](const Node& at, const std::string& reason) {
                complain(at, fmt::format("group {}: {}", quoteGo(group.name), reason));
            });
        }
    }

    template <class Complain>
    void checkLabels(const Node& labels, Complain complainOf) const {
        for (const auto& [name, value] : labels.entries) {
            if (!isLabelName(name->text, m_options.names) || name->text == model::kMetricName) {
                complainOf(*name, fmt::format("invalid label name: {}", name->text));
            }
            if (!isValidUtf8(value->text)) {
                complainOf(*value, fmt::format("invalid label value: {}", value->text));
            }
        }
    }

    void readRule(const Node& node, const std::string& where, GroupDefinition& group) {
        RuleDefinition rule;
        std::string record;
        std::string alert;
        MapReader map(m_complaints, node, where);
        map.text("record", record);
        map.text("alert", alert);
        map.text("expr", rule.expr);
        map.parsed("for", rule.holdFor, model::parseDuration);
        map.parsed("keep_firing_for", rule.keepFiringFor, model::parseDuration);
        readTexts(map, "labels", rule.labels);
        readTexts(map, "annotations", rule.annotations);
        finish(map);
        rule.type = alert.empty() ? RuleType::kRecording : RuleType::kAlerting;
        rule.name = alert.empty() ? record : alert;
        if (!m_complaints.any()) {
            check({.group = group,
                   .number = group.rules.size() + 1,
                   .node = node,
                   .rule = rule,
                   .record = record.empty() ? nullptr : node.find("record"),
                   .alert = alert.empty() ? nullptr : node.find("alert")});
        }
        group.rules.push_back(std::move(rule));
    }

    void check(const RuleInHand& in) {
        if (in.record != nullptr && in.alert != nullptr) {
            complain(in, *in.record, "only one of 'record' and 'alert' must be set", placeOf(*in.alert));
        }
        if (in.record == nullptr && in.alert == nullptr) {
            complain(in, in.node, "one of 'record' or 'alert' must be set");
        }
        checkExpression(in);
        if (in.record != nullptr) {
            checkRecording(in);
        }
        if (const auto* labels = in.node.find("labels")) {
            checkLabels(*labels, [&](const Node& at, const std::string& reason) { complain(in, at, reason); });
        }
        if (const auto* annotations = in.node.find("annotations")) {
            checkAnnotations(in, *annotations);
        }
        if (in.alert != nullptr) {
            checkTemplates(in, "label", "labels");
            checkTemplates(in, "annotation", "annotations");
        }
    }

    void checkExpression(const RuleInHand& in) {
        const auto& node = in.nodeOf("expr");
        if (in.rule.expr.empty()) {
            return complain(in, node, "field 'expr' must be set in rule");
        }
        if (const auto parsed = promql::parse(in.rule.expr, m_options.parse); !parsed) {
            complain(in, node, fmt::format("could not parse expression: {}", parsed.error().message()));
        }
    }

    void checkRecording(const RuleInHand& in) {
        const auto& name = in.record->text;
        if (!in.rule.annotations.empty()) {
            complain(in, *in.record, "invalid field 'annotations' in recording rule");
        }
        if (in.rule.holdFor != 0) {
            complain(in, *in.record, "invalid field 'for' in recording rule");
        }
        if (in.rule.keepFiringFor != 0) {
            complain(in, *in.record, "invalid field 'keep_firing_for' in recording rule");
        }
        if (!isMetricName(name, m_options.names)) {
            complain(in, *in.record, fmt::format("invalid recording rule name: {}", name));
        }
        if (name.find_first_of("{}") != std::string::npos) {
            complain(in, *in.record,
                     fmt::format("braces present in the recording rule name; should it be in expr?: {}", name));
        }
    }

    void checkAnnotations(const RuleInHand& in, const Node& annotations) {
        for (const auto& [name, value] : annotations.entries) {
            if (!isLabelName(name->text, m_options.names)) {
                complain(in, *name, fmt::format("invalid annotation name: {}", name->text));
            }
        }
    }

    void checkTemplates(const RuleInHand& in, std::string_view what, std::string_view key) {
        const auto* map = in.node.find(key);
        if (map == nullptr) {
            return;
        }
        for (const auto& [name, value] : map->entries) {
            if (const auto parsed = RuleTemplate::parse(value->text, in.rule.name); !parsed) {
                complain(in, *value, fmt::format("{} {}: {}", what, quoteGo(name->text), parsed.error().message()));
            }
        }
    }

    const yaml::Document& m_document;
    const RuleFileOptions& m_options;
    Complaints m_complaints;
    std::vector<Error> m_errors;
    std::set<std::string> m_groupNames;
};

} // namespace

std::expected<RuleFile, std::vector<Error>> parseRuleFile(std::string_view text, const std::string& path,
                                                          const RuleFileOptions& options) {
    const auto document = yaml::Document::parse(text, path);
    if (!document) {
        return std::unexpected(std::vector{document.error()});
    }
    auto file = FileReader(*document, options).read();
    if (file && document->hasMore()) {
        file->warnings.push_back(fmt::format("{}: {}", path, kSeveralDocuments));
    }
    return file;
}

TextMap ruleLabels(const GroupDefinition& group, const RuleDefinition& rule) {
    auto labels = rule.labels;
    labels.insert(group.labels.begin(), group.labels.end());
    return labels;
}

} // namespace hearth::rules
