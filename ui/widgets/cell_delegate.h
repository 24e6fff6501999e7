// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QRectF>
#include <QString>
#include <QStyledItemDelegate>

#include "datasource/types.h"

namespace hearth::ui {

/// The shape of a state, colour third: up is a filled disc, down a triangle, unknown a ring. Centred in `box`.
void paintHealthShape(QPainter& painter, const QRectF& box, datasource::TargetHealth health, const QColor& color);

/// Cells of Hearth's tables: plain text with the same room around it everywhere, and before the text a StateShape where
/// there is one.
/// Threads: confined to the GUI thread.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    /// Room at the left and right of a cell's text.
    static constexpr int kMargin = 6;

    using QStyledItemDelegate::QStyledItemDelegate;

    /// Where a cell's StateShape is asked for, as an int.
    void setShapeRole(int role) { m_shapeRole = role; }
    /// Names of rows that have others below them are heavier.
    void setGroupsStrong(bool strong) { m_groupsStrong = strong; }

    /// One line, whatever line breaks a text from outside has.
    QString displayText(const QVariant& value, const QLocale& locale) const override;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  private:
    static constexpr int kNoShapes = -1;

    bool hasShape(const QModelIndex& index) const;
    static bool namesGroup(const QModelIndex& index, const QWidget* view);
    void paintShape(QPainter& painter, const QStyleOptionViewItem& cell, const QModelIndex& index) const;

    int m_shapeRole = kNoShapes;
    bool m_groupsStrong = false;
};

} // namespace hearth::ui
