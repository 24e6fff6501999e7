// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "ruleedit/rule_edit_page.h"
#include "rules/rules_page.h"
#include "shell/desktop_alerts.h"
#include "shell/main_window.h"
#include "shell/page_stack.h"

/// The part of MainWindow that has to do with making rules.
namespace hearth::ui {

QWidget* MainWindow::buildRuleEditor() {
    m_ruleEditor = new RuleEditPage(m_host, m_source, m_catalog);
    m_ruleEditor->setUtc(m_utc);
    m_ruleEditor->restore(m_settings.ruleDraft());
    connect(m_ruleEditor, &RuleEditPage::stateChanged, &m_saveTimer, qOverload<>(&QTimer::start));
    connect(m_ruleEditor, &RuleEditPage::closed, this, [this] { m_pages->visit(WindowActions::kRules); });
    connect(m_ruleEditor, &RuleEditPage::rulesChanged, this,
            [this] { static_cast<RulesPage*>(m_pages->page(WindowActions::kRules))->refresh(); });
    connect(m_ruleEditor, &RuleEditPage::rulesChanged, m_alerts, &DesktopAlerts::lookSoon);
    connect(m_ruleEditor, &RuleEditPage::helpRequested, this, [this] { showHelp(QStringLiteral("rule-editor")); });
    updateRuleEditing();
    return m_ruleEditor;
}

RuleEditPage& MainWindow::ruleEditor() {
    m_pages->visit(kRuleEditorPage);
    return *m_ruleEditor;
}

void MainWindow::newRule(const QString& expression) {
    ruleEditor().create(expression);
}

void MainWindow::editRule(const datasource::Rule& rule, const datasource::RulePlace& place) {
    const auto milliseconds = [](double seconds) {
        return static_cast<model::DurationMs>(std::llround(seconds * 1000));
    };
    EditedRule edited;
    edited.draft = {
        place.group, rule.name,       rule.query, milliseconds(rule.holdSeconds), milliseconds(rule.keepFiringSeconds),
        rule.labels, rule.annotations};
    edited.place = place;
    ruleEditor().edit(edited);
}

/// Rules are files of the engine in this process; those of other servers can be written here and copied.
void MainWindow::updateRuleEditing() {
    const bool local = m_connections.isLocal();
    const bool savable = local && m_host.ruleEditing() != nullptr;
    const auto reason =
        local ? tr("The engine of this computer does not run: rules can be copied, not saved.")
              : tr("%1 has its rules in its own files: rules can be copied, not saved.").arg(m_connections.name());
    if (m_ruleEditor != nullptr) {
        m_ruleEditor->setSavable(savable, reason);
    }
    if (m_rules != nullptr) {
        m_rules->setSavable(savable, reason);
    }
}

} // namespace hearth::ui
