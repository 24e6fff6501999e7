// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include "datasource/remote_alertmanager.h"
#include "ui/flows/exporter.h"

namespace hearth::tests {

/// The real Prometheus, which judges every second, with the real Alertmanager beside it or alone, on free ports of this
/// machine. Both end with the object.
/// Threads: confined to the GUI thread.
class RemoteScene {
  public:
    enum class With { kAlertmanager, kNothing };
    RemoteScene(With with, const QByteArray& rules);
    ~RemoteScene();
    RemoteScene(const RemoteScene&) = delete;
    RemoteScene& operator=(const RemoteScene&) = delete;

    /// Which program is not installed; empty: all are.
    static QString missing();
    /// Both answer, and Prometheus knows its Alertmanager.
    bool ready();
    /// `127.0.0.1:port`, as a person types it.
    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(m_port); }
    /// What the Alertmanager itself says, past the window.
    std::vector<datasource::Silence> silences();

    Exporter target;

  private:
    void start(QProcess& process, const QString& program, const QStringList& arguments);
    static void end(QProcess& process);
    void write(const QString& name, const QString& text) const;

    const With m_with;
    QTemporaryDir m_folder;
    int m_port = 0;
    int m_alertsPort = 0;
    QProcess m_prometheus;
    QProcess m_alertmanager;
};

} // namespace hearth::tests
