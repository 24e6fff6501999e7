// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QActionGroup>
#include <QList>
#include <QObject>
#include <array>

class QMenu;
class QMenuBar;

namespace hearth::ui {

/// Every action of the window, made once: menus, tool bar, locator and the list of shortcuts show these.
/// Threads: confined to the GUI thread.
class WindowActions : public QObject {
    Q_OBJECT

  public:
    enum Id {
        kHome,
        kExplore,
        kTargets,
        kAlerts,
        kRules,
        kSilences,
        kStatus,
        kSettings, ///< The last page.
        kNewRule,
        kBack,
        kForward,
        kLocator,
        kFind,
        kRefresh,
        kConnect,
        kConnectLocal,
        kReload,
        kClose,
        kQuit,
        kThemeSystem,
        kThemeLight,
        kThemeDark,
        kLanguageSystem,
        kLanguageEnglish,
        kLanguageJapanese,
        kUtc,
        kNextSteps,
        kFullScreen,
        kHelpStart,
        kHelpExplore,
        kHelpTargets,
        kHelpNotifications,
        kShortcuts,
        kAbout,
        kCount,
    };

    explicit WindowActions(QObject* parent);

    QAction* operator[](Id id) const { return m_actions[static_cast<std::size_t>(id)]; }
    QList<QAction*> all() const { return {m_actions.begin(), m_actions.end()}; }
    void addMenus(QMenuBar& bar);
    void retranslateUi();

  private:
    void make(Id id, const char* icon, const QList<QKeySequence>& shortcuts);
    void makeNavigation();
    void makeServer();
    void makeView();
    void makeHelp();
    void group(std::initializer_list<Id> ids);
    void nameNavigation();
    void nameServer();
    void nameView();
    void nameHelp();
    /// Buttons show the name without the shortcut mark of menus.
    void set(Id id, const QString& text);

    std::array<QAction*, kCount> m_actions{};
    enum Menu { kServerMenu, kGoMenu, kViewMenu, kThemeMenu, kLanguageMenu, kHelpMenu, kMenuCount };
    std::array<QMenu*, kMenuCount> m_menus{};
};

} // namespace hearth::ui
