// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>
#include <QStandardPaths>

namespace hearth::ui {
namespace {

constexpr int kPatienceMs = 500;
constexpr qint64 kMaxMessage = 512;
const QByteArray kRaise = QByteArrayLiteral("raise");

QString socketPathFor(const QString& dataPath) {
    auto folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (folder.isEmpty()) {
        folder = QDir::tempPath();
    }
    const auto place = QDir(dataPath).absolutePath().toUtf8();
    const auto name = QCryptographicHash::hash(place, QCryptographicHash::Sha256).toHex().left(16);
    return folder + QStringLiteral("/hearth-") + QString::fromLatin1(name);
}

} // namespace

SingleInstance::SingleInstance(const QString& dataPath, QObject* parent)
    : QObject(parent)
    , m_path(socketPathFor(dataPath)) {
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::acceptConnection);
}

bool SingleInstance::raiseOther(const QString& token) const {
    QLocalSocket socket;
    socket.connectToServer(m_path);
    if (!socket.waitForConnected(kPatienceMs)) {
        return false;
    }
    socket.write(kRaise + ' ' + token.toUtf8().left(kMaxMessage / 2) + '\n');
    return socket.waitForBytesWritten(kPatienceMs);
}

bool SingleInstance::listen() {
    // A socket that nobody answers is what a crash left behind.
    QLocalServer::removeServer(m_path);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    return m_server.listen(m_path);
}

void SingleInstance::acceptConnection() {
    while (auto* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine() && socket->bytesAvailable() < kMaxMessage) {
                return;
            }
            const auto line = socket->readLine(kMaxMessage).trimmed();
            if (line == kRaise || line.startsWith(kRaise + ' ')) {
                emit raiseRequested(QString::fromUtf8(line.mid(kRaise.size()).trimmed()));
            }
            socket->disconnectFromServer();
        });
    }
}

} // namespace hearth::ui
