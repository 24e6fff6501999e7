// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "datasource/backtest.h"
#include "graph/plot_view.h"

namespace hearth::ui {

class BeginningItem;
class ThresholdItem;

/// A chart with a line for a threshold, which the mouse drags and Up and Down (Shift: ten steps) move.
/// Threads: confined to the GUI thread.
class ThresholdPlot : public PlotView {
    Q_OBJECT

  public:
    explicit ThresholdPlot(Background& workers, QWidget* parent = nullptr);

    /// Nothing: no line. `direction`: 1 where what lies above fires, -1 below, 0 neither.
    void setThreshold(std::optional<double> threshold, int direction);
    /// What one key press moves.
    void setStep(double step) { m_step = step; }
    void setUnit(Unit unit) { m_unit = unit; }
    std::optional<double> threshold() const { return m_threshold; }
    /// Hatched where nothing was evaluated; quiet before there were data.
    void setUnknown(std::vector<datasource::BacktestGap> gaps);
    void setTimeZone(const QTimeZone& zone);

  signals:
    /// The person moves the line.
    void thresholdMoved(double threshold);
    /// The plot stands elsewhere, or shows other times.
    void placeChanged();

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    QString gapText(const model::TimeRange& gap) const override;

  private:
    void placeItems();
    void placeLine();
    void placeBeginning();
    std::optional<double> lineY() const;
    bool onLine(QPointF position) const;
    void moveTo(double threshold);

    ThresholdItem* m_line = nullptr;      ///< The scene owns them.
    BeginningItem* m_beginning = nullptr; ///< Shown where data begin within the window.
    std::vector<datasource::BacktestGap> m_unknown;
    QTimeZone m_ownZone = QTimeZone::systemTimeZone();
    std::optional<double> m_threshold;
    int m_direction = 0;
    double m_step = 1;
    Unit m_unit = Unit::kNone;
    bool m_dragging = false;
};

} // namespace hearth::ui
