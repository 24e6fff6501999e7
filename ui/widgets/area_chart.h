// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <QWidget>
#include <optional>
#include <vector>

#include "model/time.h"
#include "models/value_format.h"

namespace hearth::ui {

/// The least number of the form 1, 2 or 5 times a power of ten that is not below `value`; 1 where `value` is not
/// positive.
double niceCeiling(double value);

/// The runs of `points` (x rising) without a hole wider than `maxGap` in x.
std::vector<QPolygonF> splitAtGaps(const QPolygonF& points, double maxGap);

/// A small chart of one or two quantities from zero upwards, for cards: the first filled, the second a line. Before
/// there are points it shows its axes alone. For some hundred points; no interaction.
/// Threads: confined to the GUI thread.
class AreaChart : public QWidget {
    Q_OBJECT

  public:
    explicit AreaChart(Unit unit, QWidget* parent = nullptr);

    /// The top of the axis; unset: just above the highest point.
    void setCeiling(std::optional<double> ceiling);
    /// Points are (milliseconds since the epoch, value). A hole wider than `maxGap` stays a hole.
    void setData(model::TimeRange range, std::vector<QPolygonF> series, model::DurationMs maxGap);
    void clear();

    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    double top() const;
    QRectF plotArea() const;
    QPolygonF toPixels(const QPolygonF& run, const QRectF& plot, double top) const;
    void paintAxes(QPainter& painter, const QRectF& plot, double top) const;
    void paintSeries(QPainter& painter, const QRectF& plot, double top, int index) const;

    Unit m_unit;
    std::optional<double> m_ceiling;
    model::TimeRange m_range;
    model::DurationMs m_maxGap = 0;
    std::vector<QPolygonF> m_series;
};

} // namespace hearth::ui
