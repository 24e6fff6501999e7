// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <atomic>
#include <fmt/format.h>
#include <thread>

#include "core/tsdb/db_fixture.h"
#include "support/fake_file_system.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

namespace {

constexpr int kTargets = 3;
constexpr int kSeriesOfTarget = 100;
constexpr int kScrapes = 150;

model::Labels labelsOf(int target, int i) {
    return {{"__name__", "m"}, {"i", std::to_string(i)}, {"target", std::to_string(target)}};
}

/// One target's scrapes: every series gets the round as its value, all in one transaction. Now and then new series.
void scrape(Db& db, int target) {
    for (int round = 1; round <= kScrapes; ++round) {
        const auto appender = db.appender();
        std::vector<storage::RefSample> samples;
        for (int i = 0; i < kSeriesOfTarget; ++i) {
            samples.push_back(
                {appender->series(labelsOf(target, i)).value(), round * 1000, static_cast<double>(round)});
        }
        const auto extra = appender->series({{"__name__", "churn"}, {"id", fmt::format("{}-{}", target, round)}});
        samples.push_back({extra.value(), round * 1000, 1});
        std::vector<storage::Rejection> rejected;
        appender->append(samples, rejected);
        if (round % 10 == 0) {
            appender->rollback();
        }
        appender->commit().value();
    }
}

/// Empty where every series of a target ends with the same sample, as whole transactions leave it.
std::string whatIsTornIn(storage::Querier& querier) {
    for (int target = 0; target < kTargets; ++target) {
        const model::Matchers matchers{model::Matcher::equal("__name__", "m"),
                                       model::Matcher::equal("target", std::to_string(target))};
        const auto contents = readAll(querier, matchers, kAllTime);
        if (contents.empty()) {
            continue;
        }
        if (contents.size() != kSeriesOfTarget) {
            return fmt::format("{} series of target {}", contents.size(), target);
        }
        const auto& first = contents.begin()->second;
        for (const auto& [labels, samples] : contents) {
            if (samples != first) {
                return fmt::format("{} has {} samples, others {}", labels, samples.size(), first.size());
            }
        }
    }
    return {};
}

} // namespace

class TestConcurrency : public QObject {
    Q_OBJECT

  private slots:
    void readersSeeWholeTransactions();
};

void TestConcurrency::readersSeeWholeTransactions() {
    hearth::tests::FakeFileSystem files;
    DbFixture fixture(files, "/data");
    fixture.options.walSegmentBytes = 8 * wal::kPageBytes;
    QVERIFY(fixture.open().has_value());
    std::atomic<int> writing = kTargets;
    std::atomic<int> views = 0;
    std::string torn;
    {
        std::vector<std::jthread> threads;
        for (int target = 0; target < kTargets; ++target) {
            threads.emplace_back([&, target] {
                scrape(fixture.db(), target);
                --writing;
            });
        }
        threads.emplace_back([&] { // the storage thread's work
            while (writing != 0) {
                fixture.db().maintain().value();
                (void)fixture.db().status(5);
                (void)fixture.registry().gather();
            }
        });
        threads.emplace_back([&] { // names and values meanwhile
            while (writing != 0) {
                const auto querier = fixture.db().querier(kAllTime).value();
                (void)querier->labelValues("id", {}, {}).value();
                (void)querier->labelNames({}, {}).value();
            }
        });
        while (writing != 0 && torn.empty()) {
            const auto querier = fixture.db().querier(kAllTime).value();
            torn = whatIsTornIn(*querier);
            ++views;
        }
    }
    QCOMPARE(torn, std::string());
    QVERIFY(views > 0);
    const auto querier = fixture.db().querier(kAllTime).value();
    QCOMPARE(whatIsTornIn(*querier), std::string());
    const auto samples = fixture.read({model::Matcher::equal("i", "0")}).begin()->second.size();
    QCOMPARE(samples, std::size_t{kScrapes - kScrapes / 10});
}

QTEST_GUILESS_MAIN(TestConcurrency)
#include "test_concurrency.moc"
