// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <vector>

namespace hearth::ui {

/// Widgets beside each other, in as many lines as they need; hidden ones take no room.
/// Threads: confined to the GUI thread.
class FlowLayout : public QLayout {
  public:
    using QLayout::QLayout;
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    void setGeometry(const QRect& rect) override;
    /// All in one line.
    QSize sizeHint() const override;
    QSize minimumSize() const override;

  private:
    /// Returns the height; moves nothing where `move` is false.
    int arrange(const QRect& rect, bool move) const;

    std::vector<QLayoutItem*> m_items; ///< Owned, as layouts do.
};

} // namespace hearth::ui
