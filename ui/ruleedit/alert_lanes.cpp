// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/alert_lanes.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>

#include "models/plain_text.h"
#include "ruleedit/gap_text.h"
#include "ruleedit/outcome_text.h"

namespace hearth::ui {
namespace {

constexpr double kGap = 6;      ///< Below a lane.
constexpr double kMinWidth = 2; ///< So that a short stretch is seen.

} // namespace

AlertLanes::AlertLanes(QWidget* parent)
    : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    setAccessibleName(tr("Alerts"));
}

void AlertLanes::setRows(AlertRows rows) {
    const bool resized = rows.rows.size() != m_rows.rows.size() || (rows.hidden > 0) != (m_rows.hidden > 0);
    m_rows = std::move(rows);
    const int count = static_cast<int>(m_rows.rows.size());
    const int before = m_current;
    m_current = count == 0 ? -1 : std::clamp(m_current, 0, count - 1);
    if (resized) {
        updateGeometry();
    }
    if (m_current != before) {
        emit currentChanged();
    }
    describe();
    update();
}

void AlertLanes::setGaps(std::vector<datasource::BacktestGap> gaps) {
    m_gaps = std::move(gaps);
    update();
}

void AlertLanes::setTimeZone(const QTimeZone& zone) {
    m_zone = zone;
    update();
}

void AlertLanes::setTimes(model::TimeRange window, double left, double width) {
    m_window = window;
    m_left = left;
    m_width = width;
    update();
}

void AlertLanes::setCurrent(int row) {
    if (row >= 0 && row < static_cast<int>(m_rows.rows.size()) && row != m_current) {
        m_current = row;
        describe();
        update();
        emit currentChanged();
    }
}

/// For those who do not see the lanes: the chosen one.
void AlertLanes::describe() {
    if (m_current < 0) {
        return setAccessibleDescription({});
    }
    const auto& row = m_rows.rows[static_cast<std::size_t>(m_current)];
    setAccessibleDescription(tr("%1: %2", "an alert and what it did").arg(row.name, OutcomeText::row(row)));
}

double AlertLanes::textHeight() const {
    return fontMetrics().lineSpacing();
}

int AlertLanes::rowHeight() const {
    return static_cast<int>(textHeight() + kLane + kGap);
}

QSize AlertLanes::sizeHint() const {
    const auto rows = static_cast<int>(m_rows.rows.size());
    if (rows == 0) {
        return {200, 0};
    }
    const int more = m_rows.hidden > 0 ? static_cast<int>(textHeight()) : 0;
    return {200, rows * rowHeight() + more + static_cast<int>(textHeight() + kGap)};
}

QRectF AlertLanes::laneOf(int row) const {
    return {m_left, row * rowHeight() + textHeight(), m_width, kLane};
}

double AlertLanes::x(model::TimestampMs time) const {
    const auto span = static_cast<double>(m_window.end - m_window.begin);
    return m_left + static_cast<double>(time - m_window.begin) / span * m_width;
}

QRectF AlertLanes::boxOf(const QRectF& lane, model::TimestampMs begin, model::TimestampMs end) const {
    const double from = std::max(x(begin), lane.left());
    const double to = std::min(std::max(x(end), from + kMinWidth), lane.right());
    return {from, lane.top(), std::max(0.0, to - from), lane.height()};
}

void AlertLanes::mousePressEvent(QMouseEvent* event) {
    setCurrent(static_cast<int>(event->position().y()) / rowHeight());
}

void AlertLanes::keyPressEvent(QKeyEvent* event) {
    const int last = static_cast<int>(m_rows.rows.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Up:
        return setCurrent(m_current - 1);
    case Qt::Key_Down:
        return setCurrent(m_current + 1);
    case Qt::Key_Home:
        return setCurrent(0);
    case Qt::Key_End:
        return setCurrent(last);
    default:
        QWidget::keyPressEvent(event);
    }
}

QString AlertLanes::toolTipAt(QPoint position) const {
    const int row = position.y() / rowHeight();
    if (row < 0 || row >= static_cast<int>(m_rows.rows.size())) {
        return {};
    }
    QStringList lines{m_rows.rows[static_cast<std::size_t>(row)].name};
    for (const auto& gap : m_gaps) {
        if (x(gap.begin) <= position.x() && position.x() <= x(gap.end)) {
            lines << GapText::reason(gap, m_zone);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

bool AlertLanes::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto text = toolTipAt(help->pos());
        text.isEmpty() ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), plainToolTip(text), this);
        return true;
    }
    return QWidget::event(event);
}

void AlertLanes::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void AlertLanes::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

void AlertLanes::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Alerts"));
        describe();
        update();
    } else if (event->type() == QEvent::FontChange) {
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

} // namespace hearth::ui
