// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <atomic>
#include <memory>
#include <mutex>

#include "http/server.h"

namespace hearth::tests {

/// A target on a port of this machine that can be stopped and started again there, and a place that messages are posted
/// to. Serves `load` and `heat{sensor}`, whose values are said here.
/// Threads: thread-safe but for start() and stop().
class Exporter {
  public:
    Exporter();

    void start();
    void stop() { m_server.reset(); }
    void setLoad(double load) { m_load = load; }
    QString instance() const { return QStringLiteral("127.0.0.1:%1").arg(m_port); }
    QString url(const QString& path) const { return QStringLiteral("http://") + instance() + path; }
    /// What was posted last; empty: nothing.
    QByteArray posted() const;

  private:
    http::ServerResponse answer(const http::ServerRequest& request);

    std::atomic<double> m_load{20};
    mutable std::mutex m_mutex;
    QByteArray m_posted; ///< Guarded by m_mutex.
    int m_port = 0;
    std::unique_ptr<http::Server> m_server;
};

} // namespace hearth::tests
