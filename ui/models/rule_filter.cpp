// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rule_filter.h"

#include <algorithm>

namespace hearth::ui {
namespace {

template <class T>
bool isAnyOf(const std::vector<T>& wanted, T value) {
    return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

bool hasAll(const QString& text, const QStringList& parts) {
    return std::ranges::all_of(parts, [&](const QString& part) { return text.contains(part, Qt::CaseInsensitive); });
}

bool accepts(const LabelCondition& condition, const datasource::TextMap& labels) {
    const auto found = labels.find(condition.name);
    const std::string_view value = found == labels.end() ? std::string_view() : std::string_view(found->second);
    return (value == condition.value) == condition.equal;
}

} // namespace

RuleFilter RuleFilter::parse(const QString& text, std::optional<FilterProblem>* problem) {
    RuleFilter filter;
    for (const auto& word : filterWords(text)) {
        if (auto reason = filter.addWord(word)) {
            if (problem != nullptr) {
                *problem = FilterProblem{word.begin, word.end, *reason};
            }
            return {};
        }
    }
    return filter;
}

std::optional<QString> RuleFilter::addWord(const FilterWord& word) {
    // As the API writes them; these words are typed, so they are not translated.
    const auto take = [](auto& list, const auto& value) {
        if (value) {
            list.push_back(*value);
        }
        return value.has_value();
    };
    if (const auto state = word.after(QLatin1String("state:"))) {
        if (!take(m_states, datasource::parseAlertState(state->toLower().toStdString()))) {
            return tr("“%1” is no state. States are firing, pending, inactive and unknown.").arg(*state);
        }
    } else if (const auto health = word.after(QLatin1String("health:"))) {
        if (!take(m_healths, datasource::parseRuleHealth(health->toLower().toStdString()))) {
            return tr("“%1” is no health. It is ok, err or unknown.").arg(*health);
        }
    } else if (const auto type = word.after(QLatin1String("type:"))) {
        if (!take(m_types, datasource::parseRuleType(type->toLower().toStdString()))) {
            return tr("“%1” is no type. Types are alerting and recording.").arg(*type);
        }
    } else if (const auto group = word.after(QLatin1String("group:"))) {
        m_groups << *group;
    } else if (const auto file = word.after(QLatin1String("file:"))) {
        m_files << *file;
    } else if (const auto name = word.after(QLatin1String("name:"))) {
        m_names << *name;
    } else if (auto label = LabelCondition::parse(word)) {
        m_labels.push_back(*std::move(label));
    } else if (!word.text.isEmpty()) {
        m_words << word.text.toLower();
    }
    return {};
}

bool RuleFilter::acceptsGroup(const RuleGroupRow& group) const {
    return hasAll(group.name, m_groups) && hasAll(group.file, m_files);
}

bool RuleFilter::acceptsRow(const RuleRow& row) const {
    const auto& rule = row.rule;
    return isAnyOf(m_types, rule.type) && isAnyOf(m_healths, rule.health) &&
           (m_states.empty() || (row.isAlerting() && isAnyOf(m_states, rule.state))) && hasAll(row.name, m_names) &&
           std::ranges::all_of(m_labels, [&](const auto& label) { return accepts(label, rule.labels); }) &&
           std::ranges::all_of(m_words, [&](const auto& text) { return row.haystack.contains(text); });
}

} // namespace hearth::ui
