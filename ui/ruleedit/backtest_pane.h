// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimeZone>
#include <QWidget>
#include <optional>
#include <string>
#include <vector>

#include "model/time.h"
#include "models/value_format.h"
#include "ruleedit/threshold_text.h"

class QLabel;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace hearth::ui {

class AlertLanes;
class Background;
class BacktestRun;
class PastHead;
class PastSummary;
struct PastAlertRow;
class ThresholdPlot;

/// What a rule would have done: the values with the threshold, a lane for each alert, and one line that sums it up.
/// Threads: confined to the GUI thread.
class BacktestPane : public QWidget {
    Q_OBJECT

  public:
    /// Both must outlive the pane.
    BacktestPane(BacktestRun& run, Background& workers, QWidget* parent = nullptr);

    model::DurationMs length() const;
    /// Without lengthChosen().
    void setLength(model::DurationMs length);
    /// How often the rule is evaluated, to be told.
    void setInterval(model::DurationMs interval);
    /// Nothing: the expression compares with no number.
    void setThreshold(std::optional<ThresholdOp> op, double value);
    void setStep(double step);
    void setUnit(Unit unit);
    void setTimeZone(const QTimeZone& zone);
    /// Why nothing is asked: the expression is missing or wrong. Empty: it is.
    void setObstacle(const QString& reason);
    /// How many alerts a week the person wants.
    int wantedPerWeek() const;
    /// The chosen lane: alert and series are of the run. Null without lanes; good until the run changes.
    const PastAlertRow* currentRow() const;
    ThresholdPlot& plot() { return *m_plot; }
    AlertLanes& lanes() { return *m_lanes; }
    QString summary() const;
    /// Tells what a suggestion came to, until something else is told.
    void setNote(const QString& note);

  signals:
    void lengthChosen();
    void thresholdMoved(double value);
    void suggestRequested();
    void unitTestRequested();
    void canceled();
    void refreshRequested();
    void currentAlertChanged();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    enum View { kNothing, kChart };

    void buildUi();
    QWidget* buildChart();
    QWidget* buildFoot();
    void connectSignals();
    void retranslateUi();
    void showState();
    void showPast();
    void showOutcome();
    void showSummary();
    void showSuggestable();
    void placeLanes();

    BacktestRun& m_run;
    QString m_obstacle;
    bool m_isStrict = false; ///< The comparison has a side where less fires.

    PastHead* m_head = nullptr;
    QStackedWidget* m_views = nullptr;
    QLabel* m_nothing = nullptr;
    ThresholdPlot* m_plot = nullptr;
    AlertLanes* m_lanes = nullptr;
    PastSummary* m_summary = nullptr;
    QPushButton* m_suggest = nullptr;
    QLabel* m_wantedName = nullptr;
    QSpinBox* m_wanted = nullptr;
    QPushButton* m_unitTest = nullptr;
};

} // namespace hearth::ui
