// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state_shape.h"

#include <QPainterPath>

#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr double kSize = 9;
constexpr double kStroke = 1.5;
constexpr int kQuarter = 90 * 16; ///< QPainter counts sixteenths of a degree.

QPolygonF triangleIn(const QRectF& room) {
    return QPolygonF({QPointF(room.center().x(), room.top() - 0.5), QPointF(room.right() + 0.5, room.bottom()),
                      QPointF(room.left() - 0.5, room.bottom())});
}

QRectF inner(const QRectF& room) {
    return room.adjusted(kStroke / 2, kStroke / 2, -kStroke / 2, -kStroke / 2);
}

void strokeBell(QPainter& painter, const QRectF& room, const QColor& color) {
    QPainterPath bell;
    const auto at = [&](double x, double y) {
        return QPointF(room.left() + x * room.width(), room.top() + y * room.height());
    };
    bell.moveTo(at(0.02, 0.82));
    bell.cubicTo(at(0.28, 0.6), at(0.08, 0.02), at(0.5, 0.02));
    bell.cubicTo(at(0.92, 0.02), at(0.72, 0.6), at(0.98, 0.82));
    bell.closeSubpath();
    painter.fillPath(bell, color);
    painter.drawLine(at(0.4, 1), at(0.6, 1));
    painter.setPen(QPen(color, kStroke));
    painter.drawLine(at(-0.12, 0.02), at(1.08, 1.06));
}

void fillMoon(QPainter& painter, const QRectF& room, const QColor& color) {
    QPainterPath moon;
    moon.addEllipse(room);
    QPainterPath shadow;
    shadow.addEllipse(room.translated(room.width() * 0.38, -room.height() * 0.16));
    painter.fillPath(moon.subtracted(shadow), color);
}

} // namespace

void paintStateShape(QPainter& painter, const QRectF& box, StateShape shape, const QColor& color) {
    QRectF room(0, 0, kSize, kSize);
    room.moveCenter(box.center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, kStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    switch (shape) {
    case StateShape::kGood:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(room);
        break;
    case StateShape::kBad:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawPolygon(triangleIn(room));
        break;
    case StateShape::kUnknown:
        painter.drawEllipse(inner(room));
        break;
    case StateShape::kPending:
        painter.drawEllipse(inner(room));
        painter.setBrush(color);
        painter.drawPie(inner(room), 0, kQuarter);
        break;
    case StateShape::kSilenced:
        strokeBell(painter, room, color);
        break;
    case StateShape::kMuted:
        fillMoon(painter, room, color);
        break;
    case StateShape::kInhibited:
        painter.drawEllipse(inner(room));
        painter.drawLine(QPointF(room.left() + 2, room.center().y()), QPointF(room.right() - 2, room.center().y()));
        break;
    case StateShape::kAcknowledged:
        painter.drawPolyline(
            QPolygonF({QPointF(room.left(), room.center().y() + 0.5), QPointF(room.left() + 3.2, room.bottom() - 0.8),
                       QPointF(room.right(), room.top() + 1)}));
        break;
    case StateShape::kEnded:
        painter.drawRect(room.adjusted(2, 2, -2, -2));
        break;
    case StateShape::kWarning:
        painter.drawPolygon(triangleIn(inner(room)));
        break;
    }
    painter.restore();
}

QColor stateColor(StateShape shape, const QPalette& palette) {
    switch (shape) {
    case StateShape::kGood:
        return healthColor(datasource::TargetHealth::kUp, palette);
    case StateShape::kBad:
        return healthColor(datasource::TargetHealth::kDown, palette);
    case StateShape::kPending:
    case StateShape::kWarning:
        return warningColor(palette);
    default:
        return quietText(palette);
    }
}

} // namespace hearth::ui
