// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QStringList>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "models/alert_past.h"
#include "models/alert_snapshot.h"
#include "models/filter_words.h"

namespace hearth::ui {

/// What the filter field of the alerts page says: words that must all hold.
///
///     state:firing severity=critical name:Disk receiver:desktop "text with spaces" text
///
/// `state:` takes a condition, several of them mean any; `name:` and `receiver:` part of them; `label=value` the whole
/// value of a label; everything else is text that must occur in a label value, an annotation or a receiver.
/// Threads: thread-compatible (a value).
class AlertFilter {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::AlertFilter)

  public:
    using Problem = FilterProblem;

    AlertFilter() = default;
    /// Reads `text`; with a problem the filter lets everything pass.
    static AlertFilter parse(const QString& text, std::optional<Problem>* problem = nullptr);

    bool empty() const;
    bool accepts(const AlertRow& row) const;
    /// Of an alert of the past, with what it is now; null: it is resolved. PastFilter knows which.
    bool accepts(const AlertLife& life, const AlertRow* present) const;
    /// Whether alerts of the past are asked for their states or receivers.
    bool asksForThePresent() const { return !m_anyCondition || !m_receivers.isEmpty(); }
    /// Whether it asks for what is not known of alerts that are resolved.
    bool asksForTheUnknown() const;
    /// Whether there is a word `state:` for it.
    bool names(AlertCondition condition) const { return m_conditions[static_cast<std::size_t>(condition)]; }

    /// `firing`: as it is typed; not translated.
    static QString word(AlertCondition condition);
    /// `text` with `state:` and that word, or without it where it was there.
    static QString toggled(const QString& text, const QString& state);

  private:
    std::optional<QString> addWord(const FilterWord& word);
    std::optional<QString> addState(const QString& state);
    bool wasInState(const AlertLife& life, const AlertRow* present) const;

    std::array<bool, kAlertConditions> m_conditions{}; ///< Any of them.
    bool m_anyCondition = true;
    QStringList m_names;     ///< All.
    QStringList m_receivers; ///< All.
    std::vector<LabelCondition> m_labels;
    std::vector<std::string> m_words; ///< All, lower case, UTF-8.
};

} // namespace hearth::ui
