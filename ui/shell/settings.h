// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <cstdint>

#include "notify/quiet_hours.h"

namespace hearth::ui {

enum class ThemeChoice : std::uint8_t { kSystem, kLight, kDark };
enum class CloseChoice : std::uint8_t { kAsk, kKeepCollecting, kQuit };

/// What the window remembers, in an INI file; written soon after each change, so that a crash loses nothing.
/// Values that a person edited into nonsense read as their defaults.
/// Threads: confined to the GUI thread.
class Settings {
  public:
    static constexpr qsizetype kMaxRecent = 8;

    explicit Settings(const QString& path)
        : m_file(path, QSettings::IniFormat) {}

    QByteArray geometry() const { return m_file.value(QStringLiteral("window/geometry")).toByteArray(); }
    void setGeometry(const QByteArray& geometry) { m_file.setValue(QStringLiteral("window/geometry"), geometry); }

    QString page() const { return m_file.value(QStringLiteral("window/page")).toString(); }
    void setPage(const QString& page) { m_file.setValue(QStringLiteral("window/page"), page); }

    ThemeChoice theme() const;
    void setTheme(ThemeChoice theme);
    /// "en", "ja", or empty for the system's.
    QString language() const { return m_file.value(QStringLiteral("view/language")).toString(); }
    void setLanguage(const QString& language) { m_file.setValue(QStringLiteral("view/language"), language); }
    bool utc() const { return m_file.value(QStringLiteral("view/utc"), false).toBool(); }
    void setUtc(bool utc) { m_file.setValue(QStringLiteral("view/utc"), utc); }
    bool nextSteps() const { return m_file.value(QStringLiteral("home/nextSteps"), true).toBool(); }
    void setNextSteps(bool shown) { m_file.setValue(QStringLiteral("home/nextSteps"), shown); }
    /// Whether a newcomer is still to be told of the starter rules.
    bool rulesNote() const { return m_file.value(QStringLiteral("home/rulesNote"), true).toBool(); }
    void setRulesNote(bool shown) { m_file.setValue(QStringLiteral("home/rulesNote"), shown); }
    /// The panels of Explore as a link, and the expressions that were run.
    QString exploreLink() const { return m_file.value(QStringLiteral("explore/link")).toString(); }
    void setExploreLink(const QString& link) { m_file.setValue(QStringLiteral("explore/link"), link); }
    QStringList exploreHistory() const { return m_file.value(QStringLiteral("explore/history")).toStringList(); }
    void setExploreHistory(const QStringList& history) { m_file.setValue(QStringLiteral("explore/history"), history); }
    QString targetFilter() const { return m_file.value(QStringLiteral("targets/filter")).toString(); }
    void setTargetFilter(const QString& text) { m_file.setValue(QStringLiteral("targets/filter"), text); }

    QString alertFilter() const { return m_file.value(QStringLiteral("alerts/filter")).toString(); }
    void setAlertFilter(const QString& text) { m_file.setValue(QStringLiteral("alerts/filter"), text); }
    QString ruleFilter() const { return m_file.value(QStringLiteral("rules/filter")).toString(); }
    void setRuleFilter(const QString& text) { m_file.setValue(QStringLiteral("rules/filter"), text); }
    /// What is written in the rule editor and not saved.
    QString ruleDraft() const { return m_file.value(QStringLiteral("rules/draft")).toString(); }
    void setRuleDraft(const QString& draft) { m_file.setValue(QStringLiteral("rules/draft"), draft); }
    QString silenceFilter() const { return m_file.value(QStringLiteral("silences/filter")).toString(); }
    void setSilenceFilter(const QString& text) { m_file.setValue(QStringLiteral("silences/filter"), text); }
    /// Who makes silences; empty for the user's own name.
    QString silenceCreator() const { return m_file.value(QStringLiteral("silences/creator")).toString(); }
    void setSilenceCreator(const QString& name) { m_file.setValue(QStringLiteral("silences/creator"), name); }

    QuietHours quietHours() const;
    void setQuietHours(const QuietHours& hours);
    /// Until then nothing is shown; invalid: not paused.
    QDateTime pausedUntil() const { return m_file.value(QStringLiteral("notifications/pausedUntil")).toDateTime(); }
    void setPausedUntil(const QDateTime& end) { m_file.setValue(QStringLiteral("notifications/pausedUntil"), end); }
    /// Whether alerts of other servers are shown while the window looks at them.
    bool notifiesOfOthers() const { return m_file.value(QStringLiteral("notifications/others"), true).toBool(); }
    void setNotifiesOfOthers(bool on) { m_file.setValue(QStringLiteral("notifications/others"), on); }

    /// Hosts outside that are asked whether the uplink is there.
    QStringList uplinkHosts() const { return m_file.value(QStringLiteral("uplink/hosts")).toStringList(); }
    void setUplinkHosts(const QStringList& hosts) { m_file.setValue(QStringLiteral("uplink/hosts"), hosts); }

    CloseChoice closeChoice() const;
    void setCloseChoice(CloseChoice choice);

    /// The connected server's URL; empty for this computer.
    QString connection() const { return m_file.value(QStringLiteral("connection/current")).toString(); }
    void setConnection(const QString& url) { m_file.setValue(QStringLiteral("connection/current"), url); }
    /// The newest first.
    QStringList recentConnections() const;
    void addRecentConnection(const QString& url);

  private:
    QSettings m_file;
};

} // namespace hearth::ui
