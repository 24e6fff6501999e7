// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QTimer>
#include <functional>

#include "data/async_source.h"
#include "data/metric_catalog.h"
#include "datasource/desktop.h"
#include "shell/connections.h"
#include "shell/language.h"
#include "shell/server_watch.h"
#include "shell/settings.h"
#include "shell/theme.h"
#include "shell/window_actions.h"

class QMenu;
class QToolBar;
class QToolButton;

namespace hearth::ui {

class AlertsPage;
class ConnectBar;
class DesktopAlerts;
class ExplorePage;
class HelpWindow;
class Locator;
class MessageBar;
class PageStack;
class RuleEditPage;
class RulesPage;
class Sidebar;
class SilencesPage;
class StatusFields;
class Tray;

/// The window: pages beside their list, the connection on top, the numbers of every page at the bottom. Owns what all
/// pages share.
/// Threads: confined to the GUI thread.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    /// `host` must outlive the window.
    explicit MainWindow(datasource::DesktopHost& host);
    ~MainWindow() override;

    /// Shows the window in front of the others, wherever it was.
    /// `token`: the desktop's permission to do so, where it gave one.
    void comeForward(const QString& token = {});
    /// Saves what is unsaved and ends the program without asking.
    void quit();
    /// Lets the engine of this process read its configuration again, whatever server the window looks at.
    void reloadEngine();
    PageStack& pages() { return *m_pages; }
    WindowActions& actions() { return *m_actions; }

  signals:
    /// The person wants the program to end, engine and all.
    void quitRequested();

  protected:
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void buildToolBar();
    void buildPages();
    QWidget* buildHome();
    QWidget* buildExplore();
    QWidget* buildTargets();
    QWidget* buildAlerts();
    QWidget* buildRules();
    QWidget* buildSilences();
    QWidget* buildSettings();
    QWidget* buildRuleEditor();
    void connectSignals();
    void connectNavigation();
    void connectView();
    void connectServer();
    void connectHelp();
    void retranslateUi();
    void restore();
    void save();

    void pageChanged(int page);
    void explore(const QString& expression);
    void showTargets(const QString& filter);
    // Visited, then theirs to be asked for more.
    AlertsPage& alertsPage();
    RulesPage& rulesPage();
    SilencesPage& silencesPage();
    RuleEditPage& ruleEditor();
    void newRule(const QString& expression = {});
    void editRule(const datasource::Rule& rule, const datasource::RulePlace& place);
    void updateRuleEditing();
    void setSilenceCreator(const QString& name);
    void draftSilence(const datasource::Silence& draft);
    void showHelp(const QString& page);
    void showConnectionMenu();
    void connectionChanged();
    void numbersChanged();
    void engineChanged();
    void showEngine();
    Result<void> watchUplink(const QStringList& hosts);
    void reloadConfiguration();
    void reload(std::function<Result<void>(datasource::DataSource& source, std::stop_token stop)> how);
    void alertStateChanged();
    void openAlert(const QString& url, const QString& fingerprint, const QString& token);
    void setUtc(bool utc);
    void setLanguage(const QString& code);
    void askAboutClosing();
    void keepCollecting();
    void updateSidebar();

    /// Of the page that has no place in the sidebar.
    static inline const QString kRuleEditorPage = QStringLiteral("rule-editor");

    datasource::DesktopHost& m_host;
    Settings m_settings;
    Theme m_theme;
    Language m_language;
    AsyncSource m_source;
    MetricCatalog m_catalog;
    Connections m_connections;
    ServerWatch m_watch;
    QTimer m_saveTimer; ///< What changes all the time is written when it has rested for a moment.
    bool m_utc = false;
    bool m_askingToClose = false;
    bool m_quitting = false;

    WindowActions* m_actions = nullptr;
    QToolBar* m_toolBar = nullptr;
    QToolButton* m_connection = nullptr;
    QMenu* m_connectionMenu = nullptr;
    QToolButton* m_search = nullptr;
    QToolButton* m_bell = nullptr;
    Sidebar* m_sidebar = nullptr;
    PageStack* m_pages = nullptr;
    ExplorePage* m_explore = nullptr;     ///< Null until its first visit.
    RuleEditPage* m_ruleEditor = nullptr; ///< Likewise.
    RulesPage* m_rules = nullptr;         ///< Likewise.
    ConnectBar* m_connectBar = nullptr;
    MessageBar* m_engineBar = nullptr; ///< What is wrong with the engine.
    MessageBar* m_noticeBar = nullptr; ///< Answers to what the person did.
    StatusFields* m_status = nullptr;
    Locator* m_locator = nullptr;
    HelpWindow* m_help = nullptr;
    DesktopAlerts* m_alerts = nullptr;
    Tray* m_tray = nullptr;
    QAction* m_keepAction = nullptr;
    QAction* m_quitAction = nullptr;
    QAction* m_localAction = nullptr; ///< In the bar that says that a server is out of reach.
};

} // namespace hearth::ui
