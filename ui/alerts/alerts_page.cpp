// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alerts_page.h"

#include <QAction>
#include <QBoxLayout>
#include <QComboBox>
#include <QDateTime>
#include <QEvent>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTreeView>

#include "alerts/alert_detail.h"
#include "alerts/state_chips.h"
#include "alerts/timeline_view.h"
#include "alerts/week_strip.h"
#include "data/async_source.h"
#include "models/alerts_model.h"
#include "models/history_model.h"
#include "models/plain_text.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/filter_field.h"
#include "widgets/message_bar.h"

namespace hearth::ui {
namespace {

constexpr int kAskMs = 5000;
constexpr int kUndoMs = 10'000;
/// What becomes of an alert on show is asked again.
constexpr model::DurationMs kStoryEveryMs = 10 * model::kSecondMs;
/// Below this width the detail stands under the list.
constexpr int kWideFrom = 1100;
/// Below this width labels need the room.
constexpr int kReceiverFrom = 760;
/// Selected rows that are looked for again after a reset.
constexpr qsizetype kMaxRestored = 200;

const QString kSlot = QStringLiteral("alerts");

model::TimestampMs now() {
    return QDateTime::currentMSecsSinceEpoch();
}

} // namespace

AlertsPage::AlertsPage(AsyncSource& source, QWidget* parent)
    : Page(parent)
    , m_source(source)
    , m_snapshot(std::make_shared<AlertSnapshot>()) {
    m_askTimer.setInterval(kAskMs);
    m_ageTimer.setSingleShot(true);
    m_undoTimer.setSingleShot(true);
    m_undoTimer.setInterval(kUndoMs);
    buildUi();
    connectSignals();
    connectViews();
    connectActs();
    setCreator({});
    retranslateUi();
}

AlertsPage::~AlertsPage() = default;

void AlertsPage::connectSignals() {
    connect(&m_askTimer, &QTimer::timeout, this, [this] {
        if (!m_source.busy(this, kSlot)) {
            ask();
        }
        if (m_detail->isVisible() && now() - m_storyAskedAt >= kStoryEveryMs) {
            m_storyAskedAt = now();
            m_detail->reload();
        }
    });
    connect(&m_ageTimer, &QTimer::timeout, this, [this] {
        m_model->setNow(now());
        scheduleAges();
    });
    connect(&m_source, &AsyncSource::sourceChanged, this, &AlertsPage::startOver);
    connect(m_filter, &QLineEdit::textChanged, this, &AlertsPage::applyFilter);
    connect(m_chips, &StateChips::toggled, this,
            [this](AlertCondition condition) { setFilterText(AlertFilter::toggled(filterText(), condition)); });
    connect(m_tabs, &QTabBar::currentChanged, this, &AlertsPage::chooseView);
    connect(m_range, &QComboBox::currentIndexChanged, this, [this] { askTimeline(); });
    connect(m_older, &QPushButton::clicked, this, [this] {
        m_historyLimit *= 2;
        askHistory();
    });
    connect(m_empty, &EmptyState::actionTriggered, this, &AlertsPage::helpRequested);
}

void AlertsPage::connectViews() {
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &AlertsPage::showDetail);
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AlertsPage::enableActs);
    connect(m_timeline->selectionModel(), &QItemSelectionModel::currentChanged, this, &AlertsPage::showDetail);
    connect(m_history->selectionModel(), &QItemSelectionModel::currentChanged, this, &AlertsPage::showDetail);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        restoreView();
        restoreSelection();
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& parent) {
        if (!parent.isValid()) {
            restoreView();
        }
    });
    const auto key = [](const QModelIndex& group) { return group.data(AlertsModel::KeyRole).toString(); };
    connect(m_tree, &QTreeView::collapsed, this,
            [this, key](const QModelIndex& group) { m_collapsed.insert(key(group)); });
    connect(m_tree, &QTreeView::expanded, this,
            [this, key](const QModelIndex& group) { m_collapsed.remove(key(group)); });
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
    m_tree->setAccessibleName(tr("Alerts"));
    m_timeline->setAccessibleName(tr("Alerts over time"));
    m_history->setAccessibleName(tr("Earlier alerts"));
    m_tabs->setAccessibleName(tr("Views"));
    m_range->setAccessibleName(tr("Time shown"));
    m_range->setItemText(0, tr("Last hour"));
    m_range->setItemText(1, tr("Last 6 hours"));
    m_range->setItemText(2, tr("Last 24 hours"));
    m_range->setItemText(3, tr("Last 7 days"));
    m_older->setText(tr("Show older"));
    retranslateActions();
    showTabs();
    showEmpty();
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
        m_timelineModel->retranslate();
        m_historyModel->retranslate();
        m_missing->showMessage(MessageBar::Kind::kInformation, AlertText::missing(*m_snapshot));
        m_missing->setVisible(m_loaded && !AlertText::missing(*m_snapshot).isEmpty());
    }
    Page::changeEvent(event);
}

void AlertsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    m_splitter->setOrientation(width() >= kWideFrom ? Qt::Horizontal : Qt::Vertical);
    // A group's row says it, too.
    m_tree->setColumnHidden(AlertsModel::kReceiver, width() < kReceiverFrom);
    m_second->setDirection(width() >= kWideFrom ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void AlertsPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_askTimer.start();
    refresh();
    scheduleAges();
}

void AlertsPage::hideEvent(QHideEvent* event) {
    m_askTimer.stop();
    m_ageTimer.stop();
    Page::hideEvent(event);
}

void AlertsPage::startOver() {
    m_loaded = false;
    m_snapshot = std::make_shared<AlertSnapshot>();
    m_model->setSnapshot(m_snapshot);
    m_timelineModel->setPast(std::make_shared<AlertPast>());
    m_historyModel->setPast(std::make_shared<AlertPast>());
    m_week->setPast(nullptr);
    m_weekText->clear();
    m_hasTraces = true;
    m_pastAskedAt = m_weekAskedAt = 0;
    m_weekKnown = false;
    m_undoTimer.stop();
    m_undoIds.clear();
    m_undo->setEnabled(false);
    for (auto* bar : {m_message, m_missing, m_actBar}) {
        bar->clear();
    }
    m_currentKey.clear();
    m_detail->clear();
    m_detail->hide();
    m_listStack->setCurrentIndex(0);
    showTabs();
    if (isVisible()) {
        refresh();
    }
}

void AlertsPage::refresh() {
    m_pastAskedAt = m_weekAskedAt = 0;
    m_storyAskedAt = now();
    ask();
    m_detail->reload();
}

void AlertsPage::ask() {
    m_source.call(
        this, kSlot,
        [before = m_loaded ? m_snapshot : nullptr](datasource::DataSource& source, std::stop_token stop) {
            return askAlerts(source, before, stop);
        },
        [this](Result<AlertSnapshotPtr> snapshot) { take(std::move(snapshot)); });
    askPast();
}

void AlertsPage::take(Result<AlertSnapshotPtr> snapshot) {
    if (!snapshot) {
        if (m_loaded || snapshot.error().code() != ErrorCode::kUnavailable) {
            m_message->showMessage(MessageBar::Kind::kError,
                                   tr("Alerts could not be read, what is shown may be old: %1.")
                                       .arg(toQString(snapshot.error().message())));
        }
        return;
    }
    m_message->clear();
    const bool changed = !m_loaded || *snapshot != m_snapshot;
    m_loaded = true;
    if (changed) {
        if (m_snapshot->counts.total() > 0 && (*snapshot)->counts.total() == 0) {
            m_weekAskedAt = 0; // it was not quiet before
            m_weekKnown = false;
        }
        m_snapshot = *std::move(snapshot);
        showSnapshot();
    }
    showEmpty();
}

void AlertsPage::showSnapshot() {
    m_model->setNow(now());
    m_model->setSnapshot(m_snapshot);
    m_chips->setCounts(m_snapshot->counts);
    const auto missing = AlertText::missing(*m_snapshot);
    if (missing.isEmpty()) {
        m_missing->clear();
    } else {
        m_missing->showMessage(MessageBar::Kind::kInformation, missing);
    }
    showTabs();
    scheduleAges();
    if (!m_wantedKey.isEmpty() && m_snapshot->find(m_wantedKey) != nullptr) {
        select(std::exchange(m_wantedKey, {}));
    }
    showDetail();
    enableActs();
}

/// Ages change on their own, the youngest first: nothing wakes up before one of them says something else.
void AlertsPage::scheduleAges() {
    const auto next = m_model->nextChange();
    if (!next || !isVisible()) {
        m_ageTimer.stop();
        return;
    }
    m_ageTimer.start(static_cast<int>(std::clamp<model::DurationMs>(*next - now(), 1000, model::kHourMs)));
}

void AlertsPage::applyFilter() {
    std::optional<AlertFilter::Problem> problem;
    m_parsed = AlertFilter::parse(m_filter->text(), &problem);
    m_filter->setProblem(problem ? problem->message : QString());
    m_chips->setFilter(m_parsed);
    filterView();
    scheduleAges();
    emit filterTextChanged(m_filter->text());
}

