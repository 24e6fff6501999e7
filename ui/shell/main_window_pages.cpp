// SPDX-License-Identifier: GPL-3.0-or-later
#include <QMenu>
#include <QToolButton>

#include "alerts/alerts_page.h"
#include "explore/explore_page.h"
#include "home/home_page.h"
#include "home/next_steps.h"
#include "models/plain_text.h"
#include "rules/rules_page.h"
#include "settings/settings_page.h"
#include "settings/uplink_view.h"
#include "shell/connect_bar.h"
#include "shell/desktop_alerts.h"
#include "shell/help_window.h"
#include "shell/locator.h"
#include "shell/main_window.h"
#include "shell/page_stack.h"
#include "shell/sidebar.h"
#include "shell/small_windows.h"
#include "shell/status_fields.h"
#include "shell/tray.h"
#include "silences/silences_page.h"
#include "status/status_page.h"
#include "targets/targets_page.h"
#include "widgets/message_bar.h"
#include "widgets/tinted_icon.h"

/// The part of MainWindow that wires pages, actions and the connection together.
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
    connect(page, &HomePage::exploreRequested, this, &MainWindow::explore);
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
    connect(page, &AlertsPage::settingsRequested, this, [this] { m_pages->visit(WindowActions::kSettings); });
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
    page->setEditable(true);
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
    connect(page, &SilencesPage::helpRequested, this, [this] { showHelp(QStringLiteral("silences")); });
    return page;
}

QWidget* MainWindow::buildSettings() {
    auto* page = new SettingsPage(m_source, m_host.notificationSettings());
    page->setUtc(m_utc);
    page->setLocal(m_connections.isLocal());
    connect(page, &SettingsPage::helpRequested, this, [this] { showHelp(QStringLiteral("channels")); });
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

void MainWindow::connectSignals() {
    connectNavigation();
    connectView();
    connectServer();
    connectHelp();
    connect(&m_saveTimer, &QTimer::timeout, this, &MainWindow::save);
    connect((*m_actions)[WindowActions::kClose], &QAction::triggered, this, &QWidget::close);
    connect((*m_actions)[WindowActions::kQuit], &QAction::triggered, this, &MainWindow::quit);
    connect(m_tray, &Tray::openRequested, this, [this] { comeForward(); });
    connect(m_tray, &Tray::alertsRequested, this, [this] { openAlert(m_connections.url(), {}, {}); });
    connect(m_bell, &QToolButton::clicked, (*m_actions)[WindowActions::kAlerts], &QAction::trigger);
    connect(m_alerts, &DesktopAlerts::stateChanged, this, &MainWindow::alertStateChanged);
    connect(m_alerts, &DesktopAlerts::openRequested, this, &MainWindow::openAlert);
    connect(m_keepAction, &QAction::triggered, this, [this] {
        m_settings.setCloseChoice(CloseChoice::kKeepCollecting);
        keepCollecting();
    });
    connect(m_quitAction, &QAction::triggered, this, [this] {
        m_settings.setCloseChoice(CloseChoice::kQuit);
        quit();
    });
}

void MainWindow::connectNavigation() {
    const auto on = [this](WindowActions::Id id, auto slot) {
        connect((*m_actions)[id], &QAction::triggered, this, std::move(slot));
    };
    for (const auto id :
         {WindowActions::kHome, WindowActions::kExplore, WindowActions::kTargets, WindowActions::kAlerts,
          WindowActions::kRules, WindowActions::kSilences, WindowActions::kStatus, WindowActions::kSettings}) {
        on(id, [this, id] { m_pages->visit(static_cast<int>(id)); });
    }
    on(WindowActions::kNewRule, [this] { newRule(); });
    on(WindowActions::kBack, [this] { m_pages->back(); });
    on(WindowActions::kForward, [this] { m_pages->forward(); });
    on(WindowActions::kLocator, [this] { m_locator->open(); });
    const auto current = [this] { return dynamic_cast<Page*>(m_pages->currentWidget()); };
    on(WindowActions::kRefresh, [current] {
        if (auto* page = current()) {
            page->refresh();
        }
    });
    on(WindowActions::kFind, [current] {
        if (auto* page = current()) {
            page->focusFind();
        }
    });
    connect(m_search, &QToolButton::clicked, m_locator, &Locator::open);
    connect(m_locator, &Locator::metricChosen, this, &MainWindow::explore);
    connect(m_locator, &Locator::targetChosen, this, &MainWindow::showTargets);
    connect(m_sidebar, &QListWidget::currentRowChanged, m_pages, qOverload<int>(&PageStack::visit));
    // The page that belongs to this row may hide behind one that has none.
    connect(m_sidebar, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { m_pages->visit(m_sidebar->row(item)); });
    connect(m_pages, &PageStack::pageChanged, this, &MainWindow::pageChanged);
}

void MainWindow::connectView() {
    const auto theme = [this](WindowActions::Id id, ThemeChoice choice) {
        connect((*m_actions)[id], &QAction::triggered, this, [this, choice] {
            m_settings.setTheme(choice);
            m_theme.setChoice(choice);
        });
    };
    theme(WindowActions::kThemeSystem, ThemeChoice::kSystem);
    theme(WindowActions::kThemeLight, ThemeChoice::kLight);
    theme(WindowActions::kThemeDark, ThemeChoice::kDark);
    const auto language = [this](WindowActions::Id id, const QString& code) {
        connect((*m_actions)[id], &QAction::triggered, this, [this, code] { setLanguage(code); });
    };
    language(WindowActions::kLanguageSystem, QString());
    language(WindowActions::kLanguageEnglish, QStringLiteral("en"));
    language(WindowActions::kLanguageJapanese, QStringLiteral("ja"));
    connect((*m_actions)[WindowActions::kUtc], &QAction::toggled, this, &MainWindow::setUtc);
    connect((*m_actions)[WindowActions::kNextSteps], &QAction::toggled, this,
            [this](bool shown) { m_settings.setNextSteps(shown); });
    connect((*m_actions)[WindowActions::kFullScreen], &QAction::toggled, this,
            [this](bool full) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, full)); });
}

