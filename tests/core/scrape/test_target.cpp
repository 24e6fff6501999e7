// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>
#include <map>

#include "scrape/series_labels.h"
#include "scrape/target.h"

using namespace hearth;
using scrape::PoolOptions;

namespace {

PoolOptions job() {
    PoolOptions options;
    options.jobName = "j";
    options.interval = 10'000;
    options.timeout = 5'000;
    return options;
}

scrape::TargetSet build(const PoolOptions& options, std::initializer_list<model::Labels> targets,
                        const model::Labels& common = {}) {
    const discovery::TargetGroup group{.source = "0", .targets = targets, .labels = common};
    return scrape::buildTargets(std::span(&group, 1), options);
}

model::RelabelRule replaceRule(std::string target, std::string replacement) {
    model::RelabelRule rule;
    rule.targetLabel = std::move(target);
    rule.replacement = std::move(replacement);
    return rule;
}

} // namespace

class TestTarget : public QObject {
    Q_OBJECT

  private slots:
    void theUrlJoinsSchemeAddressPathAndSortedParameters() {
        auto options = job();
        options.params = {{"z", {"1", "2"}}, {"a", {"b c"}}};
        const auto set = build(options, {{{"__address__", "h:1"}, {"__param_z", "9"}}});
        QCOMPARE(set.active.size(), 1U);
        QCOMPARE(set.active[0].url, "http://h:1/metrics?a=b+c&z=9&z=2");
        QCOMPARE(set.active[0].labels.toString(), R"({instance="h:1", job="j"})");
    }

    void aTargetsOwnLabelWinsOverTheGroups() {
        const auto set = build(job(), {{{"__address__", "h:1"}, {"x", "own"}}}, {{"x", "group"}, {"y", "group"}});
        QCOMPARE(set.active[0].labels.toString(), R"({instance="h:1", job="j", x="own", y="group"})");
    }

    void metaLabelsGoAfterRelabelling() {
        auto options = job();
        options.relabelRules = {replaceRule("copy", "$1")};
        options.relabelRules[0].sourceLabels = {"__meta_x"};
        const auto set = build(options, {{{"__address__", "h:1"}, {"__meta_x", "v"}}});
        QCOMPARE(set.active[0].labels.toString(), R"({copy="v", instance="h:1", job="j"})");
        QCOMPARE(set.active[0].discovered.value("__meta_x"), "v");
    }

    void badTargetsSayWhy_data() {
        QTest::addColumn<QByteArray>("label");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("address") << QByteArray("__address__") << QByteArray() << QByteArray("no address");
        QTest::newRow("path") << QByteArray("__address__") << QByteArray("h/x")
                              << QByteArray("\"h/x\" is not a valid hostname");
        QTest::newRow("zero") << QByteArray("__scrape_interval__") << QByteArray("0s")
                              << QByteArray("scrape interval cannot be 0");
        QTest::newRow("long") << QByteArray("__scrape_timeout__") << QByteArray("11s")
                              << QByteArray("scrape timeout cannot be greater than scrape interval");
        QTest::newRow("bool") << QByteArray("__scrape_native_histograms__") << QByteArray("maybe")
                              << QByteArray("must be true or false");
    }
    void badTargetsSayWhy() {
        QFETCH(QByteArray, label);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, reason);
        auto options = job();
        options.relabelRules = {replaceRule(label.toStdString(), value.toStdString())};
        const auto set = build(options, {{{"__address__", "h:1"}}});
        QCOMPARE(set.active.size(), 0U);
        QCOMPARE(set.failures.size(), 1U);
        QVERIFY2(set.failures[0].contains(reason.toStdString()), set.failures[0].c_str());
    }

    void duplicatesCollapseAndDroppedOnesAreKeptUpToTheLimit() {
        auto options = job();
        options.limits.keptDroppedTargets = 1;
        model::RelabelRule rule;
        rule.sourceLabels = {"drop"};
        rule.regex = model::Regex::create("yes").value();
        rule.action = model::RelabelAction::kDrop;
        options.relabelRules = {rule};
        const auto set = build(options, {{{"__address__", "h:1"}},
                                         {{"__address__", "h:1"}},
                                         {{"__address__", "h:2"}, {"drop", "yes"}},
                                         {{"__address__", "h:3"}, {"drop", "yes"}}});
        QCOMPARE(set.active.size(), 1U);
        QCOMPARE(set.dropped.size(), 1U);
        QCOMPARE(set.droppedCount, 2U);
    }

    void theIntervalChangesThePhaseButNotTheIdentity() {
        auto other = job();
        other.interval = 20'000;
        const auto a = build(job(), {{{"__address__", "h:1"}}});
        const auto b = build(other, {{{"__address__", "h:1"}}});
        QCOMPARE(a.active[0].identity, b.active[0].identity);
        QVERIFY(a.active[0].hash != b.active[0].hash);
    }

    void labelsMeetTheTargets_data() {
        QTest::addColumn<bool>("honor");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("the target wins, a taken name gets the prefix again")
            << false << QByteArray(R"(m{exported_exported_job="x", exported_job="b", instance="i", job="j"})");
        QTest::newRow("the exposed wins, the empty one too") << true << QByteArray(R"(m{exported_job="b", job="x"})");
    }
    void labelsMeetTheTargets() {
        QFETCH(bool, honor);
        QFETCH(QByteArray, expected);
        auto options = job();
        options.honorLabels = honor;
        const auto labels =
            scrape::seriesLabels({{"__name__", "m"}, {"job", "x"}, {"exported_job", "b"}, {"instance", ""}},
                                 {{"instance", "i"}, {"job", "j"}}, options);
        QVERIFY(labels.has_value() && labels->has_value());
        QCOMPARE(QByteArray::fromStdString((*labels)->toString()), expected);
    }

    void labelLimitsSpeakAsPrometheusDoes() {
        auto options = job();
        options.limits.labels = 1;
        const auto labels = scrape::seriesLabels({{"__name__", "m"}, {"a", "b"}}, {}, options);
        QVERIFY(!labels);
        QCOMPARE(labels.error().message(), "label_limit exceeded (metric: m, number of labels: 2, limit: 1)");
    }

    /// As many wake-ups as slots, however many targets there are; and none waits for more than its neighbours.
    void scrapesBeginTogetherInEvenSlots() {
        constexpr model::DurationMs kInterval = 1'000;
        std::map<std::int64_t, int> starts;
        for (std::uint64_t hash = 0; hash < 20'000; ++hash) {
            const auto spread = hash * 0x9e3779b97f4a7c15U;
            const auto offset = scrape::scrapeOffsetNs(spread, 7, kInterval);
            const auto exact = static_cast<std::int64_t>((spread ^ 7U) % (kInterval * 1'000'000));
            QVERIFY(offset <= exact && exact - offset < 50'000'000);
            ++starts[offset];
        }
        QCOMPARE(starts.size(), 20U);
        for (const auto& [offset, targets] : starts) {
            QVERIFY2(targets > 800 && targets < 1'200, fmt::format("{} at {}", targets, offset).c_str());
        }
    }

    void shortIntervalsHaveShortSlots() {
        for (std::uint64_t hash = 0; hash < 100; ++hash) {
            QCOMPARE(scrape::scrapeOffsetNs(hash * 1'000'003, 0, 10) % 500'000, 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestTarget)
#include "test_target.moc"
