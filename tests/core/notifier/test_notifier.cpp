// SPDX-License-Identifier: GPL-3.0-or-later
#include "notifier/notifier.h"

#include <QTest>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "support/fake_clock.h"
#include "support/fake_transport.h"

using namespace hearth;
using namespace hearth::notifier;
using namespace std::chrono_literals;
using hearth::tests::FakeAnswer;
using hearth::tests::FakeClock;
using hearth::tests::FakeNetwork;
using hearth::tests::FakeTransport;

namespace {

const std::string kFirst = "http://am1:9093/api/v2/alerts";
const std::string kSecond = "http://am2:9093/api/v2/alerts";

discovery::TargetGroup group(const std::vector<std::string>& addresses, const model::Labels& common = {}) {
    discovery::TargetGroup group;
    group.source = "0";
    group.labels = common;
    for (const auto& address : addresses) {
        group.targets.push_back(model::LabelsBuilder().set("__address__", address).labels());
    }
    return group;
}

AlertPtr alert(std::string_view name, int number = 0) {
    auto alert = std::make_shared<Alert>();
    alert->labels =
        model::LabelsBuilder().set("alertname", name).set("n", std::to_string(number)).set("env", "own").labels();
    alert->annotations = {{"summary", "it \"burns\""}};
    alert->startsAt = WallTime(1'700'000'000s);
    alert->endsAt = WallTime(1'700'000'240s + 5ms);
    alert->generatorUrl = "http://h/graph?g0.expr=up";
    return alert;
}

std::vector<AlertPtr> alerts(int count, int first = 0) {
    std::vector<AlertPtr> list;
    for (int i = first; i < first + count; ++i) {
        list.push_back(alert("A", i));
    }
    return list;
}

model::RelabelRule dropWhere(std::string label, std::string_view pattern) {
    model::RelabelRule rule;
    rule.sourceLabels = {std::move(label)};
    rule.regex = model::Regex::create(pattern).value();
    rule.action = model::RelabelAction::kDrop;
    return rule;
}

/// A notifier, and servers that remember what they are told.
struct World {
    explicit World(Notifier::Settings settings = {})
        : notifier((settings.threaded = false, settings),
                   [this] { return std::make_unique<FakeTransport>(network, clock); }, clock, registry, Log()) {
        serve(kFirst);
        serve(kSecond);
    }

    void serve(const std::string& url) {
        network.servers[url] = [this, url](const http::ClientRequest& request) {
            requests.push_back(request);
            for (const auto& item : nlohmann::json::parse(request.body)) {
                received[url].push_back(std::stoi(item["labels"]["n"].get<std::string>()));
            }
            return FakeAnswer::text("");
        };
    }

    void use(const std::vector<std::string>& addresses, AlertmanagerOptions options = {}) {
        AlertingOptions alerting;
        alerting.alertmanagers.push_back(std::move(options));
        notifier.apply(alerting, {});
        notifier.setTargets("config-0", {group(addresses)});
    }

    void runFor(Nanoseconds time) { notifier.runUntil(clock.monotonic() + time); }

    double metric(std::string_view name, std::string_view alertmanager = {}) const {
        for (const auto& family : registry.gather()) {
            for (const auto& metric : family.metrics) {
                if (family.name == name && (alertmanager.empty() || metric.labels.front().second == alertmanager)) {
                    return metric.value;
                }
            }
        }
        return -1;
    }

    FakeClock clock;
    FakeNetwork network;
    instrument::Registry registry;
    std::vector<http::ClientRequest> requests;
    std::map<std::string, std::vector<int>> received;
    Notifier notifier;
};

} // namespace

class TestNotifier : public QObject {
    Q_OBJECT

  private slots:
    void anAlertIsPostedAsTheApiWantsIt();
    void everyAlertmanagerGetsEveryAlert();
    void batchesKeepTheirSizeAndOrder();
    void externalLabelsAreAddedWhereTheyAreMissing();
    void relabellingDropsForAllOrForOne();
    void withoutAlertmanagersSomebodyElseTakesTheAlerts();
    void addressesAreRelabelled();
    void aFullQueueLosesTheOldest();
    void aFailedBatchIsNotTriedAgain();
    void oneThatHangsHoldsUpNoOther();
    void aReloadKeepsWhatIsUnchanged();
    void aStoppingThreadSendsWhatWaits();
};

void TestNotifier::anAlertIsPostedAsTheApiWantsIt() {
    World world;
    world.use({"am1:9093"});
    const auto one = alerts(1, 7);
    world.notifier.send(one);
    world.runFor(1s);
    QCOMPARE(world.requests.size(), std::size_t{1});
    QCOMPARE(world.requests[0].method, std::string("POST"));
    const std::string body = R"([{"annotations":{"summary":"it \"burns\""},"endsAt":"2023-11-14T22:17:20.005Z",)"
                             R"("startsAt":"2023-11-14T22:13:20.000Z","generatorURL":"http://h/graph?g0.expr=up",)"
                             R"("labels":{"alertname":"A","env":"own","n":"7"}}])";
    QCOMPARE(world.requests[0].body, body);
    QCOMPARE(world.requests[0].headers[0].second, std::string("application/json"));
}

