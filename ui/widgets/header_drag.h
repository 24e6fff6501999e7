// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QScopedValueRollback>

namespace hearth::ui {

/// Tells the widths that a person gives to columns from those that the program gives them.
/// Threads: confined to the GUI thread.
class HeaderDrag : public QObject {
    Q_OBJECT

  public:
    /// `header` is the parent.
    explicit HeaderDrag(QHeaderView* header);

    /// Whether a person has given a column its width.
    bool happened() const { return m_happened; }
    /// While what it returns lives, widths change by the program's doing.
    [[nodiscard]] QScopedValueRollback<bool> fitting() { return QScopedValueRollback(m_fitting, true); }

  private:
    bool m_happened = false;
    bool m_fitting = false;
};

} // namespace hearth::ui
