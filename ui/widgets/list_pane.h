// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolBar;
class QVBoxLayout;

namespace hearth::ui {

class ElidedLabel;
class FilterChips;
class FilterField;

/// A list with what belongs to it: above it the filter, how many rows it shows, chips and a tool bar where there are
/// any, below it the detail of the current row.
/// Threads: confined to the GUI thread.
class ListPane : public QWidget {
    Q_OBJECT

  public:
    /// Takes `list` and `detail`, which may be null and begins hidden.
    ListPane(QWidget* list, QWidget* detail, QWidget* parent = nullptr);

    FilterField& filter() { return *m_filter; }
    /// Puts the keyboard into the filter.
    void focusFilter();
    /// Says how many rows there are, or what is wrong with the filter.
    void setCounts(const QString& text);
    /// To be called once, in the order in which they stand.
    FilterChips& addChips();
    QToolBar& addTools();

  private:
    QVBoxLayout* m_column = nullptr;
    FilterField* m_filter = nullptr;
    ElidedLabel* m_counts = nullptr;
    int m_rows = 1; ///< Above the list.
};

} // namespace hearth::ui