void TestNotifier::everyAlertmanagerGetsEveryAlert() {
    World world;
    world.use({"am1:9093", "am2:9093", "am1:9093"});
    QCOMPARE(world.notifier.alertmanagers().active, (std::vector<std::string>{kFirst, kSecond}));
    world.notifier.send(alerts(3));
    world.runFor(1s);
    QCOMPARE(world.received[kFirst], (std::vector<int>{0, 1, 2}));
    QCOMPARE(world.received[kSecond], (std::vector<int>{0, 1, 2}));
    QCOMPARE(world.metric("prometheus_notifications_sent_total", kFirst), 3.0);
    QCOMPARE(world.metric("prometheus_notifications_alertmanagers_discovered"), 2.0);
}

void TestNotifier::batchesKeepTheirSizeAndOrder() {
    World world({.batchSize = 4});
    world.use({"am1:9093"});
    world.notifier.send(alerts(10));
    world.runFor(1s);
    QCOMPARE(world.requests.size(), std::size_t{3});
    QCOMPARE(world.received[kFirst], (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

void TestNotifier::externalLabelsAreAddedWhereTheyAreMissing() {
    World world;
    AlertingOptions alerting;
    alerting.alertmanagers.emplace_back();
    world.notifier.apply(alerting, model::LabelsBuilder().set("env", "outer").set("site", "home").labels());
    world.notifier.setTargets("config-0", {group({"am1:9093"})});
    world.notifier.send(alerts(1));
    world.runFor(1s);
    const auto labels = nlohmann::json::parse(world.requests.at(0).body)[0]["labels"];
    QCOMPARE(labels["env"].get<std::string>(), std::string("own"));
    QCOMPARE(labels["site"].get<std::string>(), std::string("home"));
}

void TestNotifier::relabellingDropsForAllOrForOne() {
    World world;
    AlertingOptions alerting;
    alerting.alertRelabelRules = {dropWhere("n", "0")};
    alerting.alertmanagers.resize(2);
    alerting.alertmanagers[1].alertRelabelRules = {dropWhere("n", "1")};
    world.notifier.apply(alerting, {});
    world.notifier.setTargets("config-0", {group({"am1:9093"})});
    world.notifier.setTargets("config-1", {group({"am2:9093"})});
    world.notifier.send(alerts(3));
    world.runFor(1s);
    QCOMPARE(world.received[kFirst], (std::vector<int>{1, 2}));
    QCOMPARE(world.received[kSecond], (std::vector<int>{2}));
}

void TestNotifier::withoutAlertmanagersSomebodyElseTakesTheAlerts() {
    std::vector<std::string> taken;
    Notifier::Settings settings;
    settings.otherwise = [&taken](const std::vector<AlertPtr>& batch) {
        for (const auto& one : batch) {
            taken.push_back(one->labels.toString());
        }
    };
    World world(settings);
    AlertingOptions alerting;
    alerting.alertRelabelRules = {dropWhere("n", "2")};
    world.notifier.apply(alerting, {{"site", "home"}});
    world.notifier.send(alerts(2, 1));
    const std::string sent = R"({alertname="A", env="own", n="1", site="home"})";
    QCOMPARE(taken, std::vector{sent});
    QCOMPARE(world.notifier.sentLabels(alert("A", 1)->labels)->toString(), sent);
    QVERIFY(!world.notifier.sentLabels(alert("A", 2)->labels));

    world.use({"am1:9093"});
    world.notifier.send(alerts(1, 3));
    world.runFor(1s);
    QCOMPARE(taken.size(), std::size_t{1});
    QCOMPARE(world.received[kFirst], std::vector{3});
}

void TestNotifier::addressesAreRelabelled() {
    World world;
    AlertmanagerOptions options;
    options.scheme = "https";
    options.pathPrefix = "/am/";
    model::RelabelRule path;
    path.sourceLabels = {"path"};
    path.regex = model::Regex::create("(.+)").value();
    path.targetLabel = "__alerts_path__";
    options.relabelRules = {dropWhere("__address__", "gone.*"), path};
    AlertingOptions alerting;
    alerting.alertmanagers.push_back(options);
    world.notifier.apply(alerting, {});
    world.notifier.setTargets("config-0", {group({"am1:9093", "gone:1", "bad/x"}),
                                           group({"am3:1"}, model::LabelsBuilder().set("path", "/own").labels())});
    const auto found = world.notifier.alertmanagers();
    QCOMPARE(found.active, (std::vector<std::string>{"https://am1:9093/am/api/v2/alerts", "https://am3:1/own"}));
    QCOMPARE(found.dropped, (std::vector<std::string>{"https://gone:1/am/api/v2/alerts"}));
}

void TestNotifier::aFullQueueLosesTheOldest() {
    World world({.queueCapacity = 5});
    world.use({"am1:9093"});
    world.notifier.send(alerts(3));
    world.notifier.send(alerts(4, 10));
    QCOMPARE(world.metric("prometheus_notifications_dropped_total", kFirst), 2.0);
    world.notifier.send(alerts(7, 20));
    QCOMPARE(world.metric("prometheus_notifications_queue_length", kFirst), 5.0);
    world.runFor(1s);
    QCOMPARE(world.received[kFirst], (std::vector<int>{22, 23, 24, 25, 26}));
    QCOMPARE(world.metric("prometheus_notifications_dropped_total", kFirst), 9.0);
}

void TestNotifier::aFailedBatchIsNotTriedAgain() {
    World world({.batchSize = 2});
    world.use({"am1:9093"});
    int calls = 0;
    world.network.servers[kFirst] = [&](const http::ClientRequest&) {
        ++calls;
        return calls == 1 ? FakeAnswer::status(500, "Internal Server Error") : FakeAnswer::text("");
    };
    world.notifier.send(alerts(4));
    world.runFor(1min);
    QCOMPARE(calls, 2);
    QCOMPARE(world.metric("prometheus_notifications_errors_total", kFirst), 2.0);
    QCOMPARE(world.metric("prometheus_notifications_dropped_total", kFirst), 2.0);
    QCOMPARE(world.metric("prometheus_notifications_sent_total", kFirst), 2.0);
}

void TestNotifier::oneThatHangsHoldsUpNoOther() {
    World world;
    world.use({"am1:9093", "am2:9093"});
    world.network.servers[kFirst] = [](const http::ClientRequest&) {
        return FakeAnswer::after(1h, FakeAnswer::text(""));
    };
    world.notifier.send(alerts(1));
    world.runFor(1s);
    world.notifier.send(alerts(1, 1));
    world.runFor(1s);
    QCOMPARE(world.received[kSecond], (std::vector<int>{0, 1}));
    world.runFor(10s);
    QCOMPARE(world.metric("prometheus_notifications_errors_total", kFirst), 1.0); // after the timeout of ten seconds
}

void TestNotifier::aReloadKeepsWhatIsUnchanged() {
    World world;
    world.use({"am1:9093"});
    world.notifier.send(alerts(2));
    AlertingOptions alerting;
    alerting.alertmanagers.resize(2);
    alerting.alertmanagers[0].pathPrefix = "/new";
    world.notifier.apply(alerting, {});
    QCOMPARE(world.notifier.alertmanagers().active, (std::vector<std::string>{kFirst}));
    world.runFor(1s);
    QCOMPARE(world.received[kFirst], (std::vector<int>{0, 1}));
    QCOMPARE(world.notifier.jobs().size(), std::size_t{2});
}

void TestNotifier::aStoppingThreadSendsWhatWaits() {
    FakeClock clock;
    FakeNetwork network;
    instrument::Registry registry;
    std::atomic<int> received = 0;
    network.servers[kFirst] = [&](const http::ClientRequest& request) {
        received += static_cast<int>(nlohmann::json::parse(request.body).size());
        return FakeAnswer::text("");
    };
    Notifier notifier(
        {.batchSize = 10}, [&] { return std::make_unique<FakeTransport>(network, clock); }, clock, registry, Log());
    AlertingOptions alerting;
    alerting.alertmanagers.emplace_back();
    notifier.apply(alerting, {});
    notifier.setTargets("config-0", {group({"am1:9093"})});
    notifier.send(alerts(35));
    notifier.stop();
    QCOMPARE(received.load(), 35);
    notifier.send(alerts(1));
    QCOMPARE(received.load(), 35);
}

QTEST_APPLESS_MAIN(TestNotifier)
#include "test_notifier.moc"
