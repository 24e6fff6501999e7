// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <chrono>
#include <random>

#include "alertmanager/inhibit/inhibitor.h"
#include "alertmanager/route/matcher_text.h"

using namespace hearth;
using namespace hearth::alertmanager;

namespace {

constexpr model::TimestampMs kNow = 1'000'000;

InhibitRuleOptions rule(std::string_view source, std::string_view target, std::vector<std::string> equal = {}) {
    InhibitRuleOptions options;
    options.source = parseMatchers(source, MatcherSyntax::kUtf8).value().matchers;
    options.target = parseMatchers(target, MatcherSyntax::kUtf8).value().matchers;
    options.equal = std::move(equal);
    return options;
}

Alert alert(model::Labels labels, model::TimestampMs endsAt = 0) {
    Alert out;
    out.fingerprint = fingerprintOf(labels);
    out.labels = std::move(labels);
    out.endsAt = endsAt;
    return out;
}

/// The rules as the documentation words them, without any index.
std::optional<std::size_t> inhibitingRule(const std::vector<InhibitRuleOptions>& rules,
                                          const std::vector<Alert>& alerts, const model::Labels& labels) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
        if (!model::matchesAll(labels, rules[i].target)) {
            continue;
        }
        const bool both = model::matchesAll(labels, rules[i].source);
        for (const auto& source : alerts) {
            const bool same = std::ranges::all_of(
                rules[i].equal, [&](const auto& name) { return source.labels.value(name) == labels.value(name); });
            if (same && !source.isResolvedAt(kNow) && model::matchesAll(source.labels, rules[i].source) &&
                !(both && model::matchesAll(source.labels, rules[i].target))) {
                return i;
            }
        }
    }
    return std::nullopt;
}

} // namespace

class TestInhibitor : public QObject {
    Q_OBJECT

  private slots:
    void inhibitsTargetsOfAFiringSource();
    void wantsEqualLabelsToBeEqual();
    void readsMissingLabelsAsEmpty();
    void lapsesWithTheSource();
    void neverInhibitsByAnAlertOfBothSidesWhatIsOfBothSides();
    void namesTheFirstRuleAndTheLeastSource();
    void forgetsResolvedSources();
    void doesAsTheRulesSayOnRandomAlerts();
    void staysCheapWithManyAlertsAndRules();
};

void TestInhibitor::inhibitsTargetsOfAFiringSource() {
    Inhibitor inhibitor({rule("severity=critical", "severity=warning")});
    const auto source = alert({{"severity", "critical"}});
    QVERIFY(!inhibitor.inhibits({{"severity", "warning"}}, kNow));
    inhibitor.put(source, kNow);
    QCOMPARE(inhibitor.inhibits({{"severity", "warning"}}, kNow),
             std::optional(Inhibition{.source = source.fingerprint, .rule = 0}));
    QVERIFY(!inhibitor.inhibits({{"severity", "info"}}, kNow));
}

void TestInhibitor::wantsEqualLabelsToBeEqual() {
    Inhibitor inhibitor({rule("s=1", "t=1", {"cluster", "job"})});
    inhibitor.put(alert({{"s", "1"}, {"cluster", "a"}, {"job", "j"}}), kNow);
    QVERIFY(inhibitor.inhibits({{"t", "1"}, {"cluster", "a"}, {"job", "j"}}, kNow));
    QVERIFY(!inhibitor.inhibits({{"t", "1"}, {"cluster", "b"}, {"job", "j"}}, kNow));
    QVERIFY(!inhibitor.inhibits({{"t", "1"}, {"cluster", "aj"}}, kNow));
}

void TestInhibitor::readsMissingLabelsAsEmpty() {
    Inhibitor inhibitor({rule("s=1", "t=1", {"cluster"})});
    inhibitor.put(alert({{"s", "1"}}), kNow);
    QVERIFY(inhibitor.inhibits({{"t", "1"}}, kNow));
    QVERIFY(!inhibitor.inhibits({{"t", "1"}, {"cluster", "a"}}, kNow));
}

void TestInhibitor::lapsesWithTheSource() {
    Inhibitor inhibitor({rule("s=1", "t=1")});
    inhibitor.put(alert({{"s", "1"}}, kNow + 10), kNow);
    QVERIFY(inhibitor.inhibits({{"t", "1"}}, kNow + 9));
    QVERIFY(!inhibitor.inhibits({{"t", "1"}}, kNow + 10));
    inhibitor.put(alert({{"s", "1"}}, kNow + 100), kNow);
    QVERIFY(inhibitor.inhibits({{"t", "1"}}, kNow + 10));
    inhibitor.put(alert({{"s", "1"}}, kNow), kNow);
    QVERIFY(!inhibitor.inhibits({{"t", "1"}}, kNow));
    QCOMPARE(inhibitor.sourceCount(), 0U);
}

void TestInhibitor::neverInhibitsByAnAlertOfBothSidesWhatIsOfBothSides() {
    Inhibitor inhibitor({rule("s=1", "t=1")});
    const auto both = alert({{"s", "1"}, {"t", "1"}});
    const auto other = alert({{"s", "1"}, {"t", "1"}, {"x", "1"}});
    inhibitor.put(both, kNow);
    inhibitor.put(other, kNow);
    QVERIFY(!inhibitor.inhibits(both.labels, kNow));
    QVERIFY(inhibitor.inhibits({{"t", "1"}}, kNow)); // one that is no source is inhibited by those
    const auto plain = alert({{"s", "1"}});
    inhibitor.put(plain, kNow);
    QCOMPARE(inhibitor.inhibits(both.labels, kNow)->source, plain.fingerprint);
}

