// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "exposition/scrape_parser.h"
#include "scrape/family_store.h"
#include "scrape/series_labels.h"

using namespace hearth;

namespace {

const model::Labels kTarget{{"instance", "h:1"}, {"job", "j"}};

struct Both {
    std::optional<model::Labels> merged;
    Result<std::optional<model::Labels>> full;
};

/// The labels of one line, the short way and the long way.
Both labelsOf(const std::string& body, const scrape::PoolOptions& options) {
    exposition::ScrapeParser parser(body, exposition::TextFormat::kPrometheus);
    auto entry = *parser.next();
    while (entry != exposition::Entry::kSample) {
        entry = *parser.next();
    }
    std::vector<exposition::RawLabel> views;
    Both both;
    if (parser.appendLabelViews(views)) {
        both.merged = scrape::mergedLabels(views, kTarget, options);
    }
    std::vector<model::Labels::Pair> pairs;
    parser.appendLabels(pairs);
    both.full = scrape::seriesLabels(pairs, kTarget, options);
    return both;
}

} // namespace

class TestSeriesLabels : public QObject {
    Q_OBJECT

  private slots:
    void theShortWayComesToTheSame_data() {
        QTest::addColumn<std::string>("body");
        QTest::addColumn<bool>("isShort");
        const auto row = [](const char* body, bool isShort) { QTest::newRow(body) << std::string(body) << isShort; };
        row("a 1\n", true);
        row("a{} 1\n", true);
        row("a{z=\"1\",b=\"2\"} 1\n", true);
        row("a{A=\"1\",zz=\"2\",k=\"\"} 1\n", true);
        row("{\"a.b\",\"x y\"=\"1\"} 1\n", true);
        row("a{job=\"mine\"} 1\n", false);
        row("a{instance=\"\"} 1\n", false);
        row("a{b=\"1\",b=\"2\"} 1\n", false);
        row("a{b=\"1\",b=\"\"} 1\n", false);
        row("a{__name__=\"b\"} 1\n", false);
        row("a{b=\"\\\"quoted\\\"\"} 1\n", false);
        row("{\"a\",\"\"=\"1\"} 1\n", false);
        row("# TYPE a histogram\na{le=\"1\"} 1\n", false);
        row("# TYPE a gauge\na{le=\"1\"} 1\n", true);
    }
    void theShortWayComesToTheSame() {
        QFETCH(std::string, body);
        QFETCH(bool, isShort);
        for (const bool honorLabels : {true, false}) {
            scrape::PoolOptions options;
            options.honorLabels = honorLabels;
            const auto both = labelsOf(body, options);
            QCOMPARE(both.merged.has_value(), isShort);
            if (isShort) {
                QCOMPARE(both.merged->toString(), (*both.full)->toString());
            }
        }
    }

    void whatMustBeCheckedOrChangedTakesTheLongWay() {
        scrape::PoolOptions options;
        options.limits.labels = 9;
        QVERIFY(!labelsOf("a 1\n", options).merged);
        options = {};
        options.limits.labelValueBytes = 9;
        QVERIFY(!labelsOf("a 1\n", options).merged);
        options = {};
        options.nameValidation = scrape::NameValidation::kLegacy;
        QVERIFY(!labelsOf("a 1\n", options).merged);
        options = {};
        options.metricRelabelRules.emplace_back();
        QVERIFY(!labelsOf("a 1\n", options).merged);
    }

    void targetsThatSayTheSameShareIt() {
        const auto pool = std::make_shared<scrape::FamilyPool>();
        scrape::FamilyStore one(pool);
        scrape::FamilyStore other(pool);
        for (auto* store : {&one, &other}) {
            scrape::FamilyStore::Pass pass(*store);
            pass.setHelp("a", "What it is.");
            pass.setType("a", model::MetricType::kCounter);
            pass.setUnit("b_seconds", "seconds");
            pass.finish();
        }
        const auto shared = pool->size();
        QCOMPARE(one.all().size(), 2U);
        scrape::FamilyStore::Pass pass(other);
        pass.setHelp("a", "Something else.");
        pass.finish();
        QCOMPARE(pool->size(), shared + 1);
        QCOMPARE(one.size(), 2U);
        for (const auto& family : one.all()) {
            QVERIFY(family.metadata.help != "Something else.");
        }
    }

    void whatNobodySaysAnyMoreIsForgotten() {
        const auto pool = std::make_shared<scrape::FamilyPool>();
        const auto kept = pool->intern({"kept", {}});
        for (int i = 0; i < 100'000; ++i) {
            (void)pool->intern({"m" + std::to_string(i), {}});
        }
        QVERIFY(pool->size() <= 1025);
        QVERIFY(pool->intern({"kept", {}}) == kept);
    }
};

QTEST_GUILESS_MAIN(TestSeriesLabels)
#include "test_series_labels.moc"
