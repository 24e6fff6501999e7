// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rules_page.h"

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
#include <QToolBar>
#include <QTreeView>
#include <QVBoxLayout>

#include "data/async_source.h"
#include "models/plain_text.h"
#include "models/rule_text.h"
#include "models/rules_model.h"
#include "rules/rule_detail.h"
#include "widgets/cell_delegate.h"
#include "widgets/elided_label.h"
#include "widgets/empty_state.h"
#include "widgets/filter_chips.h"
#include "widgets/filter_field.h"
#include "widgets/message_bar.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

/// Ages advance every second; rules are asked for every so many of them.
constexpr int kTickMs = 1000;
constexpr int kAskEvery = 5;
constexpr int kIndentation = 16;

const QString kSlot = QStringLiteral("rules");

} // namespace

RulesPage::RulesPage(AsyncSource& source, QWidget* parent)
    : Page(parent)
    , m_source(source)
    , m_snapshot(std::make_shared<RuleSnapshot>()) {
    buildUi();
    buildActions();
    connectSignals();
    setEditable(false);
    retranslateUi();
}

void RulesPage::buildUi() {
    m_model = new RulesModel(this);
    m_message = new MessageBar(this);
    m_filter = new FilterField(this);
    m_counts = new ElidedLabel(this);
    m_counts->setQuiet(true);
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_chips = new FilterChips(this);
    m_tools = new QToolBar(this);
    m_tools->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_tools->setIconSize({16, 16});
    buildTree();
    m_detail = new RuleDetail(this);
    m_detail->hide();
    m_empty = new EmptyState(this);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 16, 4);
    head->setSpacing(16);
    head->addWidget(m_filter, 3);
    head->addWidget(m_counts, 1);
    auto* chips = new QHBoxLayout;
    chips->setContentsMargins(12, 0, 12, 0);
    chips->addWidget(m_chips);
    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(10, 0, 10, 4);
    tools->addWidget(m_tools);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({400, 240});
    auto* table = new QWidget(this);
    auto* column = new QVBoxLayout(table);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(chips);
    column->addLayout(tools);
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

void RulesPage::buildTree() {
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("rules"));
    m_tree->setModel(m_model);
    m_tree->setTreePosition(RulesModel::kName);
    auto* delegate = new CellDelegate(m_tree);
    delegate->setShapeRole(RulesModel::ShapeRole);
    m_tree->setItemDelegate(delegate);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(kIndentation);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto* header = m_tree->header();
    header->setSortIndicator(-1, Qt::AscendingOrder); // as in the files, until a column is chosen
    header->setSortIndicatorClearable(true);
    m_tree->setSortingEnabled(true);
    header->setStretchLastSection(true);
    const int unit = fontMetrics().averageCharWidth();
    header->resizeSection(RulesModel::kState, unit * 18);
    header->resizeSection(RulesModel::kName, unit * 42);
    header->resizeSection(RulesModel::kHealth, unit * 13);
    header->resizeSection(RulesModel::kLast, unit * 13);
    header->resizeSection(RulesModel::kDuration, unit * 16);
    header->resizeSection(RulesModel::kInterval, unit * 11);
}

void RulesPage::buildActions() {
    m_new = new QAction(this);
    m_new->setIcon(tintedIcon(QStringLiteral("plus")));
    m_new->setShortcut(QKeySequence::New);
    m_new->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_new);
    m_edit = new QAction(this);
    m_explore = new QAction(this);
    m_alerts = new QAction(this);
    m_copy = new QAction(this);
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    m_copyYaml = new QAction(this);
    m_tools->addAction(m_new);
    for (auto* action : {m_edit, m_explore, m_alerts, m_copy, m_copyYaml}) {
        m_tools->addAction(action);
        m_tree->addAction(action);
    }
    m_help = new QAction(this);
    m_help->setIcon(tintedIcon(QStringLiteral("help")));
    m_tools->addAction(m_help);
}

