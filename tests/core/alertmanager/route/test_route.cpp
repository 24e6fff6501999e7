// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <chrono>

#include "alertmanager/route/matcher_text.h"
#include "alertmanager/route/route.h"

using namespace hearth;
using namespace hearth::alertmanager;

namespace {

RouteOptions node(std::string receiver, std::string_view matchers = {}) {
    RouteOptions options;
    options.receiver = std::move(receiver);
    options.matchers = parseMatchers(matchers, MatcherSyntax::kUtf8).value().matchers;
    return options;
}

std::string routed(const Route& root, const model::Labels& labels) {
    std::string text;
    for (const auto* const route : root.match(labels)) {
        text += (text.empty() ? "" : ",") + route->receiver;
    }
    return text;
}

} // namespace

class TestRoute : public QObject {
    Q_OBJECT

  private slots:
    void takesTheFirstChildThatMatches();
    void goesOnBehindAChildThatSaysSo();
    void triesGrandchildrenBeforeTheChildItself();
    void readsAMissingLabelAsEmpty();
    void inheritsAllButMatchersContinueAndIntervals();
    void groupsByNothingWhereTheListIsEmpty();
    void groupsByAllLabels();
    void mergesLabelsDownTheTree();
    void namesRoutesAsTheNotificationLogDoes();
    void escapesGroupKeysAsGoDoes();
    void routesTenThousandAlertsQuickly();
};

void TestRoute::takesTheFirstChildThatMatches() {
    auto options = node("root");
    options.routes = {node("a", "team=a"), node("b", "team=~\"a|b\"")};
    const auto root = Route::build(options);
    QCOMPARE(routed(*root, {{"team", "a"}}), "a");
    QCOMPARE(routed(*root, {{"team", "b"}}), "b");
    QCOMPARE(routed(*root, {{"team", "bb"}}), "root");
    QCOMPARE(routed(*root, {}), "root");
}

void TestRoute::goesOnBehindAChildThatSaysSo() {
    auto options = node("root");
    options.routes = {node("a", "x=1"), node("b", "y=1"), node("c")};
    options.routes[0].goesOn = true;
    options.routes[1].goesOn = true;
    const auto root = Route::build(options);
    QCOMPARE(routed(*root, {{"x", "1"}, {"y", "1"}}), "a,b,c");
    QCOMPARE(routed(*root, {{"y", "1"}}), "b,c");
}

void TestRoute::triesGrandchildrenBeforeTheChildItself() {
    auto options = node("root");
    options.routes = {node("a", "x=1")};
    options.routes[0].routes = {node("aa", "y=1"), node("ab", "y=2")};
    const auto root = Route::build(options);
    QCOMPARE(routed(*root, {{"x", "1"}, {"y", "2"}}), "ab");
    QCOMPARE(routed(*root, {{"x", "1"}, {"y", "3"}}), "a");
    QCOMPARE(routed(*root, {{"y", "2"}}), "root");
}

void TestRoute::readsAMissingLabelAsEmpty() {
    auto options = node("root");
    options.routes = {node("without", "team=\"\""), node("with", "team!=\"\"")};
    const auto root = Route::build(options);
    QCOMPARE(routed(*root, {{"x", "1"}}), "without");
    QCOMPARE(routed(*root, {{"team", "1"}}), "with");
}

void TestRoute::inheritsAllButMatchersContinueAndIntervals() {
    auto options = node("root");
    options.groupBy = {"b", "a"};
    options.groupWait = 1;
    options.groupInterval = 2;
    options.repeatInterval = 3;
    options.goesOn = true;
    options.muteTimeIntervals = {"m"};
    options.activeTimeIntervals = {"n"};
    options.routes = {node(""), node("own")};
    options.routes[1].groupInterval = 20;
    const auto root = Route::build(options);
    const auto& heir = *root->routes[0];
    QCOMPARE(heir.receiver, "root");
    QCOMPARE(heir.groupBy, (std::vector<std::string>{"a", "b"}));
    QCOMPARE(heir.groupWait, 1);
    QCOMPARE(heir.groupInterval, 2);
    QCOMPARE(heir.repeatInterval, 3);
    QVERIFY(!heir.goesOn && heir.muteTimeIntervals.empty() && heir.activeTimeIntervals.empty());
    QCOMPARE(root->routes[1]->receiver, "own");
    QCOMPARE(root->routes[1]->groupInterval, 20);
}

