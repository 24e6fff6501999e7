// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace hearth::ui {

/// Headings that stand over the texts of a CellDelegate: with the same room at both sides, so that a column of numbers
/// keeps its distance from the text beside it. What does not fit is elided.
/// Threads: confined to the GUI thread.
class TableHeader : public QHeaderView {
  public:
    explicit TableHeader(QWidget* parent = nullptr);

  protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override;
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;
};

} // namespace hearth::ui
