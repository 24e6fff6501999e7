// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/target_filter.h"

#include <algorithm>
#include <array>

namespace hearth::ui {
namespace {

/// As the API writes them; these words are typed, so they are not translated.
constexpr std::array<std::pair<const char*, datasource::TargetHealth>, 3> kStateWords{{
    {"up", datasource::TargetHealth::kUp},
    {"down", datasource::TargetHealth::kDown},
    {"unknown", datasource::TargetHealth::kUnknown},
}};

} // namespace

TargetFilter TargetFilter::parse(const QString& text, std::optional<Problem>* problem) {
    TargetFilter filter;
    for (const auto& word : filterWords(text)) {
        if (auto reason = filter.addWord(word)) {
            if (problem != nullptr) {
                *problem = Problem{word.begin, word.end, *reason};
            }
            return {};
        }
    }
    return filter;
}

std::optional<QString> TargetFilter::addWord(const FilterWord& word) {
    if (const auto state = word.after(QLatin1String("state:"))) {
        return addState(state->toLower());
    }
    if (const auto pool = word.after(QLatin1String("pool:"))) {
        m_pools << pool->toLower();
    } else if (auto label = LabelCondition::parse(word)) {
        m_labels.push_back(*std::move(label));
    } else if (!word.text.isEmpty()) {
        m_words << word.text.toLower();
    }
    return {};
}

std::optional<QString> TargetFilter::addState(const QString& state) {
    for (const auto& [word, health] : kStateWords) {
        if (state == QLatin1String(word)) {
            m_healths.push_back(health);
            return {};
        }
    }
    return tr("“%1” is no state. States are up, down and unknown.").arg(state);
}

bool TargetFilter::acceptsPool(const TargetPool& pool) const {
    return std::ranges::all_of(m_pools,
                               [&](const QString& part) { return pool.name.contains(part, Qt::CaseInsensitive); });
}

bool TargetFilter::acceptsRow(const TargetRow& row) const {
    const auto& target = row.target;
    return (m_healths.empty() || std::ranges::find(m_healths, target.health) != m_healths.end()) &&
           std::ranges::all_of(m_labels, [&](const auto& label) { return label.accepts(target.labels); }) &&
           std::ranges::all_of(m_words, [&](const QString& word) { return row.haystack.contains(word); });
}

} // namespace hearth::ui
