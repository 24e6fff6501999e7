// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "support/fake_clock.h"
#include "support/fake_file_system.h"
#include "support/fake_transport.h"
#include "uplink/address.h"
#include "uplink/uplink_watch.h"

using namespace hearth;
using namespace hearth::uplink;
using namespace std::chrono_literals;

namespace {

constexpr const char* kRoutes = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
                                "wlan0\t0001A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0\n"
                                "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n";

tests::FakeAnswer unreachable() {
    return {.response = fail(ErrorCode::kIo, "dial tcp 192.0.2.1:443: connect: no route to host")};
}
tests::FakeAnswer nameless() {
    return {.response = fail(ErrorCode::kIo, "dial tcp: lookup example.org: no such host")};
}

/// A home with a router and two hosts outside.
class Home {
  public:
    Home() {
        files.createDirectories("/proc/net").value();
        files.replaceAtomically("/proc/net/route", kRoutes).value();
        set("192.168.1.1:80", tests::FakeAnswer::refused());
        set("1.1.1.1:443", tests::FakeAnswer::status(400, "Bad Request"));
        set("example.org:443", tests::FakeAnswer::status(400, "Bad Request"));
        watch.setHosts({"1.1.1.1", "example.org:443"}).value();
    }

    void set(const std::string& authority, tests::FakeAnswer answer) {
        network.servers["http://" + authority + "/"] = [this, answer](const http::ClientRequest&) {
            ++asked;
            return answer;
        };
    }
    void setOutside(const tests::FakeAnswer& answer) {
        set("1.1.1.1:443", answer);
        set("example.org:443", answer);
    }
    void run(Nanoseconds duration) {
        const auto end = clock.monotonic() + duration;
        while (clock.monotonic() < end) {
            watch.step(end);
        }
    }
    double metric(const std::string& name, const instrument::LabelPairs& labels = {}) const {
        for (const auto families = registry.gather(); const auto& family : families) {
            for (const auto& metric : family.metrics) {
                if (family.name == name && metric.labels == labels) {
                    return metric.value;
                }
            }
        }
        return -1;
    }

    int asked = 0;
    std::vector<UplinkState> told;
    tests::FakeFileSystem files;
    tests::FakeClock clock;
    tests::FakeNetwork network;
    instrument::Registry registry;
    UplinkWatch watch{{.makeTransport = [this] { return std::make_unique<tests::FakeTransport>(network, clock); },
                       .clock = clock,
                       .files = files,
                       .registry = registry,
                       .log = {},
                       .onRound = [this](const UplinkState& state) { told.push_back(state); },
                       .hasThread = false}};
};

} // namespace

/// Whether the way out is there.
class TestUplinkWatch : public QObject {
    Q_OBJECT

  private slots:
    void addressesBeyondTheRouterAreOutside();
    void theGatewayIsReadOutOfTheRoutes();
    void anAnswerOfAnyKindIsUp();
    void oneLostRoundIsNoOutage();
    void anOutageIsToldWithItsCauseAndItsBeginning();
    void theUplinkThatComesBackIsToldOnce();
    void withoutHostsNothingIsAsked();
    void hostsAreChecked();
    void whatIsSeenStandsInTheMetrics();
};

void TestUplinkWatch::addressesBeyondTheRouterAreOutside() {
    for (const auto* const outside :
         {"example.org", "example.org:443", "https://example.org/x?y", "8.8.8.8:53", "1.1.1.1", "[2001:db8::1]:9100",
          "2001:db8::1", "http://user:pass@example.org:8080/"}) {
        QVERIFY2(isOutside(outside), outside);
    }
    for (const auto* const inside :
         {"", "nas", "nas:9100", "localhost:9090", "192.168.1.20:9100", "10.1.2.3", "172.31.0.1:80", "100.64.0.9",
          "127.0.0.1:9090", "169.254.1.1", "printer.local", "nas.lan:9100", "nas.home.arpa.", "a.internal:1",
          "[::1]:9090", "fe80::1%eth0", "[fd00::5]:9100", "http://192.168.1.1/status"}) {
        QVERIFY2(!isOutside(inside), inside);
    }
    QVERIFY(isOutside("172.32.0.1"));
}

