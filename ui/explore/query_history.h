// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace hearth::ui {

/// Expressions that were run, the newest first, each once. Threads: thread-compatible (a value).
class QueryHistory {
  public:
    static constexpr qsizetype kMaxEntries = 200;
    static constexpr qsizetype kMaxLength = 10'000; ///< Longer expressions are not remembered.

    const QStringList& entries() const { return m_entries; }
    void setEntries(QStringList entries) { m_entries = entries.mid(0, kMaxEntries); }
    void add(const QString& expression) {
        const auto text = expression.trimmed();
        if (text.isEmpty() || text.size() > kMaxLength) {
            return;
        }
        m_entries.removeAll(text);
        m_entries.prepend(text);
        setEntries(std::move(m_entries));
    }

  private:
    QStringList m_entries;
};

} // namespace hearth::ui