void RulesPage::connectSignals() {
    connect(&m_timer, &QTimer::timeout, this, &RulesPage::tick);
    connect(&m_source, &AsyncSource::sourceChanged, this, &RulesPage::startOver);
    connect(m_filter, &QLineEdit::textChanged, this, &RulesPage::applyFilter);
    connect(m_chips, &FilterChips::toggled, this,
            [this](const QString& word) { m_filter->setText(RuleFilter::toggled(m_filter->text(), word)); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &RulesPage::showDetail);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RulesPage::restoreView);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& parent) {
        if (!parent.isValid()) {
            restoreView();
        }
    });
    connect(m_tree, &QTreeView::collapsed, this,
            [this](const QModelIndex& group) { m_collapsed.insert(group.data(RulesModel::KeyRole).toString()); });
    connect(m_tree, &QTreeView::expanded, this,
            [this](const QModelIndex& group) { m_collapsed.remove(group.data(RulesModel::KeyRole).toString()); });
    connect(m_detail, &RuleDetail::alertActivated, this, &RulesPage::alertsRequested);
    connect(m_new, &QAction::triggered, this, &RulesPage::newRuleRequested);
    connect(m_edit, &QAction::triggered, this, &RulesPage::editCurrent);
    connect(m_help, &QAction::triggered, this, &RulesPage::helpRequested);
    connect(m_explore, &QAction::triggered, this, [this] {
        if (const auto* row = currentRule()) {
            emit exploreRequested(toQString(row->rule.query));
        }
    });
    connect(m_alerts, &QAction::triggered, this, [this] {
        if (const auto* row = currentRule()) {
            emit alertsRequested(QStringLiteral("alertname=\"%1\"").arg(QString(row->name).remove(QLatin1Char('"'))));
        }
    });
    connect(m_copy, &QAction::triggered, this, [this] {
        if (const auto* row = currentRule()) {
            QGuiApplication::clipboard()->setText(toQString(row->rule.query));
        }
    });
    connect(m_copyYaml, &QAction::triggered, this, &RulesPage::copyYaml);
    connect(m_empty, &EmptyState::actionTriggered, this, [this] {
        if (m_editable && !m_unsupported) {
            emit newRuleRequested();
        } else {
            emit helpRequested();
        }
    });
}

void RulesPage::retranslateUi() {
    m_filter->setPlaceholderText(tr("Filter, for example: state:firing health:err group:node severity=page text"));
    m_filter->setAccessibleName(tr("Filter rules"));
    m_tree->setAccessibleName(tr("Rules"));
    m_new->setText(tr("New rule"));
    m_edit->setText(tr("Edit"));
    m_explore->setText(tr("Show in Explore"));
    m_alerts->setText(tr("Show alerts"));
    m_copy->setText(tr("Copy expression"));
    m_copyYaml->setText(tr("Copy as YAML"));
    m_help->setText(tr("About rules"));
    if (m_unsupported) {
        m_empty->setTexts(tr("This server has no rules"),
                          tr("The connected server does not tell of rules. This computer's own engine has them."),
                          tr("About rules"));
    } else {
        m_empty->setTexts(
            tr("No rules yet"),
            tr("Rules compute over what is collected, again and again: an alerting rule tells when "
               "something is wrong, a recording rule keeps a result. They stand in the files that rule_files "
               "of the configuration names; Hearth begins with starter rules for this machine and its "
               "targets. An example: up == 0 for 5 minutes, a target is down."),
            m_editable ? tr("New rule") : tr("How to add rules"));
    }
    showCounts();
    showChips();
}

void RulesPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        m_tree->viewport()->update();
        m_tree->header()->viewport()->update();
    }
    Page::changeEvent(event);
}

void RulesPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    m_timer.start();
    refresh();
}

void RulesPage::hideEvent(QHideEvent* event) {
    m_timer.stop();
    Page::hideEvent(event);
}

void RulesPage::startOver() {
    m_loaded = false;
    m_unsupported = false;
    m_snapshot = std::make_shared<RuleSnapshot>();
    m_model->setSnapshot(m_snapshot);
    m_message->clear();
    m_stack->setCurrentIndex(0);
    retranslateUi();
    showDetail();
    if (isVisible()) {
        refresh();
    }
}

void RulesPage::tick() {
    m_model->setNow(QDateTime::currentMSecsSinceEpoch());
    // Of all cells only ages change by themselves.
    const auto* header = m_tree->header();
    m_tree->viewport()->update(header->sectionViewportPosition(RulesModel::kLast), 0,
                               header->sectionSize(RulesModel::kLast), m_tree->viewport()->height());
    if (++m_ticks % kAskEvery == 0 && !m_source.busy(this, kSlot)) {
        refresh();
    }
}

void RulesPage::refresh() {
    m_source.call(
        this, kSlot,
        [](datasource::DataSource& source, std::stop_token stop) -> Result<RuleSnapshotPtr> {
            return makeRuleSnapshot(HEARTH_TRY(source.rules({}, std::move(stop))));
        },
        [this](Result<RuleSnapshotPtr> snapshot) { take(std::move(snapshot)); });
}

