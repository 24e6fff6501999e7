// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/window_actions.h"

#include <QMenu>
#include <QMenuBar>

#include "models/plain_text.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {

WindowActions::WindowActions(QObject* parent)
    : QObject(parent) {
    makeNavigation();
    makeServer();
    makeView();
    makeHelp();
    retranslateUi();
}

void WindowActions::make(Id id, const char* icon, const QList<QKeySequence>& shortcuts) {
    auto* action = new QAction(this);
    if (icon != nullptr) {
        action->setIcon(tintedIcon(QString::fromLatin1(icon)));
    }
    action->setShortcuts(shortcuts);
    action->setMenuRole(QAction::NoRole);
    m_actions[static_cast<std::size_t>(id)] = action;
}

void WindowActions::makeNavigation() {
    make(kHome, "home", {Qt::CTRL | Qt::Key_1});
    make(kExplore, "explore", {Qt::CTRL | Qt::Key_2});
    make(kTargets, "targets", {Qt::CTRL | Qt::Key_3});
    make(kAlerts, "alerts", {Qt::CTRL | Qt::Key_4});
    make(kRules, "rules", {Qt::CTRL | Qt::Key_5});
    make(kSilences, "silences", {Qt::CTRL | Qt::Key_6});
    make(kStatus, "status", {Qt::CTRL | Qt::Key_7});
    make(kSettings, "settings", {Qt::CTRL | Qt::Key_Comma, Qt::CTRL | Qt::Key_8});
    make(kNewRule, "plus", {});
    make(kBack, "back", {Qt::ALT | Qt::Key_Left});
    make(kForward, "forward", {Qt::ALT | Qt::Key_Right});
    make(kLocator, "search", {Qt::CTRL | Qt::Key_K});
    make(kFind, nullptr, {QKeySequence::Find});
    make(kRefresh, "refresh", {Qt::Key_F5});
}

void WindowActions::makeServer() {
    make(kConnect, "server", {});
    make(kConnectLocal, "computer", {});
    make(kReload, nullptr, {});
    make(kClose, nullptr, {Qt::CTRL | Qt::Key_Q});
    make(kQuit, nullptr, {Qt::CTRL | Qt::SHIFT | Qt::Key_Q});
}

void WindowActions::makeView() {
    for (const auto id : {kThemeSystem, kThemeLight, kThemeDark, kLanguageSystem, kLanguageEnglish, kLanguageJapanese,
                          kUtc, kNextSteps}) {
        make(id, nullptr, {});
        (*this)[id]->setCheckable(true);
    }
    make(kFullScreen, nullptr, {Qt::Key_F11});
    (*this)[kFullScreen]->setCheckable(true);
    group({kThemeSystem, kThemeLight, kThemeDark});
    group({kLanguageSystem, kLanguageEnglish, kLanguageJapanese});
}

void WindowActions::makeHelp() {
    make(kHelpStart, "help", {});
    make(kHelpExplore, "explore", {});
    make(kHelpTargets, "targets", {});
    make(kHelpNotifications, "alerts", {});
    make(kShortcuts, "keyboard", {Qt::Key_F1, Qt::CTRL | Qt::Key_Question});
    make(kAbout, "info", {});
}

void WindowActions::group(std::initializer_list<Id> ids) {
    auto* choices = new QActionGroup(this);
    for (const auto id : ids) {
        choices->addAction((*this)[id]);
    }
}

