// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>
#include <QWidget>
#include <optional>
#include <vector>

#include "ruleedit/alert_rows.h"

namespace hearth::ui {

/// Below a chart, a lane for each alert: thin while it was pending, high while it fired, hatched where nothing is
/// known. It begins where the data do. A lane's time runs where the chart's does. One lane is chosen, by mouse, Up and
/// Down. Threads: confined to the GUI thread.
class AlertLanes : public QWidget {
    Q_OBJECT

  public:
    explicit AlertLanes(QWidget* parent = nullptr);

    void setRows(AlertRows rows);
    const AlertRows& rows() const { return m_rows; }
    void setGaps(std::vector<datasource::BacktestGap> gaps);
    void setTimeZone(const QTimeZone& zone);
    /// Where the chart's plot stands: `left` and `width` in this widget, and what it shows.
    void setTimes(model::TimeRange window, double left, double width);
    /// The chosen lane's index; -1 without lanes.
    int current() const { return m_current; }
    void setCurrent(int row);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

  signals:
    void currentChanged();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    static constexpr double kLane = 10; ///< The height of a firing stretch.

    int rowHeight() const;
    double textHeight() const;
    QRectF laneOf(int row) const;
    double x(model::TimestampMs time) const;
    QRectF boxOf(const QRectF& lane, model::TimestampMs begin, model::TimestampMs end) const;
    void paintRow(QPainter& painter, int row) const;
    void paintLane(QPainter& painter, const QRectF& lane, const PastAlertRow& row) const;
    void paintSpan(QPainter& painter, const QRectF& lane, const datasource::BacktestSpan& span) const;
    void paintGaps(QPainter& painter, const QRectF& lane, bool evaluated) const;
    void paintLegend(QPainter& painter) const;
    QBrush hatch(bool wasEvaluated) const;
    QString moreText() const;
    QString toolTipAt(QPoint position) const;
    void describe();

    AlertRows m_rows;
    std::vector<datasource::BacktestGap> m_gaps;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    model::TimeRange m_window;
    double m_left = 0;
    double m_width = 0;
    int m_current = -1;
};

} // namespace hearth::ui
