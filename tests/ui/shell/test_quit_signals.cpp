// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <csignal>
#include <unistd.h>

#include "shell/quit_signals.h"

using namespace hearth::ui;

class TestQuitSignals : public QObject {
    Q_OBJECT

  private slots:
    void aSignalArrivesInTheEventLoop_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("terminate") << SIGTERM;
        QTest::newRow("interrupt") << SIGINT;
    }

    void aSignalArrivesInTheEventLoop() {
        QFETCH(int, signal);
        QuitSignals signals_;
        QSignalSpy arrived(&signals_, &QuitSignals::arrived);
        kill(getpid(), signal);
        QTRY_COMPARE(arrived.size(), 1);
    }

    void aHangUpAsksForAReloadEachTime() {
        QuitSignals signals_;
        QSignalSpy arrived(&signals_, &QuitSignals::arrived);
        QSignalSpy reload(&signals_, &QuitSignals::reloadRequested);
        for (int times = 1; times <= 2; ++times) {
            kill(getpid(), SIGHUP);
            QTRY_COMPARE(reload.size(), times);
        }
        QCOMPARE(arrived.size(), 0);
    }

    void theSecondSignalIsNotCaught() {
        const QuitSignals signals_;
        kill(getpid(), SIGTERM);
        struct sigaction now{};
        sigaction(SIGTERM, nullptr, &now);
        QVERIFY(now.sa_handler == SIG_DFL);
    }

    void ignoredSignalsStayIgnored() {
        const auto before = std::signal(SIGHUP, SIG_IGN);
        {
            QuitSignals signals_;
            QSignalSpy arrived(&signals_, &QuitSignals::arrived);
            kill(getpid(), SIGHUP);
            kill(getpid(), SIGINT);
            QTRY_COMPARE(arrived.size(), 1);
        }
        QVERIFY(std::signal(SIGHUP, before) == SIG_IGN);
    }

    void handlersComeBack() {
        struct sigaction before{};
        sigaction(SIGTERM, nullptr, &before);
        {
            const QuitSignals signals_;
        }
        struct sigaction after{};
        sigaction(SIGTERM, nullptr, &after);
        QVERIFY(before.sa_handler == after.sa_handler);
    }
};

QTEST_GUILESS_MAIN(TestQuitSignals)
#include "test_quit_signals.moc"
