// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/chart_frame.h"

#include <QCategoryAxis>
#include <QChart>
#include <QFontMetrics>
#include <QGraphicsScene>
#include <QLegend>
#include <QLineSeries>
#include <QSignalBlocker>
#include <cmath>

#include "widgets/colors.h"

namespace hearth::ui {

namespace {

constexpr int kGap = 8;            ///< Between labels and plot area.
constexpr int kMinLabelWidth = 48; ///< So that the plot does not jump with every new number.
constexpr int kLabelWidthStep = 16;
constexpr double kGridShare = 0.10;

void prepare(QCategoryAxis& axis) {
    axis.setRange(0, 1);
    axis.setStartValue(0);
    axis.setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    axis.setTruncateLabels(false);
    axis.setMinorGridLineVisible(false);
}

} // namespace

ChartFrame::ChartFrame(QGraphicsScene& scene)
    : m_chart(new QChart)
    , m_times(new QCategoryAxis)
    , m_values(new QCategoryAxis) {
    prepare(*m_times);
    prepare(*m_values);
    m_chart->legend()->hide();
    m_chart->setAnimationOptions(QChart::NoAnimation);
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins(QMargins());
    // The chart shows axes only for a series: this one stays empty.
    auto* series = new QLineSeries;
    m_chart->addSeries(series);
    m_chart->addAxis(m_times, Qt::AlignBottom);
    m_chart->addAxis(m_values, Qt::AlignLeft);
    series->attachAxis(m_times);
    series->attachAxis(m_values);
    m_chart->setAcceptHoverEvents(false);
    m_chart->setAcceptedMouseButtons(Qt::NoButton);
    scene.addItem(m_chart);
}

void ChartFrame::setLook(const QPalette& palette, const QFont& font) {
    const auto ground = palette.color(QPalette::Base);
    const auto text = palette.color(QPalette::Text);
    m_font = font;
    for (auto* axis : {m_times, m_values}) {
        axis->setLabelsFont(font);
        axis->setLabelsColor(quietText(palette));
        axis->setGridLinePen(QPen(mixed(text, ground, kGridShare), 1));
        axis->setLinePen(QPen(mixed(text, ground, 2 * kGridShare), 1));
    }
    place();
}

void ChartFrame::setSize(QSizeF size) {
    m_size = size;
    place();
}

void ChartFrame::place() {
    if (m_size.isEmpty()) {
        return;
    }
    const QFontMetrics metrics(m_font);
    const int left = m_labelWidth + 2 * kGap;
    const int bottom = metrics.height() + kGap + kGap / 2;
    const int right = 3 * kGap;
    const int top = metrics.height() / 2 + kGap / 2;
    m_plotArea = QRectF(left, top, std::max(1.0, std::floor(m_size.width()) - left - right),
                        std::max(1.0, std::floor(m_size.height()) - top - bottom));
    m_chart->setGeometry(QRectF(QPointF(), m_size));
    m_chart->setPlotArea(m_plotArea);
}

template <class Position>
void ChartFrame::replaceTicks(QCategoryAxis& axis, const std::vector<AxisTick>& ticks, Position position) {
    {
        // Each single change would lay the whole axis out again; the range's change at the end does it once.
        const QSignalBlocker quiet(&axis);
        for (const auto& label : axis.categoriesLabels()) {
            axis.remove(label);
        }
        QString suffix;
        for (const auto& tick : ticks) {
            auto label = tick.label;
            if (axis.categoriesLabels().contains(label)) {
                // An axis refuses a label that it has (noon on two days): an invisible character tells them apart.
                suffix += QChar(0x200b);
                label += suffix;
            }
            axis.append(label, position(tick.value));
        }
    }
    emit axis.categoriesChanged();
}

void ChartFrame::setTimes(model::TimeRange window, const std::vector<AxisTick>& ticks) {
    const auto begin = static_cast<double>(window.begin);
    const auto span = static_cast<double>(window.end - window.begin);
    replaceTicks(*m_times, ticks, [&](double value) { return (value - begin) / span; });
}

void ChartFrame::setValues(const ValueAxis& axis) {
    replaceTicks(*m_values, axis.ticks(), [&](double value) { return axis.fraction(value); });
    int width = kMinLabelWidth;
    const QFontMetrics metrics(m_font);
    for (const auto& tick : axis.ticks()) {
        width = std::max(width, metrics.horizontalAdvance(tick.label));
    }
    width = (width + kLabelWidthStep - 1) / kLabelWidthStep * kLabelWidthStep;
    if (width != m_labelWidth) {
        m_labelWidth = width;
        place();
    }
}

} // namespace hearth::ui
