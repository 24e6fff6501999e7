// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTreeView>
#include <QVBoxLayout>

#include "alerts/alert_detail.h"
#include "alerts/alerts_page.h"
#include "alerts/state_chips.h"
#include "alerts/timeline_view.h"
#include "alerts/week_strip.h"
#include "models/alerts_model.h"
#include "models/history_model.h"
#include "widgets/cell_delegate.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/filter_field.h"
#include "widgets/message_bar.h"
#include "widgets/tinted_icon.h"

/// How AlertsPage is put together.
namespace hearth::ui {
namespace {

constexpr int kIndentation = 16;
constexpr int kWeekWidth = 560;

void dress(QTreeView& tree) {
    tree.setUniformRowHeights(true);
    tree.setFrameShape(QFrame::NoFrame);
    tree.setTextElideMode(Qt::ElideRight);
    tree.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    tree.setContextMenuPolicy(Qt::ActionsContextMenu);
    tree.header()->setStretchLastSection(true);
}

} // namespace

void AlertsPage::buildUi() {
    m_model = new AlertsModel(this);
    m_timelineModel = new TimelineModel(this);
    m_historyModel = new HistoryModel(this);
    m_message = new MessageBar(this);
    m_missing = new MessageBar(this);
    m_missing->setClosable(false);
    m_actBar = new MessageBar(this);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(buildViews());
    buildActions();
    m_detail = new AlertDetail(m_source, {m_silence, m_acknowledge, m_explore, m_rule, m_copy}, this);
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
    m_chips = new StateChips(this);
    m_counts = new ElidedLabel(this);
    m_counts->setQuiet(true);
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_tabs = new QTabBar(this);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    for (int i = 0; i <= kHistory; ++i) {
        m_tabs->addTab(QString());
    }
    m_range = new QComboBox(this);
    for (const auto hours : {1, 6, 24, 7 * 24}) {
        m_range->addItem(QString(), QVariant::fromValue<qlonglong>(hours * model::kHourMs));
    }
    m_range->setCurrentIndex(1);
    m_range->hide();
    auto* head = new QWidget(this);
    auto* first = new QHBoxLayout;
    first->setSpacing(16);
    first->addWidget(m_filter, 3);
    first->addWidget(m_counts, 1);
    auto* views = new QHBoxLayout;
    views->setSpacing(16);
    views->addWidget(m_tabs);
    views->addWidget(m_range);
    views->addStretch(1);
    m_second = new QBoxLayout(QBoxLayout::LeftToRight);
    m_second->setSpacing(4);
    m_second->addLayout(views);
    m_second->addWidget(m_chips, 1);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(16, 8, 16, 4);
    column->setSpacing(4);
    column->addLayout(first);
    column->addLayout(m_second);
    return head;
}

QWidget* AlertsPage::buildViews() {
    buildList();
    buildEmpty();
    m_timeline = new TimelineView(*m_timelineModel, this);
    m_timeline->setContextMenuPolicy(Qt::ActionsContextMenu);
    buildHistory();
    m_pastNote = new ElidedLabel(this);
    m_pastNote->setQuiet(true);
    m_pastNote->setContentsMargins(16, 2, 16, 2);
    m_older = new QPushButton(this);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(16, 4, 16, 4);
    foot->addWidget(m_pastNote, 1);
    foot->addWidget(m_older);
    m_views = new QStackedWidget(this);
    m_views->addWidget(m_listStack);
    m_views->addWidget(m_timeline);
    m_views->addWidget(m_history);
    auto* widget = new QWidget(this);
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_views, 1);
    column->addLayout(foot);
    m_pastNote->hide();
    m_older->hide();
    return widget;
}

void AlertsPage::buildList() {
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("list"));
    // Before the view hears of it: it forgets where its rows stood.
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, &AlertsPage::keepView);
    m_tree->setModel(m_model);
    auto* delegate = new CellDelegate(m_tree);
    delegate->setShapeRole(AlertsModel::ShapeRole);
    m_tree->setItemDelegate(delegate);
    dress(*m_tree);
    m_tree->setIndentation(kIndentation);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setSortingEnabled(true);
    m_tree->sortByColumn(AlertsModel::kState, Qt::AscendingOrder);
    auto* header = m_tree->header();
    const int unit = fontMetrics().averageCharWidth();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(AlertsModel::kLabels, QHeaderView::Stretch);
    header->resizeSection(AlertsModel::kState, unit * 26);
    header->resizeSection(AlertsModel::kAlert, unit * 24);
    header->resizeSection(AlertsModel::kSince, unit * 12);
    header->resizeSection(AlertsModel::kValue, unit * 11);
    header->resizeSection(AlertsModel::kReceiver, unit * 20);
    m_listStack = new QStackedWidget(this);
    m_listStack->addWidget(m_tree);
}

void AlertsPage::buildHistory() {
    m_history = new QTreeView(this);
    m_history->setObjectName(QStringLiteral("history"));
    m_history->setModel(m_historyModel);
    auto* delegate = new CellDelegate(m_history);
    delegate->setShapeRole(HistoryModel::ShapeRole);
    m_history->setItemDelegate(delegate);
    dress(*m_history);
    m_history->setRootIsDecorated(false);
    m_history->setAllColumnsShowFocus(true);
    auto* header = m_history->header();
    const int unit = fontMetrics().averageCharWidth();
    header->resizeSection(HistoryModel::kFired, unit * 24);
    header->resizeSection(HistoryModel::kResolved, unit * 20);
    header->resizeSection(HistoryModel::kDuration, unit * 14);
    header->resizeSection(HistoryModel::kAlert, unit * 22);
    header->resizeSection(HistoryModel::kValue, unit * 10);
    header->resizeSection(HistoryModel::kNotified, unit * 22);
    header->resizeSection(HistoryModel::kSilenced, unit * 24);
}

void AlertsPage::buildEmpty() {
    m_empty = new EmptyState(this);
    m_week = new WeekStrip(this);
    m_week->setMaximumWidth(kWeekWidth);
    m_weekText = new ElidedLabel(this);
    m_weekText->setQuiet(true);
    m_weekText->setAlignment(Qt::AlignCenter);
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(24, 24, 24, 24);
    m_empty->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_week, 8);
    row->addStretch(1);
    column->addStretch(2);
    column->addWidget(m_empty);
    column->addLayout(row);
    column->addWidget(m_weekText);
    column->addStretch(3);
    m_listStack->addWidget(page);
}

void AlertsPage::buildActions() {
    const auto make = [this](const char* icon, const QKeySequence& shortcut) {
        auto* action = new QAction(this);
        action->setIcon(tintedIcon(QString::fromLatin1(icon)));
        action->setShortcut(shortcut);
        action->setShortcutContext(Qt::WidgetShortcut);
        for (auto* view : std::initializer_list<QWidget*>{m_tree, m_timeline, m_history}) {
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

} // namespace hearth::ui
