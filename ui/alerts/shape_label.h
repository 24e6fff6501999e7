// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "models/state_shape.h"

namespace hearth::ui {

/// The shape of a state as tall as a line of text; the word stands beside it.
/// Threads: confined to the GUI thread.
class ShapeLabel : public QWidget {
    Q_OBJECT

  public:
    explicit ShapeLabel(QWidget* parent = nullptr);

    void setShape(StateShape shape);
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    StateShape m_shape = StateShape::kUnknown;
};

} // namespace hearth::ui
