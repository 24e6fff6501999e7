// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <cstdint>
#include <map>
#include <optional>

#include "data/async_source.h"
#include "notify/group_changes.h"
#include "notify/notification_center.h"

namespace hearth::ui {

/// How things stand on a server, in a word and three numbers.
struct AlertState {
    enum class Kind : std::uint8_t { kDisconnected, kCalm, kPending, kFiring };
    Kind kind = Kind::kDisconnected;
    std::size_t firing = 0; ///< Without those that are held back.
    std::size_t pending = 0;
    std::size_t silences = 0; ///< Active ones.

    bool operator==(const AlertState&) const = default;
};

/// Looks every 15 s at the alerts of the server that the window shows. Of another machine's it tells the notification
/// centre what changed, and prolongs its acknowledgements.
/// Threads: confined to the GUI thread.
class AlertWatch : public QObject {
    Q_OBJECT

  public:
    static constexpr int kEveryMs = 15'000;
    static constexpr model::DurationMs kRenewEveryMs = model::kMinuteMs;

    /// All must outlive it.
    AlertWatch(AsyncSource& source, NotificationCenter& center, QObject* parent = nullptr);

    /// The server's URL; empty: this computer, whose engine tells the centre by itself. Looks at once.
    void setServer(const QString& url);
    /// Without, it looks no more; whether notifications of other machines are wanted is `notifies`.
    void setActive(bool active);
    void setNotifies(bool notifies) { m_notifies = notifies; }
    /// Something changed: looks in a moment, and not before the last look has been let alone for ten times as long as
    /// it took, however often this is said.
    void lookSoon();
    const AlertState& state() const { return m_state; }

  signals:
    void stateChanged();
    /// Something changed, as lookSoon() was told; as often as it looks because of it.
    void changed();

  private:
    struct Look {
        AlertState state;
        std::optional<std::vector<datasource::AlertGroup>> groups; ///< Of another machine's.
        bool renewed = false;
    };
    static Result<Look> lookAt(datasource::DataSource& source, bool remote, bool renew, std::stop_token stop);
    void look();
    void take(Result<Look> look);

    AsyncSource& m_source;
    NotificationCenter& m_center;
    QTimer m_timer;
    QTimer m_soon;
    QString m_url;
    bool m_notifies = true;
    AlertState m_state;
    std::map<QString, GroupChanges> m_changes; ///< By URL.
    qint64 m_renewedAt = 0;
    QElapsedTimer m_asking;
    bool m_stale = false; ///< Something changed while an answer was on its way.
};

} // namespace hearth::ui
