// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rule_file_edit.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "yaml/document.h"
#include "yaml/scalar_text.h"
#include "yaml/text_lines.h"

namespace hearth::rules {
namespace {

using yaml::Kind;
using yaml::LineRange;
using yaml::Node;
using yaml::TextLines;

constexpr const char* kByHand = "this rule must be changed by hand";
constexpr std::size_t kStep = 2;

std::string blanks(std::size_t count) {
    return std::string(count, ' ');
}

/// `key: value` with what belongs to it, the key behind `indent` blanks.
std::string entryText(std::string_view key, std::string_view value, std::size_t indent) {
    return fmt::format("{}{}: {}\n", blanks(indent), yaml::scalarText(key), yaml::blockText(value, indent + kStep));
}

std::string mapText(std::string_view key, const TextMap& map, std::size_t indent) {
    if (map.empty()) {
        return {};
    }
    auto out = fmt::format("{}{}:\n", blanks(indent), key);
    for (const auto& [name, value] : map) {
        out += entryText(name, value, indent + kStep);
    }
    return out;
}

std::string durationText(std::string_view key, model::DurationMs duration, std::size_t indent) {
    return duration == 0 ? std::string()
                         : fmt::format("{}{}: {}\n", blanks(indent), key, model::formatDuration(duration));
}

/// A field of a rule: how it is written, empty where it is not.
std::string fieldText(std::string_view key, const RuleDefinition& rule, std::size_t indent) {
    if (key == "alert") {
        return entryText(key, rule.name, indent);
    }
    if (key == "expr") {
        return entryText(key, rule.expr, indent);
    }
    if (key == "for") {
        return durationText(key, rule.holdFor, indent);
    }
    if (key == "keep_firing_for") {
        return durationText(key, rule.keepFiringFor, indent);
    }
    return mapText(key, key == "labels" ? rule.labels : rule.annotations, indent);
}

constexpr std::array<std::string_view, 6> kFields = {"alert",           "expr",   "for",
                                                     "keep_firing_for", "labels", "annotations"};

bool isSameField(std::string_view key, const RuleDefinition& left, const RuleDefinition& right) {
    return key == "alert"             ? left.name == right.name
           : key == "expr"            ? left.expr == right.expr
           : key == "for"             ? left.holdFor == right.holdFor
           : key == "keep_firing_for" ? left.keepFiringFor == right.keepFiringFor
           : key == "labels"          ? left.labels == right.labels
                                      : left.annotations == right.annotations;
}

/// A file's text with its tree and its rules, about to be edited.
class Editor {
  public:
    static Result<Editor> open(std::string_view text, const std::string& path, const RuleFileOptions& options) {
        auto document = HEARTH_TRY(yaml::Document::parse(text, path));
        auto file = parseRuleFile(text, path, options);
        if (!file) {
            return std::unexpected(file.error().front());
        }
        return Editor(text, path, options, std::move(document), *std::move(file));
    }

    Result<std::string> add(const std::string& group, const RuleDefinition& rule) {
        auto wanted = m_file;
        const auto known = groupIndex(group);
        if (known) {
            wanted.groups[*known].rules.push_back(rule);
            HEARTH_TRY(appendToGroup(*known, rule));
        } else {
            wanted.groups.push_back({.name = group, .rules = {rule}});
            HEARTH_TRY(appendGroup(group, rule));
        }
        return finish(wanted);
    }

    Result<std::string> change(const RulePosition& position, RuleDefinition rule) {
        const auto group = HEARTH_TRY(find(position));
        auto wanted = m_file;
        auto& old = wanted.groups[group].rules[position.index];
        for (const auto& [name, value] : m_file.groups[group].labels) {
            if (const auto found = rule.labels.find(name);
                found != rule.labels.end() && found->second == value && !old.labels.contains(name)) {
                rule.labels.erase(found);
            }
        }
        const auto place = HEARTH_TRY(itemOf(*ruleNode(group, position.index)));
        HEARTH_TRY(changeFields(*ruleNode(group, position.index), place, old, rule));
        old = rule;
        return finish(wanted);
    }

    Result<std::string> remove(const RulePosition& position) {
        const auto group = HEARTH_TRY(find(position));
        auto wanted = m_file;
        auto& rules = wanted.groups[group].rules;
        rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(position.index));
        if (!rules.empty()) {
            const auto place = HEARTH_TRY(itemOf(*ruleNode(group, position.index)));
            m_lines.replace(place.lines, {});
            return finish(wanted);
        }
        wanted.groups.erase(wanted.groups.begin() + static_cast<std::ptrdiff_t>(group));
        const auto place = HEARTH_TRY(itemOf(*groupNodes()[group]));
        const bool isLast = wanted.groups.empty();
        m_lines.replace(place.lines, {});
        if (isLast) {
            const auto line = keyLine(m_document.root(), "groups");
            m_lines.replace({line, line + 1}, "groups: []\n");
        }
        return finish(wanted);
    }

