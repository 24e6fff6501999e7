// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/settings.h"

namespace hearth::ui {
namespace {

const QString kThemeKey = QStringLiteral("view/theme");
const QString kCloseKey = QStringLiteral("window/onClose");
const QString kTimeFormat = QStringLiteral("HH:mm");
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

QuietHours Settings::quietHours() const {
    const QuietHours standard;
    const auto time = [this](const QString& key, QTime otherwise) {
        const auto read = QTime::fromString(m_file.value(key).toString(), kTimeFormat);
        return read.isValid() ? read : otherwise;
    };
    return {.enabled = m_file.value(QStringLiteral("notifications/quiet"), standard.enabled).toBool(),
            .from = time(QStringLiteral("notifications/quietFrom"), standard.from),
            .to = time(QStringLiteral("notifications/quietTo"), standard.to),
            .criticalPasses =
                m_file.value(QStringLiteral("notifications/criticalPasses"), standard.criticalPasses).toBool()};
}

void Settings::setQuietHours(const QuietHours& hours) {
    m_file.setValue(QStringLiteral("notifications/quiet"), hours.enabled);
    m_file.setValue(QStringLiteral("notifications/quietFrom"), hours.from.toString(kTimeFormat));
    m_file.setValue(QStringLiteral("notifications/quietTo"), hours.to.toString(kTimeFormat));
    m_file.setValue(QStringLiteral("notifications/criticalPasses"), hours.criticalPasses);
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
