// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <thread>

#include "datasource/acknowledgement.h"
#include "notify/alert_watch.h"
#include "notify/change_feed.h"
#include "ui/notify/fake_daemon.h"
#include "ui/support/fake_host.h"
#include "ui/support/fake_server.h"

using namespace hearth;
using namespace hearth::ui;
using hearth::tests::FakeDaemon;
using hearth::tests::FakeServer;
using hearth::tests::PrivateBus;

/// A server that is looked at, and the desktop that hears of it.
class TestAlertWatch : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void theStateIsCounted();
    void aServerThatIsAwayIsDisconnected();
    void anotherMachinesAlertsAreShownOnce();
    void thisComputersAreLeftToItsEngine();
    void acknowledgementsOfAnotherMachineAreProlonged();
    void whatChangesWhileItLooksIsSeenSoon();
    void theEnginesNewsIsOneHoweverMuch();
    void nothingIsAskedWhileNobodyLooks();

  private:
    struct Parts {
        explicit Parts(PrivateBus& bus)
            : daemon(bus)
            , client(bus.connect())
            , center(client)
            , source(nullptr)
            , watch(source, center) {}
        FakeDaemon daemon;
        NotificationDaemon client;
        NotificationCenter center;
        AsyncSource source;
        AlertWatch watch;
    };

    std::unique_ptr<PrivateBus> m_bus;
    std::shared_ptr<FakeServer> m_server;
};

void TestAlertWatch::init() {
    m_bus = std::make_unique<PrivateBus>();
    if (m_bus->address().isEmpty()) {
        QSKIP("dbus-daemon is not installed");
    }
    m_server = std::make_shared<FakeServer>();
}

void TestAlertWatch::theStateIsCounted() {
    Parts parts(*m_bus);
    parts.source.setSource(m_server);
    parts.watch.setActive(true);
    QTRY_COMPARE(parts.watch.state().kind, AlertState::Kind::kFiring);
    QVERIFY(parts.watch.state().firing > 0);
    QVERIFY(parts.watch.state().pending > 0);
    QVERIFY(parts.watch.state().silences > 0);
    m_server->alertWorld.quiet = true;
    parts.watch.lookSoon();
    QTRY_COMPARE(parts.watch.state().kind, AlertState::Kind::kCalm);
}

void TestAlertWatch::aServerThatIsAwayIsDisconnected() {
    Parts parts(*m_bus);
    parts.source.setSource(m_server);
    parts.watch.setActive(true);
    QTRY_COMPARE(parts.watch.state().kind, AlertState::Kind::kFiring);
    m_server->failing = true;
    m_server->alertWorld.failing = true;
    parts.watch.lookSoon();
    QTRY_COMPARE(parts.watch.state().kind, AlertState::Kind::kDisconnected);
}

void TestAlertWatch::anotherMachinesAlertsAreShownOnce() {
    Parts parts(*m_bus);
    parts.source.setSource(m_server);
    parts.watch.setServer("http://nas:9090");
    parts.watch.setActive(true);
    QTRY_VERIFY(!parts.daemon.shown.isEmpty());
    QVERIFY2(parts.daemon.shown[0].body.contains("http://nas:9090"), qPrintable(parts.daemon.shown[0].body));
    QTRY_COMPARE(parts.watch.state().kind, AlertState::Kind::kFiring);
    const auto count = parts.daemon.shown.size();
    // Away and back: nothing new.
    m_server->alertWorld.failing = true;
    m_server->failing = true;
    parts.watch.lookSoon();
    QTRY_COMPARE(parts.watch.state().kind, AlertState::Kind::kDisconnected);
    m_server->alertWorld.failing = false;
    m_server->failing = false;
    parts.watch.lookSoon();
    QTRY_COMPARE(parts.watch.state().kind, AlertState::Kind::kFiring);
    QCOMPARE(parts.daemon.shown.size(), count);
    m_server->alertWorld.quiet = true;
    parts.watch.lookSoon();
    QTRY_VERIFY(!parts.daemon.taken.isEmpty());
}

void TestAlertWatch::thisComputersAreLeftToItsEngine() {
    Parts parts(*m_bus);
    parts.source.setSource(m_server);
    parts.watch.setActive(true);
    QTRY_COMPARE(parts.watch.state().kind, AlertState::Kind::kFiring);
    QVERIFY(parts.daemon.shown.isEmpty());
}

void TestAlertWatch::acknowledgementsOfAnotherMachineAreProlonged() {
    Parts parts(*m_bus);
    const auto alerts = m_server->alertWorld.alerts({}, {}).value();
    const auto now = QDateTime::currentMSecsSinceEpoch();
    auto acknowledgement = datasource::acknowledgementOf(alerts.front().labels, "ann", "", now);
    acknowledgement.id = "mine";
    acknowledgement.endsAt = now + model::kMinuteMs;
    m_server->alertWorld.clearSilences();
    m_server->alertWorld.addSilence(acknowledgement);
    parts.source.setSource(m_server);
    parts.watch.setServer("http://nas:9090");
    parts.watch.setActive(true);
    QTRY_VERIFY(m_server->alertWorld.silence("mine", {}).value().endsAt > now + 10 * model::kMinuteMs);
}

/// The answer under way may be older than the change.
void TestAlertWatch::whatChangesWhileItLooksIsSeenSoon() {
    Parts parts(*m_bus);
    parts.source.setSource(m_server);
    parts.watch.setActive(true);
    QVERIFY(parts.source.busy(&parts.watch, "alerts"));
    parts.watch.lookSoon();
    QTRY_COMPARE(parts.watch.state().kind, AlertState::Kind::kFiring);
    m_server->alertWorld.quiet = true;
    QTRY_COMPARE_WITH_TIMEOUT(parts.watch.state().kind, AlertState::Kind::kCalm, AlertWatch::kEveryMs / 3);
}

void TestAlertWatch::theEnginesNewsIsOneHoweverMuch() {
    tests::FakeHost host("/nowhere");
    {
        ChangeFeed feed(host);
        QSignalSpy changed(&feed, &ChangeFeed::changed);
        std::thread engine([&host] {
            for (int i = 0; i < 10'000; ++i) {
                host.alertListeners.call();
            }
        });
        engine.join();
        QTRY_COMPARE(changed.size(), 1);
        host.alertListeners.call();
        QTRY_COMPARE(changed.size(), 2);
        host.alertListeners.call();
    }
    host.alertListeners.call();
    QCoreApplication::processEvents();
}

void TestAlertWatch::nothingIsAskedWhileNobodyLooks() {
    Parts parts(*m_bus);
    parts.source.setSource(m_server);
    parts.watch.lookSoon();
    parts.watch.setServer("http://nas:9090");
    QCOMPARE(m_server->alertWorld.calls.load(), 0);
    QVERIFY(!parts.source.busy(&parts.watch, "alerts"));
}

QTEST_MAIN(TestAlertWatch)
#include "test_alert_watch.moc"
