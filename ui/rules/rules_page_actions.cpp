// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QToolBar>

#include "models/plain_text.h"
#include "models/rule_text.h"
#include "models/rules_model.h"
#include "rules/rules_page.h"
#include "widgets/group_tree.h"
#include "widgets/list_pane.h"
#include "widgets/tinted_icon.h"

/// The part of RulesPage that does something with rules.
namespace hearth::ui {

void RulesPage::buildActions() {
    m_new = new QAction(tintedIcon(QStringLiteral("plus")), QString(), this);
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
    auto& tools = m_pane->addTools();
    tools.addAction(m_new);
    for (auto* action : {m_edit, m_explore, m_alerts, m_copy, m_copyYaml}) {
        tools.addAction(action);
        m_tree->addAction(action);
    }
    m_help = new QAction(tintedIcon(QStringLiteral("help")), QString(), this);
    tools.addAction(m_help);
}

void RulesPage::connectActions() {
    connect(m_new, &QAction::triggered, this, &RulesPage::newRuleRequested);
    connect(m_edit, &QAction::triggered, this, &RulesPage::editCurrent);
    connect(m_explore, &QAction::triggered, this, &RulesPage::exploreCurrent);
    connect(m_alerts, &QAction::triggered, this, &RulesPage::showAlerts);
    connect(m_copy, &QAction::triggered, this, &RulesPage::copyExpression);
    connect(m_copyYaml, &QAction::triggered, this, &RulesPage::copyYaml);
    connect(m_help, &QAction::triggered, this, &RulesPage::helpRequested);
    connect(m_tree, &QTreeView::doubleClicked, m_edit, &QAction::trigger);
}

void RulesPage::retranslateActions() {
    const bool savable = m_unsavable.isEmpty();
    m_new->setText(savable ? tr("New rule") : tr("Try a rule"));
    m_edit->setText(savable ? tr("Edit") : tr("Open in editor"));
    m_new->setToolTip(plainToolTip(savable ? m_new->text() : m_unsavable));
    m_explore->setText(tr("Show in Explore"));
    m_alerts->setText(tr("Show alerts"));
    m_copy->setText(tr("Copy expression"));
    m_copyYaml->setText(tr("Copy as YAML"));
    m_help->setText(tr("About rules"));
    updateActions();
}

void RulesPage::updateActions() {
    const auto* row = currentRule();
    const auto enable = [row](QAction* action, bool enabled, const QString& reason) {
        action->setEnabled(enabled);
        action->setToolTip(plainToolTip(enabled ? action->text() : row == nullptr ? tr("Select a rule.") : reason));
    };
    for (auto* action : {m_explore, m_copy, m_copyYaml}) {
        enable(action, row != nullptr, {});
    }
    const bool alerting = row != nullptr && row->isAlerting();
    enable(m_alerts, alerting, tr("A recording rule has no alerts."));
    enable(m_edit, alerting, tr("The editor is for alerting rules."));
    if (!m_unsavable.isEmpty() && (row == nullptr || alerting)) {
        m_edit->setToolTip(plainToolTip(m_unsavable));
    }
}

void RulesPage::setSavable(bool savable, const QString& reason) {
    m_unsavable = savable ? QString() : reason;
    retranslateUi();
}

void RulesPage::editCurrent() {
    const auto* row = currentRule();
    const auto* group = m_model->groupAt(m_tree->currentIndex());
    if (row != nullptr) {
        emit ruleEditRequested(row->rule, {group->file.toStdString(), group->name.toStdString(), row->place});
    }
}

void RulesPage::exploreCurrent() {
    if (const auto* row = currentRule()) {
        emit exploreRequested(toQString(row->rule.query));
    }
}

void RulesPage::showAlerts() {
    if (const auto* row = currentRule()) {
        emit alertsRequested(QStringLiteral("alertname=\"%1\"").arg(QString(row->name).remove(QLatin1Char('"'))));
    }
}

void RulesPage::copyExpression() {
    if (const auto* row = currentRule()) {
        QGuiApplication::clipboard()->setText(toQString(row->rule.query));
    }
}

void RulesPage::copyYaml() {
    if (const auto* row = currentRule()) {
        QGuiApplication::clipboard()->setText(ruleYaml(row->rule));
    }
}

} // namespace hearth::ui
