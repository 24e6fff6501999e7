// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QGraphicsItem>
#include <QPalette>
#include <QString>

namespace hearth::ui {

/// In a chart, the time before there were data: a quiet ground that says so where there is room.
/// Threads: confined to the GUI thread.
class BeginningItem : public QGraphicsItem {
  public:
    /// `size` of the ground, whose left upper corner is the item's place.
    void setContent(QSizeF size, const QString& text, const QPalette& palette, const QFont& font);

    QRectF boundingRect() const override { return {QPointF(), m_size}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

  private:
    QSizeF m_size;
    QString m_text;
    QPalette m_palette;
    QFont m_font;
};

} // namespace hearth::ui
