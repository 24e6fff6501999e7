// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QGraphicsItem>
#include <QPalette>
#include <QString>
#include <memory>
#include <vector>

#include "graph/plot_frame.h"

namespace hearth::ui {

/// Shows the last picture of the series. While a newer one is being drawn, the last is moved and stretched to where its
/// times and values stand now, so that panning and zooming follow the hand.
/// Threads: confined to the GUI thread.
class SeriesItem final : public QGraphicsItem {
  public:
    void setArea(const QRectF& area);
    void setFrame(std::shared_ptr<const PlotFrame> frame);
    /// What the plot area shows now.
    void setWindow(model::TimeRange window);
    const std::shared_ptr<const PlotFrame>& frame() const { return m_frame; }

    QRectF boundingRect() const override { return m_area; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

  private:
    QRectF m_area;
    model::TimeRange m_window;
    std::shared_ptr<const PlotFrame> m_frame;
};

/// Stretches of time in which nothing was collected because the machine slept: hatched, behind the series.
class GapsItem final : public QGraphicsItem {
  public:
    void setArea(const QRectF& area);
    /// What the plot area shows now.
    void setWindow(model::TimeRange window);
    void setGaps(std::vector<model::TimeRange> gaps);
    const std::vector<model::TimeRange>& gaps() const { return m_gaps; }
    void setColor(const QColor& color);

    QRectF boundingRect() const override { return m_area; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

  private:
    QRectF m_area;
    model::TimeRange m_window;
    std::vector<model::TimeRange> m_gaps;
    QColor m_color;
};

/// The vertical line of the crosshair and a dot on each series there.
class CrosshairItem final : public QGraphicsItem {
  public:
    struct Dot {
        double y = 0; ///< From the top of the plot.
        QColor color;
    };
    /// The item's position is the top of the line.
    void setContent(double height, std::vector<Dot> dots, const QPalette& palette);

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

  private:
    double m_height = 0;
    std::vector<Dot> m_dots;
    QColor m_line;
    QColor m_ground;
};

/// A box of text beside the crosshair: a title and rows of colour, value and name. All text is painted letter by
/// letter: names come from outside.
class TooltipItem final : public QGraphicsItem {
  public:
    struct Row {
        QColor color; ///< Invalid: no swatch.
        QString value;
        QString text;
    };
    struct Content {
        QString title;
        std::vector<Row> rows;
        QString footer; ///< "and 30 more", or what pinning offers.
        bool pinned = false;
    };
    void setContent(Content content, const QPalette& palette, const QFont& font, double maxWidth);
    QSizeF size() const { return m_size; }

    QRectF boundingRect() const override { return QRectF(QPointF(), m_size); }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

  private:
    Content m_content;
    QPalette m_palette;
    QFont m_font;
    QSizeF m_size;
    double m_valueWidth = 0;
};

/// The part of the time axis that a drag is selecting.
class SelectionItem final : public QGraphicsItem {
  public:
    void setContent(const QRectF& area, const QColor& accent);

    QRectF boundingRect() const override { return m_area; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

  private:
    QRectF m_area;
    QColor m_accent;
};

} // namespace hearth::ui
