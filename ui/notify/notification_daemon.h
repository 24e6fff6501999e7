// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QImage>
#include <QObject>
#include <QStringList>
#include <QTimer>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/error.h"
#include "datasource/desktop_notification.h"

class QDBusMessage;

namespace hearth::ui {

/// What a notification shows. All texts are plain.
struct Popup {
    struct Action {
        QString key; ///< `default`: a click on the notification itself.
        QString label;
    };

    std::uint32_t replaces = 0; ///< The id of the one that it takes the place of; 0: a new one.
    QString title;
    QString body;
    datasource::DesktopNotification::Urgency urgency = datasource::DesktopNotification::Urgency::kNormal;
    QString sound; ///< Name from the sound theme; empty: the daemon's choice.
    QImage picture;
    std::vector<Action> actions;
    bool resident = false;   ///< Stays when one of its buttons was pressed.
    bool transient = false;  ///< Leaves no trace in the daemon's history.
    int expiresAfterMs = -1; ///< -1: as the daemon likes; 0: never.
};

/// The desktop's notification daemon (org.freedesktop.Notifications 1.2 on the session bus). What it can do is read
/// before anything is shown, and again when another one takes its place. Never blocks.
/// Threads: confined to the GUI thread.
class NotificationDaemon : public QObject {
    Q_OBJECT

  public:
    /// A daemon that says nothing for this long counts as hanging.
    static constexpr int kPatienceMs = 5000;

    explicit NotificationDaemon(const QDBusConnection& bus, QObject* parent = nullptr);

    using Shown = std::move_only_function<void(Result<std::uint32_t>)>;
    /// Shows it, and says the id under which it can be replaced. kUnsupported: there is no daemon, or it refused;
    /// kTimeout: it hangs. `done` is not called once this is destroyed, and never from within this call.
    void show(Popup popup, Shown done);
    void close(std::uint32_t id);

    /// Known after the first show().
    bool has(const QString& capability) const { return m_capabilities.contains(capability); }
    /// `dunst 1.9.0`; empty before the first show(), and where there is none.
    const QString& name() const { return m_name; }

  signals:
    /// `token` lets the window come forward; empty where the daemon gives none.
    void actionInvoked(std::uint32_t id, const QString& key, const QString& token);
    /// By the person, by time, or by us: the id is of no use any longer.
    void closed(std::uint32_t id);
    /// All ids are of no use: another daemon is there, or there has been none for a moment.
    void restarted();

  private slots:
    void onActionInvoked(const QDBusMessage& message);
    void onActivationToken(const QDBusMessage& message);
    void onClosed(const QDBusMessage& message);

  private:
    enum class State : std::uint8_t { kUnknown, kAsking, kReady };
    struct Waiting {
        Popup popup;
        Shown done;
    };

    void ask();
    void askServer();
    void ready();
    void failAll(const Error& error);
    void send(Waiting waiting);
    QVariantMap hintsOf(const Popup& popup) const;
    QString bodyOf(const Popup& popup) const;
    void ownerChanged(const QString& owner);
    bool isOurs(const QDBusMessage& message) const;

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    State m_state = State::kUnknown;
    std::vector<Waiting> m_waiting; ///< Until the capabilities are known.
    QStringList m_capabilities;
    QString m_name;
    QString m_owner; ///< Its unique name; whoever else sends its signals is not believed.
    QTimer m_gone;
    std::uint32_t m_tokenId = 0;
    QString m_token;
};

} // namespace hearth::ui
