// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/rule_edit_page.h"

#include <QLabel>
#include <QPushButton>
#include <algorithm>
#include <cmath>

#include "data/async_source.h"
#include "data/metric_catalog.h"
#include "datasource/desktop.h"
#include "editor/expression_editor.h"
#include "explore/editor_input.h"
#include "explore/expression_unit.h"
#include "models/plain_text.h"
#include "ruleedit/backtest_pane.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/finding_list.h"
#include "ruleedit/outcome_text.h"
#include "ruleedit/rule_form.h"
#include "ruleedit/rule_output.h"
#include "ruleedit/rule_yaml.h"
#include "ruleedit/text_rows.h"
#include "ruleedit/threshold_controls.h"
#include "ruleedit/threshold_plot.h"
#include "ruleedit/threshold_suggestion.h"
#include "widgets/message_bar.h"

namespace hearth::ui {
namespace {

constexpr std::size_t kThreads = 2;
const std::string kGroup = "my-rules";
const QString kLintSlot = QStringLiteral("lint");

using datasource::RuleFinding;

EditedRule newRule(const QString& expression) {
    EditedRule rule;
    rule.draft.group = kGroup;
    rule.draft.expression = expression.trimmed().toStdString();
    rule.draft.holdFor = 5 * model::kMinuteMs;
    rule.draft.labels = {{"severity", "warning"}};
    rule.draft.annotations = {{"summary", ""}};
    return rule;
}

} // namespace

RuleEditPage::RuleEditPage(datasource::DesktopHost& host, AsyncSource& source, MetricCatalog& catalog, QWidget* parent)
    : Page(parent)
    , m_host(host)
    , m_source(source)
    , m_catalog(catalog)
    , m_workers(QStringLiteral("hearth-past"), kThreads) {
    const auto once = [](QTimer& timer, int delay) {
        timer.setSingleShot(true);
        timer.setInterval(delay);
    };
    once(m_lintTimer, kLintDelayMs);
    once(m_fetchTimer, kFetchDelayMs);
    once(m_undoTimer, kUndoMs);
    m_run = new BacktestRun(host, source, m_workers, this);
    buildUi();
    buildActions();
    connectSignals();
    retranslateUi();
    m_savable = host.ruleEditing() != nullptr;
    m_isGroupKnown = true;
    load(newRule({}));
}

RuleEditPage::~RuleEditPage() {
    // The plot draws with m_workers, which members' order would end first.
    delete m_pane;
    delete m_run;
}

void RuleEditPage::create(const QString& expression) {
    edit(newRule(expression));
}

void RuleEditPage::edit(const EditedRule& rule) {
    const auto before = current();
    const bool unsaved = isModified() && !(before == rule);
    load(rule);
    if (unsaved) {
        m_aside = before;
        const auto name = toQString(before.draft.name);
        m_bar->showMessage(MessageBar::Kind::kInformation,
                           name.isEmpty() ? tr("The rule that you were writing was put aside, not saved.")
                                          : tr("%1, which you were writing, was put aside, not saved.").arg(name));
        m_bar->addActionButton(m_bringBackAction);
    }
    m_form->focusFirst();
}

void RuleEditPage::bringBack() {
    if (m_aside) {
        const auto rule = *std::exchange(m_aside, std::nullopt);
        // Against what is on file it counts as changed still.
        load(rule);
        m_original.draft = rule.place ? datasource::RuleDraft{} : newRule({}).draft;
        m_original.draft.name = rule.draft.name;
        m_bar->clear();
        showTitle();
        updateButtons();
    }
}

void RuleEditPage::load(const EditedRule& rule) {
    m_original = rule;
    m_pending.reset();
    m_waiting.reset();
    m_undoTimer.stop();
    m_bar->clear();
    if (m_differenceBox != nullptr) {
        m_differenceBox->hide();
    }
    m_run->clear();
    m_pastKey.clear();
    m_form->setRule(rule.draft);
    showTitle();
    updateButtons();
    edited();
    m_source.cancel(this, kPlaceSlot);
    m_groupLabels.clear();
    showGroupLabels();
    askGroup();
    askPlan();
}

EditedRule RuleEditPage::current() const {
    auto rule = m_original;
    rule.draft = m_form->rule();
    return rule;
}

bool RuleEditPage::isModified() const {
    return !(current() == m_original);
}

QString RuleEditPage::state() const {
    return isModified() ? toText(current()) : QString();
}

void RuleEditPage::restore(const QString& state) {
    if (const auto rule = editedRule(state)) {
        load(*rule);
        // What was on file is not known here: it counts as changed.
        m_original.draft = rule->place ? datasource::RuleDraft{} : newRule({}).draft;
        m_original.draft.name = rule->draft.name;
        showTitle();
        updateButtons();
    }
}

void RuleEditPage::setSavable(bool savable, const QString& reason) {
    const bool before = std::exchange(m_savable, savable && m_host.ruleEditing() != nullptr);
    if (before != m_savable) {
        askGroup();
    }
    m_notSavable = m_savable ? QString()
                   : savable ? tr("Rules cannot be changed here. Copy the YAML instead.")
                             : reason;
    showTitle();
    updateButtons();
}

void RuleEditPage::refresh() {
    askPlan();
    updatePast(true);
}

void RuleEditPage::focusFind() {
    m_form->expression().setFocus(Qt::ShortcutFocusReason);
}

void RuleEditPage::setUtc(bool utc) {
    m_pane->setTimeZone(utc ? QTimeZone::utc() : QTimeZone::systemTimeZone());
}

void RuleEditPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (!m_run->past() && !m_run->fetching()) {
        m_fetchTimer.start();
    }
}

