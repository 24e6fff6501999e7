// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "models/filter_words.h"
#include "models/target_snapshot.h"

namespace hearth::ui {

/// What the filter field of the targets page says: words that must all hold.
///
///     state:down pool:node rack=3 name!=x "text with spaces" text
///
/// `state:` takes up, down or unknown; `pool:` part of a pool's name; `label=value` the whole value of a label;
/// everything else is text that must occur in a label value, the address or the error. Case counts only in labels.
/// Threads: thread-compatible (a value).
class TargetFilter {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::TargetFilter)

  public:
    using Problem = FilterProblem;

    TargetFilter() = default;
    /// Reads `text`; with a problem the filter lets everything pass.
    static TargetFilter parse(const QString& text, std::optional<Problem>* problem = nullptr);

    bool empty() const { return m_healths.empty() && m_pools.empty() && m_labels.empty() && m_words.empty(); }
    bool acceptsPool(const TargetPool& pool) const;
    /// Of a pool that is accepted.
    bool acceptsRow(const TargetRow& row) const;

  private:
    /// Takes one word in; the reason where it cannot be understood.
    std::optional<QString> addWord(const FilterWord& word);
    std::optional<QString> addState(const QString& state);

    std::vector<datasource::TargetHealth> m_healths; ///< Any of them.
    QStringList m_pools;                             ///< All, lower case.
    std::vector<LabelCondition> m_labels;            ///< All.
    QStringList m_words;                             ///< All, lower case.
};

} // namespace hearth::ui
