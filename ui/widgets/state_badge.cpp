// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state_badge.h"

#include <QApplication>

#include "widgets/colors.h"

namespace hearth::ui {
namespace {

constexpr double kShapeSize = 9;
constexpr int kShapeBox = 16;
constexpr int kRowPadding = 6;

} // namespace

void paintHealthShape(QPainter& painter, const QRectF& box, datasource::TargetHealth health, const QColor& color) {
    QRectF shape(0, 0, kShapeSize, kShapeSize);
    shape.moveCenter(box.center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (health) {
    case datasource::TargetHealth::kUp:
        painter.drawEllipse(shape);
        break;
    case datasource::TargetHealth::kDown:
        painter.drawPolygon(
            QPolygonF({QPointF(shape.center().x(), shape.top() - 0.5), QPointF(shape.right() + 0.5, shape.bottom()),
                       QPointF(shape.left() - 0.5, shape.bottom())}));
        break;
    case datasource::TargetHealth::kUnknown:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 1.5));
        painter.drawEllipse(shape.adjusted(0.75, 0.75, -0.75, -0.75));
        break;
    }
    painter.restore();
}

StateBadgeDelegate::StateBadgeDelegate(int healthRole, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_healthRole(healthRole) {}

void StateBadgeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto value = index.data(m_healthRole);
    if (!value.isValid() || index.column() != 0) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    const auto health = static_cast<datasource::TargetHealth>(value.toInt());
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const auto text = std::exchange(cell.text, QString());
    const auto* style = cell.widget != nullptr ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    const bool selected = cell.state.testFlag(QStyle::State_Selected);
    const auto color = selected ? cell.palette.color(QPalette::HighlightedText) : healthColor(health, cell.palette);
    paintHealthShape(*painter, QRectF(cell.rect.left(), cell.rect.top(), kShapeBox, cell.rect.height()), health, color);
    painter->setPen(cell.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(cell.rect.adjusted(kShapeBox + 4, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
}

QSize StateBadgeDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    auto size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + kRowPadding);
    if (index.column() == 0 && index.data(m_healthRole).isValid()) {
        size.rwidth() += kShapeBox + 4;
    }
    return size;
}

} // namespace hearth::ui
