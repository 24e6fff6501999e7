// SPDX-License-Identifier: GPL-3.0-or-later
#include "targets/targets_page.h"

#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include "data/async_source.h"
#include "model/matcher.h"
#include "models/plain_text.h"
#include "models/targets_model.h"
#include "targets/target_detail.h"
#include "widgets/cell_delegate.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/filter_field.h"
#include "widgets/message_bar.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

/// Ages advance every second; targets are asked for every so many of them.
constexpr int kTickMs = 1000;
constexpr int kAskEvery = 5;
constexpr int kIndentation = 16;

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
    m_filter = new FilterField(this);
    m_counts = new ElidedLabel(this);
    m_counts->setQuiet(true);
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    buildTree();
    m_detail = new TargetDetail(this);
    m_detail->hide();
    m_empty = new EmptyState(this);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 16, 8);
    head->setSpacing(16);
    head->addWidget(m_filter, 3);
    head->addWidget(m_counts, 1);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({400, 180});
    auto* table = new QWidget(this);
    auto* column = new QVBoxLayout(table);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_splitter, 1);

    m_stack = new QStackedWidget(this);
    m_stack->addWidget(table);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_stack, 1);
    m_timer.setInterval(kTickMs);
}

void TargetsPage::buildTree() {
    m_tree = new QTreeView(this);
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new CellDelegate(m_tree, TargetsModel::HealthRole));
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(kIndentation);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setSortingEnabled(true);
    m_tree->sortByColumn(TargetsModel::kState, Qt::AscendingOrder);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto* header = m_tree->header();
    header->setStretchLastSection(true);
    const int unit = fontMetrics().averageCharWidth();
    header->resizeSection(TargetsModel::kState, unit * 16);
    header->resizeSection(TargetsModel::kName, unit * 24);
    header->resizeSection(TargetsModel::kAddress, unit * 40);
    header->resizeSection(TargetsModel::kLast, unit * 15);
    header->resizeSection(TargetsModel::kDuration, unit * 13);
}

void TargetsPage::buildActions() {
    m_copy = new QAction(this);
    m_copy->setIcon(tintedIcon(QStringLiteral("copy")));
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    m_explore = new QAction(this);
    m_explore->setIcon(tintedIcon(QStringLiteral("explore")));
    m_tree->addAction(m_explore);
    m_tree->addAction(m_copy);
}

void TargetsPage::connectSignals() {
    connect(&m_timer, &QTimer::timeout, this, &TargetsPage::tick);
    connect(&m_source, &AsyncSource::sourceChanged, this, &TargetsPage::startOver);
    connect(m_filter, &QLineEdit::textChanged, this, &TargetsPage::applyFilter);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &TargetsPage::showDetail);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TargetsPage::restoreView);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& parent) {
        if (!parent.isValid()) {
            restoreView();
        }
    });
    connect(m_tree, &QTreeView::collapsed, this,
            [this](const QModelIndex& pool) { m_collapsed.insert(pool.data(TargetsModel::KeyRole).toString()); });
    connect(m_tree, &QTreeView::expanded, this,
            [this](const QModelIndex& pool) { m_collapsed.remove(pool.data(TargetsModel::KeyRole).toString()); });
    connect(m_copy, &QAction::triggered, this, &TargetsPage::copyAddresses);
    connect(m_explore, &QAction::triggered, this, &TargetsPage::exploreCurrent);
    connect(m_empty, &EmptyState::actionTriggered, this, &TargetsPage::helpRequested);
}

void TargetsPage::retranslateUi() {
    m_filter->setPlaceholderText(tr("Filter, for example: state:down pool:node rack=3 text"));
    m_filter->setAccessibleName(tr("Filter targets"));
    m_tree->setAccessibleName(tr("Targets"));
    m_copy->setText(tr("Copy address"));
    m_explore->setText(tr("Show in Explore"));
    m_empty->setTexts(tr("Nothing is scraped yet"),
                      tr("Targets are the programs and machines whose metrics are collected. They are named in "
                         "scrape_configs of the configuration, for example localhost:9100 for node_exporter."),
                      tr("How to add a target"));
    showCounts();
}

void TargetsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        m_tree->viewport()->update();
        m_tree->header()->viewport()->update();
    }
    Page::changeEvent(event);
}

void TargetsPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_timer.start();
    refresh();
}

void TargetsPage::hideEvent(QHideEvent* event) {
    m_timer.stop();
    Page::hideEvent(event);
}

void TargetsPage::startOver() {
    m_loaded = false;
    m_snapshot = std::make_shared<TargetSnapshot>();
    m_model->setSnapshot(m_snapshot);
    m_stack->setCurrentIndex(0);
    m_message->clear();
    showCounts();
    if (isVisible()) {
        refresh();
    }
}

void TargetsPage::tick() {
    m_model->setNow(QDateTime::currentMSecsSinceEpoch());
    showDetail();
    if (++m_ticks % kAskEvery == 0 && !m_source.busy(this, kSlot)) {
        refresh();
    }
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
        if (m_loaded || snapshot.error().code() != ErrorCode::kUnavailable) {
            m_message->showMessage(
                MessageBar::Kind::kError,
                tr("The list of targets could not be read: %1.").arg(toQString(snapshot.error().message())));
        }
        return;
    }
    m_loaded = true;
    m_message->clear();
    m_snapshot = *std::move(snapshot);
    m_model->setNow(QDateTime::currentMSecsSinceEpoch());
    m_model->setSnapshot(m_snapshot);
    m_stack->setCurrentIndex(m_snapshot->counts.total() == 0 ? 1 : 0);
    showCounts();
    showDetail();
}

void TargetsPage::applyFilter() {
    std::optional<TargetFilter::Problem> problem;
    auto filter = TargetFilter::parse(m_filter->text(), &problem);
    m_filter->setProblem(problem ? problem->message : QString());
    m_model->setFilter(std::move(filter));
    showCounts();
    emit filterTextChanged(m_filter->text());
}

void TargetsPage::showCounts() {
    if (!m_filter->problem().isEmpty()) {
        m_counts->setText(m_filter->problem());
        return;
    }
    const auto total = m_snapshot->counts.total();
    const auto shown = m_model->shownTargets();
    const auto counts = TargetsModel::countsText(m_snapshot->counts);
    m_counts->setText(!m_loaded        ? QString()
                      : shown == total ? counts
                                       : tr("%1 of %Ln target(s) shown", nullptr, static_cast<int>(total))
                                             .arg(QLocale().toString(static_cast<qulonglong>(shown))));
}

void TargetsPage::showDetail() {
    const auto current = m_tree->currentIndex();
    const auto* row = m_model->targetAt(current);
    if (current.isValid()) {
        m_currentKey = current.data(TargetsModel::KeyRole).toString();
    }
    const auto* pool = m_model->poolAt(current);
    m_detail->setVisible(row != nullptr);
    m_detail->showTarget(row, pool != nullptr ? pool->name : QString(), QDateTime::currentMSecsSinceEpoch());
    m_explore->setEnabled(row != nullptr);
}

void TargetsPage::restoreView() {
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const auto pool = m_model->index(i, 0);
        m_tree->setFirstColumnSpanned(i, {}, true);
        m_tree->setExpanded(pool, !m_collapsed.contains(pool.data(TargetsModel::KeyRole).toString()));
    }
    if (!m_currentKey.isEmpty() && !m_tree->currentIndex().isValid()) {
        if (const auto index = m_model->indexOf(m_currentKey); index.isValid()) {
            m_tree->setCurrentIndex(index);
        }
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
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void TargetsPage::setUtc(bool utc) {
    m_detail->setUtc(utc);
}

QString TargetsPage::filterText() const {
    return m_filter->text();
}

void TargetsPage::setFilterText(const QString& text) {
    m_filter->setText(text);
}

} // namespace hearth::ui
