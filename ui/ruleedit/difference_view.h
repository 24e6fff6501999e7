// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <vector>

#include "ruleedit/line_difference.h"

namespace hearth::ui {

/// A unified difference, to be read: every line has its mark, colour comes second.
/// Threads: confined to the GUI thread.
class DifferenceView : public QPlainTextEdit {
    Q_OBJECT

  public:
    explicit DifferenceView(QWidget* parent = nullptr);

    void setDifference(const std::vector<DifferenceLine>& lines);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void tint();

    std::vector<DifferenceLine::Kind> m_kinds;
};

} // namespace hearth::ui
