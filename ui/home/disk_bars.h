// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "home/host_snapshot.h"

namespace hearth::ui {

/// File systems as rows of path, bar and percentage; as many as there is room for.
/// Threads: confined to the GUI thread.
class DiskBars : public QWidget {
    Q_OBJECT

  public:
    explicit DiskBars(QWidget* parent = nullptr);

    void setDisks(std::vector<DiskUsage> disks);

  protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

  private:
    int rowHeight() const;
    int shownRows() const;
    void paintRow(QPainter& painter, const QRect& row, const DiskUsage& disk) const;

    std::vector<DiskUsage> m_disks;
};

} // namespace hearth::ui