void TestInhibitor::namesTheFirstRuleAndTheLeastSource() {
    Inhibitor inhibitor({rule("s=0", "t=1"), rule("s=1", "t=1"), rule("s=1", "t=~.*")});
    std::vector<Fingerprint> sources;
    for (const auto* const name : {"a", "b", "c", "d"}) {
        const auto source = alert({{"s", "1"}, {"x", name}});
        inhibitor.put(source, kNow);
        sources.push_back(source.fingerprint);
    }
    QCOMPARE(inhibitor.inhibits({{"t", "1"}}, kNow),
             std::optional(Inhibition{.source = std::ranges::min(sources), .rule = 1}));
}

void TestInhibitor::forgetsResolvedSources() {
    Inhibitor inhibitor({rule("s=1", "t=1", {"x"})});
    for (int i = 0; i < 10; ++i) {
        inhibitor.put(alert({{"s", "1"}, {"x", std::to_string(i)}}, kNow + i), kNow - 1);
    }
    QCOMPARE(inhibitor.sourceCount(), 10U);
    inhibitor.removeResolved(kNow + 4);
    QCOMPARE(inhibitor.sourceCount(), 5U);
}

void TestInhibitor::doesAsTheRulesSayOnRandomAlerts() {
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const auto pick = [&](unsigned n) { return random() % n; };
    const std::vector<std::string> names{"a", "b", "c", "d"};
    const auto matchers = [&] {
        std::string text;
        for (unsigned i = 0; i <= pick(2); ++i) {
            const auto* const sign = std::vector{"=", "!=", "=~", "!~"}[pick(4)];
            text += (text.empty() ? "" : ",") + names[pick(4)] + sign + "\"" + std::to_string(pick(3)) + "\"";
        }
        return text;
    };
    for (int round = 0; round < 200; ++round) {
        std::vector<InhibitRuleOptions> rules;
        for (unsigned i = 0; i < 1 + pick(5); ++i) {
            std::vector<std::string> equal(names.begin(), names.begin() + pick(3));
            rules.push_back(rule(matchers(), matchers(), equal));
        }
        Inhibitor inhibitor(rules);
        std::vector<Alert> alerts;
        for (unsigned i = 0; i < 1 + pick(20); ++i) {
            std::vector<model::Labels::Pair> pairs;
            for (const auto& name : names) {
                if (pick(3) != 0) {
                    pairs.emplace_back(name, std::to_string(pick(3)));
                }
            }
            alerts.push_back(alert(model::Labels::fromPairs(pairs), pick(4) == 0 ? kNow - 1 : 0));
            std::erase_if(alerts, [&, last = alerts.size() - 1](const Alert& other) {
                return &other != &alerts[last] && other.fingerprint == alerts[last].fingerprint;
            });
            inhibitor.put(alerts.back(), kNow - 2);
        }
        for (const auto& each : alerts) {
            const auto got = inhibitor.inhibits(each.labels, kNow);
            QCOMPARE(got ? std::optional(got->rule) : std::nullopt, inhibitingRule(rules, alerts, each.labels));
            QVERIFY(!got || got->source != each.fingerprint);
        }
    }
}

void TestInhibitor::staysCheapWithManyAlertsAndRules() {
    std::vector<InhibitRuleOptions> rules;
    for (int i = 0; i < 100; ++i) {
        rules.push_back(rule("severity=critical,team=team-" + std::to_string(i),
                             "severity=~\"warning|info\",team=team-" + std::to_string(i), {"cluster", "instance"}));
    }
    Inhibitor inhibitor(rules);
    std::vector<Alert> alerts;
    for (int i = 0; i < 10'000; ++i) {
        alerts.push_back(alert({{"alertname", "A"},
                                {"cluster", "eu"},
                                {"instance", "host-" + std::to_string(i / 2)},
                                {"severity", i % 2 == 0 ? "critical" : "warning"},
                                {"team", "team-" + std::to_string(i / 2 % 120)}}));
    }
    const auto begin = std::chrono::steady_clock::now();
    for (const auto& each : alerts) {
        inhibitor.put(each, kNow);
    }
    const auto middle = std::chrono::steady_clock::now();
    std::size_t inhibited = 0;
    for (const auto& each : alerts) {
        inhibited += inhibitor.inhibits(each.labels, kNow) ? 1 : 0;
    }
    const auto end = std::chrono::steady_clock::now();
    using Milliseconds = std::chrono::duration<double, std::milli>;
    QVERIFY(inhibited > 4'000 && inhibited < 5'000);
    qInfo("10000 alerts, 100 rules: put %.1f ms, asked %.1f ms", Milliseconds(middle - begin).count(),
          Milliseconds(end - middle).count());
    QVERIFY(Milliseconds(end - begin).count() < 10'000);
}

QTEST_APPLESS_MAIN(TestInhibitor)
#include "test_inhibitor.moc"
