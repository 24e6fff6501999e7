// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/week_strip.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "alerts/timeline_view.h"
#include "graph/time_scale.h"
#include "models/alert_text.h"
#include "models/plain_text.h"
#include "models/value_format.h"
#include "widgets/colors.h"
#include "widgets/state_shape.h"

namespace hearth::ui {
namespace {

constexpr int kBandHeight = 28;
constexpr double kMinBar = 3;
constexpr int kMaxDayTicks = 8;
constexpr int kMaxNames = 3;
constexpr qsizetype kMaxNameLength = 40;

} // namespace

WeekStrip::WeekStrip(QWidget* parent)
    : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::NoFocus);
}

void WeekStrip::setPast(AlertPastPtr past) {
    m_past = std::move(past);
    setAccessibleName(summary());
    update();
}

void WeekStrip::setUtc(bool utc) {
    m_utc = utc;
    update();
}

QSize WeekStrip::sizeHint() const {
    return {440, kBandHeight + fontMetrics().height() + 6};
}

QRectF WeekStrip::band() const {
    return {0.5, 0.5, width() - 1.0, kBandHeight};
}

QString WeekStrip::summary() const {
    if (m_past == nullptr) {
        return {};
    }
    QStringList names;
    int fired = 0;
    for (const auto& life : m_past->lives) {
        if (life.firedAt) {
            ++fired;
            if (!names.contains(life.name)) {
                names << life.name;
            }
        }
    }
    if (fired == 0) {
        return tr("Nothing has fired for seven days.");
    }
    QStringList shown;
    for (const auto& name : names.mid(0, kMaxNames)) {
        shown << (name.size() > kMaxNameLength ? name.left(kMaxNameLength) + QChar(0x2026) : name).simplified();
    }
    auto list = shown.join(tr(", "));
    if (names.size() > kMaxNames) {
        list = tr("%1 and %Ln more", nullptr, static_cast<int>(names.size()) - kMaxNames).arg(list);
    }
    return tr("Fired %Ln time(s) in seven days: %1", nullptr, fired).arg(list);
}

void WeekStrip::paintEvent(QPaintEvent* /*event*/) {
    if (m_past == nullptr) {
        return;
    }
    QPainter painter(this);
    const auto room = band();
    painter.fillRect(room, palette().color(QPalette::Base));
    const auto zone = m_utc ? QTimeZone::utc() : QTimeZone::systemTimeZone();
    const auto line = hairline(palette());
    for (const auto& tick : TimeScale::ticks(m_past->range, kMaxDayTicks, zone)) {
        const double x =
            std::round(timelineX(static_cast<model::TimestampMs>(tick.value), m_past->range, room.width())) + 0.5;
        painter.setPen(line);
        painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()));
        painter.setPen(quietText(palette()));
        const double labelWidth = fontMetrics().horizontalAdvance(tick.label);
        if (x + labelWidth < room.right()) {
            painter.drawText(QPointF(x, room.bottom() + fontMetrics().ascent() + 3), tick.label);
        }
    }
    for (const auto& life : m_past->lives) {
        if (life.firedAt) {
            const double left = timelineX(*life.firedAt, m_past->range, room.width());
            const double right = timelineX(life.resolvedAt.value_or(m_past->range.end), m_past->range, room.width());
            painter.fillRect(
                QRectF(room.left() + left, room.top() + 6, std::max(kMinBar, right - left), kBandHeight - 12),
                stateColor(StateShape::kBad, palette()));
        }
    }
    painter.setPen(line);
    painter.drawRect(room);
}

QString WeekStrip::namesAt(double x) const {
    const auto time = timelineTime(x, m_past->range, band().width());
    const auto slack = timelineTime(kMinBar, m_past->range, band().width()) - m_past->range.begin;
    QStringList lines;
    for (const auto& life : m_past->lives) {
        const auto end = life.resolvedAt.value_or(m_past->range.end);
        if (life.firedAt && time >= *life.firedAt - slack && time <= end + slack && lines.size() < 10) {
            lines << tr("%1: %2 for %3")
                         .arg(life.name.left(kMaxNameLength),
                              AlertText::moment(*life.firedAt, m_past->range.end, m_utc),
                              ValueFormat::duration(static_cast<double>(end - *life.firedAt) / 1000));
        }
    }
    return lines.join(QLatin1Char('\n'));
}

bool WeekStrip::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && m_past != nullptr) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), plainToolTip(namesAt(help->pos().x())), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace hearth::ui
