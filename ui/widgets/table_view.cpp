// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table_view.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>
#include <utility>

#include "widgets/cell_delegate.h"
#include "widgets/colors.h"
#include "widgets/header_drag.h"
#include "widgets/table_header.h"

namespace hearth::ui {
namespace {

constexpr int kIndentation = 16;
constexpr int kPlaceholderMargin = 32;

} // namespace

TableView::TableView(int shapeRole, QWidget* parent)
    : QTreeView(parent) {
    setHeader(new TableHeader(this));
    auto* delegate = new CellDelegate(this);
    delegate->setShapeRole(shapeRole);
    delegate->setGroupsStrong(true);
    setItemDelegate(delegate);
    setUniformRowHeights(true);
    setIndentation(kIndentation);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideRight);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_drag = new HeaderDrag(header());
}

void TableView::setColumns(std::vector<TableColumn> columns) {
    m_columns = std::move(columns);
    fit();
}

void TableView::fit() {
    if (m_columns.empty()) {
        return;
    }
    const auto fitting = m_drag->fitting();
    const int width = viewport()->width();
    const int unit = fontMetrics().averageCharWidth();
    int room = width;
    int shares = 0;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const bool shown = width >= m_columns[i].from;
        setColumnHidden(static_cast<int>(i), !shown);
        room -= shown ? m_columns[i].characters * unit : 0;
        shares += shown ? m_columns[i].share : 0;
    }
    if (m_drag->happened()) {
        return;
    }
    for (std::size_t i = 0; i + 1 < m_columns.size(); ++i) {
        const auto& column = m_columns[i];
        const int extra = shares > 0 ? std::max(0, room) * column.share / shares : 0;
        setColumnWidth(static_cast<int>(i), column.characters * unit + extra);
    }
    // The header stretches the last one when there is more room, and leaves it too wide when there is less.
    const int last = static_cast<int>(m_columns.size()) - 1;
    const int least = m_columns.back().characters * unit;
    setColumnWidth(last, std::max(least, width - (header()->length() - columnWidth(last))));
}

void TableView::setPlaceholder(const QString& text) {
    if (text != m_placeholder) {
        m_placeholder = text;
        viewport()->update();
    }
}

void TableView::paintEvent(QPaintEvent* event) {
    QTreeView::paintEvent(event);
    if (model() == nullptr || model()->rowCount() > 0 || m_placeholder.isEmpty()) {
        return;
    }
    QPainter painter(viewport());
    painter.setPen(quietText(palette()));
    painter.drawText(viewport()->rect().adjusted(kPlaceholderMargin, kPlaceholderMargin, -kPlaceholderMargin, 0),
                     Qt::AlignTop | Qt::AlignHCenter | Qt::TextWordWrap, m_placeholder);
}

void TableView::repaintColumn(int column) {
    viewport()->update(header()->sectionViewportPosition(column), 0, header()->sectionSize(column),
                       viewport()->height());
}

void TableView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        viewport()->update();
        header()->viewport()->update();
    } else if (event->type() == QEvent::FontChange) {
        fit();
    }
    QTreeView::changeEvent(event);
}

void TableView::resizeEvent(QResizeEvent* event) {
    fit();
    QTreeView::resizeEvent(event);
}

} // namespace hearth::ui
