// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QString>

namespace hearth::ui {

/// One window per data directory: the first process listens on a local socket, a later one asks it to come forward.
/// Threads: confined to the GUI thread.
class SingleInstance : public QObject {
    Q_OBJECT

  public:
    /// `dataPath` names the instance; other directories are other instances.
    explicit SingleInstance(const QString& dataPath, QObject* parent = nullptr);

    /// Asks the running window to come forward. False where there is none (within half a second).
    /// `token`: the desktop's permission for that, where it gave one.
    bool raiseOther(const QString& token = {}) const;
    /// From now on this process is the one that is asked. False where the socket cannot be made; the window then works
    /// without.
    bool listen();

    /// The socket's path, for tests.
    const QString& socketPath() const { return m_path; }

  signals:
    void raiseRequested(const QString& token);

  private:
    void acceptConnection();

    QString m_path;
    QLocalServer m_server;
};

} // namespace hearth::ui