void RulesPage::take(Result<RuleSnapshotPtr> snapshot) {
    if (!snapshot) {
        if (snapshot.error().code() == ErrorCode::kUnsupported) {
            m_unsupported = true;
            retranslateUi();
            m_stack->setCurrentWidget(m_empty);
        } else if (m_loaded || snapshot.error().code() != ErrorCode::kUnavailable) {
            m_message->showMessage(
                MessageBar::Kind::kError,
                tr("The list of rules could not be read: %1.").arg(toQString(snapshot.error().message())));
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
    showChips();
    selectWanted();
    showDetail();
}

void RulesPage::applyFilter() {
    std::optional<FilterProblem> problem;
    auto filter = RuleFilter::parse(m_filter->text(), &problem);
    m_filter->setProblem(problem ? problem->message : QString());
    m_model->setFilter(std::move(filter));
    showCounts();
    showChips();
    emit filterTextChanged(m_filter->text());
}

void RulesPage::showCounts() {
    if (!m_filter->problem().isEmpty()) {
        m_counts->setText(m_filter->problem());
        return;
    }
    const auto total = static_cast<int>(m_snapshot->counts.total());
    const auto shown = m_model->shownRows();
    m_counts->setText(
        !m_loaded ? QString()
        : shown == m_snapshot->counts.total()
            ? tr("%Ln rule(s)", nullptr, total)
            : tr("%1 of %Ln rule(s) shown", nullptr, total).arg(QLocale().toString(static_cast<qulonglong>(shown))));
}

void RulesPage::showChips() {
    const auto& counts = m_snapshot->counts;
    std::vector<FilterChips::Chip> chips{
        {QStringLiteral("state:firing"), StateShape::kBad, tr("Firing"), counts.firing},
        {QStringLiteral("state:pending"), StateShape::kPending, tr("Pending"), counts.pending},
        {QStringLiteral("state:inactive"), StateShape::kGood, tr("Inactive"), counts.inactive},
        {QStringLiteral("state:unknown"), StateShape::kUnknown, tr("Unknown"), counts.unknown},
        {QStringLiteral("health:err"), StateShape::kWarning, tr("Failed"), counts.failed},
        {QStringLiteral("type:recording"), StateShape::kEnded, tr("Recording"), counts.recording}};
    for (auto& chip : chips) {
        chip.pressed = RuleFilter::hasWord(m_filter->text(), chip.key);
    }
    m_chips->setChips(std::move(chips));
}

const RuleRow* RulesPage::currentRule() const {
    return m_model->ruleAt(m_tree->currentIndex());
}

void RulesPage::showDetail() {
    const auto current = m_tree->currentIndex();
    if (current.isValid()) {
        m_currentKey = current.data(RulesModel::KeyRole).toString();
    }
    const auto* row = currentRule();
    m_detail->setVisible(row != nullptr);
    m_detail->showRule(row, m_model->groupAt(current), QDateTime::currentMSecsSinceEpoch());
    updateActions();
}

void RulesPage::updateActions() {
    const auto* row = currentRule();
    for (auto* action : {m_explore, m_copy, m_copyYaml}) {
        action->setEnabled(row != nullptr);
    }
    m_alerts->setEnabled(row != nullptr && row->isAlerting());
    m_new->setEnabled(m_editable);
    m_edit->setEnabled(m_editable && row != nullptr && row->isAlerting());
    for (auto* action : {m_new, m_edit}) {
        action->setVisible(m_editable || !m_readOnly.isEmpty());
        action->setToolTip(plainToolTip(m_editable ? action->text() : m_readOnly));
    }
}

void RulesPage::setEditable(bool editable, const QString& reason) {
    m_editable = editable;
    m_readOnly = reason;
    updateActions();
    retranslateUi();
}

void RulesPage::restoreView() {
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const auto group = m_model->index(i, 0);
        m_tree->setExpanded(group, !m_collapsed.contains(group.data(RulesModel::KeyRole).toString()));
    }
    if (!m_currentKey.isEmpty() && !m_tree->currentIndex().isValid()) {
        if (const auto index = m_model->indexOf(m_currentKey); index.isValid()) {
            m_tree->setCurrentIndex(index);
        }
    }
}

/// A rule that somebody wants to see is shown even where the filter hides it.
void RulesPage::selectWanted() {
    if (m_wantedName.isEmpty()) {
        return;
    }
    for (const auto& group : m_snapshot->groups) {
        for (const auto& row : group.rows) {
            if (row.name != m_wantedName) {
                continue;
            }
            const auto key = QString(group.key + QLatin1Char('\n') + row.key);
            if (!m_model->indexOf(key).isValid()) {
                m_filter->clear();
            }
            m_wantedName.clear();
            const auto index = m_model->indexOf(key);
            m_tree->setCurrentIndex(index);
            m_tree->scrollTo(index, QAbstractItemView::PositionAtCenter);
            return;
        }
    }
}

void RulesPage::showRule(const QString& name) {
    m_wantedName = name;
    selectWanted();
    if (!m_wantedName.isEmpty()) {
        refresh();
    }
}

void RulesPage::copyYaml() {
    if (const auto* row = currentRule()) {
        QGuiApplication::clipboard()->setText(ruleYaml(row->rule));
    }
}

void RulesPage::editCurrent() {
    const auto* row = currentRule();
    const auto* group = m_model->groupAt(m_tree->currentIndex());
    if (row != nullptr) {
        emit ruleEditRequested(row->rule, {group->file.toStdString(), group->name.toStdString(), row->place});
    }
}

void RulesPage::focusFind() {
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RulesPage::setUtc(bool utc) {
    m_model->setUtc(utc);
    m_detail->setUtc(utc);
}

void RulesPage::setFilterText(const QString& text) {
    m_filter->setText(text);
}

} // namespace hearth::ui