void WindowActions::addMenus(QMenuBar& bar) {
    const auto fill = [this](QMenu* menu, std::initializer_list<Id> ids) {
        for (const auto id : ids) {
            if (id == kCount) {
                menu->addSeparator();
            } else {
                menu->addAction((*this)[id]);
            }
        }
        return menu;
    };
    const auto separator = kCount;
    m_menus[kServerMenu] =
        fill(bar.addMenu(QString()), {kConnectLocal, kConnect, separator, kReload, separator, kClose, kQuit});
    m_menus[kGoMenu] =
        fill(bar.addMenu(QString()), {kBack, kForward, separator, kHome, kExplore, kTargets, kAlerts, kRules, kSilences,
                                      kStatus, kSettings, separator, kNewRule, separator, kLocator, kFind});
    auto* view = m_menus[kViewMenu] = fill(bar.addMenu(QString()), {kRefresh, separator});
    m_menus[kThemeMenu] = fill(view->addMenu(QString()), {kThemeSystem, kThemeLight, kThemeDark});
    m_menus[kLanguageMenu] = fill(view->addMenu(QString()), {kLanguageSystem, kLanguageEnglish, kLanguageJapanese});
    fill(view, {kUtc, kNextSteps, separator, kFullScreen});
    m_menus[kHelpMenu] = fill(bar.addMenu(QString()), {kHelpStart, kHelpExplore, kHelpTargets, kHelpNotifications,
                                                       separator, kShortcuts, separator, kAbout});
    retranslateUi();
}

void WindowActions::retranslateUi() {
    nameNavigation();
    nameServer();
    nameView();
    nameHelp();
    if (m_menus.front() != nullptr) {
        m_menus[kServerMenu]->setTitle(tr("&Server"));
        m_menus[kGoMenu]->setTitle(tr("&Go"));
        m_menus[kViewMenu]->setTitle(tr("&View"));
        m_menus[kThemeMenu]->setTitle(tr("&Theme"));
        m_menus[kLanguageMenu]->setTitle(tr("&Language"));
        m_menus[kHelpMenu]->setTitle(tr("&Help"));
    }
}

void WindowActions::set(Id id, const QString& text) {
    (*this)[id]->setText(text);
    (*this)[id]->setIconText(withoutMark(text));
    (*this)[id]->setToolTip(withoutMark(text));
}

void WindowActions::nameNavigation() {
    set(kHome, tr("&Home"));
    set(kExplore, tr("&Explore"));
    set(kTargets, tr("&Targets"));
    set(kAlerts, tr("&Alerts"));
    set(kRules, tr("R&ules"));
    set(kSilences, tr("Si&lences"));
    set(kStatus, tr("&Status"));
    set(kSettings, tr("S&ettings"));
    set(kNewRule, tr("&New alerting rule"));
    set(kBack, tr("&Back"));
    set(kForward, tr("&Forward"));
    set(kLocator, tr("&Locate…"));
    set(kFind, tr("F&ind in page"));
    set(kRefresh, tr("&Refresh"));
}

void WindowActions::nameServer() {
    set(kConnect, tr("&Connect to a server…"));
    set(kConnectLocal, tr("&This computer"));
    set(kReload, tr("&Reload configuration"));
    set(kClose, tr("Close &window"));
    set(kQuit, tr("&Quit and stop collecting"));
}

void WindowActions::nameView() {
    set(kThemeSystem, tr("As the &system"));
    set(kThemeLight, tr("&Light"));
    set(kThemeDark, tr("&Dark"));
    set(kLanguageSystem, tr("As the &system"));
    // Languages are written in themselves, so that one finds back.
    set(kLanguageEnglish, QStringLiteral("&English"));
    set(kLanguageJapanese, QStringLiteral("日本語 (&J)"));
    set(kUtc, tr("Times in &UTC"));
    set(kNextSteps, tr("&Next steps on Home"));
    set(kFullScreen, tr("&Full screen"));
}

void WindowActions::nameHelp() {
    set(kHelpStart, tr("&Getting started"));
    set(kHelpExplore, tr("How to &explore metrics"));
    set(kHelpTargets, tr("How to add a &target"));
    set(kHelpNotifications, tr("How &notifications work"));
    set(kShortcuts, tr("&Keyboard shortcuts"));
    set(kAbout, tr("&About Hearth"));
}

} // namespace hearth::ui
