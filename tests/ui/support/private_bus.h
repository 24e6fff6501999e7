// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace hearth::tests {

/// A message bus of its own, which ends with the object.
/// Threads: confined to one thread.
class PrivateBus {
  public:
    PrivateBus();
    ~PrivateBus();
    PrivateBus(const PrivateBus&) = delete;
    PrivateBus& operator=(const PrivateBus&) = delete;

    /// Empty where there is no dbus-daemon here: such a test is skipped.
    const QString& address() const { return m_address; }
    /// One more connection; ends with the bus.
    QDBusConnection connect();

  private:
    QTemporaryDir m_directory;
    QProcess m_daemon;
    QString m_address;
    QStringList m_names;
};

} // namespace hearth::tests