  private:
    /// Where an item of a block list stands.
    struct Place {
        LineRange lines;
        std::size_t dash = 0; ///< Its column, from 0.
        std::size_t keys = 0; ///< That of the item's keys.
    };

    Editor(std::string_view text, std::string path, const RuleFileOptions& options, yaml::Document document,
           RuleFile file)
        : m_path(std::move(path))
        , m_options(options)
        , m_document(std::move(document))
        , m_file(std::move(file))
        , m_lines(text) {}

    std::unexpected<Error> refuse(TextPosition at, std::string_view reason) const {
        return std::unexpected(yaml::errorAt(m_path, at, reason));
    }

    const std::vector<const Node*>& groupNodes() const { return m_document.root().find("groups")->items; }
    const Node* ruleNode(std::size_t group, std::size_t index) const {
        return groupNodes()[group]->find("rules")->items[index];
    }
    std::optional<std::size_t> groupIndex(const std::string& name) const {
        const auto found = std::ranges::find(m_file.groups, name, &GroupDefinition::name);
        return found == m_file.groups.end() ? std::nullopt : std::optional<std::size_t>(found - m_file.groups.begin());
    }

    /// The index of the group.
    Result<std::size_t> find(const RulePosition& position) const {
        const auto group = groupIndex(position.group);
        if (!group || position.index >= m_file.groups[*group].rules.size()) {
            return fail(ErrorCode::kNotFound, fmt::format("{}: group \"{}\" has no rule number {}", m_path,
                                                          position.group, position.index + 1));
        }
        if (m_file.groups[*group].rules[position.index].type != RuleType::kAlerting) {
            return refuse(ruleNode(*group, position.index)->at, "this rule records; only alerting rules are edited");
        }
        return *group;
    }

    /// Of a block map within a block list.
    Result<Place> itemOf(const Node& item) const {
        const auto line = item.at.line - 1;
        const auto column = item.at.column - 1;
        const auto before = line < m_lines.size() ? m_lines.line(line).substr(0, column) : std::string_view();
        const auto dash = before.find_first_not_of(' ');
        if (item.kind != Kind::kMap || item.flow || dash == std::string_view::npos || before[dash] != '-' ||
            before.find_first_not_of(' ', dash + 1) != std::string_view::npos) {
            return refuse(item.at, fmt::format("{}: it is not written as lines of its own behind a dash", kByHand));
        }
        return Place{.lines = m_lines.blockAt(line, dash), .dash = dash, .keys = column};
    }

    std::size_t keyLine(const Node& map, std::string_view key) const {
        const auto found = std::ranges::find(map.entries, key, [](const auto& entry) { return entry.first->text; });
        return found->first->at.line - 1;
    }

    Result<void> appendToGroup(std::size_t group, const RuleDefinition& rule) {
        const auto& node = *groupNodes()[group];
        const auto* rules = node.find("rules");
        if (rules == nullptr || rules->kind != Kind::kSequence || rules->items.empty() || rules->flow) {
            return refuse(node.at, "this group has no list of rules to which one could be added");
        }
        const auto last = HEARTH_TRY(itemOf(*rules->items.back()));
        m_lines.replace({last.lines.end, last.lines.end}, ruleText(rule, last.dash));
        return {};
    }

    Result<void> appendGroup(const std::string& name, const RuleDefinition& rule) {
        const auto* groups = m_document.root().find("groups");
        const auto text = [&](std::size_t dash) {
            return fmt::format("{}- name: {}\n{}rules:\n", blanks(dash), yaml::scalarText(name), blanks(dash + kStep)) +
                   ruleText(rule, dash + 2 * kStep);
        };
        if (groups != nullptr && !groups->items.empty()) {
            const auto last = HEARTH_TRY(itemOf(*groups->items.back()));
            m_lines.replace({last.lines.end, last.lines.end}, text(last.dash));
            return {};
        }
        const auto whole = "groups:\n" + text(kStep);
        if (groups == nullptr) {
            m_lines.replace({m_lines.size(), m_lines.size()}, whole);
        } else {
            const auto line = keyLine(m_document.root(), "groups");
            m_lines.replace({line, line + 1}, whole);
        }
        return {};
    }

    /// Whether an entry stands within the map itself; merged ones do not.
    static bool isOwn(const std::pair<const Node*, const Node*>& entry, LineRange lines) {
        return entry.first->at.line > lines.begin && entry.first->at.line <= lines.end;
    }

