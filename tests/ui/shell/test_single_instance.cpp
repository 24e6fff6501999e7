// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "shell/single_instance.h"

using namespace hearth::ui;

class TestSingleInstance : public QObject {
    Q_OBJECT

  private slots:
    void firstHasNobodyToRaise() {
        const QTemporaryDir folder;
        QVERIFY(!SingleInstance(folder.path()).raiseOther());
    }

    void secondRaisesTheFirst() {
        const QTemporaryDir folder;
        SingleInstance first(folder.path());
        QVERIFY(first.listen());
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);
        const SingleInstance second(folder.path() + QStringLiteral("/."));
        QVERIFY(second.raiseOther());
        QTRY_COMPARE(raised.size(), 1);
        QVERIFY(raised[0][0].toString().isEmpty());
        QVERIFY(second.raiseOther(QStringLiteral("token of the desktop")));
        QTRY_COMPARE(raised.size(), 2);
        QCOMPARE(raised[1][0].toString(), QStringLiteral("token of the desktop"));
    }

    void otherDirectoriesAreOthers() {
        const QTemporaryDir folder;
        const QTemporaryDir otherFolder;
        SingleInstance first(folder.path());
        QVERIFY(first.listen());
        QVERIFY(!SingleInstance(otherFolder.path()).raiseOther());
    }

    void socketLeftBehindIsReplaced() {
        const QTemporaryDir folder;
        SingleInstance instance(folder.path());
        QFile left(instance.socketPath());
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.close();
        QVERIFY(!instance.raiseOther());
        QVERIFY(instance.listen());
    }

    void otherWordsAreIgnored() {
        const QTemporaryDir folder;
        SingleInstance first(folder.path());
        QVERIFY(first.listen());
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);
        QLocalSocket socket;
        socket.connectToServer(first.socketPath());
        socket.write(QByteArray(1000, 'x'));
        QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
        QCOMPARE(raised.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "test_single_instance.moc"
