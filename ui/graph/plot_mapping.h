// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "graph/value_axis.h"
#include "model/time.h"

namespace hearth::ui {

/// Where times and values stand in a box of pixels: x from the left, y from the top.
/// Threads: thread-compatible (a value).
struct PlotMapping {
    model::TimeRange time;
    ValueAxis axis;
    double width = 0;
    double height = 0;

    double x(model::TimestampMs at) const {
        return static_cast<double>(at - time.begin) * width / static_cast<double>(time.end - time.begin);
    }
    /// NaN for values that the axis cannot show.
    double y(double value) const { return (1 - axis.fraction(value)) * height; }
    model::TimestampMs timeAt(double x) const {
        return time.begin +
               static_cast<model::TimestampMs>(x / width * static_cast<double>(time.end - time.begin) + 0.5);
    }
    double valueAt(double y) const { return axis.valueAt(1 - y / height); }
};

} // namespace hearth::ui
