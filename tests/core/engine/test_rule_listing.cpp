// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "engine/rule_listing.h"

using namespace hearth;
using namespace hearth::engine;

namespace {

rules::RuleSnapshot alertingRule(std::string name, rules::TextMap labels) {
    rules::RuleSnapshot rule;
    rule.type = rules::RuleType::kAlerting;
    rule.name = std::move(name);
    rule.labels = std::move(labels);
    rule.state = rules::AlertState::kFiring;
    rule.alerts.resize(2);
    rule.alerts.back().activeAt = WallTime(std::chrono::microseconds(1'234'567));
    return rule;
}

rules::RuleSnapshot recordingRule(std::string name) {
    rules::RuleSnapshot rule;
    rule.name = std::move(name);
    return rule;
}

/// Three groups: two of them of one file, all with rules of their own.
std::vector<rules::GroupSnapshot> groups() {
    std::vector<rules::GroupSnapshot> all(3);
    all[0].file = "a.yml";
    all[0].name = "first";
    all[0].rules = {alertingRule("Down", {{"severity", "page"}}), recordingRule("job:up")};
    all[1].file = "a.yml";
    all[1].name = "second";
    all[1].rules = {recordingRule("job:up")};
    all[2].file = "b.yml";
    all[2].name = "first";
    all[2].rules = {alertingRule("Full", {{"severity", "warn"}, {"team", ""}})};
    return all;
}

/// `a.yml/first: Down job:up`, a line each group.
QString shown(const Result<datasource::RuleGroups>& rules) {
    if (!rules) {
        return QString::fromStdString(rules.error().message());
    }
    std::string text;
    for (const auto& group : rules->groups) {
        text += fmt::format("{}/{}:", group.file, group.name);
        for (const auto& rule : group.rules) {
            text += " " + rule.name;
        }
        text += "\n";
    }
    return QString::fromStdString(text);
}

} // namespace

class TestRuleListing : public QObject {
    Q_OBJECT

  private slots:
    void withoutFiltersAllGroupsAreListed();
    void filtersLeaveOutGroupsWithoutRules();
    void selectorsMatchTheRulesLabels();
    void alertsAreLeftOutOnDemand();
    void pagesFollowEachOther();
    void aTokenOfNoGroupIsRefused();
    void alertsOfAllRulesAreListed();
};

void TestRuleListing::withoutFiltersAllGroupsAreListed() {
    QCOMPARE(shown(listRules(groups(), {})),
             QString("a.yml/first: Down job:up\na.yml/second: job:up\nb.yml/first: Full\n"));
}

void TestRuleListing::filtersLeaveOutGroupsWithoutRules() {
    QCOMPARE(shown(listRules(groups(), {.type = datasource::RuleType::kAlerting})),
             QString("a.yml/first: Down\nb.yml/first: Full\n"));
    QCOMPARE(shown(listRules(groups(), {.type = datasource::RuleType::kRecording})),
             QString("a.yml/first: job:up\na.yml/second: job:up\n"));
    QCOMPARE(shown(listRules(groups(), {.ruleNames = {"Full", "none"}})), QString("b.yml/first: Full\n"));
    QCOMPARE(shown(listRules(groups(), {.groups = {"second"}})), QString("a.yml/second: job:up\n"));
    QCOMPARE(shown(listRules(groups(), {.groups = {"first"}, .files = {"b.yml"}})), QString("b.yml/first: Full\n"));
}

void TestRuleListing::selectorsMatchTheRulesLabels() {
    QCOMPARE(shown(listRules(groups(), {.selectors = {"{severity=~\"p.+\"}"}})), QString("a.yml/first: Down\n"));
    QCOMPARE(shown(listRules(groups(), {.selectors = {"{severity=\"x\"}", "{severity=\"warn\",team=\"\"}"}})),
             QString("b.yml/first: Full\n"));
    QVERIFY(shown(listRules(groups(), {.selectors = {"{"}})).contains("parse error"));
}

void TestRuleListing::alertsAreLeftOutOnDemand() {
    const auto with = listRules(groups(), {.ruleNames = {"Down"}});
    QCOMPARE(with->groups.front().rules.front().alerts.size(), std::size_t{2});
    const auto without = listRules(groups(), {.ruleNames = {"Down"}, .withAlerts = false});
    QVERIFY(without->groups.front().rules.front().alerts.empty());
    QVERIFY(without->groups.front().rules.front().state == datasource::AlertState::kFiring);
}

void TestRuleListing::pagesFollowEachOther() {
    const auto all = groups();
    const auto first = listRules(all, {.groupLimit = 2});
    QCOMPARE(shown(first), QString("a.yml/first: Down job:up\na.yml/second: job:up\n"));
    QCOMPARE(first->nextToken, groupToken(all[2]));
    const auto second = listRules(all, {.groupLimit = 2, .nextToken = first->nextToken});
    QCOMPARE(shown(second), QString("b.yml/first: Full\n"));
    QVERIFY(second->nextToken.empty());
    // sha256sum of "a.yml;first"
    QCOMPARE(groupToken(all[0]), std::string("dc153a93bba65bf212e6de9f8644268ed91567c85bfec4913d88fd92df2769db"));
    // A page that is full to the last rule that counts has no successor.
    QVERIFY(listRules(all, {.type = datasource::RuleType::kAlerting, .groupLimit = 2})->nextToken.empty());
}

void TestRuleListing::aTokenOfNoGroupIsRefused() {
    QCOMPARE(shown(listRules(groups(), {.groupLimit = 1, .nextToken = "abc"})),
             QString("invalid parameter \"group_next_token\": invalid group_next_token 'abc'. were rule groups "
                     "changed?"));
}

void TestRuleListing::alertsOfAllRulesAreListed() {
    const auto alerts = listAlerts(groups());
    QCOMPARE(alerts.size(), std::size_t{4});
    QCOMPARE(alerts.back().activeAt, model::TimestampMs{1'234});
}

QTEST_GUILESS_MAIN(TestRuleListing)
#include "test_rule_listing.moc"
