// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/main_window.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "explore/explore_page.h"
#include "models/plain_text.h"
#include "ruleedit/rule_edit_page.h"
#include "shell/connect_bar.h"
#include "shell/desktop_alerts.h"
#include "shell/help_window.h"
#include "shell/locator.h"
#include "shell/page_stack.h"
#include "shell/sidebar.h"
#include "shell/status_fields.h"
#include "shell/tray.h"
#include "widgets/extension_button.h"
#include "widgets/message_bar.h"
#include "widgets/page.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr QSize kMinSize(800, 560);
constexpr QSize kFirstSize(1200, 780);
/// Below this width the sidebar shows icons alone.
constexpr int kCompactBelow = 1000;
constexpr int kSaveAfterMs = 2000;

} // namespace

MainWindow::MainWindow(datasource::DesktopHost& host)
    : m_host(host)
    , m_settings(QString::fromStdString(host.settingsPath()))
    , m_source(nullptr)
    , m_catalog(m_source)
    , m_connections(host, m_source, m_settings)
    , m_watch(m_source, host) {
    m_theme.setChoice(m_settings.theme());
    m_language.choose(m_settings.language());
    buildUi();
    buildPages();
    connectSignals();
    retranslateUi();
    restore();
}

/// What the window shows looks at members of this class, which would otherwise end before child widgets do.
MainWindow::~MainWindow() {
    if (m_saveTimer.isActive()) {
        save();
    }
    delete m_locator;
    delete m_tray;
    delete m_alerts;
    delete takeCentralWidget();
    setStatusBar(nullptr);
}

void MainWindow::buildUi() {
    setWindowIcon(applicationIcon());
    setMinimumSize(kMinSize);
    m_actions = new WindowActions(this);
    addActions(m_actions->all());
    m_actions->addMenus(*menuBar());
    m_keepAction = new QAction(this);
    m_quitAction = new QAction(this);
    m_localAction = new QAction(this);
    m_sidebar = new Sidebar(this);
    m_pages = new PageStack(this);
    m_connectBar = new ConnectBar(m_connections, this);
    m_engineBar = new MessageBar(this);
    m_engineBar->setClosable(false);
    m_noticeBar = new MessageBar(this);
    m_status = new StatusFields(m_watch, m_connections, this);
    setStatusBar(m_status);
    buildToolBar();

    auto* content = new QVBoxLayout;
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    for (QWidget* part : {static_cast<QWidget*>(m_connectBar), static_cast<QWidget*>(m_engineBar),
                          static_cast<QWidget*>(m_noticeBar)}) {
        content->addWidget(part);
    }
    content->addWidget(m_pages, 1);
    auto* center = new QWidget(this);
    auto* row = new QHBoxLayout(center);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_sidebar);
    row->addLayout(content, 1);
    setCentralWidget(center);
    m_locator = new Locator(m_actions->all(), m_catalog, m_source, this);
    m_alerts = new DesktopAlerts(m_host, m_source, m_connections, m_settings, m_bell, this);
    m_tray = new Tray((*m_actions)[WindowActions::kQuit], m_alerts->pauseMenu(), this);
    m_alerts->setTray(m_tray);
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(kSaveAfterMs);
}

