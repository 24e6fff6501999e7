// SPDX-License-Identifier: GPL-3.0-or-later
#include <QToolButton>

#include "alerts/alerts_page.h"
#include "explore/explore_page.h"
#include "home/home_page.h"
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
#include "targets/targets_page.h"

/// The part of MainWindow that does what menus, keys and links between pages ask for.
namespace hearth::ui {

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
    if (page == WindowActions::kRules) {
        m_settings.setRulesNote(false); // known by now
        if (auto* home = m_pages->findChild<HomePage*>()) {
            home->setRulesNote(false);
        }
    }
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

} // namespace hearth::ui