void RuleEditPage::edited() {
    const auto rule = m_form->rule();
    m_output->setYaml(toQString(ruleYaml(rule, m_groupLabels)));
    showRoute();
    const auto parts = thresholdOf(rule.expression);
    m_pane->setThreshold(parts ? std::optional(parts->op) : std::nullopt, parts ? parts->value : 0);
    m_pane->setObstacle(obstacle());
    m_lintTimer.start();
    m_fetchTimer.start();
    updateButtons();
    emit stateChanged();
}

/// The quick way: sixty times a second while a hand moves it.
void RuleEditPage::thresholdMoved(double value) {
    m_pane->setThreshold(m_form->threshold().op(), value);
    m_run->setThreshold(value);
}

QString RuleEditPage::obstacle() const {
    const auto text = m_form->rule().expression;
    if (text.empty()) {
        return tr("Write an expression: what it would have done in the past appears here.");
    }
    if (!promql::check(text, promql::ParseOptions::all()).empty()) {
        return tr("The expression is not complete.");
    }
    return {};
}

void RuleEditPage::lint() {
    auto rule = m_form->rule();
    rule.labels = withGroupLabels(std::move(rule.labels)); // what the group says need not be said again
    m_workers.call(
        this, kLintSlot,
        [&host = m_host, rule = std::move(rule)](const std::stop_token& /*stop*/) -> Result<std::vector<RuleFinding>> {
            return host.lint(rule);
        },
        [this](Result<std::vector<RuleFinding>> findings) {
            takeFindings(findings ? *std::move(findings) : std::vector<RuleFinding>());
        });
}

void RuleEditPage::takeFindings(std::vector<RuleFinding> findings) {
    const bool told = std::ranges::any_of(findings, [](const RuleFinding& finding) {
        return finding.field == RuleFinding::Field::kExpression && finding.severity == RuleFinding::Severity::kError;
    });
    const auto text = m_form->rule().expression;
    if (!told && !text.empty()) {
        for (const auto& error : promql::check(text, promql::ParseOptions::all())) {
            const auto range = error.range().value_or(SourceRange{});
            findings.push_back({RuleFinding::Field::kExpression,
                                RuleFinding::Severity::kError,
                                {},
                                range.begin,
                                range.end,
                                error.message()});
        }
    }
    if (!m_form->durationsAreRight()) {
        findings.push_back({RuleFinding::Field::kFor,
                            RuleFinding::Severity::kError,
                            {},
                            0,
                            0,
                            tr("This is no duration. Write 10m, 1h30m or 0.").toStdString()});
    }
    m_form->showFindings(findings);
    m_findings->setFindings(std::move(findings));
}

} // namespace hearth::ui
