// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QObject>
#include <QVariantMap>

#include "ui/support/private_bus.h"

namespace hearth::tests {

/// What the daemon was told to show.
struct ShownPopup {
    uint id = 0;
    uint replaces = 0;
    QString title;
    QString body;
    QStringList actions;
    QVariantMap hints;
    int timeout = 0;
};

/// A notification daemon whose person is the test.
class FakeDaemon : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

  public:
    QStringList capabilities{"actions", "body", "body-markup", "persistence"};
    QList<ShownPopup> shown;
    QList<uint> taken;
    bool hangs = false;
    bool replacesOthers = true; ///< Some daemons always show a new one.

    explicit FakeDaemon(PrivateBus& bus)
        : m_bus(bus.connect()) {
        m_bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                             QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        m_bus.registerService(QStringLiteral("org.freedesktop.Notifications"));
    }
    ~FakeDaemon() override {
        m_bus.unregisterService(QStringLiteral("org.freedesktop.Notifications"));
        m_bus.unregisterObject(QStringLiteral("/org/freedesktop/Notifications"));
    }

    void press(uint id, const QString& action, const QString& token = {}) {
        if (!token.isEmpty()) {
            emit ActivationToken(id, token);
        }
        emit ActionInvoked(id, action);
    }
    void dismiss(uint id) { emit NotificationClosed(id, 2); }

  public slots: // NOLINT: the protocol's names
    QStringList GetCapabilities() { return capabilities; }
    QString GetServerInformation(QString& vendor, QString& version, QString& specification) {
        vendor = QStringLiteral("tests");
        version = QStringLiteral("1.0");
        specification = QStringLiteral("1.2");
        return QStringLiteral("fake");
    }
    uint Notify(const QString& /*application*/, uint replaces, const QString& /*icon*/, const QString& title,
                const QString& body, const QStringList& actions, const QVariantMap& hints, int timeout) {
        if (hangs) {
            setDelayedReply(true);
            return 0;
        }
        const uint id = replaces != 0 && replacesOthers ? replaces : ++m_last;
        shown.push_back({id, replaces, title, body, actions, hints, timeout});
        return id;
    }
    void CloseNotification(uint id) {
        taken << id;
        emit NotificationClosed(id, 3);
    }

  signals:
    void ActionInvoked(uint id, const QString& action);
    void ActivationToken(uint id, const QString& token);
    void NotificationClosed(uint id, uint reason);

  private:
    QDBusConnection m_bus;
    uint m_last = 10;
};

} // namespace hearth::tests
