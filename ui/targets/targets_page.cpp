// SPDX-License-Identifier: GPL-3.0-or-later
#include "targets/targets_page.h"

#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QEvent>
#include <QGuiApplication>
#include <QLocale>
#include <QStackedWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include "data/async_source.h"
#include "model/matcher.h"
#include "models/plain_text.h"
#include "models/targets_model.h"
#include "targets/target_detail.h"
#include "widgets/empty_state.h"
#include "widgets/filter_chips.h"
#include "widgets/filter_field.h"
#include "widgets/group_tree.h"
#include "widgets/list_pane.h"
#include "widgets/message_bar.h"
#include "widgets/page_clock.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

const QString kSlot = QStringLiteral("targets");

} // namespace

TargetsPage::TargetsPage(AsyncSource& source, QWidget* parent)
    : Page(parent)
    , m_source(source)
    , m_snapshot(std::make_shared<TargetSnapshot>()) {
    buildUi();
    buildActions();
    connectSignals();
    retranslateUi();
}

void TargetsPage::buildUi() {
    m_model = new TargetsModel(this);
    m_message = new MessageBar(this);
    m_tree = new GroupTree(TargetsModel::ShapeRole, this);
    m_tree->setObjectName(QStringLiteral("targets"));
    m_tree->follow(m_model, TargetsModel::KeyRole, [this](const QString& key) { return m_model->indexOf(key); });
    m_tree->setGroupsSpanned(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setColumns({{.characters = 20},
                        {.characters = 21, .share = 1},
                        {.characters = 30, .share = 2, .from = 800},
                        {.characters = 16},
                        {.characters = 15},
                        {.characters = 20, .share = 3}});
    m_tree->setSortingEnabled(true);
    m_tree->sortByColumn(TargetsModel::kState, Qt::AscendingOrder);
    m_detail = new TargetDetail(this);
    m_pane = new ListPane(m_tree, m_detail, this);
    m_chips = &m_pane->addChips();
    m_empty = new EmptyState(this);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_pane);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_stack, 1);
}

void TargetsPage::buildActions() {
    m_explore = new QAction(tintedIcon(QStringLiteral("explore")), QString(), this);
    m_copy = new QAction(tintedIcon(QStringLiteral("copy")), QString(), this);
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    m_help = new QAction(tintedIcon(QStringLiteral("help")), QString(), this);
    auto& tools = m_pane->addTools();
    for (auto* action : {m_explore, m_copy}) {
        tools.addAction(action);
        m_tree->addAction(action);
    }
    tools.addAction(m_help);
}

void TargetsPage::connectSignals() {
    auto* clock = new PageClock(this);
    connect(clock, &PageClock::ticked, this, &TargetsPage::tick);
    connect(clock, &PageClock::due, this, [this] {
        if (!m_source.busy(this, kSlot)) {
            refresh();
        }
    });
    connect(&m_source, &AsyncSource::sourceChanged, this, &TargetsPage::startOver);
    connect(&m_pane->filter(), &QLineEdit::textChanged, this, &TargetsPage::applyFilter);
    connect(m_chips, &FilterChips::toggled, this,
            [this](const QString& word) { setFilterText(toggledFilterWord(filterText(), word)); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &TargetsPage::showDetail);
    connect(m_copy, &QAction::triggered, this, &TargetsPage::copyAddresses);
    connect(m_explore, &QAction::triggered, this, &TargetsPage::exploreCurrent);
    connect(m_help, &QAction::triggered, this, &TargetsPage::helpRequested);
    connect(m_empty, &EmptyState::actionTriggered, this, &TargetsPage::helpRequested);
}

void TargetsPage::retranslateUi() {
    m_pane->filter().setPlaceholderText(tr("Filter, for example: state:down pool:node rack=3 text"));
    m_pane->filter().setAccessibleName(tr("Filter targets"));
    m_tree->setAccessibleName(tr("Targets"));
    m_copy->setText(tr("Copy address"));
    m_explore->setText(tr("Show in Explore"));
    m_help->setText(tr("About targets"));
    m_empty->setTexts(tr("Nothing is scraped yet"),
                      tr("Targets are the programs and machines whose metrics are collected. They are named in "
                         "scrape_configs of the configuration, for example localhost:9100 for node_exporter."),
                      tr("How to add a target"));
    showCounts();
    showChips();
    showDetail();
}

void TargetsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    Page::changeEvent(event);
}

void TargetsPage::startOver() {
    m_loaded = false;
    m_failures = 0;
    m_snapshot = std::make_shared<TargetSnapshot>();
    m_model->setSnapshot(m_snapshot);
    m_stack->setCurrentWidget(m_pane);
    m_message->clear();
    showCounts();
    showChips();
    showDetail();
    if (isVisible()) {
        refresh();
    }
}

void TargetsPage::tick() {
    m_model->setNow(QDateTime::currentMSecsSinceEpoch());
    m_tree->repaintColumn(TargetsModel::kLast);
    showDetail();
}

