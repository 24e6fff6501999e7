// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/alerts_page.h"
#include "explore/explore_page.h"
#include "home/home_page.h"
#include "home/next_steps.h"
#include "rules/rules_page.h"
#include "settings/settings_page.h"
#include "settings/uplink_view.h"
#include "shell/desktop_alerts.h"
#include "shell/main_window.h"
#include "shell/page_stack.h"
#include "shell/sidebar.h"
#include "silences/silences_page.h"
#include "status/status_page.h"
#include "targets/targets_page.h"
#include "widgets/tinted_icon.h"

/// The part of MainWindow that makes pages, each on its first visit.
namespace hearth::ui {

void MainWindow::buildPages() {
    m_sidebar->addPage(tintedIcon(QStringLiteral("home")));
    m_sidebar->addPage(tintedIcon(QStringLiteral("explore")));
    m_sidebar->addPage(tintedIcon(QStringLiteral("targets")));
    m_sidebar->addPage(tintedIcon(QStringLiteral("alerts")));
    m_sidebar->addPage(tintedIcon(QStringLiteral("rules")));
    m_sidebar->addPage(tintedIcon(QStringLiteral("silences")));
    m_sidebar->addPage(tintedIcon(QStringLiteral("status")));
    m_sidebar->addPage(tintedIcon(QStringLiteral("settings")));
    m_pages->addFactory(QStringLiteral("home"), [this] { return buildHome(); });
    m_pages->addFactory(QStringLiteral("explore"), [this] { return buildExplore(); });
    m_pages->addFactory(QStringLiteral("targets"), [this] { return buildTargets(); });
    m_pages->addFactory(QStringLiteral("alerts"), [this] { return buildAlerts(); });
    m_pages->addFactory(QStringLiteral("rules"), [this] { return buildRules(); });
    m_pages->addFactory(QStringLiteral("silences"), [this] { return buildSilences(); });
    m_pages->addFactory(QStringLiteral("status"), [this] {
        auto* page = new StatusPage(m_source);
        page->setUtc(m_utc);
        return page;
    });
    m_pages->addFactory(QStringLiteral("settings"), [this] { return buildSettings(); });
    m_pages->addFactory(kRuleEditorPage, [this] { return buildRuleEditor(); });
}

QWidget* MainWindow::buildHome() {
    auto* page = new HomePage(m_source);
    auto& steps = page->nextSteps();
    auto* shown = (*m_actions)[WindowActions::kNextSteps];
    steps.setSteps({(*m_actions)[WindowActions::kHelpStart], (*m_actions)[WindowActions::kHelpExplore],
                    (*m_actions)[WindowActions::kHelpTargets], (*m_actions)[WindowActions::kConnect]});
    steps.setVisible(shown->isChecked());
    connect(&steps, &NextSteps::dismissed, shown, &QAction::trigger);
    connect(shown, &QAction::toggled, &steps, &QWidget::setVisible);
    page->setRulesNote(m_settings.rulesNote());
    connect(page, &HomePage::exploreRequested, this, &MainWindow::explore);
    connect(page, &HomePage::rulesRequested, this, [this] { m_pages->visit(WindowActions::kRules); });
    connect(page, &HomePage::rulesNoteDone, this, [this] { m_settings.setRulesNote(false); });
    return page;
}

QWidget* MainWindow::buildExplore() {
    m_explore = new ExplorePage(m_source, m_catalog);
    m_explore->setUtc(m_utc);
    m_explore->setHistory(m_settings.exploreHistory());
    // Panels of last time; where there were none the page begins empty.
    std::ignore = m_explore->restore(m_settings.exploreLink());
    connect(m_explore, &ExplorePage::stateChanged, &m_saveTimer, qOverload<>(&QTimer::start));
    connect(m_explore, &ExplorePage::alertRequested, this, &MainWindow::newRule);
    connect(m_explore, &ExplorePage::historyChanged, &m_saveTimer, qOverload<>(&QTimer::start));
    return m_explore;
}

QWidget* MainWindow::buildTargets() {
    auto* page = new TargetsPage(m_source);
    page->setUtc(m_utc);
    page->setFilterText(m_settings.targetFilter());
    connect(page, &TargetsPage::filterTextChanged, this,
            [this](const QString& text) { m_settings.setTargetFilter(text); });
    connect(page, &TargetsPage::exploreRequested, this, &MainWindow::explore);
    connect(page, &TargetsPage::helpRequested, this, [this] { showHelp(QStringLiteral("targets")); });
    return page;
}

QWidget* MainWindow::buildAlerts() {
    auto* page = new AlertsPage(m_source);
    page->setUtc(m_utc);
    page->setFilterText(m_settings.alertFilter());
    page->setCreator(m_settings.silenceCreator());
    connect(page, &AlertsPage::filterTextChanged, this,
            [this](const QString& text) { m_settings.setAlertFilter(text); });
    connect(page, &AlertsPage::exploreRequested, this, &MainWindow::explore);
    connect(page, &AlertsPage::silenceRequested, this, &MainWindow::draftSilence);
    connect(page, &AlertsPage::silenceShown, this, [this](const QString& id) { silencesPage().showSilence(id); });
    connect(page, &AlertsPage::ruleRequested, this, [this](const QString& name) { rulesPage().showRule(name); });
    connect(page, &AlertsPage::settingsRequested, this, [this](const QString& target) {
        m_pages->visit(WindowActions::kSettings);
        static_cast<SettingsPage*>(m_pages->page(WindowActions::kSettings))->showPlace(target);
    });
    connect(page, &AlertsPage::alertsChanged, m_alerts, &DesktopAlerts::lookSoon);
    connect(m_alerts, &DesktopAlerts::alertsChanged, page, &AlertsPage::lookAgain);
    connect(page, &AlertsPage::helpRequested, this, [this] { showHelp(QStringLiteral("alerts")); });
    return page;
}

QWidget* MainWindow::buildRules() {
    auto* page = new RulesPage(m_source);
    page->setUtc(m_utc);
    page->setFilterText(m_settings.ruleFilter());
    connect(page, &RulesPage::filterTextChanged, this, [this](const QString& text) { m_settings.setRuleFilter(text); });
    connect(page, &RulesPage::exploreRequested, this, &MainWindow::explore);
    connect(page, &RulesPage::alertsRequested, this,
            [this](const QString& filter) { alertsPage().setFilterText(filter); });
    m_rules = page;
    updateRuleEditing();
    connect(page, &RulesPage::newRuleRequested, this, [this] { newRule(); });
    connect(page, &RulesPage::ruleEditRequested, this, &MainWindow::editRule);
    connect(page, &RulesPage::helpRequested, this, [this] { showHelp(QStringLiteral("rules")); });
    return page;
}

QWidget* MainWindow::buildSilences() {
    auto* page = new SilencesPage(m_source);
    page->setUtc(m_utc);
    page->setFilterText(m_settings.silenceFilter());
    page->setCreator(m_settings.silenceCreator());
    connect(page, &SilencesPage::filterTextChanged, this,
            [this](const QString& text) { m_settings.setSilenceFilter(text); });
    connect(page, &SilencesPage::creatorChanged, this, [this](const QString& name) { setSilenceCreator(name); });
    connect(page, &SilencesPage::alertsRequested, this,
            [this](const QString& filter) { alertsPage().setFilterText(filter); });
    connect(page, &SilencesPage::alertsChanged, m_alerts, &DesktopAlerts::lookSoon);
    connect(m_alerts, &DesktopAlerts::alertsChanged, page, &SilencesPage::lookAgain);
    connect(page, &SilencesPage::helpRequested, this, [this] { showHelp(QStringLiteral("silences")); });
    return page;
}

QWidget* MainWindow::buildSettings() {
    auto* page = new SettingsPage(m_source, m_host.notificationSettings());
    page->setUtc(m_utc);
    page->setLocal(m_connections.isLocal());
    connect(page, &SettingsPage::helpRequested, this, [this] { showHelp(QStringLiteral("channels")); });
    connect(page, &SettingsPage::silenceShown, this, [this](const QString& id) { silencesPage().showSilence(id); });
    connect(page, &SettingsPage::alertRequested, this,
            [this](const QString& fingerprint) { alertsPage().showAlert(fingerprint); });
    connect(&m_connections, &Connections::changed, page, [this, page] { page->setLocal(m_connections.isLocal()); });
    auto& uplink = page->uplink();
    uplink.setHosts(m_settings.uplinkHosts());
    connect(&uplink, &UplinkView::hostsChosen, this, [this, &uplink](const QStringList& hosts) {
        const auto watched = watchUplink(hosts);
        if (watched) {
            m_settings.setUplinkHosts(hosts);
        }
        uplink.report(watched);
    });
    return page;
}

AlertsPage& MainWindow::alertsPage() {
    m_pages->visit(WindowActions::kAlerts);
    return *static_cast<AlertsPage*>(m_pages->page(WindowActions::kAlerts));
}

RulesPage& MainWindow::rulesPage() {
    m_pages->visit(WindowActions::kRules);
    return *static_cast<RulesPage*>(m_pages->page(WindowActions::kRules));
}

SilencesPage& MainWindow::silencesPage() {
    m_pages->visit(WindowActions::kSilences);
    return *static_cast<SilencesPage*>(m_pages->page(WindowActions::kSilences));
}

/// Whoever silences by one page does so by all.
void MainWindow::setSilenceCreator(const QString& name) {
    m_settings.setSilenceCreator(name);
    m_alerts->setCreator(name);
    if (auto* page = m_pages->findChild<AlertsPage*>()) {
        page->setCreator(name);
    }
}

} // namespace hearth::ui
