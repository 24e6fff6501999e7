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

/// Cells of Hearth's tables: plain text with the same room around it everywhere, and before the first column's text the
/// shape of a TargetHealth (an int under `healthRole`) where there is one, or before any column's text a StateShape.
/// Threads: confined to the GUI thread.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    static constexpr int kNoHealth = -1;

    explicit CellDelegate(QObject* parent, int healthRole = kNoHealth);

    /// Where a cell's StateShape is asked for, as an int.
    void setShapeRole(int role) { m_shapeRole = role; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  private:
    bool hasShape(const QModelIndex& index) const;
    void paintShape(QPainter& painter, const QStyleOptionViewItem& cell, const QModelIndex& index) const;

    int m_healthRole;
    int m_shapeRole = kNoHealth;
};

} // namespace hearth::ui
