// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <array>

#include "models/alert_filter.h"

class QToolButton;

namespace hearth::ui {

/// One button a condition, with its count: a click filters by it, another click takes it back. Conditions that nothing
/// is in take no room, but for the first two.
/// Threads: confined to the GUI thread.
class StateChips : public QWidget {
    Q_OBJECT

  public:
    explicit StateChips(QWidget* parent = nullptr);

    void setCounts(const AlertCounts& counts);
    /// Shows as pressed what the filter names.
    void setFilter(const AlertFilter& filter);

  signals:
    void toggled(hearth::ui::AlertCondition condition);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void render();
    QIcon iconOf(AlertCondition condition) const;

    AlertCounts m_counts;
    std::array<QToolButton*, kAlertConditions> m_buttons{};
};

} // namespace hearth::ui
