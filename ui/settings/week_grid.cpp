// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/week_grid.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr int kCell = 22;
constexpr int kHead = 20;
constexpr int kDays = 7;
constexpr int kHours = 24;
constexpr int kMinutes = 60;

} // namespace

WeekGrid::WeekGrid(QWidget* parent)
    : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("Hours of the week"));
}

int WeekGrid::dayOf(int row) {
    return (static_cast<int>(QLocale().firstDayOfWeek()) + row) % kDays; // Qt counts from Monday = 1 to Sunday = 7
}

void WeekGrid::setSpans(const std::vector<datasource::WeekSpan>& spans) {
    m_hours = {};
    m_isExact = true;
    for (const auto& span : spans) {
        m_isExact = m_isExact && span.begin % kMinutes == 0 && span.end % kMinutes == 0;
        for (int hour = span.begin / kMinutes; hour < kHours && hour * kMinutes < span.end; ++hour) {
            m_hours[static_cast<std::size_t>(span.day)][static_cast<std::size_t>(hour)] = true;
        }
    }
    update();
}

std::vector<datasource::WeekSpan> WeekGrid::spans() const {
    std::vector<datasource::WeekSpan> spans;
    for (int day = 0; day < kDays; ++day) {
        const auto& hours = m_hours[static_cast<std::size_t>(day)];
        for (int hour = 0; hour < kHours; ++hour) {
            if (!hours[static_cast<std::size_t>(hour)]) {
                continue;
            }
            const int begin = hour;
            while (hour < kHours && hours[static_cast<std::size_t>(hour)]) {
                ++hour;
            }
            spans.push_back({day, begin * kMinutes, hour * kMinutes});
        }
    }
    return spans;
}

int WeekGrid::headWidth() const {
    int width = 0;
    for (int day = 1; day <= kDays; ++day) {
        width =
            std::max(width, fontMetrics().horizontalAdvance(QLocale().standaloneDayName(day, QLocale::ShortFormat)));
    }
    return width + 8;
}

QSize WeekGrid::sizeHint() const {
    return {headWidth() + kHours * kCell + kCell / 2, kHead + kDays * kCell + 2};
}

QSize WeekGrid::minimumSizeHint() const {
    return sizeHint();
}

QRect WeekGrid::rectOf(Cell cell) const {
    return {headWidth() + cell.hour * kCell, kHead + cell.row * kCell, kCell, kCell};
}

std::optional<WeekGrid::Cell> WeekGrid::cellAt(const QPoint& point) const {
    const Cell cell{(point.y() - kHead) / kCell, (point.x() - headWidth()) / kCell};
    const bool isIn = point.y() >= kHead && point.x() >= headWidth() && cell.row < kDays && cell.hour < kHours;
    return isIn ? std::optional(cell) : std::nullopt;
}

void WeekGrid::set(Cell cell, bool on) {
    m_current = cell;
    if (at(cell) != on) {
        at(cell) = on;
        emit edited();
    }
    update();
}

void WeekGrid::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    const auto line = hairline(palette());
    painter.setPen(palette().color(QPalette::Text));
    for (int hour = 0; hour <= kHours; hour += 6) {
        const QRect box(headWidth() + hour * kCell - kCell, 0, 2 * kCell, kHead);
        painter.drawText(box, Qt::AlignHCenter | Qt::AlignVCenter, QLocale().toString(hour));
    }
    for (int row = 0; row < kDays; ++row) {
        const int day = dayOf(row) == 0 ? kDays : dayOf(row);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRect(0, kHead + row * kCell, headWidth() - 4, kCell), Qt::AlignRight | Qt::AlignVCenter,
                         QLocale().standaloneDayName(day, QLocale::ShortFormat));
        for (int hour = 0; hour < kHours; ++hour) {
            const auto box = rectOf({row, hour});
            if (at({row, hour})) {
                painter.fillRect(box, palette().color(QPalette::Highlight));
                // A dot beside the colour.
                painter.setPen(Qt::NoPen);
                painter.setBrush(palette().color(QPalette::HighlightedText));
                painter.drawEllipse(QPointF(box.center()) + QPointF(0.5, 0.5), 2, 2);
                painter.setBrush(Qt::NoBrush);
            }
            painter.setPen(line);
            painter.drawRect(box);
        }
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Text), 2));
        painter.drawRect(rectOf(m_current).adjusted(1, 1, -1, -1));
    }
}

void WeekGrid::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
        setAccessibleName(tr("Hours of the week"));
        updateGeometry(); // names of days
        update();
    }
    QWidget::changeEvent(event);
}

void WeekGrid::mousePressEvent(QMouseEvent* event) {
    const auto cell = cellAt(event->pos());
    if (cell && !m_readOnly) {
        m_painting = !at(*cell);
        set(*cell, m_painting);
    }
}

void WeekGrid::mouseMoveEvent(QMouseEvent* event) {
    const auto cell = cellAt(event->pos());
    if (cell && !m_readOnly && (event->buttons() & Qt::LeftButton) != 0) {
        set(*cell, m_painting);
    }
}

void WeekGrid::keyPressEvent(QKeyEvent* event) {
    auto cell = m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        cell.hour = std::max(0, cell.hour - 1);
        break;
    case Qt::Key_Right:
        cell.hour = std::min(kHours - 1, cell.hour + 1);
        break;
    case Qt::Key_Up:
        cell.row = std::max(0, cell.row - 1);
        break;
    case Qt::Key_Down:
        cell.row = std::min(kDays - 1, cell.row + 1);
        break;
    case Qt::Key_Space:
        if (!m_readOnly) {
            set(cell, !at(cell));
        }
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    m_current = cell;
    update();
}

} // namespace hearth::ui
