// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flows/mail_catcher.h"

#include <QTcpSocket>
#include <memory>

namespace hearth::tests {

struct MailCatcher::Session {
    bool isMail = false; ///< Lines of the mail, up to a single dot.
    QByteArray mail;
};

MailCatcher::MailCatcher() {
    if (!m_server.listen(QHostAddress::LocalHost)) {
        qFatal("the mail server does not start: %s", qPrintable(m_server.errorString()));
    }
    QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
        while (auto* socket = m_server.nextPendingConnection()) {
            greet(socket);
        }
    });
}

void MailCatcher::greet(QTcpSocket* socket) {
    const auto session = std::make_shared<Session>();
    QObject::connect(socket, &QTcpSocket::readyRead, &m_server, [this, socket, session] { read(*socket, *session); });
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    socket->write("220 catcher ready\r\n");
}

void MailCatcher::read(QTcpSocket& socket, Session& session) {
    while (socket.canReadLine()) {
        const auto line = socket.readLine();
        if (!session.isMail) {
            socket.write(answer(session, line.trimmed()));
        } else if (line == ".\r\n") {
            session.isMail = false;
            m_mail = session.mail;
            socket.write("250 2.0.0 kept as number one\r\n");
        } else {
            session.mail += line;
        }
    }
}

QByteArray MailCatcher::answer(Session& session, const QByteArray& line) {
    const auto word = line.left(4).toUpper();
    if (word == "RCPT" && !m_refusal.isEmpty()) {
        return m_refusal + "\r\n";
    }
    if (word == "DATA") {
        session.isMail = true;
        return "354 go on\r\n";
    }
    return word == "QUIT" ? "221 bye\r\n" : "250 fine\r\n";
}

} // namespace hearth::tests
