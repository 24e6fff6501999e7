// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "alerts/alert_detail.h"
#include "alerts/alert_list_view.h"
#include "alerts/alerts_page.h"
#include "alerts/history_pane.h"
#include "alerts/quiet_pane.h"
#include "alerts/timeline_pane.h"
#include "models/alerts_model.h"
#include "widgets/elided_label.h"
#include "widgets/filter_chips.h"
#include "widgets/filter_field.h"
#include "widgets/message_bar.h"
#include "widgets/tinted_icon.h"

/// How AlertsPage is put together, and its words.
namespace hearth::ui {
namespace {

/// Below this width the detail stands under the list.
constexpr int kWideFrom = 1100;
constexpr int kLeastDetailHeight = 160;

} // namespace

void AlertsPage::buildUi() {
    m_model = new AlertsModel(this);
    m_message = new MessageBar(this);
    m_missing = new MessageBar(this);
    m_missing->setClosable(false);
    m_actBar = new MessageBar(this);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(buildViews());
    buildActions();
    m_detail = new AlertDetail(m_source, {m_silence, m_acknowledge, m_explore, m_rule, m_copy}, this);
    m_detail->setMinimumHeight(kLeastDetailHeight);
    m_detail->hide();
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({600, 400});

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_missing);
    layout->addWidget(m_actBar);
    layout->addWidget(buildHead());
    layout->addWidget(m_splitter, 1);
}

QWidget* AlertsPage::buildHead() {
    m_filter = new FilterField(this);
    m_chips = new FilterChips(this);
    m_counts = new ElidedLabel(this);
    m_counts->setQuiet(true);
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_tabs = new QTabBar(this);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    // Counts come and go: until there is room for them no arrows shall appear.
    m_tabs->setUsesScrollButtons(false);
    for (int i = 0; i <= kHistory; ++i) {
        m_tabs->addTab(QString());
    }
    m_timeline->range().hide();
    auto* head = new QWidget(this);
    auto* first = new QHBoxLayout;
    first->setSpacing(16);
    first->addWidget(m_filter, 3);
    first->addWidget(m_counts, 1);
    auto* views = new QHBoxLayout;
    views->setSpacing(16);
    views->addWidget(m_tabs);
    views->addWidget(&m_timeline->range());
    views->addStretch(1);
    m_second = new QBoxLayout(QBoxLayout::LeftToRight);
    m_second->setSpacing(4);
    m_second->addLayout(views);
    m_second->addWidget(m_chips, 1, Qt::AlignVCenter);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(16, 8, 16, 4);
    column->setSpacing(4);
    column->addLayout(first);
    column->addLayout(m_second);
    return head;
}

QWidget* AlertsPage::buildViews() {
    m_list = new AlertListView(*m_model, this);
    m_list->setObjectName(QStringLiteral("list"));
    m_quiet = new QuietPane(m_source, this);
    m_listStack = new QStackedWidget(this);
    m_listStack->addWidget(m_list);
    m_listStack->addWidget(m_quiet);
    m_timeline = new TimelinePane(m_source, this);
    m_history = new HistoryPane(m_source, this);
    m_views = new QStackedWidget(this);
    m_views->addWidget(m_listStack);
    m_views->addWidget(m_timeline);
    m_views->addWidget(m_history);
    return m_views;
}

void AlertsPage::buildActions() {
    const auto make = [this](const char* icon, const QKeySequence& shortcut) {
        auto* action = new QAction(this);
        action->setIcon(tintedIcon(QString::fromLatin1(icon)));
        action->setShortcut(shortcut);
        action->setShortcutContext(Qt::WidgetShortcut);
        for (auto* view : std::initializer_list<QWidget*>{m_list, &m_timeline->tree(), &m_history->tree()}) {
            view->addAction(action);
        }
        return action;
    };
    m_silence = make("silences", Qt::Key_S);
    m_acknowledge = make("check", Qt::Key_A);
    m_explore = make("explore", {});
    m_rule = make("rules", {});
    m_copy = make("copy", QKeySequence::Copy);
    m_undo = new QAction(this);
    m_undo->setShortcut(QKeySequence::Undo);
    m_undo->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_undo->setEnabled(false);
    addAction(m_undo);
}

void AlertsPage::connectViews() {
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &AlertsPage::showDetail);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AlertsPage::enableActs);
    connect(m_list, &AlertListView::restored, this, &AlertsPage::showDetail);
    connect(m_quiet, &QuietPane::helpRequested, this, &AlertsPage::helpRequested);
    for (auto* pane : std::initializer_list<PastPane*>{m_timeline, m_history}) {
        connect(pane, &PastPane::currentChanged, this, &AlertsPage::showDetail);
        connect(pane, &PastPane::rowsChanged, this, &AlertsPage::showCounts);
    }
}

void AlertsPage::connectActs() {
    connect(m_silence, &QAction::triggered, this, &AlertsPage::silenceSelected);
    connect(m_acknowledge, &QAction::triggered, this, &AlertsPage::acknowledgeSelected);
    connect(m_explore, &QAction::triggered, this, &AlertsPage::exploreCurrent);
    connect(m_rule, &QAction::triggered, this, &AlertsPage::showRule);
    connect(m_copy, &QAction::triggered, this, &AlertsPage::copyLabels);
    connect(m_undo, &QAction::triggered, this, &AlertsPage::undoAcknowledgement);
    connect(m_detail, &AlertDetail::linkFollowed, this, &AlertsPage::follow);
    connect(m_detail, &AlertDetail::expressionKnown, this, &AlertsPage::enableActs);
    const auto forget = [this] {
        m_actBar->clear();
        m_undo->setEnabled(false);
        m_undoIds.clear();
    };
    connect(&m_undoTimer, &QTimer::timeout, this, forget);
    connect(m_actBar, &MessageBar::dismissed, this, forget);
}

void AlertsPage::retranslateUi() {
    m_filter->setPlaceholderText(
        tr("Filter, for example: state:firing severity=critical name:Disk receiver:mail text"));
    m_filter->setAccessibleName(tr("Filter alerts"));
    m_list->setAccessibleName(tr("Alerts"));
    m_tabs->setAccessibleName(tr("Views"));
    m_timeline->retranslate();
    m_history->retranslate();
    retranslateActions();
    showCounts();
}

void AlertsPage::retranslateActions() {
    m_silence->setText(tr("Silence"));
    m_acknowledge->setText(tr("Acknowledge"));
    m_explore->setText(tr("Show in Explore"));
    m_rule->setText(tr("Show rule"));
    m_copy->setText(tr("Copy labels"));
    m_undo->setText(tr("Undo"));
    enableActs();
}

void AlertsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        m_model->retranslate();
        showMissing();
    }
    Page::changeEvent(event);
}

void AlertsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    m_splitter->setOrientation(width() >= kWideFrom ? Qt::Horizontal : Qt::Vertical);
    m_second->setDirection(width() >= kWideFrom ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_second->setSpacing(width() >= kWideFrom ? 16 : 4);
}

} // namespace hearth::ui
