// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QTimeZone>
#include <QTimer>
#include <functional>

#include "explore/empty_reason.h"
#include "explore/expression_input.h"
#include "explore/panel_query.h"
#include "explore/panel_state.h"

class QAction;
class QHBoxLayout;
class QMenu;
class QStackedWidget;
class QTabBar;
class QToolBar;
class QToolButton;

namespace hearth::ui {

class Background;
class ElidedLabel;
class GraphPane;
class MessageBar;
class RangeControl;
class ResolutionControl;
class ResultView;
class StartView;

/// What all panels of a page share; everything must outlive the panels.
struct PanelContext {
    AsyncSource& source;
    MetricCatalog& catalog;
    Background& workers; ///< Draws, sorts, filters.
    InputFactory makeInput;
    std::function<QStringList()> history; ///< The newest first.
};

/// One expression with its answer: editor, run and cancel, graph and table, messages in place.
/// Threads: confined to the GUI thread.
class QueryPanel : public QFrame {
    Q_OBJECT

  public:
    explicit QueryPanel(const PanelContext& context, QWidget* parent = nullptr);

    PanelState state() const;
    /// Shows what was stored; run() asks.
    void setState(const PanelState& state);
    QString expression() const;

    /// Asks for the tab on show.
    void run();
    /// Asks again whenever there may be news, while the range ends now and the panel is visible.
    void setLive(bool live);
    void setTimeZone(const QTimeZone& zone);
    void focusExpression();
    void switchTab();

    GraphPane& graph() { return *m_graph; }
    ResultView& table() { return *m_table; }
    StartView& start() { return *m_start; }
    PanelQuery& query() { return *m_query; }
    const MessageBar& errorBar() const { return *m_error; }
    QString statistics() const;

  signals:
    void stateChanged();
    void expressionRun(const QString& expression);
    void duplicateRequested();
    void removeRequested();
    /// A rule is to be made of the expression.
    void alertRequested(const QString& expression);

  protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    enum View { kStart, kGraphView, kTableView };

    void buildUi();
    QHBoxLayout* buildHead();
    void buildControls();
    void buildActions();
    void connectSignals();
    void connectControls();
    void retranslateUi();
    void fillHistory();

    void tabChanged();
    void rangeChanged();
    void windowChanged(model::TimeRange window);
    void optionsChanged();
    void runningChanged(bool running);
    void askGraph();
    model::TimeRange rangeNow(model::DurationMs step) const;
    void tick();

    void takeTable(const TableAnswer& answer);
    void takeGraph(const GraphAnswer& answer);
    void takeError(const Error& error);
    void showNotes(const QueryNotes& notes);
    void showNothing();
    void explainNothing();
    void clearMessages();
    void showExamples();
    bool graphTab() const { return m_state.tab == PanelState::Tab::kGraph; }

    PanelContext m_context;
    PanelState m_state; ///< Without the expression: that is the input's.
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QString m_ranExpression;
    bool m_answered[2] = {false, false}; ///< By tab: whether the answer on show is for the present question.
    QTimer m_live;
    QTimer m_requery; ///< After zooming: asks once the hand rests.
    PanelQuery* m_query = nullptr;

    ExpressionInput* m_input = nullptr;
    QToolButton* m_run = nullptr;
    QToolButton* m_more = nullptr;
    QMenu* m_history = nullptr;
    QTabBar* m_tabs = nullptr;
    ElidedLabel* m_stats = nullptr;
    QToolBar* m_controls = nullptr;
    RangeControl* m_range = nullptr;
    ResolutionControl* m_resolution = nullptr;
    QAction* m_resolutionAction = nullptr;
    QAction* m_stacked = nullptr;
    QAction* m_logarithmic = nullptr;
    QAction* m_fromZero = nullptr;
    QAction* m_duplicate = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_alert = nullptr;
    QAction* m_exportCsv = nullptr;
    QAction* m_exportJson = nullptr;
    QAction* m_exportPng = nullptr;
    MessageBar* m_error = nullptr;
    MessageBar* m_warning = nullptr;
    MessageBar* m_info = nullptr;
    QStackedWidget* m_views = nullptr;
    StartView* m_start = nullptr;
    GraphPane* m_graph = nullptr;
    ResultView* m_table = nullptr;
};

} // namespace hearth::ui
