// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QTcpServer>

class QTcpSocket;

namespace hearth::tests {

/// A mail server on a port of this machine, which takes every mail, or refuses every recipient, and delivers nothing.
/// Works while events are handled.
/// Threads: confined to the GUI thread.
class MailCatcher {
  public:
    MailCatcher();

    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(m_server.serverPort()); }
    /// The mail that came last, with its header; empty: none.
    const QByteArray& mail() const { return m_mail; }
    /// What is answered to recipients from now on, `550 5.1.1 nobody of this name`; empty: they are taken.
    void refuse(const QByteArray& words) { m_refusal = words; }

  private:
    struct Session;
    void greet(QTcpSocket* socket);
    void read(QTcpSocket& socket, Session& session);
    QByteArray answer(Session& session, const QByteArray& line);

    QTcpServer m_server;
    QByteArray m_refusal;
    QByteArray m_mail;
};

} // namespace hearth::tests
