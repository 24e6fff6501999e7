// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace hearth::ui {

/// One line of plain text that gives way: it ends in "…" where the room is too small and then shows all in a tooltip.
/// Threads: confined to the GUI thread.
class ElidedLabel : public QLabel {
    Q_OBJECT

  public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    /// Text of second rank: smaller contrast.
    void setQuiet(bool quiet);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    bool m_quiet = false;
};

} // namespace hearth::ui
