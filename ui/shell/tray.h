// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>
#include <QSystemTrayIcon>
#include <memory>

class QAction;

namespace hearth::ui {

/// The icon in the desktop's tray while the window is away. Many desktops have none: everything it does is elsewhere
/// too. Threads: confined to the GUI thread.
class Tray : public QObject {
    Q_OBJECT

  public:
    /// `quit` is the window's action; it must outlive the tray.
    Tray(QAction* quit, QObject* parent);

    static bool available() { return QSystemTrayIcon::isSystemTrayAvailable(); }
    /// Nothing happens where there is no tray.
    void setVisible(bool visible);
    void retranslateUi();

  signals:
    void openRequested();

  private:
    QSystemTrayIcon m_icon;
    std::unique_ptr<QMenu> m_menu;
    QAction* m_open = nullptr;
};

} // namespace hearth::ui
