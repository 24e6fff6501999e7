// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusUnixFileDescriptor>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <fcntl.h>
#include <unistd.h>

#include "base/listeners.h"
#include "power/sleep_guard.h"
#include "power/sleep_report.h"
#include "support/scripted_data_source.h"
#include "ui/support/fake_host.h"
#include "ui/support/private_bus.h"

using namespace hearth;
using namespace hearth::ui;
using namespace std::chrono_literals;

namespace {

/// logind, as far as sleep is concerned: hands out one end of a pipe, and knows when it is closed.
class FakeLogind : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

  public:
    explicit FakeLogind(const QDBusConnection& bus)
        : m_bus(bus) {
        m_bus.registerObject(QStringLiteral("/org/freedesktop/login1"), this,
                             QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        m_bus.registerService(QStringLiteral("org.freedesktop.login1"));
    }
    ~FakeLogind() override {
        m_bus.unregisterService(QStringLiteral("org.freedesktop.login1"));
        if (m_readEnd >= 0) {
            close(m_readEnd);
        }
    }

    QStringList asked; ///< Of the last Inhibit.
    int locks = 0;
    /// Whether nobody holds the lock any more; waits for that for a while.
    bool released() const {
        char byte = 0;
        return QTest::qWaitFor([&] { return read(m_readEnd, &byte, 1) == 0; });
    }

  signals:
    void PrepareForSleep(bool begins); // NOLINT(readability-identifier-naming): logind's name

  public slots:
    QDBusUnixFileDescriptor Inhibit(const QString& what, const QString& who, const QString& why, // NOLINT
                                    const QString& mode) {
        asked = {what, who, why, mode};
        ++locks;
        int ends[2] = {-1, -1};
        if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0) {
            return {};
        }
        if (m_readEnd >= 0) {
            close(m_readEnd);
        }
        m_readEnd = ends[0];
        QDBusUnixFileDescriptor lock;
        lock.giveFileDescriptor(ends[1]);
        return lock;
    }

  private:
    QDBusConnection m_bus;
    int m_readEnd = -1;
};

constexpr model::TimestampMs kBegin = 1'700'000'000'000;

/// Counts what the engine is told; its alerts are scripted.
class SleepyHost final : public datasource::DesktopHost {
  public:
    std::atomic<int> prepared = 0;
    std::atomic<int> woken = 0;
    tests::ScriptedDataSource server;
    Listeners<datasource::SleepSpan> listeners;

    datasource::DataSource& local() override { return server; }
    Result<std::unique_ptr<datasource::DataSource>> remote(const std::string&) override {
        return fail(ErrorCode::kUnsupported, "none");
    }
    EngineState engineState() override { return {EngineState::Phase::kReady, {}}; }
    std::string settingsPath() const override { return {}; }
    std::string configPath() const override { return {}; }
    std::string dataPath() const override { return {}; }
    std::string apiUrl() const override { return {}; }
    void prepareForSleep() override { ++prepared; }
    void wakeUp() override { ++woken; }
    Subscription onSleep(std::function<void(datasource::SleepSpan)> listener) override {
        return listeners.add(std::move(listener));
    }
};

/// Answers with the alerts that fire at each moment; those of the window are what fired at any time of the sleep.
void script(tests::ScriptedDataSource& server, QStringList before, QStringList during, QStringList after) {
    server.onQuery = [=](const datasource::InstantQuery& query, std::stop_token) -> Result<model::QueryAnswer> {
        const bool ofTheSleep = query.expression.starts_with("count_over_time");
        const auto& names = ofTheSleep ? during : query.time < kBegin ? before : after;
        model::Vector vector;
        for (const auto& name : names) {
            model::VectorSample sample;
            sample.labels = model::Labels::fromPairs(
                {{"__name__", "ALERTS"}, {"alertname", name.toStdString()}, {"alertstate", "firing"}});
            vector.push_back(std::move(sample));
        }
        model::QueryAnswer answer;
        answer.value = std::move(vector);
        return answer;
    };
}

datasource::SleepSpan asleep(model::DurationMs length) {
    return {.begin = kBegin, .end = kBegin + length};
}

} // namespace

/// What the window does about a machine that sleeps.
class TestSleep : public QObject {
    Q_OBJECT

  private slots:
    void sleepWaitsUntilTheEngineHasWritten();
    void logindThatComesLaterOrAnewIsFound();
    void withoutABusNothingHappens();
    void aSleepIsToldOnceWithWhatBecameOfAlerts();
    void aShortSleepInWhichNothingHappenedIsNotTold();
    void sleepsThatFollowEachOtherAreToldTogether();
    void theServerOnShowIsAskedToo();
};

