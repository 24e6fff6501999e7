// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table_header.h"

#include <QPainter>

#include "widgets/cell_delegate.h"

namespace hearth::ui {

TableHeader::TableHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(true);
    setTextElideMode(Qt::ElideRight);
    setStretchLastSection(true);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

/// The style draws the section, its words are drawn here.
void TableHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int section) const {
    QHeaderView::initStyleOptionForIndex(option, section);
    option->text.clear();
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    painter->save();
    QHeaderView::paintSection(painter, rect, section);
    painter->restore();
    QStyleOptionHeaderV2 option;
    initStyleOption(&option);
    QHeaderView::initStyleOptionForIndex(&option, section);
    option.rect = rect;
    auto room = rect.adjusted(CellDelegate::kMargin, 0, -CellDelegate::kMargin, 0);
    if (option.sortIndicator != QStyleOptionHeader::None) {
        room.setRight(style()->subElementRect(QStyle::SE_HeaderArrow, &option, this).left() - 2);
    }
    painter->setFont(font());
    painter->setPen(palette().color(QPalette::ButtonText));
    painter->drawText(room, static_cast<int>(option.textAlignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                      fontMetrics().elidedText(option.text, textElideMode(), room.width()));
}

QSize TableHeader::sectionSizeFromContents(int section) const {
    return QHeaderView::sectionSizeFromContents(section) + QSize(2 * CellDelegate::kMargin, 0);
}

} // namespace hearth::ui
