// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QDBusUnixFileDescriptor>
#include <QObject>

#include "data/background.h"
#include "datasource/desktop.h"

class QDBusPendingCallWatcher;

namespace hearth::ui {

/// Hears from logind that the machine goes to sleep, delays that until the engine has written what is in memory, and
/// tells the engine when it wakes. Without logind nothing happens here: the engine then notices by its clocks.
/// Threads: confined to the GUI thread; the engine is told on a worker.
class SleepGuard : public QObject {
    Q_OBJECT

  public:
    /// `host` must outlive it; `bus` is the system's.
    SleepGuard(datasource::DesktopHost& host, const QDBusConnection& bus, QObject* parent = nullptr);

    /// Whether sleep waits for us.
    bool isHolding() const { return m_lock.isValid(); }

  signals:
    /// What is in memory is on the disk, and the machine may sleep.
    void prepared();
    void woke();

  private slots: // NOLINT(readability-redundant-access-specifiers): called over D-Bus
    void prepareForSleep(bool begins);

  private:
    void takeLock();
    void tellEngine(bool sleeps);

    datasource::DesktopHost& m_host;
    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    QDBusUnixFileDescriptor m_lock; ///< Sleep is delayed for as long as it is open.
    Background m_worker;
};

} // namespace hearth::ui
