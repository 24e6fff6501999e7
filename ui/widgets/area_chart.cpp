// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/area_chart.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr double kFillOpacity = 0.12;
constexpr double kGridStrength = 0.6;
constexpr double kLabelGap = 3;
constexpr int kHeight = 96;

} // namespace

double niceCeiling(double value) {
    if (!(value > 0) || !std::isfinite(value)) {
        return 1;
    }
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        // A value that is a hair above its own step by rounding still counts as that step.
        if (value <= factor * power * (1 + 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

std::vector<QPolygonF> splitAtGaps(const QPolygonF& points, double maxGap) {
    std::vector<QPolygonF> runs;
    for (qsizetype i = 0; i < points.size(); ++i) {
        if (i == 0 || points[i].x() - points[i - 1].x() > maxGap) {
            runs.emplace_back();
        }
        runs.back() << points[i];
    }
    return runs;
}

AreaChart::AreaChart(Unit unit, QWidget* parent)
    : QWidget(parent)
    , m_unit(unit) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumHeight(64);
}

void AreaChart::setCeiling(std::optional<double> ceiling) {
    m_ceiling = ceiling;
    update();
}

void AreaChart::setData(model::TimeRange range, std::vector<QPolygonF> series, model::DurationMs maxGap) {
    m_range = range;
    m_series = std::move(series);
    m_maxGap = maxGap;
    update();
}

void AreaChart::clear() {
    m_series.clear();
    update();
}

QSize AreaChart::sizeHint() const {
    return {240, kHeight};
}

double AreaChart::top() const {
    if (m_ceiling) {
        return *m_ceiling;
    }
    double highest = 0;
    for (const auto& points : m_series) {
        for (const auto& point : points) {
            highest = std::max(highest, point.y());
        }
    }
    return niceCeiling(highest);
}

/// Below the label of the top line and above the labels of time.
QRectF AreaChart::plotArea() const {
    const double line = fontMetrics().height();
    return QRectF(rect()).adjusted(0.5, line + kLabelGap + 0.5, -0.5, -(line + kLabelGap) - 0.5);
}

QPolygonF AreaChart::toPixels(const QPolygonF& run, const QRectF& plot, double top) const {
    const auto width = static_cast<double>(std::max<model::DurationMs>(1, m_range.end - m_range.begin));
    QPolygonF pixels;
    pixels.reserve(run.size() + 2);
    for (const auto& point : run) {
        const double x = (point.x() - static_cast<double>(m_range.begin)) / width;
        pixels << QPointF(plot.left() + x * plot.width(),
                          plot.bottom() - std::clamp(point.y() / top, 0.0, 1.0) * plot.height());
    }
    return pixels;
}

void AreaChart::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const auto plot = plotArea();
    if (plot.height() < 8) {
        return;
    }
    const double highest = top();
    paintAxes(painter, plot, highest);
    painter.setClipRect(plot.adjusted(-1, -1, 1, 1));
    for (int i = static_cast<int>(m_series.size()) - 1; i >= 0; --i) {
        paintSeries(painter, plot, highest, i);
    }
}

void AreaChart::paintAxes(QPainter& painter, const QRectF& plot, double top) const {
    const auto line = hairline(palette());
    const auto grid = mixed(line, palette().color(QPalette::Base), kGridStrength);
    painter.setPen(QPen(grid, 1));
    for (const double share : {0.0, 0.5}) {
        const double y = std::round(plot.top() + share * plot.height()) + 0.5;
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
    painter.setPen(QPen(line, 1));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());

    painter.setPen(quietText(palette()));
    const bool known = m_ceiling || !m_series.empty();
    const QRectF above(plot.left(), 0, plot.width(), plot.top() - kLabelGap);
    painter.drawText(above, Qt::AlignRight | Qt::AlignBottom,
                     known ? ValueFormat::format(top, m_unit).text() : QString());
    const QRectF below(plot.left(), plot.bottom() + kLabelGap, plot.width(), height() - plot.bottom());
    if (m_range.end > m_range.begin) {
        const auto span = static_cast<double>(m_range.end - m_range.begin) / model::kSecondMs;
        painter.drawText(below, Qt::AlignLeft | Qt::AlignTop, QStringLiteral("−") + ValueFormat::duration(span));
        painter.drawText(below, Qt::AlignRight | Qt::AlignTop, tr("now"));
    }
}

void AreaChart::paintSeries(QPainter& painter, const QRectF& plot, double top, int index) const {
    const auto color = chartColor(index, palette());
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& points = m_series[static_cast<std::size_t>(index)];
    for (const auto& run : splitAtGaps(points, static_cast<double>(m_maxGap))) {
        auto pixels = toPixels(run, plot, top);
        if (index == 0) {
            auto area = pixels;
            area << QPointF(pixels.last().x(), plot.bottom()) << QPointF(pixels.first().x(), plot.bottom());
            auto fill = color;
            fill.setAlphaF(static_cast<float>(kFillOpacity));
            painter.setPen(Qt::NoPen);
            painter.setBrush(fill);
            painter.drawPolygon(area);
        }
        painter.setPen(QPen(color, 1));
        painter.setBrush(Qt::NoBrush);
        if (pixels.size() == 1) {
            painter.drawEllipse(pixels.first(), 1, 1);
        } else {
            painter.drawPolyline(pixels);
        }
    }
}

} // namespace hearth::ui