void TestRoute::groupsByNothingWhereTheListIsEmpty() {
    auto options = node("root");
    options.groupBy = {"a"};
    options.routes = {node("")};
    options.routes[0].groupBy.emplace();
    const auto root = Route::build(options);
    const model::Labels labels{{"a", "1"}, {"b", "2"}};
    QCOMPARE(root->groupLabels(labels).toString(), R"({a="1"})");
    QVERIFY(root->routes[0]->groupLabels(labels).empty());
}

void TestRoute::groupsByAllLabels() {
    auto options = node("root");
    options.groupByAll = true;
    options.routes = {node(""), node("")};
    options.routes[1].groupBy = {"b"};
    const auto root = Route::build(options);
    const model::Labels labels{{"a", "1"}, {"b", "2"}};
    QCOMPARE(root->routes[0]->groupLabels(labels), labels);
    QCOMPARE(root->routes[1]->groupLabels(labels).toString(), R"({b="2"})");
}

void TestRoute::mergesLabelsDownTheTree() {
    auto options = node("root");
    options.labels = {{"a", "1"}, {"b", "1"}};
    options.routes = {node("")};
    options.routes[0].labels = {{"b", "2"}, {"c", "2"}};
    const auto root = Route::build(options);
    QCOMPARE(root->routes[0]->labels, (std::map<std::string, std::string>{{"a", "1"}, {"b", "2"}, {"c", "2"}}));
    QCOMPARE(root->labels.size(), 2U);
}

void TestRoute::namesRoutesAsTheNotificationLogDoes() {
    auto options = node("root");
    options.routes = {node("a", "z=1,a=~\"b.*\""), node("b")};
    options.routes[0].routes = {node("c", "x!=1")};
    const auto root = Route::build(options);
    QCOMPARE(root->key, "{}");
    QCOMPARE(root->path, "{}");
    const auto& leaf = *root->routes[0]->routes[0];
    QCOMPARE(leaf.key, R"({}/{a=~"b.*",z="1"}/{x!="1"})");
    QCOMPARE(leaf.path, R"({}/{a=~"b.*",z="1"}/0/{x!="1"}/0)");
    QCOMPARE(root->routes[1]->path, "{}/{}/1");
    QCOMPARE(leaf.groupKey({{"alertname", "A"}, {"job", "j"}}),
             R"({}/{a=~"b.*",z="1"}/{x!="1"}:{alertname="A", job="j"})");
    QCOMPARE(root->groupKey({}), "{}:{}");
}

void TestRoute::escapesGroupKeysAsGoDoes() {
    const auto root = Route::build(node("root"));
    QCOMPARE(root->groupKey({{"a", "x\"\n日本\u3000\u200b"}}), R"({}:{a="x\"\n日本\u3000\u200b"})");
}

void TestRoute::routesTenThousandAlertsQuickly() {
    auto options = node("root");
    for (int i = 0; i < 200; ++i) {
        const auto number = std::to_string(i);
        options.routes.push_back(node("r" + number, "team=team-" + number + ",severity=~\"critical|warning\""));
    }
    const auto root = Route::build(options);
    std::vector<model::Labels> alerts;
    for (int i = 0; i < 10'000; ++i) {
        const auto instance = "host-" + std::to_string(i);
        const auto team = "team-" + std::to_string(i % 220);
        alerts.push_back({{"alertname", "InstanceDown"},
                          {"cluster", "eu-1"},
                          {"instance", instance},
                          {"job", "node"},
                          {"severity", "critical"},
                          {"team", team}});
    }
    const auto begin = std::chrono::steady_clock::now();
    std::size_t matches = 0;
    for (const auto& alert : alerts) {
        matches += root->match(alert).size();
    }
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    QCOMPARE(matches, alerts.size());
    qInfo("10000 alerts through 200 routes: %.1f ms", took.count());
    QVERIFY(took.count() < 5'000);
}

QTEST_APPLESS_MAIN(TestRoute)
#include "test_route.moc"
