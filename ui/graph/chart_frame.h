// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPalette>
#include <QRectF>
#include <vector>

#include "graph/plot_mapping.h"

class QCategoryAxis;
class QChart;
class QGraphicsScene;
class QLineSeries;

namespace hearth::ui {

/// What surrounds the lines: plot area, grid and two axes with labels at chosen places. The only class that knows Qt
/// Charts, whose own date axis cannot place round times and whose series are too slow.
/// Both axes of the chart run from 0 to 1, so that no precision is lost on times in milliseconds.
/// Threads: confined to the GUI thread.
class ChartFrame {
  public:
    /// The chart belongs to `scene`, which must outlive this.
    explicit ChartFrame(QGraphicsScene& scene);

    void setLook(const QPalette& palette, const QFont& font);
    /// Takes the whole of `size`; the plot area is what the labels leave.
    void setSize(QSizeF size);
    QRectF plotArea() const { return m_plotArea; }

    void setTimes(model::TimeRange window, const std::vector<AxisTick>& ticks);
    void setValues(const ValueAxis& axis);

  private:
    void place();
    /// Replaces all labels of one axis; `position` gives a tick's place between 0 and 1.
    template <class Position>
    static void replaceTicks(QCategoryAxis& axis, const std::vector<AxisTick>& ticks, Position position);

    QChart* m_chart = nullptr;
    QCategoryAxis* m_times = nullptr;
    QCategoryAxis* m_values = nullptr;
    QSizeF m_size;
    QRectF m_plotArea;
    QFont m_font;
    int m_labelWidth = 0; ///< Widest label of the value axis.
};

} // namespace hearth::ui
