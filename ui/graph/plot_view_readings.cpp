// SPDX-License-Identifier: GPL-3.0-or-later
// PlotView: the crosshair and what it reads.
#include <algorithm>
#include <cmath>

#include "graph/plot_view.h"
#include "models/plain_text.h"

namespace hearth::ui {

namespace {

constexpr std::size_t kMaxRows = 12;
constexpr double kTooltipGap = 12;
constexpr double kMaxTooltipWidth = 480;

} // namespace

void PlotView::updateCrosshair(QPointF at) {
    if (m_pinned) {
        return;
    }
    m_cursor = inPlot(at);
    const auto area = m_chart->plotArea();
    if (!m_data || !area.contains(at)) {
        return setCrosshair(std::nullopt);
    }
    const auto length = static_cast<double>(m_window.end - m_window.begin);
    const auto time =
        m_window.begin + static_cast<model::DurationMs>(length * m_cursor.x() / std::max(1.0, area.width()));
    m_cursorTime = time;
    setCrosshair(neighbourTime(*m_data, time, 0));
}

/// Empty where the machine was awake.
QString PlotView::gapText(const model::TimeRange& gap) const {
    return tr("Asleep until %1").arg(timeText(gap.end));
}

QString PlotView::gapAtCursor() const {
    if (!m_cursorTime) {
        return {};
    }
    for (const auto& gap : m_gaps->gaps()) {
        if (gap.begin <= *m_cursorTime && *m_cursorTime <= gap.end) {
            return gapText(gap);
        }
    }
    return {};
}

void PlotView::setCrosshair(std::optional<model::TimestampMs> time) {
    m_crosshairTime = time;
    m_hits.clear();
    const auto& frame = m_series->frame();
    const bool visible =
        time && m_data && frame && frame->request.data == m_data && *time >= m_window.begin && *time <= m_window.end;
    m_crosshair->setVisible(visible);
    if (!visible) {
        m_tooltip->hide();
        return;
    }
    const auto area = m_chart->plotArea();
    const auto mapping = *this->mapping();
    m_hits = hitsAt(*m_data, m_shown, frame->bands, *time, mapping);

    std::vector<CrosshairItem::Dot> dots;
    dots.reserve(m_hits.size());
    for (const auto& hit : m_hits) {
        if (hit.y >= 0 && hit.y <= area.height()) {
            dots.push_back({hit.y, SeriesColors::color(m_styles[hit.series], darkGround())});
        }
    }
    m_crosshair->setPos(area.left() + mapping.x(*time), area.top());
    m_crosshair->setContent(area.height(), std::move(dots), palette());
    showReadings();
}

void PlotView::showReadings() {
    if (!m_crosshairTime || m_hits.empty()) {
        m_tooltip->hide();
        return;
    }
    auto content = m_readings == Readings::kNearest ? nearestReadings() : allReadings();
    content.pinned = m_pinned;
    if (const auto asleep = gapAtCursor(); !asleep.isEmpty()) {
        content.footer = asleep;
    }
    m_tooltip->setContent(std::move(content), palette(), font(),
                          std::min(kMaxTooltipWidth, m_chart->plotArea().width() * 0.7));
    placeTooltip();
    m_tooltip->show();
}

TooltipItem::Content PlotView::allReadings() const {
    TooltipItem::Content content;
    content.title = timeText(*m_crosshairTime);
    for (const auto& hit : m_hits) {
        if (content.rows.size() == kMaxRows) {
            content.footer = tr("and %n more", nullptr, static_cast<int>(m_hits.size() - kMaxRows));
            break;
        }
        content.rows.push_back({SeriesColors::color(m_styles[hit.series], darkGround()),
                                ValueFormat::format(hit.sample.value, m_data->unit).text(),
                                m_data->series[hit.series].shortName});
    }
    return content;
}

TooltipItem::Content PlotView::nearestReadings() const {
    TooltipItem::Content content;
    content.title = timeText(*m_crosshairTime);
    const auto* hit = hitAtCursor();
    if (!hit) {
        return content;
    }
    const auto& series = m_data->series[hit->series];
    content.rows.push_back({SeriesColors::color(m_styles[hit->series], darkGround()),
                            ValueFormat::full(hit->sample.value), toQString(series.labels.metricName())});
    for (const auto& label : series.labels) {
        if (label.name != model::kMetricName) {
            content.rows.push_back(
                {QColor(), {}, toQString(label.name) + QStringLiteral(" = ") + toQString(label.value)});
        }
    }
    return content;
}

void PlotView::placeTooltip() {
    const auto area = m_chart->plotArea();
    const auto size = m_tooltip->size();
    double x = m_crosshair->x() + kTooltipGap;
    if (x + size.width() > area.right()) {
        x = std::max(0.0, m_crosshair->x() - kTooltipGap - size.width());
    }
    const double lowest = viewport()->height() - size.height();
    const double y = std::clamp(area.top() + m_cursor.y() - size.height() / 2, 0.0, std::max(0.0, lowest));
    m_tooltip->setPos(std::round(x), std::round(y));
}

} // namespace hearth::ui
