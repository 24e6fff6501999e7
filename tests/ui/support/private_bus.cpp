// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/private_bus.h"

#include <QFile>

namespace hearth::tests {
namespace {

constexpr int kPatienceMs = 10'000;

constexpr const char* kConfig = R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=%1</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
)";

} // namespace

PrivateBus::PrivateBus() {
    const auto path = m_directory.filePath(QStringLiteral("bus.conf"));
    QFile config(path);
    if (!config.open(QIODevice::WriteOnly)) {
        return;
    }
    config.write(QString::fromLatin1(kConfig).arg(m_directory.path()).toUtf8());
    config.close();
    m_daemon.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--config-file=") + path, QStringLiteral("--nofork"),
                                                   QStringLiteral("--print-address")});
    while (m_daemon.waitForReadyRead(kPatienceMs) && !m_daemon.canReadLine()) {
    }
    m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
}

PrivateBus::~PrivateBus() {
    for (const auto& name : m_names) {
        QDBusConnection::disconnectFromBus(name);
    }
    m_daemon.terminate();
    m_daemon.waitForFinished(kPatienceMs);
}

QDBusConnection PrivateBus::connect() {
    m_names << QStringLiteral("private-%1-%2").arg(m_daemon.processId()).arg(m_names.size());
    return QDBusConnection::connectToBus(m_address, m_names.back());
}

} // namespace hearth::tests
