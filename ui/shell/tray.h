// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QSystemTrayIcon>
#include <memory>

#include "notify/alert_watch.h"

class QAction;

namespace hearth::ui {

/// The icon in the desktop's tray: a flame whose shape says how things stand, with a count. Many desktops have none:
/// everything it does is elsewhere too. Threads: confined to the GUI thread.
class Tray : public QObject {
    Q_OBJECT

  public:
    /// `quit` is the window's action, `pause` its menu; both must outlive the tray.
    Tray(QAction* quit, QMenu* pause, QObject* parent);

    static bool available() { return QSystemTrayIcon::isSystemTrayAvailable(); }
    /// Nothing happens where there is no tray.
    void setVisible(bool visible);
    bool isVisible() const { return m_icon.isVisible(); }
    void setState(const AlertState& state, bool paused);
    /// For where there is no notification daemon. False where there is no tray either.
    bool showBalloon(const QString& title, const QString& body);
    void retranslateUi();

    /// What a click with the other button shows.
    QMenu* menu() const { return m_menu.get(); }
    /// The picture for a state: its shape tells them apart, the count stands in the corner.
    static QIcon iconFor(const AlertState& state, bool paused);

  signals:
    void openRequested();
    void alertsRequested();

  private:
    AlertState m_state;
    bool m_paused = false;
    QSystemTrayIcon m_icon;
    std::unique_ptr<QMenu> m_menu;
    QAction* m_open = nullptr;
    QAction* m_alerts = nullptr;
};

} // namespace hearth::ui
