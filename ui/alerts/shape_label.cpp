// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/shape_label.h"

#include <QPainter>

#include "widgets/state_shape.h"

namespace hearth::ui {

ShapeLabel::ShapeLabel(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ShapeLabel::setShape(StateShape shape) {
    m_shape = shape;
    update();
}

QSize ShapeLabel::sizeHint() const {
    return {16, fontMetrics().height()};
}

void ShapeLabel::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    paintStateShape(painter, rect(), m_shape, stateColor(m_shape, palette()));
}

} // namespace hearth::ui
