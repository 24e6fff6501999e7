// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "status/block_lanes.h"

namespace hearth::ui {

/// The database on a ruler of time: each block a bar, darker the more it was compacted, the head at the right end.
/// A tooltip says what a bar holds. Takes no room while there is nothing to show.
/// Threads: confined to the GUI thread.
class BlockRuler : public QWidget {
    Q_OBJECT

  public:
    explicit BlockRuler(QWidget* parent = nullptr);

    void setBlocks(std::vector<datasource::BlockFacts> blocks, std::optional<model::TimeRange> head);
    void setUtc(bool utc);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    QRectF barRect(const BlockLanes::Bar& bar) const;
    QColor barColor(const BlockLanes::Bar& bar) const;
    void paintScale(QPainter& painter) const;
    QString describe(const BlockLanes::Bar& bar) const;

    std::vector<datasource::BlockFacts> m_blocks;
    std::optional<model::TimeRange> m_head;
    BlockLanes m_lanes;
    bool m_utc = false;
};

} // namespace hearth::ui
