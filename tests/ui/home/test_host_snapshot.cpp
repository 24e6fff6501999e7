// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "home/host_snapshot.h"
#include "ui/support/fake_server.h"

using namespace hearth;
using namespace hearth::ui;

class TestHostSnapshot : public QObject {
    Q_OBJECT

  private slots:
    void machinesAreFoundByTheirName() {
        tests::FakeServer server;
        const auto hosts = readHosts(server, {});
        QVERIFY(hosts);
        QCOMPARE(hosts->hosts.size(), std::size_t{1});
        QCOMPARE(hosts->hosts.front().name, QStringLiteral("kitchen"));
        QVERIFY(!hosts->awaited);
    }

    void machinesAreAwaitedUntilAllTargetsWereAsked() {
        tests::FakeServer server;
        server.beginning = true;
        QCOMPARE(readHosts(server, {}).value(), (HostList{{}, true}));
        server.beginning = false;
        server.hasHost = false;
        QCOMPARE(readHosts(server, {}).value(), HostList());
    }

    void foreignNamesAreQuoted() {
        const HostChoice host{"a\"b\\", "node", {}};
        QCOMPARE(QString::fromStdString(host.matchers()), QStringLiteral("instance=\"a\\\"b\\\\\", job=\"node\""));
    }

    void allPartsAreRead() {
        tests::FakeServer server;
        const auto snapshot = readHost(server, {"localhost:9100", "node", {}}, 1'700'000'000'123, {});
        QVERIFY(snapshot);
        QCOMPARE(snapshot->range.end % kHostStep, 0);
        QVERIFY(snapshot->range.end >= 1'700'000'000'123);
        QCOMPARE(snapshot->cpuRatio.size(), kHostSpan / kHostStep + 1);
        QCOMPARE(snapshot->cores.value_or(0), 8.0);
        QCOMPARE(snapshot->disks.size(), std::size_t{3});
        QCOMPARE(snapshot->disks.front().mountpoint, QStringLiteral("/srv/media"));
        QVERIFY(!snapshot->fullestAvailableBytes.isEmpty());
        QCOMPARE(snapshot->system, QStringLiteral("Linux 6.1.0-28-amd64"));
    }

    void firstFailureIsTheWhole() {
        tests::FakeServer server;
        server.failing = true;
        const auto snapshot = readHost(server, {"localhost:9100", "node", {}}, 1'700'000'000'000, {});
        QVERIFY(!snapshot);
        QCOMPARE(server.calls.load(), 1);
    }
};

QTEST_GUILESS_MAIN(TestHostSnapshot)
#include "test_host_snapshot.moc"
