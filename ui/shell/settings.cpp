// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/settings.h"

namespace hearth::ui {
namespace {

const QString kThemeKey = QStringLiteral("view/theme");
const QString kCloseKey = QStringLiteral("window/onClose");
const QString kRecentKey = QStringLiteral("connection/recent");

} // namespace

ThemeChoice Settings::theme() const {
    const auto text = m_file.value(kThemeKey).toString();
    return text == QLatin1String("light")  ? ThemeChoice::kLight
           : text == QLatin1String("dark") ? ThemeChoice::kDark
                                           : ThemeChoice::kSystem;
}

void Settings::setTheme(ThemeChoice theme) {
    m_file.setValue(kThemeKey, theme == ThemeChoice::kLight  ? QStringLiteral("light")
                               : theme == ThemeChoice::kDark ? QStringLiteral("dark")
                                                             : QStringLiteral("system"));
}

CloseChoice Settings::closeChoice() const {
    const auto text = m_file.value(kCloseKey).toString();
    return text == QLatin1String("keep")   ? CloseChoice::kKeepCollecting
           : text == QLatin1String("quit") ? CloseChoice::kQuit
                                           : CloseChoice::kAsk;
}

void Settings::setCloseChoice(CloseChoice choice) {
    m_file.setValue(kCloseKey, choice == CloseChoice::kKeepCollecting ? QStringLiteral("keep")
                               : choice == CloseChoice::kQuit         ? QStringLiteral("quit")
                                                                      : QStringLiteral("ask"));
}

QStringList Settings::recentConnections() const {
    return m_file.value(kRecentKey).toStringList().mid(0, kMaxRecent);
}

void Settings::addRecentConnection(const QString& url) {
    auto recent = recentConnections();
    recent.removeAll(url);
    recent.prepend(url);
    m_file.setValue(kRecentKey, QStringList(recent.mid(0, kMaxRecent)));
}

} // namespace hearth::ui
