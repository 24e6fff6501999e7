// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <array>
#include <optional>
#include <vector>

#include "datasource/notification_plan.h"

namespace hearth::ui {

/// The hours of a week as a grid, a row a day, to be painted with the mouse or toggled with the keyboard.
/// Threads: confined to the GUI thread.
class WeekGrid : public QWidget {
    Q_OBJECT

  public:
    explicit WeekGrid(QWidget* parent = nullptr);

    void setSpans(const std::vector<datasource::WeekSpan>& spans);
    /// Whole hours; those that follow each other are one span.
    std::vector<datasource::WeekSpan> spans() const;
    /// False: some of what was set does not begin or end with an hour and is shown rounded.
    bool isExact() const { return m_isExact; }
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  signals:
    void edited();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    struct Cell {
        int row = 0; ///< In the order of this country's week.
        int hour = 0;
    };
    static int dayOf(int row);
    QRect rectOf(Cell cell) const;
    std::optional<Cell> cellAt(const QPoint& point) const;
    bool& at(Cell cell) {
        return m_hours[static_cast<std::size_t>(dayOf(cell.row))][static_cast<std::size_t>(cell.hour)];
    }
    void set(Cell cell, bool on);
    int headWidth() const;

    std::array<std::array<bool, 24>, 7> m_hours{}; ///< Sunday first.
    bool m_isExact = true;
    bool m_readOnly = false;
    bool m_painting = true; ///< What the mouse does while it is held.
    Cell m_current;
};

} // namespace hearth::ui
