// SPDX-License-Identifier: GPL-3.0-or-later
// QueryPanel: its widgets, actions and connections.
#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "explore/export_dialog.h"
#include "explore/graph_pane.h"
#include "explore/query_panel.h"
#include "explore/range_control.h"
#include "explore/resolution_control.h"
#include "explore/result_view.h"
#include "explore/start_view.h"
#include "graph/plot_view.h"
#include "widgets/colors.h"
#include "widgets/elided_label.h"
#include "widgets/extension_button.h"
#include "widgets/message_bar.h"

namespace hearth::ui {

namespace {

constexpr int kMargin = 8;
constexpr int kMinViewHeight = 340;
constexpr int kHistoryShown = 20;
constexpr int kMenuTextWidth = 480;

} // namespace

void QueryPanel::buildUi() {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(kMargin);
    layout->addLayout(buildHead());

    m_tabs = new QTabBar(this);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(QString());
    m_tabs->addTab(QString());
    m_stats = new ElidedLabel(this);
    m_stats->setQuiet(true);
    m_stats->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* tabRow = new QHBoxLayout;
    tabRow->setSpacing(kMargin);
    tabRow->addWidget(m_tabs);
    tabRow->addWidget(m_stats, 1);
    layout->addLayout(tabRow);
    buildControls();
    layout->addWidget(m_controls);

    for (auto** bar : {&m_error, &m_warning, &m_info}) {
        *bar = new MessageBar(this);
        layout->addWidget(*bar);
    }
    m_views = new QStackedWidget(this);
    m_views->setMinimumHeight(kMinViewHeight);
    m_start = new StartView(m_views);
    m_graph = new GraphPane(m_context.workers, m_views);
    m_table = new ResultView(m_context.workers, m_views);
    m_views->addWidget(m_start);
    m_views->addWidget(m_graph);
    m_views->addWidget(m_table);
    layout->addWidget(m_views, 1);
}

QHBoxLayout* QueryPanel::buildHead() {
    m_input = m_context.makeInput(this);
    m_run = new QToolButton(this);
    m_run->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_more = new QToolButton(this);
    m_more->setText(QStringLiteral("⋮"));
    m_more->setAutoRaise(true);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    auto* head = new QHBoxLayout;
    head->setSpacing(kMargin / 2);
    head->addWidget(m_input, 1);
    head->addWidget(m_run, 0, Qt::AlignTop);
    head->addWidget(m_more, 0, Qt::AlignTop);
    return head;
}

void QueryPanel::buildControls() {
    // A tool bar, for it moves into a menu what a narrow window has no room for.
    m_controls = new QToolBar(this);
    m_controls->setToolButtonStyle(Qt::ToolButtonTextOnly);
    tintExtensionButton(*m_controls);
    m_controls->layout()->setContentsMargins(0, 0, 0, 0);
    m_range = new RangeControl(m_controls);
    m_resolution = new ResolutionControl(m_controls);
    m_controls->addWidget(m_range);
    m_range->setContentsMargins(0, 0, kMargin, 0);
    m_resolutionAction = m_controls->addWidget(m_resolution);
    for (auto** action : {&m_stacked, &m_logarithmic, &m_fromZero}) {
        *action = m_controls->addAction(QString());
        (*action)->setCheckable(true);
    }
}

void QueryPanel::buildActions() {
    auto* menu = m_more->menu();
    m_history = menu->addMenu(QString());
    m_alert = menu->addAction(QString());
    menu->addSeparator();
    m_duplicate = menu->addAction(QString());
    m_remove = menu->addAction(QString());
    menu->addSeparator();
    m_exportCsv = menu->addAction(QString());
    m_exportJson = menu->addAction(QString());
    m_exportPng = menu->addAction(QString());
}

void QueryPanel::connectSignals() {
    connect(m_input, &ExpressionInput::runRequested, this, &QueryPanel::run);
    connect(m_input, &ExpressionInput::textChanged, this, &QueryPanel::stateChanged);
    connect(m_run, &QToolButton::clicked, this, [this] { m_query->running() ? m_query->cancel() : run(); });
    connect(m_query, &PanelQuery::runningChanged, this, &QueryPanel::runningChanged);
    connect(m_query, &PanelQuery::tableReady, this, &QueryPanel::takeTable);
    connect(m_query, &PanelQuery::graphReady, this, &QueryPanel::takeGraph);
    connect(m_query, &PanelQuery::failed, this, &QueryPanel::takeError);
    connect(m_start, &StartView::exampleChosen, this, [this](const QString& expression) {
        m_input->setText(expression);
        run();
    });
    connect(&m_context.catalog, &MetricCatalog::metricsChanged, this, [this] {
        if (m_ranExpression.isEmpty()) {
            showExamples();
        }
    });
    connect(&m_live, &QTimer::timeout, this, &QueryPanel::tick);
    connect(&m_requery, &QTimer::timeout, this, &QueryPanel::run);
    connectControls();
}

void QueryPanel::connectControls() {
    connect(m_tabs, &QTabBar::currentChanged, this, &QueryPanel::tabChanged);
    connect(m_range, &RangeControl::changed, this, &QueryPanel::rangeChanged);
    connect(m_resolution, &ResolutionControl::changed, this, [this] {
        m_state.resolution = m_resolution->resolution();
        rangeChanged();
    });
    for (auto* action : {m_stacked, m_logarithmic, m_fromZero}) {
        connect(action, &QAction::toggled, this, &QueryPanel::optionsChanged);
    }
    connect(&m_graph->plot(), &PlotView::windowChanged, this, &QueryPanel::windowChanged);
    connect(m_duplicate, &QAction::triggered, this, &QueryPanel::duplicateRequested);
    connect(m_remove, &QAction::triggered, this, &QueryPanel::removeRequested);
    connect(m_alert, &QAction::triggered, this, [this] { emit alertRequested(expression()); });
    connect(m_more->menu(), &QMenu::aboutToShow, this, [this] { m_alert->setEnabled(!expression().isEmpty()); });
    connect(m_history, &QMenu::aboutToShow, this, &QueryPanel::fillHistory);
    const auto exportAs = [this](ExportFormat format) {
        return [this, format] {
            openExportDialog(this, format, graphTab() ? m_graph : nullptr, graphTab() ? nullptr : m_table);
        };
    };
    connect(m_exportCsv, &QAction::triggered, this, exportAs(ExportFormat::kCsv));
    connect(m_exportJson, &QAction::triggered, this, exportAs(ExportFormat::kJson));
    connect(m_exportPng, &QAction::triggered, this, exportAs(ExportFormat::kPng));
}

void QueryPanel::fillHistory() {
    m_history->clear();
    const auto expressions = m_context.history();
    for (const auto& expression : expressions.mid(0, kHistoryShown)) {
        auto shown = fontMetrics().elidedText(expression.simplified(), Qt::ElideRight, kMenuTextWidth);
        auto* entry = m_history->addAction(shown.replace(QLatin1Char('&'), QStringLiteral("&&")));
        connect(entry, &QAction::triggered, this, [this, expression] {
            m_input->setText(expression);
            run();
        });
    }
    if (expressions.isEmpty()) {
        m_history->addAction(tr("Nothing has been run yet"))->setEnabled(false);
    }
}

void QueryPanel::retranslateUi() {
    m_tabs->setTabText(0, tr("Graph"));
    m_tabs->setTabText(1, tr("Table"));
    m_tabs->setAccessibleName(tr("Kind of answer"));
    m_more->setToolTip(tr("More"));
    m_more->setAccessibleName(tr("More"));
    m_history->setTitle(tr("History"));
    m_alert->setText(tr("Alert on this…"));
    m_duplicate->setText(tr("Duplicate panel"));
    m_remove->setText(tr("Remove panel"));
    m_exportCsv->setText(tr("Export as CSV…"));
    m_exportJson->setText(tr("Export as JSON…"));
    m_exportPng->setText(tr("Export as picture…"));
    m_stacked->setText(tr("Stacked"));
    m_stacked->setToolTip(tr("Pile the series up"));
    m_logarithmic->setText(tr("Log"));
    m_logarithmic->setToolTip(tr("Logarithmic value axis"));
    m_fromZero->setText(tr("From 0"));
    m_fromZero->setToolTip(tr("Begin the value axis at zero"));
    runningChanged(m_query->running());
}

void QueryPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        if (m_ranExpression.isEmpty()) {
            showExamples();
        }
    }
    QFrame::changeEvent(event);
}

void QueryPanel::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setPen(QPen(hairline(palette()), 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace hearth::ui
