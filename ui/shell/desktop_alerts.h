// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "notify/alert_watch.h"
#include "notify/change_feed.h"
#include "notify/notification_center.h"
#include "notify/notification_daemon.h"
#include "notify/notification_feed.h"
#include "power/sleep_guard.h"
#include "power/sleep_report.h"

class QAction;
class QMenu;
class QToolButton;

namespace hearth::ui {

class Connections;
class Settings;
class Tray;

/// Alerts outside the pages: notifications, the bell in the tool bar, the tray's icon, the menu that quiets them, and
/// what is told of a sleep of this machine.
/// Threads: confined to the GUI thread.
class DesktopAlerts : public QObject {
    Q_OBJECT

  public:
    /// All must outlive it; `bell` gets its face and its menu.
    DesktopAlerts(datasource::DesktopHost& host, AsyncSource& source, Connections& connections, Settings& settings,
                  QToolButton* bell, QObject* parent = nullptr);
    ~DesktopAlerts() override;

    const AlertState& state() const { return m_watch.state(); }
    /// Who silences and acknowledges from notifications; empty for the user's name.
    void setCreator(const QString& creator) { m_center.setCreator(creator); }
    /// "Pause notifications", for whoever shows it.
    QMenu* pauseMenu() { return m_pauseMenu; }
    /// `tray` shows the state, and what no daemon shows; it must outlive this.
    void setTray(Tray* tray);
    /// The window is on the screen: it looks at alerts also where nobody else would see them.
    void setWindowVisible(bool visible);
    void retranslateUi();

  public slots:
    /// A person changed something about alerts: looks at once instead of at the next turn.
    void lookSoon() { m_watch.lookSoon(); }

  signals:
    void stateChanged();
    /// Alerts or silences are others now, by whoever's doing; a few times a second at most.
    void alertsChanged();
    void openRequested(const QString& url, const QString& fingerprint, const QString& token);

  private:
    void buildMenu();
    QWidget* buildQuietHours();
    void pause(const QDateTime& end);
    void render();
    void updateActivity();
    void connectionChanged();
    void tellOfSleep(const QString& title, const QString& body);

    AsyncSource& m_source;
    Connections& m_connections;
    Settings& m_settings;
    NotificationDaemon m_daemon;
    NotificationCenter m_center;
    NotificationFeed m_feed;
    AlertWatch m_watch;
    ChangeFeed m_changes;
    SleepGuard m_sleepGuard;
    SleepReport m_sleepReport;
    Tray* m_tray = nullptr;
    bool m_windowVisible = false;

    QToolButton* m_bell;
    QMenu* m_menu = nullptr;
    QMenu* m_pauseMenu = nullptr;
    QMenu* m_quietMenu = nullptr;
    QAction* m_hour = nullptr;
    QAction* m_tomorrow = nullptr;
    QAction* m_resume = nullptr;
    QAction* m_remote = nullptr;
};

} // namespace hearth::ui
