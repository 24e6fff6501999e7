// SPDX-License-Identifier: GPL-3.0-or-later
#include "silences/silences_page.h"

#include <QAction>
#include <QDateTime>
#include <QEvent>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "data/async_source.h"
#include "models/plain_text.h"
#include "models/silences_model.h"
#include "models/user_name.h"
#include "silences/silence_form.h"
#include "widgets/empty_state.h"
#include "widgets/filter_chips.h"
#include "widgets/filter_field.h"
#include "widgets/list_pane.h"
#include "widgets/message_bar.h"
#include "widgets/page_clock.h"
#include "widgets/table_view.h"

namespace hearth::ui {
namespace {

constexpr int kFormMinWidth = 370;

const QString kSlot = QStringLiteral("silences");

Result<SilenceSnapshotPtr> askSilences(datasource::DataSource& source, const std::stop_token& stop) {
    auto silences = HEARTH_TRY(source.alertmanager().silences({}, stop));
    auto alerts = source.alertmanager().alerts({}, stop);
    // Without alerts the silences are still worth seeing; their counts stay blank.
    auto shared = alerts ? std::make_shared<const ReceivedAlerts>(*std::move(alerts)) : nullptr;
    return makeSilenceSnapshot(std::move(silences), std::move(shared));
}

} // namespace

SilencesPage::SilencesPage(AsyncSource& source, QWidget* parent)
    : Page(parent)
    , m_source(source)
    , m_snapshot(std::make_shared<SilenceSnapshot>()) {
    buildUi();
    buildActions();
    connectSignals();
    connectActions();
    setCreator({});
    retranslateUi();
}

void SilencesPage::buildUi() {
    m_model = new SilencesModel(this);
    m_message = new MessageBar(this);
    m_actBar = new MessageBar(this);
    buildTable();
    m_form = new SilenceForm(m_source, this);
    m_form->setMinimumWidth(kFormMinWidth);
    m_empty = new EmptyState(this);
    m_absent = new EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_pane);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_absent);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_form);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_form->hide();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_actBar);
    layout->addWidget(m_splitter, 1);
    m_undoTimer.setInterval(kUndoMs);
    m_undoTimer.setSingleShot(true);
}

void SilencesPage::buildTable() {
    m_table = new TableView(SilencesModel::ShapeRole, this);
    m_table->setObjectName(QStringLiteral("silences"));
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setColumns({{.characters = 19},
                         {.characters = 22, .share = 2},
                         {.characters = 25},
                         {.characters = 19, .from = 560},
                         {.characters = 15, .from = 690},
                         {.characters = 14, .share = 2}});
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(SilencesModel::kState, Qt::AscendingOrder);
    m_pane = new ListPane(m_table, nullptr, this);
    m_chips = &m_pane->addChips();
}

void SilencesPage::connectSignals() {
    auto* clock = new PageClock(this);
    connect(clock, &PageClock::ticked, this, &SilencesPage::tick);
    connect(clock, &PageClock::due, this, [this] {
        if (!m_source.busy(this, kSlot)) {
            refresh();
        }
    });
    connect(&m_undoTimer, &QTimer::timeout, this, [this] {
        m_undoable.clear();
        m_actBar->clear();
    });
    connect(m_actBar, &MessageBar::dismissed, this, [this] { m_undoable.clear(); });
    connect(&m_source, &AsyncSource::sourceChanged, this, &SilencesPage::startOver);
    connect(&m_pane->filter(), &QLineEdit::textChanged, this, &SilencesPage::applyFilter);
    connect(m_chips, &FilterChips::toggled, this,
            [this](const QString& word) { setFilterText(toggledFilterWord(m_pane->filter().text(), word)); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SilencesPage::updateActions);
    connect(m_form, &SilenceForm::saveRequested, this, &SilencesPage::save);
    connect(m_form, &SilenceForm::canceled, this, &SilencesPage::closeForm);
    connect(m_empty, &EmptyState::actionTriggered, m_new, &QAction::trigger);
    connect(m_absent, &EmptyState::actionTriggered, this, &SilencesPage::helpRequested);
}

void SilencesPage::retranslateUi() {
    m_pane->filter().setPlaceholderText(tr("Filter, for example: state:active by:ann alertname=DiskFull text"));
    m_pane->filter().setAccessibleName(tr("Filter silences"));
    m_table->setAccessibleName(tr("Silences"));
    retranslateActions();
    m_empty->setTexts(tr("Nothing is silenced"),
                      tr("A silence holds back notifications for a while, for example during work on a machine: "
                         "instance=\"nas:9100\" for 2 hours. The alerts themselves are still seen."),
                      tr("New silence"));
    showCounts();
    showChips();
    setReadOnly(m_readOnly);
}

void SilencesPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    Page::changeEvent(event);
}

void SilencesPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    showFormBeside();
}

void SilencesPage::startOver() {
    m_loaded = false;
    m_failures = 0;
    m_snapshot = std::make_shared<SilenceSnapshot>();
    m_model->setSnapshot(m_snapshot);
    m_undoable.clear();
    m_actBar->clear();
    m_message->clear();
    m_form->setAlerts(nullptr);
    m_form->setSaving(false);
    setReadOnly({});
    showStack();
    showCounts();
    showChips();
    if (isVisible()) {
        refresh();
    }
}

void SilencesPage::tick() {
    const auto now = QDateTime::currentMSecsSinceEpoch();
    m_model->setNow(now);
    if (m_form->isVisible()) {
        m_form->setNow(now);
    }
}

void SilencesPage::lookAgain() {
    if (isVisible()) {
        refresh();
    }
}

