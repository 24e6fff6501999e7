// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alerts_page.h"

#include <QAction>
#include <QComboBox>
#include <QDateTime>
#include <QLocale>
#include <QStackedWidget>
#include <QTabBar>

#include "alerts/alert_detail.h"
#include "alerts/alert_list_view.h"
#include "alerts/alert_questions.h"
#include "alerts/history_pane.h"
#include "alerts/quiet_pane.h"
#include "alerts/timeline_pane.h"
#include "data/async_source.h"
#include "models/alerts_model.h"
#include "models/plain_text.h"
#include "widgets/elided_label.h"
#include "widgets/filter_chips.h"
#include "widgets/filter_field.h"
#include "widgets/message_bar.h"

namespace hearth::ui {
namespace {

constexpr int kAskMs = 5000;
constexpr int kUndoMs = 10'000;
/// What becomes of an alert on show is asked again.
constexpr model::DurationMs kStoryEveryMs = 10 * model::kSecondMs;

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
    connect(m_chips, &FilterChips::toggled, this,
            [this](const QString& state) { setFilterText(AlertFilter::toggled(filterText(), state)); });
    connect(m_tabs, &QTabBar::currentChanged, this, &AlertsPage::chooseView);
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
    m_failure.clear();
    m_currentKey.clear();
    m_list->startOver();
    m_snapshot = std::make_shared<AlertSnapshot>();
    m_model->setSnapshot(m_snapshot);
    m_quiet->startOver();
    m_timeline->startOver();
    m_history->startOver();
    m_undoTimer.stop();
    m_undoIds.clear();
    m_undo->setEnabled(false);
    for (auto* bar : {m_message, m_missing, m_actBar}) {
        bar->clear();
    }
    m_detail->clear();
    m_detail->hide();
    m_listStack->setCurrentWidget(m_list);
    showCounts();
    if (isVisible()) {
        refresh();
    }
}

void AlertsPage::refresh() {
    m_quiet->forgetWeek();
    m_storyAskedAt = now();
    if (auto* pane = pastPane()) {
        pane->refresh();
    }
    ask();
    m_detail->reload();
}

void AlertsPage::lookAgain() {
    if (isVisible()) {
        ask();
    }
}

void AlertsPage::ask() {
    m_source.call(
        this, kSlot,
        [before = m_loaded ? m_snapshot : nullptr](datasource::DataSource& source, std::stop_token stop) {
            return askAlerts(source, before, stop);
        },
        [this](Result<AlertSnapshotPtr> snapshot) { take(std::move(snapshot)); });
    if (auto* pane = pastPane()) {
        pane->ask();
    }
}

void AlertsPage::take(Result<AlertSnapshotPtr> snapshot) {
    if (!snapshot) {
        m_failure = toQString(snapshot.error().message());
        showCounts();
        if (m_loaded) {
            m_message->showMessage(MessageBar::Kind::kError,
                                   tr("Alerts could not be read, what is shown may be old: %1.").arg(m_failure));
        }
        return;
    }
    m_failure.clear();
    m_message->clear();
    if (m_loaded && *snapshot == m_snapshot) {
        return;
    }
    if (m_snapshot->counts.total() > 0) {
        m_quiet->forgetWeek(); // it was not quiet before
    }
    m_loaded = true;
    m_snapshot = *std::move(snapshot);
    showSnapshot();
}

void AlertsPage::showSnapshot() {
    m_model->setNow(now());
    m_model->setSnapshot(m_snapshot);
    m_timeline->setPresent(m_snapshot);
    m_history->setPresent(m_snapshot);
    m_list->setHasReceivers(m_snapshot->alertmanager.known());
    const bool none = m_snapshot->counts.total() == 0;
    if (none) {
        m_quiet->setSnapshot(m_snapshot);
    }
    m_listStack->setCurrentIndex(none ? 1 : 0);
    showMissing();
    showCounts();
    scheduleAges();
    if (!m_wantedKey.isEmpty() && m_snapshot->find(m_wantedKey) != nullptr) {
        select(std::exchange(m_wantedKey, {}));
    }
    showDetail();
}

void AlertsPage::showMissing() {
    // Where there are no alerts at all the pane in their place says it.
    const bool said = m_snapshot->counts.total() == 0 && !m_snapshot->rules.known();
    const auto missing = said ? QString() : AlertText::missing(*m_snapshot);
    if (missing.isEmpty()) {
        m_missing->clear();
    } else {
        m_missing->showMessage(MessageBar::Kind::kInformation, missing);
    }
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
    filterView();
    emit filterTextChanged(m_filter->text());
}

/// Only what is on show: the other views follow when they are chosen.
void AlertsPage::filterView() {
    if (auto* pane = pastPane()) {
        pane->setFilter(m_parsed);
    } else {
        m_model->setFilter(m_parsed);
    }
    showCounts();
}

void AlertsPage::showCounts() {
    const auto number = [](auto count) { return QLocale().toString(static_cast<qulonglong>(count)); };
    const auto total = m_snapshot->counts.total();
    const auto shown = m_model->shownRows();
    const int spans = m_timeline->rowCount();
    const int lives = m_history->rowCount();
    const bool known = m_loaded && (m_snapshot->rules.known() || m_snapshot->alertmanager.known());
    m_tabs->setTabText(kList, known ? tr("List (%1)").arg(number(shown)) : tr("List"));
    m_tabs->setTabText(kTimeline, spans > 0 ? tr("Timeline (%1)").arg(number(spans)) : tr("Timeline"));
    m_tabs->setTabText(kHistory, lives > 0 ? tr("History (%1)").arg(number(lives)) : tr("History"));
    showChips();
    m_list->setPlaceholder(
        m_loaded ? tr("No alert passes the filter.")
        : m_failure.isEmpty()
            ? tr("Asking for alerts …")
            : tr("The server did not answer: %1. It is asked again every few seconds.").arg(m_failure));
    const bool some = m_loaded && view() == kList && shown != total;
    m_counts->setText(!m_filter->problem().isEmpty() ? m_filter->problem()
                      : some ? tr("%1 of %Ln alert(s) shown", nullptr, static_cast<int>(total)).arg(number(shown))
                             : QString());
}

void AlertsPage::showChips() {
    const bool knowsPending = m_loaded && m_snapshot->rules.known();
    const bool knowsFiring = knowsPending || (m_loaded && m_snapshot->alertmanager.known());
    std::vector<FilterChips::Chip> chips;
    for (const auto condition : AlertText::kReadingOrder) {
        chips.push_back({AlertFilter::word(condition), AlertText::shape(condition), AlertText::word(condition),
                         m_snapshot->counts[condition], m_parsed.names(condition),
                         (condition == AlertCondition::kFiring && knowsFiring) ||
                             (condition == AlertCondition::kPending && knowsPending)});
    }
    m_chips->setChips(std::move(chips));
}

AlertsPage::View AlertsPage::view() const {
    return static_cast<View>(m_tabs->currentIndex());
}

PastPane* AlertsPage::pastPane() const {
    return view() == kTimeline ? static_cast<PastPane*>(m_timeline) : view() == kHistory ? m_history : nullptr;
}

void AlertsPage::chooseView(int view) {
    m_timeline->range().setVisible(view == kTimeline);
    m_chips->setVisible(view == kList);
    m_views->setCurrentIndex(view);
    filterView();
    showDetail();
}

std::vector<AlertRow> AlertsPage::selectedAlerts() const {
    if (view() == kList) {
        return m_list->selectedAlerts();
    }
    const auto* row = m_snapshot->find(m_currentKey);
    return row != nullptr ? std::vector{*row} : std::vector<AlertRow>();
}

void AlertsPage::showDetail() {
    const auto* pane = pastPane();
    const auto* life = pane != nullptr ? pane->currentLife() : nullptr;
    const auto* row = pane == nullptr ? m_list->currentAlert() : nullptr;
    if (life != nullptr && !life->resolvedAt) {
        // The series ALERTS lacks the labels that are added when alerts are sent.
        row = m_snapshot->find(life->fingerprint);
        row = row != nullptr ? row : m_snapshot->findLike(life->labels);
    }
    if (row != nullptr) {
        m_currentKey = row->key;
        m_detail->showAlert(*row, m_snapshot);
    } else if (life != nullptr) {
        m_currentKey = life->fingerprint;
        m_detail->showPast(*life);
    }
    m_detail->setVisible(row != nullptr || life != nullptr);
    enableActs();
}

void AlertsPage::select(const QString& key) {
    m_tabs->setCurrentIndex(kList);
    if (!m_list->choose(key)) {
        setFilterText(QString());
        m_list->choose(key);
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
    m_model->setUtc(utc);
    m_quiet->setUtc(utc);
    m_timeline->setUtc(utc);
    m_history->setUtc(utc);
    m_detail->setUtc(utc);
}

QString AlertsPage::filterText() const {
    return m_filter->text();
}

void AlertsPage::setFilterText(const QString& text) {
    m_filter->setText(text);
}

} // namespace hearth::ui