void MainWindow::connectServer() {
    const auto trigger = [this](WindowActions::Id id) { return [this, id] { (*m_actions)[id]->trigger(); }; };
    connect((*m_actions)[WindowActions::kConnect], &QAction::triggered, m_connectBar, &ConnectBar::ask);
    connect((*m_actions)[WindowActions::kConnectLocal], &QAction::triggered, &m_connections,
            &Connections::connectLocal);
    connect((*m_actions)[WindowActions::kReload], &QAction::triggered, this, &MainWindow::reloadConfiguration);
    connect(m_connection, &QToolButton::clicked, this, &MainWindow::showConnectionMenu);
    connect(&m_connections, &Connections::changed, this, &MainWindow::connectionChanged);
    connect(&m_watch, &ServerWatch::numbersChanged, this, &MainWindow::numbersChanged);
    connect(&m_watch, &ServerWatch::engineChanged, this, &MainWindow::engineChanged);
    connect(m_noticeBar, &MessageBar::dismissed, this, [this] { m_askingToClose = false; });
    connect(m_status, &StatusFields::targetsClicked, this, trigger(WindowActions::kTargets));
    connect(m_status, &StatusFields::statusClicked, this, trigger(WindowActions::kStatus));
    connect(m_status, &StatusFields::zoneClicked, this, trigger(WindowActions::kUtc));
    connect(m_status, &StatusFields::exploreClicked, this, &MainWindow::explore);
    connect(m_status, &StatusFields::connectionClicked, this, &MainWindow::showConnectionMenu);
}

void MainWindow::connectHelp() {
    const auto help = [this](WindowActions::Id id, const QString& page) {
        connect((*m_actions)[id], &QAction::triggered, this, [this, page] { showHelp(page); });
    };
    help(WindowActions::kHelpStart, QStringLiteral("getting-started"));
    help(WindowActions::kHelpExplore, QStringLiteral("explore"));
    help(WindowActions::kHelpTargets, QStringLiteral("targets"));
    help(WindowActions::kHelpNotifications, QStringLiteral("notifications"));
    connect((*m_actions)[WindowActions::kShortcuts], &QAction::triggered, this,
            [this] { showShortcuts(*m_actions, this); });
    connect((*m_actions)[WindowActions::kAbout], &QAction::triggered, this, [this] { showAbout(this); });
}

void MainWindow::pageChanged(int page) {
    const QSignalBlocker quiet(m_sidebar);
    m_sidebar->setCurrentRow(m_pages->currentName() == kRuleEditorPage ? WindowActions::kRules : page);
    m_settings.setPage(m_pages->currentName());
    (*m_actions)[WindowActions::kBack]->setEnabled(m_pages->canGoBack());
    (*m_actions)[WindowActions::kForward]->setEnabled(m_pages->canGoForward());
}

void MainWindow::explore(const QString& expression) {
    m_pages->visit(WindowActions::kExplore);
    m_explore->showExpression(expression);
}