void SilencesPage::refresh() {
    m_source.call(
        this, kSlot,
        [](datasource::DataSource& source, const std::stop_token& stop) { return askSilences(source, stop); },
        [this](Result<SilenceSnapshotPtr> snapshot) { take(std::move(snapshot)); });
}

void SilencesPage::take(Result<SilenceSnapshotPtr> snapshot) {
    if (!snapshot) {
        takeAbsence(snapshot.error());
        return;
    }
    if (!m_loaded) {
        m_message->clear();
    }
    m_loaded = true;
    m_failures = 0;
    setReadOnly({});
    m_snapshot = *std::move(snapshot);
    m_model->setNow(QDateTime::currentMSecsSinceEpoch());
    m_model->setSnapshot(m_snapshot);
    m_form->setAlerts(m_snapshot->alerts);
    showStack();
    showCounts();
    showChips();
    selectWanted();
    updateActions();
}

void SilencesPage::takeAbsence(const Error& error) {
    const auto reason = toQString(error.message());
    if (error.code() == ErrorCode::kUnsupported) {
        m_absent->setTexts(tr("There is no Alertmanager here"),
                           tr("Silences are kept by an Alertmanager, and the connected server names none. This "
                              "computer's own engine has one."),
                           tr("About silences"));
        setReadOnly(tr("Nothing can be silenced here: the connected server names no Alertmanager."));
        m_loaded = false;
        m_stack->setCurrentWidget(m_absent);
        return;
    }
    setReadOnly(tr("The Alertmanager does not answer: %1.").arg(reason));
    // An engine that is just starting answers the second time.
    if (m_loaded || m_failures++ > 0 || error.code() != ErrorCode::kUnavailable) {
        m_message->showMessage(MessageBar::Kind::kError, tr("The list of silences could not be read: %1.").arg(reason));
        m_loaded = false;
        showCounts();
    }
}

void SilencesPage::setReadOnly(const QString& reason) {
    m_readOnly = reason;
    m_form->setReadOnly(reason);
    updateActions();
}

void SilencesPage::showStack() {
    const bool nothing = m_loaded && m_snapshot->rows.empty();
    m_stack->setCurrentWidget(nothing ? static_cast<QWidget*>(m_empty) : m_pane);
}

void SilencesPage::applyFilter() {
    const auto text = m_pane->filter().text();
    std::optional<FilterProblem> problem;
    auto filter = SilenceFilter::parse(text, &problem);
    m_pane->filter().setProblem(problem ? problem->message : QString());
    m_model->setFilter(std::move(filter));
    showCounts();
    showChips();
    emit filterTextChanged(text);
}

void SilencesPage::showCounts() {
    m_table->setPlaceholder(m_loaded                      ? tr("No silence passes the filter.")
                            : m_message->text().isEmpty() ? tr("Asking the server…")
                                                          : QString());
    const auto total = static_cast<int>(m_snapshot->rows.size());
    const int shown = m_model->rowCount();
    m_pane->setCounts(!m_loaded && total == 0 ? QString()
                      : shown == total
                          ? tr("%Ln silence(s)", nullptr, total)
                          : tr("%1 of %Ln silence(s) shown", nullptr, total).arg(QLocale().toString(shown)));
}

/// Kinds overlap: a silence that ends soon is in force, too.
void SilencesPage::showChips() {
    const auto now = QDateTime::currentMSecsSinceEpoch();
    const auto counted = [this](auto isOne) {
        return static_cast<std::size_t>(std::ranges::count_if(m_snapshot->rows, isOne));
    };
    const auto soon = counted([now](const SilenceRow& row) { return SilenceFilter::endsSoon(row, now); });
    const auto unused = counted([](const SilenceRow& row) { return row.isUnused(); });
    std::vector<FilterChips::Chip> chips{
        {QStringLiteral("state:active"), StateShape::kSilenced, tr("Active"), m_snapshot->active},
        {QStringLiteral("state:expiring"), StateShape::kWarning, tr("Ends soon"), soon},
        {QStringLiteral("state:unused"), StateShape::kWarning, tr("Matches nothing"), unused},
        {QStringLiteral("state:pending"), StateShape::kPending, tr("Pending"), m_snapshot->pending},
        {QStringLiteral("state:expired"), StateShape::kEnded, tr("Expired"), m_snapshot->expired}};
    for (auto& chip : chips) {
        chip.pressed = hasFilterWord(m_pane->filter().text(), chip.key);
    }
    m_chips->setChips(std::move(chips));
}

/// A silence that somebody wants to see is shown even where the filter hides it.
void SilencesPage::selectWanted() {
    if (m_wantedId.isEmpty()) {
        return;
    }
    auto index = m_model->indexOf(m_wantedId);
    const auto isWanted = [this](const SilenceRow& row) { return row.key == m_wantedId; };
    if (!index.isValid() && std::ranges::any_of(m_snapshot->rows, isWanted)) {
        setFilterText({});
        index = m_model->indexOf(m_wantedId);
    }
    if (index.isValid()) {
        m_wantedId.clear();
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index);
    }
}

void SilencesPage::showSilence(const QString& id) {
    m_wantedId = id;
    closeForm();
    selectWanted();
    if (!m_wantedId.isEmpty()) {
        refresh();
    }
}

void SilencesPage::focusFind() {
    m_pane->focusFilter();
}

void SilencesPage::setUtc(bool utc) {
    m_model->setUtc(utc);
    m_form->setUtc(utc);
}

void SilencesPage::setFilterText(const QString& text) {
    m_pane->filter().setText(text);
}

void SilencesPage::setCreator(const QString& creator) {
    m_creator = creator.isEmpty() ? userName() : creator;
    m_form->setCreator(m_creator);
}

} // namespace hearth::ui
