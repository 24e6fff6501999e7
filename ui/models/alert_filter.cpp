// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alert_filter.h"

#include <algorithm>
#include <cstring>

namespace hearth::ui {
namespace {

constexpr QLatin1String kState("state:");

/// In the order of AlertCondition.
constexpr std::array<const char*, kAlertConditions> kWords{"firing",    "unknown",  "pending",     "muted",
                                                           "inhibited", "silenced", "acknowledged"};

bool containsAll(const QString& text, const QStringList& parts) {
    return std::ranges::all_of(parts, [&](const QString& part) { return text.contains(part, Qt::CaseInsensitive); });
}

/// Ten thousand long texts a keystroke: memmem() is several times as fast as the searches of QString and std::string.
bool containsAll(const std::string& text, const std::vector<std::string>& parts) {
    return std::ranges::all_of(parts, [&](const std::string& part) {
        return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
    });
}

} // namespace

AlertFilter AlertFilter::parse(const QString& text, std::optional<Problem>* problem) {
    AlertFilter filter;
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

std::optional<QString> AlertFilter::addWord(const FilterWord& word) {
    if (const auto state = word.after(kState)) {
        return addState(state->toLower());
    }
    if (auto name = word.after(QLatin1String("name:"))) {
        m_names << *std::move(name);
    } else if (auto receiver = word.after(QLatin1String("receiver:"))) {
        m_receivers << *std::move(receiver);
    } else if (auto label = LabelCondition::parse(word)) {
        m_labels.push_back(*std::move(label));
    } else if (!word.text.isEmpty()) {
        m_words.push_back(word.text.toLower().toStdString());
    }
    return {};
}

std::optional<QString> AlertFilter::addState(const QString& state) {
    for (std::size_t i = 0; i < kWords.size(); ++i) {
        if (state == QLatin1String(kWords[i])) {
            m_conditions[i] = true;
            m_anyCondition = false;
            return {};
        }
    }
    return tr("“%1” is no state. States are firing, pending, silenced, inhibited, muted, acknowledged and unknown.")
        .arg(state);
}

bool AlertFilter::empty() const {
    return m_anyCondition && m_names.isEmpty() && m_receivers.isEmpty() && m_labels.empty() && m_words.empty();
}

bool AlertFilter::accepts(const AlertRow& row) const {
    return (m_anyCondition || names(row.condition)) && containsAll(row.name, m_names) &&
           containsAll(row.receivers, m_receivers) &&
           std::ranges::all_of(m_labels, [&](const auto& label) { return label.accepts(row.labels); }) &&
           containsAll(row.haystack, m_words);
}

bool AlertFilter::asksForTheUnknown() const {
    return !m_receivers.isEmpty() || names(AlertCondition::kInhibited) || names(AlertCondition::kMuted) ||
           names(AlertCondition::kUnknown);
}

bool AlertFilter::wasInState(const AlertLife& life, const AlertRow* present) const {
    const auto held = [&](const PastSilence& silence) {
        return names(silence.acknowledgement ? AlertCondition::kAcknowledged : AlertCondition::kSilenced);
    };
    return (names(AlertCondition::kFiring) && life.firedAt) ||
           (names(AlertCondition::kPending) && life.activeAt < life.firedAt.value_or(model::kMaxTimestamp)) ||
           std::ranges::any_of(life.silences, held) || (present != nullptr && names(present->condition));
}

bool AlertFilter::accepts(const AlertLife& life, const AlertRow* present) const {
    return (m_anyCondition || wasInState(life, present)) && containsAll(life.name, m_names) &&
           (m_receivers.isEmpty() || (present != nullptr && containsAll(present->receivers, m_receivers))) &&
           std::ranges::all_of(m_labels, [&](const auto& label) { return label.accepts(life.labels); }) &&
           containsAll(life.haystack, m_words);
}

QString AlertFilter::word(AlertCondition condition) {
    return QLatin1String(kWords[static_cast<std::size_t>(condition)]);
}

QString AlertFilter::toggled(const QString& text, const QString& state) {
    const auto wanted = QString(kState + state);
    QStringList kept;
    bool found = false;
    for (const auto& one : filterWords(text)) {
        const bool same = !one.quoted && one.text.compare(wanted, Qt::CaseInsensitive) == 0;
        found = found || same;
        if (!same) {
            kept << text.mid(one.begin, one.end - one.begin);
        }
    }
    if (!found) {
        kept.prepend(wanted);
    }
    return kept.join(QLatin1Char(' '));
}

} // namespace hearth::ui
