// SPDX-License-Identifier: GPL-3.0-or-later
#include "silences/silences_page.h"

#include <QAction>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QTreeView>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "data/async_source.h"
#include "models/plain_text.h"
#include "models/silences_model.h"
#include "models/user_name.h"
#include "silences/silence_form.h"
#include "widgets/cell_delegate.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/filter_field.h"
#include "widgets/message_bar.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

/// Remaining times advance every second; silences are asked for every so many of them.
constexpr int kTickMs = 1000;
constexpr int kAskEvery = 5;
constexpr int kLeastMatchers = 180;
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
    setCreator({});
    retranslateUi();
    updateActions();
}

void SilencesPage::buildUi() {
    m_model = new SilencesModel(this);
    m_message = new MessageBar(this);
    m_undoBar = new MessageBar(this);
    buildTable();
    buildForm();
    m_empty = new EmptyState(this);
    m_absent = new EmptyState(this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_tablePane);
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
    layout->addWidget(m_undoBar);
    layout->addWidget(m_splitter, 1);
    m_timer.setInterval(kTickMs);
    m_undoTimer.setInterval(kUndoMs);
    m_undoTimer.setSingleShot(true);
}

void SilencesPage::buildTable() {
    m_filter = new FilterField(this);
    m_counts = new ElidedLabel(this);
    m_counts->setQuiet(true);
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_tools = new QToolBar(this);
    m_tools->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_tools->setIconSize({16, 16});
    m_table = new QTreeView(this);
    m_table->setObjectName(QStringLiteral("silences"));
    m_table->setModel(m_model);
    auto* delegate = new CellDelegate(m_table);
    delegate->setShapeRole(SilencesModel::ShapeRole);
    m_table->setItemDelegate(delegate);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(SilencesModel::kState, Qt::AscendingOrder);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto* header = m_table->header();
    const int unit = fontMetrics().averageCharWidth();
    header->resizeSection(SilencesModel::kState, unit * 19);
    header->resizeSection(SilencesModel::kMatchers, unit * 26);
    header->resizeSection(SilencesModel::kEnds, unit * 25);
    header->resizeSection(SilencesModel::kMatches, unit * 17);
    header->resizeSection(SilencesModel::kBy, unit * 16);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 16, 4);
    head->setSpacing(16);
    head->addWidget(m_filter, 3);
    head->addWidget(m_counts, 1);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(10, 0, 10, 4);
    tools->addWidget(m_tools);
    m_tablePane = new QWidget(this);
    auto* column = new QVBoxLayout(m_tablePane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(tools);
    column->addWidget(m_table, 1);
}

void SilencesPage::buildForm() {
    m_form = new SilenceForm(m_source, this);
    m_form->setMinimumWidth(kFormMinWidth);
}

void SilencesPage::buildActions() {
    const auto make = [this](const char* icon) {
        auto* action = new QAction(this);
        if (icon != nullptr) {
            action->setIcon(tintedIcon(QString::fromLatin1(icon)));
        }
        return action;
    };
    m_new = make("plus");
    m_edit = make(nullptr);
    m_recreate = make(nullptr);
    m_expire = make(nullptr);
    m_alerts = make(nullptr);
    m_copy = make(nullptr);
    m_undo = make(nullptr);
    m_new->setShortcut(QKeySequence::New);
    m_new->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_new);
    m_edit->setShortcut(Qt::Key_Return);
    m_expire->setShortcut(QKeySequence::Delete);
    m_copy->setShortcut(QKeySequence::Copy);
    for (auto* action : {m_edit, m_expire, m_copy}) {
        action->setShortcutContext(Qt::WidgetShortcut);
    }
    m_tools->addAction(m_new);
    for (auto* action : {m_edit, m_recreate, m_expire, m_alerts, m_copy}) {
        m_table->addAction(action);
        m_tools->addAction(action);
    }
    m_help = make("help");
    m_tools->addAction(m_help);
}

void SilencesPage::connectSignals() {
    connect(&m_timer, &QTimer::timeout, this, &SilencesPage::tick);
    connect(&m_undoTimer, &QTimer::timeout, this, [this] {
        m_undoable.clear();
        m_undoBar->clear();
    });
    connect(m_undoBar, &MessageBar::dismissed, this, [this] { m_undoable.clear(); });
    connect(&m_source, &AsyncSource::sourceChanged, this, &SilencesPage::startOver);
    connect(m_filter, &QLineEdit::textChanged, this, &SilencesPage::applyFilter);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SilencesPage::updateActions);
    connect(m_table, &QTreeView::doubleClicked, this, &SilencesPage::editCurrent);
    connect(m_new, &QAction::triggered, this, [this] { openForm({}); });
    connect(m_edit, &QAction::triggered, this, &SilencesPage::editCurrent);
    connect(m_recreate, &QAction::triggered, this, &SilencesPage::recreateCurrent);
    connect(m_expire, &QAction::triggered, this, &SilencesPage::expireSelected);
    connect(m_alerts, &QAction::triggered, this, &SilencesPage::showAlerts);
    connect(m_copy, &QAction::triggered, this, &SilencesPage::copyMatchers);
    connect(m_undo, &QAction::triggered, this, &SilencesPage::undo);
    connect(m_help, &QAction::triggered, this, &SilencesPage::helpRequested);
    connect(m_form, &SilenceForm::saveRequested, this, &SilencesPage::save);
    connect(m_form, &SilenceForm::canceled, this, &SilencesPage::closeForm);
    connect(m_empty, &EmptyState::actionTriggered, m_new, &QAction::trigger);
    connect(m_absent, &EmptyState::actionTriggered, this, &SilencesPage::helpRequested);
}