void TestUplinkWatch::theGatewayIsReadOutOfTheRoutes() {
    QCOMPARE(QString::fromStdString(defaultGateway(kRoutes)), QStringLiteral("192.168.1.1"));
    QVERIFY(defaultGateway("").empty());
    QVERIFY(defaultGateway("Iface\tDestination\tGateway\nwlan0\t00000000\tnonsense\n").empty());
}

void TestUplinkWatch::anAnswerOfAnyKindIsUp() {
    Home home;
    home.setOutside(tests::FakeAnswer::refused());
    home.run(10min);
    QVERIFY(home.watch.state().isUp);
    QVERIFY(home.told.empty());
    // Every half a minute: the router and two hosts.
    QVERIFY(home.asked >= 3 * 20 && home.asked <= 3 * 21);
}

void TestUplinkWatch::oneLostRoundIsNoOutage() {
    Home home;
    int round = 0;
    for (const auto* const authority : {"1.1.1.1:443", "example.org:443"}) {
        home.network.servers[std::string("http://") + authority + "/"] = [&round](const http::ClientRequest&) {
            return ++round / 2 % 3 == 0 ? unreachable() : tests::FakeAnswer::refused();
        };
    }
    home.run(1h);
    QVERIFY(home.watch.state().isUp);
    QVERIFY(home.told.empty());
}

void TestUplinkWatch::anOutageIsToldWithItsCauseAndItsBeginning() {
    Home home;
    home.run(5min);
    home.setOutside(unreachable());
    const auto begin = home.clock.now();
    home.run(2min);
    auto state = home.watch.state();
    QVERIFY(!state.isUp);
    QCOMPARE(state.cause, Cause::kBeyond);
    QVERIFY(state.since >= begin && state.since <= begin + 31s);
    QVERIFY(home.told.size() > 5); // as long as it lasts
    home.setOutside(nameless());
    home.run(1min);
    QCOMPARE(home.watch.state().cause, Cause::kNames);
    home.set("192.168.1.1:80", tests::FakeAnswer::after(1h, tests::FakeAnswer::refused()));
    home.run(1min);
    QCOMPARE(home.watch.state().cause, Cause::kGateway);
    QCOMPARE(home.watch.state().since, state.since);
}

void TestUplinkWatch::theUplinkThatComesBackIsToldOnce() {
    Home home;
    home.setOutside(unreachable());
    home.run(2min);
    home.told.clear();
    home.set("1.1.1.1:443", tests::FakeAnswer::refused()); // one is enough
    home.run(10min);
    QCOMPARE(home.told.size(), std::size_t{1});
    QVERIFY(home.told.front().isUp);
}

void TestUplinkWatch::withoutHostsNothingIsAsked() {
    Home home;
    home.setOutside(unreachable());
    home.run(2min);
    QVERIFY(!home.watch.state().isUp);
    home.watch.setHosts({}).value();
    home.told.clear();
    home.run(10min);
    QVERIFY(home.watch.state().isUp);
    QCOMPARE(home.told.size(), std::size_t{1});
    const auto asked = home.asked;
    home.run(1h);
    QCOMPARE(home.asked, asked);
}

void TestUplinkWatch::hostsAreChecked() {
    Home home;
    for (const auto* const bad : {"", "a b", "http://example.org/", "example.org/x", "me@example.org", "x:99999999"}) {
        const auto set = home.watch.setHosts({bad});
        QVERIFY2(!set && set.error().code() == ErrorCode::kInvalidArgument, bad);
    }
    QVERIFY(!home.watch.setHosts(std::vector<std::string>(9, "example.org")));
    QVERIFY(home.watch.setHosts({"[2001:db8::1]", "[2001:db8::1]:80", "example.org"}).has_value());
}

void TestUplinkWatch::whatIsSeenStandsInTheMetrics() {
    Home home;
    home.set("example.org:443", unreachable());
    home.run(1min);
    QCOMPARE(home.metric("hearth_uplink_up"), 1.0);
    QCOMPARE(home.metric("hearth_uplink_check_success", {{"host", "example.org:443"}, {"kind", "outside"}}), 0.0);
    QCOMPARE(home.metric("hearth_uplink_check_success", {{"host", "192.168.1.1"}, {"kind", "gateway"}}), 1.0);
    home.setOutside(unreachable());
    home.run(1min);
    QCOMPARE(home.metric("hearth_uplink_up"), 0.0);
}

QTEST_GUILESS_MAIN(TestUplinkWatch)
#include "test_uplink_watch.moc"
