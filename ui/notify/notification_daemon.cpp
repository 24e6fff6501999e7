// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/notification_daemon.h"

#include <QDBusArgument>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <fmt/format.h>

namespace hearth::ui {
namespace {

const QString kService = QStringLiteral("org.freedesktop.Notifications");
const QString kPath = QStringLiteral("/org/freedesktop/Notifications");

/// For another daemon to take the place of one that ended; then the bus is asked to start one.
constexpr int kSuccessorMs = 2000;

/// `(iiibiiay)`: width, height, bytes a row, alpha, bits a channel, channels, RGBA.
struct ImageData {
    QImage image;
};

QDBusArgument& operator<<(QDBusArgument& argument, const ImageData& data) {
    constexpr int kBits = 8;
    constexpr int kChannels = 4;
    const auto& image = data.image;
    argument.beginStructure();
    argument << image.width() << image.height() << static_cast<int>(image.bytesPerLine()) << true << kBits << kChannels
             << QByteArray(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes());
    argument.endStructure();
    return argument;
}

const QDBusArgument& operator>>(const QDBusArgument& argument, ImageData& /*data*/) {
    return argument;
}

QDBusMessage callOf(const char* method) {
    return QDBusMessage::createMethodCall(kService, kPath, kService, QString::fromLatin1(method));
}

Error errorOf(const QDBusError& error) {
    switch (error.type()) {
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return Error(ErrorCode::kTimeout, "the desktop's notification daemon does not answer");
    case QDBusError::ServiceUnknown:
    case QDBusError::Disconnected:
        return Error(ErrorCode::kUnsupported, "this desktop has no notification daemon");
    default:
        return Error(ErrorCode::kUnsupported,
                     fmt::format("the desktop's notification daemon refused it: {}", error.message().toStdString()));
    }
}

} // namespace
} // namespace hearth::ui

Q_DECLARE_METATYPE(hearth::ui::ImageData)

namespace hearth::ui {

NotificationDaemon::NotificationDaemon(const QDBusConnection& bus, QObject* parent)
    : QObject(parent)
    , m_bus(bus)
    , m_watcher(kService, bus, QDBusServiceWatcher::WatchForOwnerChange) {
    qDBusRegisterMetaType<ImageData>();
    m_gone.setSingleShot(true);
    m_gone.setInterval(kSuccessorMs);
    connect(&m_gone, &QTimer::timeout, this, &NotificationDaemon::restarted);
    connect(&m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString& /*service*/, const QString& /*before*/, const QString& now) { ownerChanged(now); });
    // Without a sender: naming one would ask the bus for its owner and wait.
    const auto listen = [this](const char* signal, const char* slot) {
        m_bus.connect(QString(), kPath, kService, QString::fromLatin1(signal), this, slot);
    };
    listen("ActionInvoked", SLOT(onActionInvoked(QDBusMessage)));
    listen("ActivationToken", SLOT(onActivationToken(QDBusMessage)));
    listen("NotificationClosed", SLOT(onClosed(QDBusMessage)));
}

void NotificationDaemon::ownerChanged(const QString& owner) {
    const bool known = !m_owner.isEmpty();
    if (owner == m_owner) {
        return;
    }
    m_owner = owner;
    m_name.clear();
    m_capabilities.clear();
    if (m_state == State::kAsking) {
        return; // the first question woke it up, and is answered by the new one
    }
    m_state = State::kUnknown;
    if (!owner.isEmpty()) {
        m_gone.stop();
        emit restarted();
    } else if (known) {
        m_gone.start();
    }
}

void NotificationDaemon::show(Popup popup, Shown done) {
    m_waiting.push_back({std::move(popup), std::move(done)});
    switch (m_state) {
    case State::kUnknown:
        ask();
        break;
    case State::kReady:
        ready();
        break;
    case State::kAsking:
        break;
    }
}

/// The first call also starts a daemon that the bus knows how to start.
void NotificationDaemon::ask() {
    m_state = State::kAsking;
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(callOf("GetCapabilities"), kPatienceMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* finished) {
        finished->deleteLater();
        const QDBusPendingReply<QStringList> reply = *finished;
        if (reply.isError()) {
            failAll(errorOf(reply.error()));
            return;
        }
        m_capabilities = reply.value();
        m_owner = finished->reply().service();
        askServer();
    });
}

