// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPainter>
#include <QPalette>
#include <QRectF>

#include "models/state_shape.h"

namespace hearth::ui {

/// Draws the shape centred in `box`. Threads: confined to the GUI thread.
void paintStateShape(QPainter& painter, const QRectF& box, StateShape shape, const QColor& color);
/// The colour that goes with it: green, vermilion, amber or grey.
QColor stateColor(StateShape shape, const QPalette& palette);

} // namespace hearth::ui