void SilencesPage::retranslateUi() {
    m_filter->setPlaceholderText(tr("Filter, for example: state:active by:ann alertname=DiskFull text"));
    m_filter->setAccessibleName(tr("Filter silences"));
    m_table->setAccessibleName(tr("Silences"));
    m_new->setText(tr("New silence"));
    m_edit->setText(tr("Change"));
    m_recreate->setText(tr("Silence again"));
    m_expire->setText(tr("Expire"));
    m_alerts->setText(tr("Show its alerts"));
    m_copy->setText(tr("Copy matchers"));
    m_undo->setText(tr("Undo"));
    m_help->setText(tr("About silences"));
    m_empty->setTexts(tr("Nothing is silenced"),
                      tr("A silence holds back notifications for a while, for example during work on a machine: "
                         "instance=\"nas:9100\" for 2 hours. The alerts themselves are still seen."),
                      tr("New silence"));
    showCounts();
    setReadOnly(m_readOnly);
}

void SilencesPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        m_table->viewport()->update();
        m_table->header()->viewport()->update();
    }
    Page::changeEvent(event);
}

void SilencesPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_timer.start();
    if (!std::exchange(m_sized, true)) {
        m_table->header()->resizeSection(SilencesModel::kMatchers, std::max(kLeastMatchers, width() * 2 / 9));
    }
    refresh();
}

void SilencesPage::hideEvent(QHideEvent* event) {
    m_timer.stop();
    Page::hideEvent(event);
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
    m_undoBar->clear();
    m_message->clear();
    m_form->setAlerts(nullptr);
    m_form->setSaving(false);
    setReadOnly({});
    showStack();
    showCounts();
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
    if (++m_ticks % kAskEvery == 0 && !m_source.busy(this, kSlot)) {
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
    }
}

void SilencesPage::setReadOnly(const QString& reason) {
    m_readOnly = reason;
    m_form->setReadOnly(reason);
    updateActions();
}

void SilencesPage::showStack() {
    const bool nothing = m_loaded && m_snapshot->rows.empty();
    m_stack->setCurrentWidget(nothing ? static_cast<QWidget*>(m_empty) : m_tablePane);
}

void SilencesPage::applyFilter() {
    std::optional<FilterProblem> problem;
    auto filter = SilenceFilter::parse(m_filter->text(), &problem);
    m_filter->setProblem(problem ? problem->message : QString());
    m_model->setFilter(std::move(filter));
    showCounts();
    emit filterTextChanged(m_filter->text());
}

void SilencesPage::showCounts() {
    if (!m_filter->problem().isEmpty()) {
        m_counts->setText(m_filter->problem());
        return;
    }
    const auto total = m_snapshot->rows.size();
    if (m_model->rowCount() != static_cast<int>(total)) {
        m_counts->setText(tr("%1 of %Ln silence(s) shown", nullptr, static_cast<int>(total))
                              .arg(QLocale().toString(m_model->rowCount())));
        return;
    }
    QStringList parts;
    if (m_snapshot->active > 0) {
        parts << tr("%Ln active", nullptr, static_cast<int>(m_snapshot->active));
    }
    if (m_snapshot->pending > 0) {
        parts << tr("%Ln pending", nullptr, static_cast<int>(m_snapshot->pending));
    }
    if (m_snapshot->expired > 0) {
        parts << tr("%Ln expired", nullptr, static_cast<int>(m_snapshot->expired));
    }
    m_counts->setText(parts.join(tr(", ")));
}

void SilencesPage::updateActions() {
    const auto rows = selected();
    const bool canWrite = m_readOnly.isEmpty();
    const bool one = rows.size() == 1;
    const auto ended = [](const datasource::Silence& silence) {
        return silence.state == datasource::SilenceState::kExpired;
    };
    m_new->setEnabled(canWrite);
    m_edit->setEnabled(canWrite && one && !ended(rows.front()));
    m_recreate->setEnabled(canWrite && one && ended(rows.front()));
    m_expire->setEnabled(canWrite && !std::ranges::all_of(rows, ended));
    m_alerts->setEnabled(one);
    m_copy->setEnabled(!rows.empty());
    m_new->setToolTip(plainToolTip(canWrite ? m_new->text() : m_readOnly));
}

/// A silence that somebody wants to see is shown even where the filter hides it.
void SilencesPage::selectWanted() {
    if (m_wantedId.isEmpty()) {
        return;
    }
    auto index = m_model->indexOf(m_wantedId);
    const auto isWanted = [this](const SilenceRow& row) { return row.key == m_wantedId; };
    if (!index.isValid() && std::ranges::any_of(m_snapshot->rows, isWanted)) {
        m_filter->clear();
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
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void SilencesPage::setUtc(bool utc) {
    m_model->setUtc(utc);
    m_form->setUtc(utc);
}

void SilencesPage::setFilterText(const QString& text) {
    m_filter->setText(text);
}

void SilencesPage::setCreator(const QString& creator) {
    m_creator = creator.isEmpty() ? userName() : creator;
    m_form->setCreator(m_creator);
}

} // namespace hearth::ui