void TargetsPage::refresh() {
    m_source.call(
        this, kSlot,
        [](datasource::DataSource& source, std::stop_token stop) -> Result<TargetSnapshotPtr> {
            return makeTargetSnapshot(
                HEARTH_TRY(source.targets(datasource::TargetState::kActive, {}, std::move(stop))));
        },
        [this](Result<TargetSnapshotPtr> snapshot) { take(std::move(snapshot)); });
}

void TargetsPage::take(Result<TargetSnapshotPtr> snapshot) {
    if (!snapshot) {
        takeFailure(snapshot.error());
        return;
    }
    m_loaded = true;
    m_failures = 0;
    m_message->clear();
    m_snapshot = *std::move(snapshot);
    m_model->setNow(QDateTime::currentMSecsSinceEpoch());
    m_model->setSnapshot(m_snapshot);
    m_stack->setCurrentWidget(m_snapshot->counts.total() == 0 ? static_cast<QWidget*>(m_empty) : m_pane);
    showCounts();
    showChips();
    showDetail();
}

void TargetsPage::takeFailure(const Error& error) {
    // An engine that is just starting answers the second time.
    if (m_loaded || m_failures++ > 0 || error.code() != ErrorCode::kUnavailable) {
        m_message->showMessage(MessageBar::Kind::kError,
                               tr("The list of targets could not be read: %1.").arg(toQString(error.message())));
        showCounts();
    }
}

void TargetsPage::applyFilter() {
    std::optional<TargetFilter::Problem> problem;
    auto filter = TargetFilter::parse(filterText(), &problem);
    m_pane->filter().setProblem(problem ? problem->message : QString());
    m_model->setFilter(std::move(filter));
    showCounts();
    showChips();
    emit filterTextChanged(filterText());
}

void TargetsPage::showCounts() {
    m_tree->setPlaceholder(m_loaded                      ? tr("No target passes the filter.")
                           : m_message->text().isEmpty() ? tr("Asking the server…")
                                                         : QString());
    const auto total = static_cast<int>(m_snapshot->counts.total());
    const auto shown = m_model->shownRows();
    m_pane->setCounts(
        !m_loaded ? QString()
        : shown == m_snapshot->counts.total()
            ? tr("%Ln target(s)", nullptr, total)
            : tr("%1 of %Ln target(s) shown", nullptr, total).arg(QLocale().toString(static_cast<qulonglong>(shown))));
}

void TargetsPage::showChips() {
    using enum datasource::TargetHealth;
    const auto& counts = m_snapshot->counts;
    std::vector<FilterChips::Chip> chips;
    for (const auto& [key, health, count] : {std::tuple(QStringLiteral("state:down"), kDown, counts.down),
                                             {QStringLiteral("state:unknown"), kUnknown, counts.unknown},
                                             {QStringLiteral("state:up"), kUp, counts.up}}) {
        chips.push_back({key, TargetsModel::healthShape(health), TargetsModel::healthWord(health), count,
                         hasFilterWord(filterText(), key)});
    }
    m_chips->setChips(std::move(chips));
}

void TargetsPage::showDetail() {
    const auto current = m_tree->currentIndex();
    const auto* row = m_model->targetAt(current);
    const auto* pool = m_model->poolAt(current);
    m_detail->setVisible(row != nullptr);
    m_detail->showTarget(row, pool != nullptr ? pool->name : QString(), QDateTime::currentMSecsSinceEpoch());
    for (auto* action : {m_explore, m_copy}) {
        action->setEnabled(row != nullptr);
        action->setToolTip(plainToolTip(row != nullptr ? action->text() : tr("Select a target.")));
    }
}

void TargetsPage::copyAddresses() {
    QStringList addresses;
    for (const auto& index : m_tree->selectionModel()->selectedRows()) {
        if (const auto* row = m_model->targetAt(index)) {
            addresses << row->url;
        }
    }
    QGuiApplication::clipboard()->setText(addresses.join(QLatin1Char('\n')));
}

void TargetsPage::exploreCurrent() {
    const auto* row = m_model->targetAt(m_tree->currentIndex());
    if (row == nullptr) {
        return;
    }
    const auto job = model::Matcher::equal("job", std::string(row->target.labels.value("job")));
    const auto instance = model::Matcher::equal("instance", std::string(row->target.labels.value("instance")));
    emit exploreRequested(toQString("{" + job.toString() + ", " + instance.toString() + "}"));
}

void TargetsPage::focusFind() {
    m_pane->focusFilter();
}

void TargetsPage::setUtc(bool utc) {
    m_model->setUtc(utc);
    m_detail->setUtc(utc);
}

QString TargetsPage::filterText() const {
    return m_pane->filter().text();
}

void TargetsPage::setFilterText(const QString& text) {
    m_pane->filter().setText(text);
}

} // namespace hearth::ui
