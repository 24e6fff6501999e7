// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/silence_filter.h"

#include <algorithm>

namespace hearth::ui {
namespace {

bool concerns(const datasource::Silence& silence, const LabelCondition& condition) {
    const bool any = std::ranges::any_of(silence.matchers, [&](const model::Matcher& matcher) {
        return matcher.name() == condition.name && matcher.matches(condition.value);
    });
    return any == condition.equal;
}

} // namespace

SilenceFilter SilenceFilter::parse(const QString& text, std::optional<FilterProblem>* problem) {
    SilenceFilter filter;
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

std::optional<QString> SilenceFilter::addWord(const FilterWord& word) {
    // As the API writes them; these words are typed, so they are not translated.
    static constexpr std::array<std::pair<const char*, State>, 6> kStates{{{"active", State::kActive},
                                                                           {"pending", State::kPending},
                                                                           {"expired", State::kExpired},
                                                                           {"expiring", State::kExpiring},
                                                                           {"unused", State::kUnused},
                                                                           {"acknowledged", State::kAcknowledged}}};
    if (const auto state = word.after(QLatin1String("state:"))) {
        for (const auto& [name, value] : kStates) {
            if (state->compare(QLatin1String(name), Qt::CaseInsensitive) == 0) {
                m_states.push_back(value);
                return {};
            }
        }
        return tr("“%1” is no state. States are active, pending, expired, expiring, unused and acknowledged.")
            .arg(*state);
    }
    if (const auto by = word.after(QLatin1String("by:"))) {
        m_by << by->toLower();
    } else if (auto label = LabelCondition::parse(word)) {
        m_labels.push_back(*std::move(label));
    } else if (!word.text.isEmpty()) {
        m_words << word.text.toLower();
    }
    return {};
}

bool SilenceFilter::endsSoon(const SilenceRow& row, model::TimestampMs now) {
    return row.silence.state == datasource::SilenceState::kActive && !row.isAcknowledgement &&
           row.silence.endsAt - now < kSoonMs;
}

bool SilenceFilter::is(State state, const SilenceRow& row, model::TimestampMs now) {
    using datasource::SilenceState;
    switch (state) {
    case State::kActive:
        return row.silence.state == SilenceState::kActive;
    case State::kPending:
        return row.silence.state == SilenceState::kPending;
    case State::kExpired:
        return row.silence.state == SilenceState::kExpired;
    case State::kExpiring:
        return endsSoon(row, now);
    case State::kUnused:
        return row.isUnused();
    case State::kAcknowledged:
        return row.isAcknowledgement;
    }
    return false;
}

bool SilenceFilter::accepts(const SilenceRow& row, model::TimestampMs now) const {
    const auto hasState = [&](State state) { return is(state, row, now); };
    return (m_states.empty() || std::ranges::any_of(m_states, hasState)) &&
           std::ranges::all_of(m_by, [&](const auto& by) { return row.by.contains(by, Qt::CaseInsensitive); }) &&
           std::ranges::all_of(m_labels, [&](const auto& label) { return concerns(row.silence, label); }) &&
           std::ranges::all_of(m_words, [&](const auto& text) { return row.haystack.contains(text); });
}

} // namespace hearth::ui
