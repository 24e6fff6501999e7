// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

#include "models/filter_words.h"
#include "models/rule_snapshot.h"

namespace hearth::ui {

/// What the filter field of the rules page says: words that must all hold.
///
///     state:firing health:err type:alerting group:node file:disk name:full severity=page "text with spaces" text
///
/// `state:` takes firing, pending, inactive or unknown, `health:` ok, err or unknown, `type:` alerting or recording;
/// several of one kind mean any. `group:`, `file:` and `name:` take a part; `label=value` the whole value of a rule's
/// label; everything else is text that must occur in the name, expression, labels, annotations or error.
/// Threads: thread-compatible (a value).
class RuleFilter {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::RuleFilter)

  public:
    RuleFilter() = default;
    /// With a problem the filter lets everything pass.
    static RuleFilter parse(const QString& text, std::optional<FilterProblem>* problem = nullptr);

    bool acceptsGroup(const RuleGroupRow& group) const;
    /// Of a group that is accepted.
    bool acceptsRow(const RuleRow& row) const;

  private:
    std::optional<QString> addWord(const FilterWord& word);

    std::vector<datasource::AlertState> m_states;
    std::vector<datasource::RuleHealth> m_healths;
    std::vector<datasource::RuleType> m_types;
    QStringList m_groups; ///< All.
    QStringList m_files;  ///< All.
    QStringList m_names;  ///< All.
    std::vector<LabelCondition> m_labels;
    QStringList m_words; ///< All, lower case.
};

} // namespace hearth::ui
