// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/rules_page.h"

#include <QAction>
#include <QDateTime>
#include <QEvent>
#include <QHeaderView>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "data/async_source.h"
#include "models/plain_text.h"
#include "models/rules_model.h"
#include "rules/rule_detail.h"
#include "widgets/empty_state.h"
#include "widgets/filter_chips.h"
#include "widgets/filter_field.h"
#include "widgets/group_tree.h"
#include "widgets/list_pane.h"
#include "widgets/message_bar.h"
#include "widgets/page_clock.h"

namespace hearth::ui {
namespace {

const QString kSlot = QStringLiteral("rules");

} // namespace

RulesPage::RulesPage(AsyncSource& source, QWidget* parent)
    : Page(parent)
    , m_source(source)
    , m_snapshot(std::make_shared<RuleSnapshot>()) {
    buildUi();
    buildActions();
    connectSignals();
    connectActions();
    retranslateUi();
    updateActions();
}

void RulesPage::buildUi() {
    m_model = new RulesModel(this);
    m_message = new MessageBar(this);
    m_tree = new GroupTree(RulesModel::ShapeRole, this);
    m_tree->setObjectName(QStringLiteral("rules"));
    m_tree->follow(m_model, RulesModel::KeyRole, [this](const QString& key) { return m_model->indexOf(key); });
    m_tree->setTreePosition(RulesModel::kName);
    m_tree->setColumns({{.characters = 24},
                        {.characters = 28, .share = 2},
                        {.characters = 14},
                        {.characters = 13},
                        {.characters = 18, .from = 700},
                        {.characters = 13, .from = 800},
                        {.characters = 18, .share = 3}});
    auto* header = m_tree->header();
    header->setSortIndicator(-1, Qt::AscendingOrder); // as in the files, until a column is chosen
    header->setSortIndicatorClearable(true);
    m_tree->setSortingEnabled(true);
    m_detail = new RuleDetail(this);
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

void RulesPage::connectSignals() {
    auto* clock = new PageClock(this);
    connect(clock, &PageClock::ticked, this, &RulesPage::tick);
    connect(clock, &PageClock::due, this, [this] {
        if (!m_source.busy(this, kSlot)) {
            refresh();
        }
    });
    connect(&m_source, &AsyncSource::sourceChanged, this, &RulesPage::startOver);
    connect(&m_pane->filter(), &QLineEdit::textChanged, this, &RulesPage::applyFilter);
    connect(m_chips, &FilterChips::toggled, this,
            [this](const QString& word) { setFilterText(toggledFilterWord(m_pane->filter().text(), word)); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &RulesPage::showDetail);
    connect(m_detail, &RuleDetail::alertActivated, this, &RulesPage::alertsRequested);
    connect(m_empty, &EmptyState::actionTriggered, this,
            [this] { m_unsupported ? helpRequested() : newRuleRequested(); });
}

void RulesPage::retranslateUi() {
    auto& filter = m_pane->filter();
    filter.setPlaceholderText(tr("Filter, for example: state:firing health:err group:node severity=page text"));
    filter.setAccessibleName(tr("Filter rules"));
    m_tree->setAccessibleName(tr("Rules"));
    retranslateActions();
    showEmpty();
    showCounts();
    showChips();
}

void RulesPage::showEmpty() {
    if (m_unsupported) {
        m_empty->setTexts(tr("This server has no rules"),
                          tr("The connected server does not tell of rules. This computer's own engine has them."),
                          tr("About rules"));
        return;
    }
    const auto what = tr("Rules compute over what is collected, again and again: an alerting rule tells when "
                         "something is wrong, a recording rule keeps a result. They stand in the files that rule_files "
                         "of the configuration names. An example: up == 0 for 5 minutes, a target is down.");
    m_empty->setTexts(tr("No rules yet"), m_unsavable.isEmpty() ? what : what + QStringLiteral("\n\n") + m_unsavable,
                      m_new->text());
}

void RulesPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    Page::changeEvent(event);
}

void RulesPage::startOver() {
    m_loaded = false;
    m_unsupported = false;
    m_failures = 0;
    m_snapshot = std::make_shared<RuleSnapshot>();
    m_model->setSnapshot(m_snapshot);
    m_message->clear();
    m_stack->setCurrentWidget(m_pane);
    retranslateUi();
    showDetail();
    if (isVisible()) {
        refresh();
    }
}

void RulesPage::tick() {
    m_model->setNow(QDateTime::currentMSecsSinceEpoch());
    m_tree->repaintColumn(RulesModel::kLast);
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
    selectWanted();
    showDetail();
}

void RulesPage::takeFailure(const Error& error) {
    if (error.code() == ErrorCode::kUnsupported) {
        m_unsupported = true;
        showEmpty();
        m_stack->setCurrentWidget(m_empty);
    } else if (m_loaded || m_failures++ > 0 || error.code() != ErrorCode::kUnavailable) {
        // An engine that is just starting answers the second time.
        m_message->showMessage(MessageBar::Kind::kError,
                               tr("The list of rules could not be read: %1.").arg(toQString(error.message())));
        showCounts();
    }
}

void RulesPage::applyFilter() {
    const auto text = m_pane->filter().text();
    std::optional<FilterProblem> problem;
    auto filter = RuleFilter::parse(text, &problem);
    m_pane->filter().setProblem(problem ? problem->message : QString());
    m_model->setFilter(std::move(filter));
    showCounts();
    showChips();
    emit filterTextChanged(text);
}

void RulesPage::showCounts() {
    m_tree->setPlaceholder(m_loaded                      ? tr("No rule passes the filter.")
                           : m_message->text().isEmpty() ? tr("Asking the server…")
                                                         : QString());
    const auto total = static_cast<int>(m_snapshot->counts.total());
    const auto shown = m_model->shownRows();
    m_pane->setCounts(
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
        chip.pressed = hasFilterWord(m_pane->filter().text(), chip.key);
    }
    m_chips->setChips(std::move(chips));
}

void RulesPage::showDetail() {
    const auto* group = m_model->groupAt(m_tree->currentIndex());
    m_detail->setVisible(group != nullptr);
    m_detail->showRule(currentRule(), group, QDateTime::currentMSecsSinceEpoch());
    updateActions();
}

const RuleRow* RulesPage::currentRule() const {
    return m_model->ruleAt(m_tree->currentIndex());
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
                setFilterText({});
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

void RulesPage::focusFind() {
    m_pane->focusFilter();
}

void RulesPage::setUtc(bool utc) {
    m_model->setUtc(utc);
    m_detail->setUtc(utc);
}

void RulesPage::setFilterText(const QString& text) {
    m_pane->filter().setText(text);
}

} // namespace hearth::ui