void TestSleep::sleepWaitsUntilTheEngineHasWritten() {
    tests::PrivateBus bus;
    if (bus.address().isEmpty()) {
        QSKIP("no dbus-daemon here");
    }
    FakeLogind logind(bus.connect());
    SleepyHost host;
    SleepGuard guard(host, bus.connect());
    QTRY_VERIFY(guard.isHolding());
    QCOMPARE(logind.asked.value(0), QStringLiteral("sleep"));
    QCOMPARE(logind.asked.value(3), QStringLiteral("delay"));

    emit logind.PrepareForSleep(true);
    QTRY_COMPARE(host.prepared.load(), 1);
    QVERIFY(logind.released());

    emit logind.PrepareForSleep(false);
    QTRY_COMPARE(host.woken.load(), 1);
    QTRY_VERIFY(guard.isHolding());
    QCOMPARE(logind.locks, 2);
}

void TestSleep::logindThatComesLaterOrAnewIsFound() {
    tests::PrivateBus bus;
    if (bus.address().isEmpty()) {
        QSKIP("no dbus-daemon here");
    }
    SleepyHost host;
    SleepGuard guard(host, bus.connect());
    for (int life = 1; life <= 2; ++life) {
        FakeLogind logind(bus.connect());
        QTRY_COMPARE(logind.locks, 1);
        QTRY_VERIFY(guard.isHolding());
        emit logind.PrepareForSleep(true);
        QTRY_COMPARE(host.prepared.load(), life);
        QVERIFY(logind.released());
    }
}

void TestSleep::withoutABusNothingHappens() {
    SleepyHost host;
    const SleepGuard guard(host, QDBusConnection(QStringLiteral("there is no such bus")));
    QVERIFY(!guard.isHolding());
}

void TestSleep::aSleepIsToldOnceWithWhatBecameOfAlerts() {
    SleepyHost host;
    script(host.server, {QStringLiteral("A"), QStringLiteral("B")}, {}, {QStringLiteral("B"), QStringLiteral("C")});
    SleepReport report(host, nullptr, 0ms);
    QSignalSpy told(&report, &SleepReport::told);
    host.listeners.call(asleep(2 * model::kHourMs + 14 * model::kMinuteMs));
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told[0][0].toString(), QStringLiteral("While you slept: 2 h 14 min"));
    QCOMPARE(told[0][1].toString(),
             QStringLiteral("Nothing was collected on this computer. 2 alert(s) fired before; over by now: 1. "
                            "1 new alert(s) fire now."));
}

void TestSleep::aShortSleepInWhichNothingHappenedIsNotTold() {
    SleepyHost host;
    script(host.server, {}, {}, {});
    SleepReport report(host, nullptr, 0ms);
    QSignalSpy told(&report, &SleepReport::told);
    host.listeners.call(asleep(20 * model::kSecondMs));
    host.listeners.call(asleep(10 * model::kMinuteMs)); // told together with it
    QTRY_COMPARE(told.size(), 1);
    host.listeners.call(asleep(20 * model::kSecondMs));
    host.listeners.call(asleep(20 * model::kSecondMs));
    // Something to say ends the silence; what was kept back did not come before.
    script(host.server, {QStringLiteral("A")}, {}, {});
    host.listeners.call(asleep(20 * model::kSecondMs));
    QTRY_COMPARE(told.size(), 2);
    QVERIFY(told[1][1].toString().contains(QStringLiteral("1 alert(s) that fired before are over")));
}

void TestSleep::sleepsThatFollowEachOtherAreToldTogether() {
    SleepyHost host;
    script(host.server, {}, {}, {});
    SleepReport report(host, nullptr, 50ms);
    QSignalSpy told(&report, &SleepReport::told);
    host.listeners.call(asleep(model::kHourMs));
    host.listeners.call({.begin = kBegin + 2 * model::kHourMs, .end = kBegin + 5 * model::kHourMs});
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told[0][0].toString(), QStringLiteral("While you slept: 4 h"));
}

void TestSleep::theServerOnShowIsAskedToo() {
    SleepyHost host;
    script(host.server, {}, {}, {});
    const auto remote = std::make_shared<tests::ScriptedDataSource>();
    script(*remote, {}, {QStringLiteral("A"), QStringLiteral("B")}, {QStringLiteral("B")});
    SleepReport report(host, nullptr, 0ms);
    report.setRemote(remote, QStringLiteral("nas"));
    QSignalSpy told(&report, &SleepReport::told);
    host.listeners.call(asleep(model::kHourMs));
    QTRY_COMPARE(told.size(), 1);
    QVERIFY(told[0][1].toString().endsWith(QStringLiteral("nas: 2 alert(s) fired meanwhile; over by now: 1.")));
}

QTEST_GUILESS_MAIN(TestSleep)
#include "test_sleep.moc"