void NotificationDaemon::askServer() {
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(callOf("GetServerInformation"), kPatienceMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* finished) {
        finished->deleteLater();
        const QDBusPendingReply<QString, QString, QString, QString> reply = *finished;
        if (reply.isError()) {
            failAll(errorOf(reply.error()));
            return;
        }
        m_name = (reply.argumentAt<0>() + QLatin1Char(' ') + reply.argumentAt<2>()).trimmed();
        m_state = State::kReady;
        ready();
    });
}

void NotificationDaemon::ready() {
    for (auto& waiting : std::exchange(m_waiting, {})) {
        send(std::move(waiting));
    }
}

void NotificationDaemon::failAll(const Error& error) {
    m_state = State::kUnknown;
    for (auto& waiting : std::exchange(m_waiting, {})) {
        waiting.done(std::unexpected(error));
    }
}

QString NotificationDaemon::bodyOf(const Popup& popup) const {
    return has(QStringLiteral("body-markup")) ? popup.body.toHtmlEscaped() : popup.body;
}

QVariantMap NotificationDaemon::hintsOf(const Popup& popup) const {
    QVariantMap hints;
    hints.insert(QStringLiteral("urgency"), QVariant::fromValue(static_cast<uchar>(popup.urgency)));
    hints.insert(QStringLiteral("category"), QStringLiteral("device.error"));
    if (const auto entry = QGuiApplication::desktopFileName(); !entry.isEmpty()) {
        hints.insert(QStringLiteral("desktop-entry"), entry);
    }
    if (!popup.sound.isEmpty()) {
        hints.insert(QStringLiteral("sound-name"), popup.sound);
    }
    if (popup.resident && has(QStringLiteral("persistence"))) {
        hints.insert(QStringLiteral("resident"), true);
    }
    if (popup.transient) {
        hints.insert(QStringLiteral("transient"), true);
    }
    if (!popup.picture.isNull()) {
        hints.insert(QStringLiteral("image-data"),
                     QVariant::fromValue(ImageData{popup.picture.convertToFormat(QImage::Format_RGBA8888)}));
    }
    return hints;
}

void NotificationDaemon::send(Waiting waiting) {
    const auto& popup = waiting.popup;
    QStringList actions;
    if (has(QStringLiteral("actions"))) {
        for (const auto& action : popup.actions) {
            actions << action.key << action.label;
        }
    }
    auto call = callOf("Notify");
    call << QGuiApplication::applicationDisplayName() << popup.replaces << QString() << popup.title << bodyOf(popup)
         << actions << hintsOf(popup) << popup.expiresAfterMs;
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call, kPatienceMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, replaces = popup.replaces,
             done = std::make_shared<Shown>(std::move(waiting.done))](QDBusPendingCallWatcher* finished) {
                finished->deleteLater();
                const QDBusPendingReply<uint> reply = *finished;
                (*done)(reply.isError() ? Result<std::uint32_t>(std::unexpected(errorOf(reply.error())))
                                        : Result<std::uint32_t>(reply.value()));
                // Some daemons leave the one before where it is.
                if (!reply.isError() && replaces != 0 && reply.value() != replaces) {
                    close(replaces);
                }
            });
}

void NotificationDaemon::close(std::uint32_t id) {
    auto call = callOf("CloseNotification");
    call << id;
    m_bus.asyncCall(call, kPatienceMs);
}

bool NotificationDaemon::isOurs(const QDBusMessage& message) const {
    return message.service() == m_owner && !message.arguments().isEmpty();
}

void NotificationDaemon::onActivationToken(const QDBusMessage& message) {
    if (isOurs(message)) {
        m_tokenId = message.arguments().value(0).toUInt();
        m_token = message.arguments().value(1).toString();
    }
}

void NotificationDaemon::onActionInvoked(const QDBusMessage& message) {
    if (!isOurs(message)) {
        return;
    }
    const auto id = message.arguments().value(0).toUInt();
    const auto token = id == m_tokenId ? std::exchange(m_token, QString()) : QString();
    emit actionInvoked(id, message.arguments().value(1).toString(), token);
}

void NotificationDaemon::onClosed(const QDBusMessage& message) {
    if (isOurs(message)) {
        emit closed(message.arguments().value(0).toUInt());
    }
}

} // namespace hearth::ui
