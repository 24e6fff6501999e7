// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "graph/plot_mapping.h"
#include "model/sample.h"

namespace hearth::ui {

/// What a line covers within one column of pixels, from `top` down to `bottom`; nothing where top > bottom.
struct ColumnSpan {
    float top = 1;
    float bottom = 0;

    bool empty() const { return top > bottom; }
    void cover(float y) {
        if (empty()) {
            top = bottom = y;
        } else {
            top = y < top ? y : top;
            bottom = y > bottom ? y : bottom;
        }
    }
    bool operator==(const ColumnSpan&) const = default;
};

/// A line reduced to its pixel columns: however many samples there are, drawing costs one span a column, and no peak is
/// lost. `dots` are samples without a neighbour, which no line would show.
struct ColumnLine {
    struct Dot {
        float x = 0;
        float y = 0;
    };
    std::vector<ColumnSpan> columns;
    std::vector<Dot> dots;
};

/// Samples within the window and the one before and after it, so that lines run out of the picture; in O(log n).
std::span<const model::Sample> visibleSamples(std::span<const model::Sample> samples, model::TimeRange window);

/// Reduces the line through `samples` to `columns` columns over the whole width of `mapping`. Samples further apart
/// than `maxGap` are not joined; values that are not finite interrupt the line. Linear in the visible samples.
/// Threads: thread-safe (a pure function).
ColumnLine columnLine(std::span<const model::Sample> samples, model::DurationMs maxGap, const PlotMapping& mapping,
                      int columns);

/// Adds the finite values within the window to `extent`.
void addVisible(ValueExtent& extent, std::span<const model::Sample> samples, model::TimeRange window);

} // namespace hearth::ui