/// Only what is on show: the other views follow when they are chosen.
void AlertsPage::filterView() {
    switch (view()) {
    case kList:
        m_model->setFilter(m_parsed);
        break;
    case kTimeline:
        m_timelineModel->setFilter(m_parsed);
        break;
    case kHistory:
        m_historyModel->setFilter(m_parsed);
        break;
    }
    showTabs();
}

void AlertsPage::showTabs() {
    const auto number = [](std::size_t count) { return QLocale().toString(static_cast<qulonglong>(count)); };
    const auto total = m_snapshot->counts.total();
    const auto shown = m_model->shownRows();
    m_tabs->setTabText(kList, m_loaded ? tr("List (%1)").arg(number(shown)) : tr("List"));
    const auto rows = m_timelineModel->rowCount();
    m_tabs->setTabText(kTimeline,
                       rows > 0 ? tr("Timeline (%1)").arg(number(static_cast<std::size_t>(rows))) : tr("Timeline"));
    const auto lives = m_historyModel->rowCount();
    m_tabs->setTabText(kHistory,
                       lives > 0 ? tr("History (%1)").arg(number(static_cast<std::size_t>(lives))) : tr("History"));
    if (!m_filter->problem().isEmpty()) {
        m_counts->setText(m_filter->problem());
        return;
    }
    m_counts->setText(m_loaded && shown != total
                          ? tr("%1 of %Ln alert(s) shown", nullptr, static_cast<int>(total)).arg(number(shown))
                          : QString());
}

void AlertsPage::showEmpty() {
    const bool none = m_loaded && m_snapshot->counts.total() == 0;
    m_listStack->setCurrentIndex(none ? 1 : 0);
    if (!none) {
        return;
    }
    m_detail->hide();
    const auto how = tr("How alerts work");
    if (m_snapshot->rules.known() && m_snapshot->alertingRules == 0 && !m_snapshot->alertmanager.known()) {
        m_empty->setTexts(tr("No rules yet"),
                          tr("Alerts come from rules: expressions that say when something is wrong, for example "
                             "up == 0. They are kept in the files that rule_files of the configuration names."),
                          how);
    } else if (m_snapshot->rules.known() && m_snapshot->alertingRules == 0) {
        m_empty->setTexts(tr("No rules yet, and nobody else sends alerts"),
                          tr("Alerts come from rules: expressions that say when something is wrong, for example "
                             "up == 0. They are kept in the files that rule_files of the configuration names."),
                          how);
    } else if (!m_snapshot->rules.known()) {
        m_empty->setTexts(tr("This server has no alerts"),
                          m_snapshot->alertmanager.known()
                              ? tr("It has no rules of its own, and nobody sends it alerts that fire.")
                              : tr("It has neither rules nor an Alertmanager."),
                          how);
    } else {
        askWeek();
        m_empty->setTexts(quietText(),
                          tr("%Ln alerting rule(s) watch(es); none is pending or firing.", nullptr,
                             static_cast<int>(m_snapshot->alertingRules)),
                          QString());
    }
}

QString AlertsPage::quietText() const {
    if (!m_weekKnown) {
        return tr("All quiet");
    }
    return m_quietSince ? tr("All quiet since %1").arg(AlertText::moment(*m_quietSince, now(), m_utc))
                        : tr("All quiet for seven days");
}

AlertsPage::View AlertsPage::view() const {
    return static_cast<View>(m_tabs->currentIndex());
}

QTreeView* AlertsPage::currentTree() const {
    return view() == kList ? m_tree : view() == kTimeline ? m_timeline : m_history;
}

void AlertsPage::chooseView(int view) {
    m_views->setCurrentIndex(view);
    filterView();
    m_range->setVisible(view == kTimeline);
    m_chips->setVisible(view == kList);
    m_pastNote->hide();
    m_older->setVisible(false);
    m_pastAskedAt = 0;
    askPast();
    showDetail();
}

std::vector<AlertRow> AlertsPage::selectedAlerts() const {
    std::vector<AlertRow> rows;
    if (view() == kList) {
        for (const auto& index : m_tree->selectionModel()->selectedRows()) {
            if (const auto* row = m_model->alertAt(index)) {
                rows.push_back(*row);
            } else if (const auto* group = m_model->groupAt(index)) {
                rows.insert(rows.end(), group->rows.begin(), group->rows.end());
            }
        }
        return rows;
    }
    if (const auto* row = m_snapshot->find(m_currentKey)) {
        rows.push_back(*row);
    }
    return rows;
}