    /// The lines of an entry of a block map whose keys stand in one column.
    LineRange entryLines(const Node& key) const { return m_lines.blockAt(key.at.line - 1, key.at.column - 1); }

    Result<void> changeFields(const Node& node, const Place& place, const RuleDefinition& old,
                              const RuleDefinition& rule) {
        std::string added; // stands behind what is added to the last field
        for (const auto key : kFields) {
            if (isSameField(key, old, rule)) {
                continue;
            }
            const auto own = std::ranges::find_if(
                node.entries, [&](const auto& entry) { return entry.first->text == key && isOwn(entry, place.lines); });
            if (own == node.entries.end()) {
                added += fieldText(key, rule, place.keys);
            } else if (!changeEntries(*own, key, old, rule)) {
                HEARTH_TRY(replaceField(*own->first, place, fieldText(key, rule, place.keys)));
            }
        }
        m_lines.replace({place.lines.end, place.lines.end}, std::move(added));
        return {};
    }

    Result<void> replaceField(const Node& key, const Place& place, std::string text) {
        auto lines = entryLines(key);
        if (lines.begin == place.lines.begin) {
            if (text.empty()) {
                return refuse(key.at, fmt::format("{}: its first field is to go", kByHand));
            }
            text.replace(0, place.keys, m_lines.line(lines.begin).substr(0, place.keys));
        }
        m_lines.replace(lines, std::move(text));
        return {};
    }

    /// Changes the entries of `labels` or `annotations` one by one; returns whether that can be done.
    bool changeEntries(const std::pair<const Node*, const Node*>& field, std::string_view key,
                       const RuleDefinition& old, const RuleDefinition& rule) {
        const auto& map = *field.second;
        const bool isLabels = key == "labels";
        const auto& before = isLabels ? old.labels : old.annotations;
        const auto& after = isLabels ? rule.labels : rule.annotations;
        const auto lines = entryLines(*field.first);
        const bool isBlock = map.kind == Kind::kMap && !map.flow && !map.entries.empty() && !after.empty() &&
                             map.at.line > field.first->at.line &&
                             std::ranges::all_of(map.entries, [&](const auto& entry) { return isOwn(entry, lines); });
        if (!isBlock) {
            return false;
        }
        for (const auto& [name, value] : map.entries) {
            const auto wanted = after.find(name->text);
            if (wanted == after.end()) {
                m_lines.replace(entryLines(*name), {});
            } else if (before.at(name->text) != wanted->second) {
                m_lines.replace(entryLines(*name), entryText(name->text, wanted->second, name->at.column - 1));
            }
        }
        for (const auto& [name, value] : after) {
            if (!before.contains(name)) {
                m_lines.replace({lines.end, lines.end},
                                entryText(name, value, map.entries.front().first->at.column - 1));
            }
        }
        return true;
    }

    /// The text, if it says what is wanted.
    Result<std::string> finish(const RuleFile& wanted) const {
        auto text = m_lines.text();
        const auto now = parseRuleFile(text, m_path, m_options);
        if (!now) {
            return std::unexpected(now.error().front());
        }
        if (now->groups != wanted.groups) {
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("{}: {}: its text is shared with others, or laid out in a way that cannot be kept",
                                    m_path, kByHand));
        }
        return text;
    }

    const std::string m_path;
    const RuleFileOptions& m_options;
    yaml::Document m_document; ///< Its tree moves along, and cannot be copied.
    RuleFile m_file;
    TextLines m_lines;
};

} // namespace

std::string ruleText(const RuleDefinition& rule, std::size_t indent) {
    std::string out;
    for (const auto key : kFields) {
        out += fieldText(key, rule, indent + kStep);
    }
    out[indent] = '-';
    return out;
}

Result<std::string> addRule(std::string_view text, const std::string& path, const std::string& group,
                            const RuleDefinition& rule, const RuleFileOptions& options) {
    auto editor = HEARTH_TRY(Editor::open(text, path, options));
    return editor.add(group, rule);
}

Result<std::string> changeRule(std::string_view text, const std::string& path, const RulePosition& position,
                               const RuleDefinition& rule, const RuleFileOptions& options) {
    auto editor = HEARTH_TRY(Editor::open(text, path, options));
    return editor.change(position, rule);
}

Result<std::string> removeRule(std::string_view text, const std::string& path, const RulePosition& position,
                               const RuleFileOptions& options) {
    auto editor = HEARTH_TRY(Editor::open(text, path, options));
    return editor.remove(position);
}

} // namespace hearth::rules