void MainWindow::showTargets(const QString& filter) {
    m_pages->visit(WindowActions::kTargets);
    auto quoted = filter;
    quoted.remove(QLatin1Char('"'));
    static_cast<TargetsPage*>(m_pages->page(WindowActions::kTargets))
        ->setFilterText(QLatin1Char('"') + quoted + QLatin1Char('"'));
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

void MainWindow::draftSilence(const datasource::Silence& draft) {
    silencesPage().draft(draft);
}

void MainWindow::showHelp(const QString& page) {
    if (m_help == nullptr) {
        m_help = new HelpWindow(this);
    }
    m_help->showPage(page);
}

void MainWindow::setUtc(bool utc) {
    m_utc = utc;
    m_settings.setUtc(utc);
    m_status->setUtc(utc);
    for (int i = 0; i < m_pages->count(); ++i) {
        if (auto* page = dynamic_cast<Page*>(m_pages->widget(i))) {
            page->setUtc(utc);
        }
    }
}

void MainWindow::setLanguage(const QString& code) {
    m_settings.setLanguage(code);
    m_language.choose(code);
}

void MainWindow::showConnectionMenu() {
    auto* menu = m_connectionMenu;
    menu->clear();
    menu->addAction((*m_actions)[WindowActions::kConnectLocal]);
    for (const auto& url : m_settings.recentConnections()) {
        auto* entry = menu->addAction(tintedIcon(QStringLiteral("server")), withoutMnemonic(Connections::nameOf(url)));
        connect(entry, &QAction::triggered, &m_connections,
                [this, url] { std::ignore = m_connections.connectTo(url); });
    }
    menu->addSeparator();
    menu->addAction((*m_actions)[WindowActions::kConnect]);
    menu->popup(m_connection->mapToGlobal(m_connection->rect().bottomLeft()));
}

void MainWindow::connectionChanged() {
    m_connection->setIcon(tintedIcon(m_connections.isLocal() ? QStringLiteral("computer") : QStringLiteral("server")));
    m_noticeBar->clear();
    m_status->render();
    retranslateUi();
    updateRuleEditing();
}

void MainWindow::numbersChanged() {
    m_status->render();
    const auto& numbers = m_watch.numbers();
    const int down = numbers ? static_cast<int>(numbers->targets.down) : 0;
    m_sidebar->setBadge(WindowActions::kTargets, down, tr("%Ln target(s) down", nullptr, down));
}

void MainWindow::alertStateChanged() {
    const auto& state = m_alerts->state();
    const int firing = static_cast<int>(state.firing);
    const int silences = static_cast<int>(state.silences);
    m_sidebar->setBadge(WindowActions::kAlerts, firing, tr("%Ln alert(s) firing", nullptr, firing));
    m_sidebar->setBadge(WindowActions::kSilences, silences, tr("%Ln silence(s) active", nullptr, silences));
}

/// The window looks at the server whose alert it is.
void MainWindow::openAlert(const QString& url, const QString& fingerprint, const QString& token) {
    comeForward(token);
    if (url != m_connections.url()) {
        if (url.isEmpty()) {
            m_connections.connectLocal();
        } else {
            std::ignore = m_connections.connectTo(url);
        }
    }
    auto& page = alertsPage();
    if (!fingerprint.isEmpty()) {
        page.showAlert(fingerprint);
    }
}

/// What the pages asked while the engine was starting was refused, so they ask again once it is ready.
void MainWindow::engineChanged() {
    using Phase = ServerWatch::EngineState::Phase;
    // Where none were chosen here those of the command line stay.
    if (const auto hosts = m_settings.uplinkHosts(); m_watch.engine().phase == Phase::kReady && !hosts.isEmpty()) {
        if (const auto watched = watchUplink(hosts); !watched) {
            m_noticeBar->showMessage(
                MessageBar::Kind::kWarning,
                tr("The way to the internet is not watched: %1.").arg(toQString(watched.error().message())));
        }
    }
    if (m_watch.engine().phase == Phase::kReady && m_connections.isLocal()) {
        m_connections.renew();
    }
    showEngine();
}

Result<void> MainWindow::watchUplink(const QStringList& chosen) {
    std::vector<std::string> hosts;
    for (const auto& host : chosen) {
        hosts.push_back(host.toStdString());
    }
    return m_host.watchUplink(std::move(hosts));
}

void MainWindow::showEngine() {
    using Phase = ServerWatch::EngineState::Phase;
    m_status->render();
    const auto& engine = m_watch.engine();
    if (engine.phase != Phase::kFailed || !m_connections.isLocal()) {
        m_engineBar->clear();
        return;
    }
    m_engineBar->showMessage(
        MessageBar::Kind::kError,
        tr("This computer's engine is not running: %1\nEnd the program that is in the way and start "
           "Hearth again, or look at another server meanwhile.")
            .arg(toQString(engine.message)));
    m_engineBar->addActionButton((*m_actions)[WindowActions::kConnect]);
}

void MainWindow::reloadConfiguration() {
    reload([](datasource::DataSource& source, std::stop_token stop) { return source.reload(std::move(stop)); });
}

void MainWindow::reloadEngine() {
    reload([&host = m_host](datasource::DataSource& /*source*/, std::stop_token stop) {
        return host.local().reload(std::move(stop));
    });
}

void MainWindow::reload(std::function<Result<void>(datasource::DataSource& source, std::stop_token stop)> how) {
    m_source.call(this, QStringLiteral("reload"), std::move(how), [this](Result<void> reloaded) {
        if (reloaded) {
            m_noticeBar->showMessage(MessageBar::Kind::kInformation, tr("The configuration is loaded."));
        } else {
            m_noticeBar->showMessage(MessageBar::Kind::kError,
                                     tr("The configuration was not loaded, the one before runs on: %1")
                                         .arg(toQString(reloaded.error().message())));
        }
        m_askingToClose = false;
    });
}

} // namespace hearth::ui
