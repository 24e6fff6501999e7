// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/column_spans.h"

#include <algorithm>
#include <cmath>

namespace hearth::ui {

namespace {

/// Keeps far-away values within what float can add up; still far outside of any picture.
constexpr double kFarPixels = 1e6;

struct Point {
    double x = 0;
    double y = 0;
};

/// Draws a connected line into columns, segment by segment.
class ColumnPen {
  public:
    explicit ColumnPen(std::vector<ColumnSpan>& columns)
        : m_columns(columns)
        , m_last(static_cast<int>(columns.size()) - 1) {}

    void moveTo(Point point) {
        m_at = point;
        m_column = columnOf(point.x);
        cover(m_column, point.y);
    }

    void lineTo(Point point) {
        const int column = columnOf(point.x);
        if (column != m_column) {
            crossBorders(point, column);
        }
        cover(column, point.y);
        m_at = point;
        m_column = column;
    }

  private:
    int columnOf(double x) const { return static_cast<int>(std::floor(std::clamp(x, -2.0, m_last + 2.0))); }

    void cover(int column, double y) {
        if (column >= 0 && column <= m_last) {
            m_columns[static_cast<std::size_t>(column)].cover(static_cast<float>(y));
        }
    }

    /// Where the segment crosses from one column into the next, both reach that height.
    void crossBorders(Point to, int column) {
        const double slope = (to.y - m_at.y) / (to.x - m_at.x);
        for (int border = std::max(m_column + 1, 0); border <= std::min(column, m_last + 1); ++border) {
            const double y = m_at.y + slope * (border - m_at.x);
            cover(border - 1, y);
            cover(border, y);
        }
    }

    std::vector<ColumnSpan>& m_columns;
    const int m_last;
    Point m_at;
    int m_column = 0;
};

} // namespace

std::span<const model::Sample> visibleSamples(std::span<const model::Sample> samples, model::TimeRange window) {
    auto begin = std::ranges::lower_bound(samples, window.begin, {}, &model::Sample::time);
    auto end = std::ranges::upper_bound(samples, window.end, {}, &model::Sample::time);
    if (begin != samples.begin()) {
        --begin;
    }
    if (end != samples.end()) {
        ++end;
    }
    return {begin, end};
}

ColumnLine columnLine(std::span<const model::Sample> samples, model::DurationMs maxGap, const PlotMapping& mapping,
                      int columns) {
    ColumnLine line;
    line.columns.resize(static_cast<std::size_t>(std::max(columns, 0)));
    const double scale = columns / mapping.width;
    ColumnPen pen(line.columns);
    bool joined = false;      // the sample before was drawn and this one may join it
    bool aloneBefore = false; // the sample before has no neighbour so far
    Point previous;
    model::TimestampMs previousTime = 0;
    const auto endRun = [&] {
        if (aloneBefore) {
            line.dots.push_back({static_cast<float>(previous.x), static_cast<float>(previous.y)});
        }
        joined = aloneBefore = false;
    };
    for (const auto& sample : visibleSamples(samples, mapping.time)) {
        const double height = mapping.y(sample.value);
        if (!std::isfinite(height)) {
            endRun();
            continue;
        }
        if (joined && sample.time - previousTime > maxGap) {
            endRun();
        }
        const Point point{mapping.x(sample.time) * scale, std::clamp(height, -kFarPixels, kFarPixels)};
        if (joined) {
            pen.lineTo(point);
        } else {
            pen.moveTo(point);
        }
        aloneBefore = !joined;
        joined = true;
        previous = point;
        previousTime = sample.time;
    }
    endRun();
    return line;
}

void addVisible(ValueExtent& extent, std::span<const model::Sample> samples, model::TimeRange window) {
    for (const auto& sample : visibleSamples(samples, window)) {
        if (sample.time >= window.begin && sample.time <= window.end) {
            extent.add(sample.value);
        }
    }
}

} // namespace hearth::ui
