// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>

#include "base/sleep_detector.h"
#include "data/background.h"
#include "datasource/desktop.h"

namespace hearth::ui {

/// What became of alerts around a suspension of this machine.
struct SleepAlerts {
    // Of this machine, which judged nothing meanwhile.
    std::size_t stillFiring = 0; ///< When it fell asleep, and now.
    std::size_t over = 0;        ///< Fired when it fell asleep.
    std::size_t begun = 0;       ///< Fire now.
    // Of the server that the window shows, which was awake.
    std::size_t remoteFired = 0; ///< At some time of it.
    std::size_t remoteOver = 0;  ///< Of these.

    bool isEmpty() const { return stillFiring + over + begun + remoteFired == 0; }
    bool operator==(const SleepAlerts&) const = default;
};

/// Tells once, some time after the machine woke, what happened while it slept. Sleeps that follow each other before
/// that are told together.
/// Threads: confined to the GUI thread.
class SleepReport : public QObject {
    Q_OBJECT

  public:
    /// A shorter sleep is told only if there is something to tell.
    static constexpr model::DurationMs kWorthTelling = 5 * model::kMinuteMs;
    /// Until then rules have judged again.
    static constexpr std::chrono::milliseconds kDelay =
        std::chrono::duration_cast<std::chrono::milliseconds>(kSleepGrace) + std::chrono::seconds(45);

    /// `host` must outlive it.
    explicit SleepReport(datasource::DesktopHost& host, QObject* parent = nullptr,
                         std::chrono::milliseconds delay = kDelay);

    /// The server that the window shows, and its name; null where that is this computer.
    void setRemote(std::shared_ptr<datasource::DataSource> remote, const QString& name);

  signals:
    /// Plain texts.
    void told(const QString& title, const QString& body);

  private:
    void slept(datasource::SleepSpan span);
    void ask();
    void tell(const SleepAlerts& alerts);
    QString localText(const SleepAlerts& alerts) const;

    datasource::DesktopHost& m_host;
    std::shared_ptr<datasource::DataSource> m_remote;
    QString m_remoteName;
    std::optional<datasource::SleepSpan> m_span; ///< From the first begin to the last end.
    model::DurationMs m_asleep = 0;              ///< Of it.
    QTimer m_timer;
    Background m_worker;
    Subscription m_subscription; ///< Last: ends before what it calls.
};

} // namespace hearth::ui
