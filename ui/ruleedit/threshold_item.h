// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QGraphicsItem>
#include <QPalette>

namespace hearth::ui {

/// The line of a threshold across a plot, with its value at the right end and small marks on the side that fires.
/// The item's position is the line's left end.
/// Threads: confined to the GUI thread.
class ThresholdItem final : public QGraphicsItem {
  public:
    /// `direction`: 1 where what lies above fires, -1 below, 0 neither. `held`: it is being moved.
    void setContent(double width, const QString& text, int direction, bool held, const QPalette& palette,
                    const QFont& font);

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

  private:
    double m_width = 0;
    QString m_text;
    int m_direction = 0;
    bool m_held = false;
    QPalette m_palette;
    QFont m_font;
    QSizeF m_box;
};

} // namespace hearth::ui