void MainWindow::buildToolBar() {
    m_toolBar = addToolBar(QString());
    m_toolBar->setObjectName(QStringLiteral("toolbar"));
    m_toolBar->setMovable(false);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->setIconSize({16, 16});
    tintExtensionButton(*m_toolBar);
    m_toolBar->addAction((*m_actions)[WindowActions::kBack]);
    m_toolBar->addAction((*m_actions)[WindowActions::kForward]);
    m_toolBar->addAction((*m_actions)[WindowActions::kRefresh]);
    m_toolBar->addSeparator();

    m_connection = new QToolButton(m_toolBar);
    m_connection->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_connectionMenu = new QMenu(m_connection);
    m_toolBar->addWidget(m_connection);
    auto* space = new QWidget(m_toolBar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(space);
    m_search = new QToolButton(m_toolBar);
    m_search->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_search->setIcon(tintedIcon(QStringLiteral("search")));
    m_toolBar->addWidget(m_search);
    m_bell = new QToolButton(m_toolBar);
    m_bell->setObjectName(QStringLiteral("bell"));
    m_toolBar->addWidget(m_bell);
}

void MainWindow::retranslateUi() {
    setWindowTitle(m_connections.isLocal() ? tr("Hearth") : tr("Hearth: %1").arg(m_connections.name()));
    m_actions->retranslateUi();
    for (int page = WindowActions::kHome; page <= WindowActions::kSettings; ++page) {
        const auto* action = (*m_actions)[static_cast<WindowActions::Id>(page)];
        m_sidebar->setPageText(page, action->iconText(), action->shortcut().toString(QKeySequence::NativeText));
    }
    m_sidebar->setAccessibleName(tr("Pages"));
    m_toolBar->setWindowTitle(tr("Tool bar"));
    m_search->setText(
        tr("Locate…  %1").arg((*m_actions)[WindowActions::kLocator]->shortcut().toString(QKeySequence::NativeText)));
    // The arrow is part of the text: styles draw their own in the corner of the button.
    m_connection->setText(withoutMnemonic(m_connections.name()) + QStringLiteral(" ▾"));
    m_connection->setAccessibleName(m_connections.name());
    m_connection->setToolTip(tr("The server that all pages show"));
    m_keepAction->setText(tr("Keep collecting"));
    m_quitAction->setText(tr("Quit"));
    m_localAction->setText(tr("Show this computer"));
    m_alerts->retranslateUi();
    m_tray->retranslateUi();
    updateRuleEditing();
    showEngine();
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange && m_tray != nullptr) {
        retranslateUi();
    } else if (event->type() == QEvent::PaletteChange && m_alerts != nullptr) {
        m_alerts->retranslateUi(); // the tray's icon is drawn in the palette's colours
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::restore() {
    resize(kFirstSize);
    restoreGeometry(m_settings.geometry());
    const auto check = [this](WindowActions::Id id) { (*m_actions)[id]->setChecked(true); };
    const auto theme = m_settings.theme();
    check(theme == ThemeChoice::kLight  ? WindowActions::kThemeLight
          : theme == ThemeChoice::kDark ? WindowActions::kThemeDark
                                        : WindowActions::kThemeSystem);
    const auto language = m_settings.language();
    check(language == QLatin1String("en")   ? WindowActions::kLanguageEnglish
          : language == QLatin1String("ja") ? WindowActions::kLanguageJapanese
                                            : WindowActions::kLanguageSystem);
    (*m_actions)[WindowActions::kNextSteps]->setChecked(m_settings.nextSteps());
    (*m_actions)[WindowActions::kUtc]->setChecked(m_settings.utc());
    setUtc(m_settings.utc());
    m_connections.restore();
    m_pages->visit(m_settings.page());
    updateSidebar();
}

void MainWindow::save() {
    m_saveTimer.stop();
    m_settings.setGeometry(saveGeometry());
    if (m_explore != nullptr) {
        m_settings.setExploreLink(m_explore->link());
        m_settings.setExploreHistory(m_explore->history());
    }
    if (m_ruleEditor != nullptr) {
        m_settings.setRuleDraft(m_ruleEditor->state());
    }
}

void MainWindow::comeForward(const QString& token) {
    if (!token.isEmpty()) {
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
    }
    if (isMinimized()) {
        showNormal();
    }
    show();
    raise();
    activateWindow();
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    m_watch.setActive(true);
    m_alerts->setWindowVisible(true);
    m_tray->setVisible(true);
}

void MainWindow::hideEvent(QHideEvent* event) {
    m_watch.setActive(false);
    m_alerts->setWindowVisible(false);
    QMainWindow::hideEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    updateSidebar();
    m_locator->hide();
    m_saveTimer.start();
}

void MainWindow::moveEvent(QMoveEvent* event) {
    QMainWindow::moveEvent(event);
    m_saveTimer.start();
}

void MainWindow::updateSidebar() {
    m_sidebar->setCompact(width() < kCompactBelow);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    using Phase = datasource::DesktopHost::EngineState::Phase;
    save();
    const bool collecting = m_host.engineState().phase != Phase::kFailed;
    const auto choice = m_settings.closeChoice();
    if (m_quitting || !collecting || choice == CloseChoice::kQuit) {
        event->accept();
        quit();
        return;
    }
    event->ignore();
    if (choice == CloseChoice::kKeepCollecting) {
        keepCollecting();
    } else {
        askAboutClosing();
    }
}

/// Asked once, inside the window: closing again while the question stands keeps collecting, which is the default.
void MainWindow::askAboutClosing() {
    if (m_askingToClose) {
        m_keepAction->trigger();
        return;
    }
    m_noticeBar->showMessage(MessageBar::Kind::kInformation,
                             tr("Keep collecting in the background when the window is closed? Start Hearth again to "
                                "bring the window back."));
    m_noticeBar->addActionButton(m_keepAction);
    m_noticeBar->addActionButton(m_quitAction);
    m_askingToClose = true;
}

void MainWindow::keepCollecting() {
    m_noticeBar->clear();
    m_askingToClose = false;
    hide();
    m_tray->setVisible(true);
}

void MainWindow::quit() {
    if (!std::exchange(m_quitting, true)) {
        save();
        emit quitRequested();
    }
}

} // namespace hearth::ui
