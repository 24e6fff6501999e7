// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace hearth::ui {

/// A hairline border and space; what stands in it is the caller's.
/// Threads: confined to the GUI thread.
class Card : public QFrame {
    Q_OBJECT

  public:
    explicit Card(QWidget* parent = nullptr);

    /// Base at first; fields to write into are told from their surroundings on Window.
    void setGround(QPalette::ColorRole ground) { m_ground = ground; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QPalette::ColorRole m_ground = QPalette::Base;
};

} // namespace hearth::ui
