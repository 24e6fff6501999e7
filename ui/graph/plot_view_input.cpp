// SPDX-License-Identifier: GPL-3.0-or-later
// PlotView: what mouse, wheel and keys do.
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "graph/plot_view.h"
#include "models/value_format.h"

namespace hearth::ui {

namespace {

constexpr double kClickPixels = 4;
constexpr double kZoomPerNotch = 0.8;
constexpr double kWheelNotch = 120;
constexpr double kKeyPan = 0.25;
constexpr int kLongStep = 10;

} // namespace

double PlotView::fractionAt(double x) const {
    return std::clamp(x / m_chart->plotArea().width(), 0.0, 1.0);
}

void PlotView::mousePressEvent(QMouseEvent* event) {
    const auto position = event->position();
    const bool left = event->button() == Qt::LeftButton;
    if (!m_data || !m_chart->plotArea().contains(position) || (!left && event->button() != Qt::MiddleButton)) {
        event->ignore();
        return;
    }
    const bool pan = !left || event->modifiers().testFlag(Qt::ShiftModifier);
    m_drag = pan ? Drag::kPan : Drag::kSelect;
    m_dragStart = inPlot(position);
    m_dragWindow = m_window;
    viewport()->setCursor(pan ? Qt::ClosedHandCursor : Qt::SplitHCursor);
}

void PlotView::mouseMoveEvent(QMouseEvent* event) {
    const auto at = inPlot(event->position());
    if (m_drag == Drag::kPan) {
        navigate(panned(m_dragWindow, (m_dragStart.x() - at.x()) / m_chart->plotArea().width()), false);
    } else if (m_drag == Drag::kSelect && std::abs(at.x() - m_dragStart.x()) > kClickPixels) {
        const auto area = m_chart->plotArea();
        const double from = fractionAt(m_dragStart.x()) * area.width();
        const double to = fractionAt(at.x()) * area.width();
        m_selection->setContent(
            QRectF(area.left() + std::min(from, to), area.top(), std::abs(to - from), area.height()),
            palette().color(QPalette::Highlight));
        m_selection->show();
    }
    updateCrosshair(event->position());
}

void PlotView::mouseReleaseEvent(QMouseEvent* event) {
    const auto drag = std::exchange(m_drag, Drag::kNone);
    viewport()->unsetCursor();
    if (drag != Drag::kSelect) {
        return;
    }
    const auto at = inPlot(event->position());
    if (m_selection->isVisible()) {
        m_selection->hide();
        const auto length = static_cast<double>(m_window.end - m_window.begin);
        const auto timeAt = [&](double x) {
            return m_window.begin + static_cast<model::DurationMs>(std::llround(fractionAt(x) * length));
        };
        navigate({timeAt(m_dragStart.x()), timeAt(at.x())}, true);
    } else {
        m_pinned = !m_pinned;
        if (!m_pinned) {
            updateCrosshair(event->position());
        }
        showReadings();
    }
}

void PlotView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        m_pinned = false;
        resetZoom();
    }
}

void PlotView::leaveEvent(QEvent* event) {
    QGraphicsView::leaveEvent(event);
    if (!m_pinned) {
        setCrosshair(std::nullopt);
    }
}

void PlotView::wheelEvent(QWheelEvent* event) {
    // Without focus the wheel belongs to the page, which would else not be scrolled past a graph.
    const bool meant = hasFocus() || event->modifiers().testFlag(Qt::ControlModifier);
    if (!m_data || !meant) {
        event->ignore();
        return;
    }
    const auto turned = event->angleDelta();
    if (turned.y() != 0) {
        const double factor = std::pow(kZoomPerNotch, turned.y() / kWheelNotch);
        navigate(zoomedAt(m_window, fractionAt(inPlot(event->position()).x()), factor), false);
    } else if (turned.x() != 0) {
        navigate(panned(m_window, -turned.x() / kWheelNotch * 0.1), false);
    }
    event->accept();
}

void PlotView::keyPressEvent(QKeyEvent* event) {
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool alt = event->modifiers().testFlag(Qt::AltModifier);
    const int direction = event->key() == Qt::Key_Left ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (alt) {
            direction < 0 ? goBack() : goForward();
        } else if (m_data) {
            const auto from = m_crosshairTime.value_or(m_window.begin + (m_window.end - m_window.begin) / 2);
            setCrosshair(neighbourTime(*m_data, from, direction * (shift ? kLongStep : 1)));
        }
        return;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        navigate(panned(m_window, event->key() == Qt::Key_PageUp ? -kKeyPan : kKeyPan), false);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomIn();
    case Qt::Key_Minus:
        return zoomOut();
    case Qt::Key_0:
        return resetZoom();
    case Qt::Key_Escape:
        m_pinned = false;
        m_drag = Drag::kNone;
        m_selection->hide();
        return setCrosshair(std::nullopt);
    default:
        QGraphicsView::keyPressEvent(event);
    }
}

void PlotView::contextMenuEvent(QContextMenuEvent* event) {
    updateCrosshair(event->pos());
    const auto* hit = hitAtCursor();
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto copy = [](const QString& text) { return [text] { QApplication::clipboard()->setText(text); }; };
    auto* value = menu->addAction(tr("Copy value"));
    auto* selector = menu->addAction(tr("Copy series selector"));
    value->setEnabled(hit);
    selector->setEnabled(hit);
    if (hit) {
        connect(value, &QAction::triggered, this, copy(ValueFormat::full(hit->sample.value)));
        connect(selector, &QAction::triggered, this, copy(m_data->series[hit->series].name));
    }
    menu->addSeparator();
    auto* nearest = menu->addAction(tr("Show only the nearest series"));
    nearest->setCheckable(true);
    nearest->setChecked(m_readings == Readings::kNearest);
    connect(nearest, &QAction::toggled, this,
            [this](bool on) { setReadings(on ? Readings::kNearest : Readings::kAllSorted); });
    menu->addSeparator();
    menu->addAction(tr("Zoom back"), this, &PlotView::goBack)->setEnabled(canGoBack());
    menu->addAction(tr("Zoom forward"), this, &PlotView::goForward)->setEnabled(canGoForward());
    menu->addAction(tr("Reset zoom"), this, &PlotView::resetZoom);
    menu->popup(event->globalPos());
}

} // namespace hearth::ui