void AlertsPage::showDetail() {
    const auto index = currentTree()->currentIndex();
    const auto role = view() == kList       ? static_cast<int>(AlertsModel::KeyRole)
                      : view() == kTimeline ? static_cast<int>(TimelineModel::KeyRole)
                                            : static_cast<int>(HistoryModel::KeyRole);
    const bool isGroup = view() == kList && m_model->alertAt(index) == nullptr;
    if (index.isValid() && !isGroup) {
        m_currentKey = index.data(role).toString();
    }
    const auto* life = view() == kHistory    ? m_historyModel->lifeAt(index)
                       : view() == kTimeline ? m_timelineModel->lastLife(m_currentKey)
                                             : nullptr;
    const auto* row = m_snapshot->find(m_currentKey);
    if (life != nullptr && life->resolvedAt) {
        row = nullptr;
    } else if (life != nullptr && row == nullptr) {
        // The series ALERTS lacks the labels that are added when alerts are sent.
        row = m_snapshot->findLike(life->labels);
        m_currentKey = row != nullptr ? row->key : m_currentKey;
    }
    const bool hasDetail = index.isValid() && !isGroup && (row != nullptr || life != nullptr);
    if (row != nullptr) {
        m_detail->showAlert(*row, m_snapshot);
    } else if (life != nullptr && hasDetail) {
        m_detail->showPast(*life);
    }
    m_detail->setVisible(hasDetail && m_detail->isShown());
    enableActs();
}

/// Groups opened and spanned, the selection back: after the model was reset or got new groups.
void AlertsPage::restoreView() {
    const int groups = m_model->rowCount();
    for (int i = 0; i < groups; ++i) {
        const auto group = m_model->index(i, 0);
        m_tree->setExpanded(group, !m_collapsed.contains(group.data(AlertsModel::KeyRole).toString()));
    }
    // After that: the first span lays all rows out, and groups that open then are laid out one by one.
    for (int i = 0; i < groups; ++i) {
        m_tree->setFirstColumnSpanned(i, {}, true);
    }
}

void AlertsPage::keepView() {
    m_selectedKeys.clear();
    for (const auto& index : m_tree->selectionModel()->selectedRows()) {
        m_selectedKeys << index.data(AlertsModel::KeyRole).toString();
    }
    m_scroll = m_tree->verticalScrollBar()->value();
    const auto current = m_tree->visualRect(m_tree->currentIndex());
    const bool inSight = m_tree->currentIndex().isValid() && m_tree->viewport()->rect().intersects(current);
    m_currentAt = inSight ? std::optional(current.top()) : std::nullopt;
}

/// What is selected stays so, and where the eye rests nothing moves.
void AlertsPage::restoreSelection() {
    auto* selection = m_tree->selectionModel();
    for (const auto& key : m_selectedKeys.mid(0, kMaxRestored)) {
        if (const auto index = m_model->indexOf(key); index.isValid()) {
            selection->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
        }
    }
    const auto current = m_currentKey.isEmpty() ? QModelIndex() : m_model->indexOf(m_currentKey);
    if (current.isValid()) {
        m_tree->setAutoScroll(false);
        selection->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
        m_tree->setAutoScroll(true);
    }
    if (!current.isValid() && m_scroll == 0) {
        return;
    }
    auto* bar = m_tree->verticalScrollBar();
    m_tree->doItemsLayout();
    bar->setValue(current.isValid() && m_currentAt ? bar->value() + m_tree->visualRect(current).top() - *m_currentAt
                                                   : m_scroll);
    showDetail();
}

void AlertsPage::select(const QString& key) {
    m_tabs->setCurrentIndex(kList);
    if (!m_model->indexOf(key).isValid()) {
        setFilterText(QString());
    }
    const auto index = m_model->indexOf(key);
    if (index.isValid()) {
        m_tree->setCurrentIndex(index);
        m_tree->scrollTo(index, QAbstractItemView::PositionAtCenter);
        m_tree->setFocus(Qt::OtherFocusReason);
    }
}

void AlertsPage::showAlert(const QString& fingerprint) {
    if (m_snapshot->find(fingerprint) != nullptr) {
        select(fingerprint);
    } else {
        m_wantedKey = fingerprint;
    }
}

void AlertsPage::focusFind() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void AlertsPage::setUtc(bool utc) {
    m_utc = utc;
    m_model->setUtc(utc);
    m_timelineModel->setUtc(utc);
    m_timeline->setUtc(utc);
    m_historyModel->setUtc(utc);
    m_week->setUtc(utc);
    m_detail->setUtc(utc);
    showEmpty();
}

QString AlertsPage::filterText() const {
    return m_filter->text();
}

void AlertsPage::setFilterText(const QString& text) {
    m_filter->setText(text);
}

} // namespace hearth::ui
