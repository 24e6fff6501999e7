// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cell_delegate.h"

#include <QApplication>
#include <QTreeView>
#include <algorithm>
#include <utility>

#include "widgets/colors.h"
#include "widgets/state_shape.h"

namespace hearth::ui {
namespace {

constexpr double kShapeSize = 9;
constexpr int kShapeBox = 20;
constexpr int kRowPadding = 8;

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

bool CellDelegate::hasShape(const QModelIndex& index) const {
    return m_shapeRole != kNoShapes && index.data(m_shapeRole).isValid();
}

bool CellDelegate::namesGroup(const QModelIndex& index, const QWidget* view) {
    const auto* tree = qobject_cast<const QTreeView*>(view);
    return tree != nullptr && index.column() == std::max(0, tree->treePosition()) && !index.parent().isValid() &&
           index.model()->rowCount(index.siblingAtColumn(0)) > 0;
}

QString CellDelegate::displayText(const QVariant& value, const QLocale& locale) const {
    auto line = QStyledItemDelegate::displayText(value, locale);
    for (auto& each : line) {
        if (each == QChar::LineSeparator || each == QChar::ParagraphSeparator ||
            each.category() == QChar::Other_Control) {
            each = QLatin1Char(' ');
        }
    }
    return line;
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const auto text = std::exchange(cell.text, QString());
    const auto* style = cell.widget != nullptr ? cell.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, cell.widget);

    QRect room = cell.rect.adjusted(kMargin, 0, -kMargin, 0);
    if (!cell.icon.isNull()) {
        room.setLeft(room.left() + cell.decorationSize.width() + kMargin);
    }
    if (hasShape(index)) {
        paintShape(*painter, cell, index);
        room.setLeft(cell.rect.left() + kShapeBox);
    }
    const bool selected = cell.state.testFlag(QStyle::State_Selected);
    if (m_groupsStrong && namesGroup(index, cell.widget)) {
        cell.font.setWeight(QFont::DemiBold);
        cell.fontMetrics = QFontMetrics(cell.font);
    }
    painter->setFont(cell.font);
    painter->setPen(
        cell.palette.color(cell.state.testFlag(QStyle::State_Enabled) ? QPalette::Normal : QPalette::Disabled,
                           selected ? QPalette::HighlightedText : QPalette::Text));
    const auto line = cell.fontMetrics.elidedText(text, cell.textElideMode, room.width());
    const auto alignment = static_cast<int>(cell.displayAlignment | Qt::AlignVCenter) | Qt::TextSingleLine;
    painter->drawText(room, alignment, line);
}

void CellDelegate::paintShape(QPainter& painter, const QStyleOptionViewItem& cell, const QModelIndex& index) const {
    const QRectF box(cell.rect.left(), cell.rect.top(), kShapeBox - 4, cell.rect.height());
    const bool selected = cell.state.testFlag(QStyle::State_Selected);
    const auto shape = static_cast<StateShape>(index.data(m_shapeRole).toInt());
    paintStateShape(painter, box, shape,
                    selected ? cell.palette.color(QPalette::HighlightedText) : stateColor(shape, cell.palette));
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    auto size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + kRowPadding);
    size.rwidth() += 2 * kMargin + (hasShape(index) ? kShapeBox : 0);
    return size;
}

} // namespace hearth::ui
