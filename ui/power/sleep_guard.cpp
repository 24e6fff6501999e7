// SPDX-License-Identifier: GPL-3.0-or-later
#include "power/sleep_guard.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace hearth::ui {
namespace {

const QString kService = QStringLiteral("org.freedesktop.login1");
const QString kPath = QStringLiteral("/org/freedesktop/login1");
const QString kInterface = QStringLiteral("org.freedesktop.login1.Manager");
const QString kSlot = QStringLiteral("sleep");

} // namespace

SleepGuard::SleepGuard(datasource::DesktopHost& host, const QDBusConnection& bus, QObject* parent)
    : QObject(parent)
    , m_host(host)
    , m_bus(bus)
    , m_watcher(kService, bus, QDBusServiceWatcher::WatchForRegistration)
    , m_worker(QStringLiteral("sleep"), 1) {
    if (!m_bus.isConnected()) {
        return;
    }
    m_bus.connect(kService, kPath, kInterface, QStringLiteral("PrepareForSleep"), this, SLOT(prepareForSleep(bool)));
    connect(&m_watcher, &QDBusServiceWatcher::serviceRegistered, this, &SleepGuard::takeLock);
    takeLock();
}

void SleepGuard::takeLock() {
    auto call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Inhibit"));
    call << QStringLiteral("sleep") << QStringLiteral("Hearth") << tr("Writes what was collected to the disk")
         << QStringLiteral("delay");
    auto* reply = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(reply, &QDBusPendingCallWatcher::finished, this, [this, reply] {
        reply->deleteLater();
        const QDBusPendingReply<QDBusUnixFileDescriptor> lock = *reply;
        if (lock.isValid()) {
            m_lock = lock.value();
        }
    });
}

void SleepGuard::prepareForSleep(bool begins) {
    tellEngine(begins);
    if (!begins) {
        takeLock();
    }
}

void SleepGuard::tellEngine(bool sleeps) {
    m_worker.call(
        // A slot each: waking must not cancel what the engine is still told of sleeping.
        this, sleeps ? kSlot : kSlot + QStringLiteral("-wake"),
        [&host = m_host, sleeps](const std::stop_token&) -> Result<void> {
            sleeps ? host.prepareForSleep() : host.wakeUp();
            return {};
        },
        [this, sleeps](const Result<void>&) {
            if (sleeps) {
                m_lock = QDBusUnixFileDescriptor();
                emit prepared();
            } else {
                emit woke();
            }
        });
}

} // namespace hearth::ui
