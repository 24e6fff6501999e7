// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace hearth::ui {

/// A labelled place on an axis.
struct AxisTick {
    double value = 0; ///< In the axis' own unit; milliseconds since the epoch on a time axis.
    QString label;
};

} // namespace hearth::ui
