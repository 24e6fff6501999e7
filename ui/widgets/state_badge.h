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

/// Paints cells that carry a TargetHealth (an int) under `healthRole` as shape and word; other cells as usual.
/// Threads: confined to the GUI thread.
class StateBadgeDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    StateBadgeDelegate(int healthRole, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  private:
    int m_healthRole;
};

} // namespace hearth::ui
