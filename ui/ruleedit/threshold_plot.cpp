// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/threshold_plot.h"

#include <QGraphicsScene>
#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "graph/value_axis.h"
#include "ruleedit/beginning_item.h"
#include "ruleedit/gap_text.h"
#include "ruleedit/number_field.h"
#include "ruleedit/threshold_item.h"

namespace hearth::ui {
namespace {

constexpr double kGrip = 6; ///< Pixels around the line.
constexpr int kLongStep = 10;
constexpr double kBelowSeries = 0.5; ///< Among the plot's items.
constexpr double kOverSeries = 4;    ///< Above the series, below the crosshair's readings.

} // namespace

ThresholdPlot::ThresholdPlot(Background& workers, QWidget* parent)
    : PlotView(workers, parent)
    , m_line(new ThresholdItem)
    , m_beginning(new BeginningItem) {
    m_beginning->setZValue(kBelowSeries);
    m_beginning->setAcceptedMouseButtons(Qt::NoButton);
    m_beginning->hide();
    scene()->addItem(m_beginning);
    m_line->setZValue(kOverSeries);
    m_line->setAcceptedMouseButtons(Qt::NoButton);
    m_line->hide();
    scene()->addItem(m_line);
    connect(this, &PlotView::pictureChanged, this, &ThresholdPlot::placeItems);
    connect(this, &PlotView::windowChanged, this, &ThresholdPlot::placeItems);
}

void ThresholdPlot::setThreshold(std::optional<double> threshold, int direction) {
    m_threshold = threshold;
    m_direction = direction;
    placeLine();
    // While it is held the axis stays: else the line would run away from the hand.
    if (!m_dragging) {
        setReach(threshold);
    }
}

void ThresholdPlot::setUnknown(std::vector<datasource::BacktestGap> gaps) {
    m_unknown = std::move(gaps);
    std::vector<model::TimeRange> hatched;
    for (const auto& gap : m_unknown) {
        if (!gap.wasEvaluated() && gap.reason != datasource::BacktestGap::Reason::kBeforeData) {
            hatched.push_back({gap.begin, gap.end});
        }
    }
    setGaps(std::move(hatched));
    placeBeginning();
}

void ThresholdPlot::setTimeZone(const QTimeZone& zone) {
    m_ownZone = zone;
    PlotView::setTimeZone(zone);
    placeBeginning();
}

QString ThresholdPlot::gapText(const model::TimeRange& range) const {
    const auto gap = std::ranges::find(m_unknown, range.begin, &datasource::BacktestGap::begin);
    return gap == m_unknown.end() ? QString() : GapText::reason(*gap, m_ownZone);
}

void ThresholdPlot::placeItems() {
    placeLine();
    placeBeginning();
    emit placeChanged();
}

void ThresholdPlot::placeBeginning() {
    const auto text = GapText::beginning(m_unknown, m_ownZone);
    const auto shown = window();
    const auto area = plotArea();
    const bool isSeen = !text.isEmpty() && shown.begin < shown.end && m_unknown.front().end > shown.begin;
    m_beginning->setVisible(isSeen);
    if (isSeen) {
        const auto end = std::min(m_unknown.front().end, shown.end);
        const double part = static_cast<double>(end - shown.begin) / static_cast<double>(shown.end - shown.begin);
        m_beginning->setPos(area.topLeft());
        m_beginning->setContent({std::round(part * area.width()), area.height()}, text, palette(), font());
    }
}

std::optional<double> ThresholdPlot::lineY() const {
    const auto now = mapping();
    if (!m_threshold || !now) {
        return std::nullopt;
    }
    const double y = now->y(*m_threshold);
    return std::isfinite(y) ? std::optional(std::clamp(y, 0.0, now->height)) : std::nullopt;
}

void ThresholdPlot::placeLine() {
    const auto y = lineY();
    m_line->setVisible(y.has_value());
    if (!y) {
        return;
    }
    const auto area = plotArea();
    m_line->setPos(area.left(), area.top() + std::round(*y));
    m_line->setContent(area.width(), ValueFormat::format(*m_threshold, m_unit).text(), m_direction, m_dragging,
                       palette(), font());
}

void ThresholdPlot::moveTo(double threshold) {
    if (threshold != m_threshold) {
        setThreshold(threshold, m_direction);
        emit thresholdMoved(threshold);
    }
}

bool ThresholdPlot::onLine(QPointF position) const {
    const auto y = lineY();
    const auto area = plotArea();
    return y && position.x() >= area.left() && position.x() <= area.right() &&
           std::abs(position.y() - area.top() - *y) <= kGrip;
}

void ThresholdPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier && onLine(event->position())) {
        m_dragging = true;
        setCrosshair(std::nullopt);
        placeLine();
        viewport()->setCursor(Qt::SizeVerCursor);
        return;
    }
    PlotView::mousePressEvent(event);
}

void ThresholdPlot::mouseMoveEvent(QMouseEvent* event) {
    const auto now = mapping();
    if (m_dragging && now) {
        const double y = std::clamp(event->position().y() - plotArea().top(), 0.0, now->height);
        // No finer than a pixel shows, and as round as that allows.
        const double pixel = std::abs(now->valueAt(now->height / 2) - now->valueAt(now->height / 2 + 1));
        const double step = pixel > 0 && std::isfinite(pixel) ? roundStep(pixel, Unit::kNone) : m_step;
        moveTo(stepped(now->valueAt(y), step, 0));
        return;
    }
    PlotView::mouseMoveEvent(event);
    if (event->buttons() == Qt::NoButton) {
        onLine(event->position()) ? viewport()->setCursor(Qt::SizeVerCursor) : viewport()->unsetCursor();
    }
}

void ThresholdPlot::mouseReleaseEvent(QMouseEvent* event) {
    if (std::exchange(m_dragging, false)) {
        viewport()->unsetCursor();
        placeLine();
        setReach(m_threshold);
        return;
    }
    PlotView::mouseReleaseEvent(event);
}

void ThresholdPlot::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!onLine(event->position())) {
        PlotView::mouseDoubleClickEvent(event);
    }
}

void ThresholdPlot::keyPressEvent(QKeyEvent* event) {
    const bool up = event->key() == Qt::Key_Up;
    if (m_threshold && (up || event->key() == Qt::Key_Down)) {
        const int steps = event->modifiers().testFlag(Qt::ShiftModifier) ? kLongStep : 1;
        return moveTo(stepped(*m_threshold, m_step, up ? steps : -steps));
    }
    PlotView::keyPressEvent(event);
}

void ThresholdPlot::resizeEvent(QResizeEvent* event) {
    PlotView::resizeEvent(event);
    placeItems();
}

void ThresholdPlot::changeEvent(QEvent* event) {
    PlotView::changeEvent(event);
    const bool matters = event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange;
    if (matters && m_line != nullptr) {
        placeLine();
        placeBeginning();
    }
}

} // namespace hearth::ui
