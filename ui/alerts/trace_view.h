// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "models/trace_text.h"

class QGridLayout;

namespace hearth::ui {

/// The chain from the rule to a person, a line a step: when, what, and a button where something can be changed.
/// Threads: confined to the GUI thread.
class TraceView : public QWidget {
    Q_OBJECT

  public:
    /// The newest ones; what is older is left out.
    static constexpr std::size_t kMaxSteps = 100;

    explicit TraceView(QWidget* parent = nullptr);

    /// Showing the same again changes nothing.
    void setSteps(const std::vector<TraceStep>& steps);

  signals:
    void linkFollowed(const hearth::ui::LinkedText& link);

  private:
    void addStep(int row, const TraceStep& step);

    std::vector<TraceStep> m_steps;
    QGridLayout* m_grid = nullptr;
    QWidget* m_content = nullptr;
};

} // namespace hearth::ui
