// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <limits>
#include <thread>

#include "instrument/registry.h"

using namespace hearth::instrument;
using namespace std::chrono_literals;

namespace {

const Family* familyOf(const Families& families, std::string_view name) {
    const auto found = std::ranges::find(families, name, &Family::name);
    return found == families.end() ? nullptr : &*found;
}

} // namespace

class TestRegistry : public QObject {
    Q_OBJECT

  private slots:
    void aCounterAddsWholeNumbersAndFractions() {
        Counter counter;
        counter.increment();
        counter.increment(41);
        counter.add(0.5);
        QCOMPARE(counter.value(), 42.5);
    }

    void incrementsFromManyThreadsAllCount() {
        Registry registry;
        auto& counter = registry.counter("c_total", "");
        auto& histogram = registry.histogram("h", "", {1});
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i) {
                threads.emplace_back([&] {
                    for (int j = 0; j < 10'000; ++j) {
                        counter.increment();
                        histogram.observe(0.5);
                    }
                });
            }
        }
        QCOMPARE(counter.value(), 40'000.0);
        QCOMPARE(histogram.metric().count, std::uint64_t(40'000));
        QCOMPARE(histogram.metric().sum, 20'000.0);
    }

    void aHistogramCountsCumulatively() {
        Histogram histogram({1, 2.5, 10});
        for (const double value : {0.5, 1.0, 1.1, 7.0, 11.0, std::numeric_limits<double>::infinity()}) {
            histogram.observe(value);
        }
        const auto metric = histogram.metric();
        QCOMPARE(metric.buckets.size(), std::size_t(3));
        QCOMPARE(metric.buckets[0].cumulativeCount, std::uint64_t(2));
        QCOMPARE(metric.buckets[1].cumulativeCount, std::uint64_t(3));
        QCOMPARE(metric.buckets[2].cumulativeCount, std::uint64_t(4));
        QCOMPARE(metric.count, std::uint64_t(6));
    }

    void boundsThatDoNotAscendAreABug() { QVERIFY_EXCEPTION_THROWN(Histogram({2, 2}), std::logic_error); }

    void quantilesAreWithinOnePercent_data() {
        QTest::addColumn<double>("quantile");
        QTest::addColumn<double>("expected");
        QTest::newRow("smallest") << 0.0 << 1.0;
        QTest::newRow("median") << 0.5 << 500.0;
        QTest::newRow("p99") << 0.99 << 990.0;
        QTest::newRow("largest") << 1.0 << 1000.0;
    }
    void quantilesAreWithinOnePercent() {
        QFETCH(double, quantile);
        QFETCH(double, expected);
        Summary summary({quantile});
        for (int i = 1000; i > 0; --i) {
            summary.observe(i);
        }
        const auto value = summary.metric().quantiles.at(0).value;
        QVERIFY2(std::fabs(value - expected) <= 0.011 * expected, std::to_string(value).c_str());
    }

    void negativeNumbersAndZeroHaveQuantilesToo() {
        Summary summary({0.0, 0.5, 1.0});
        for (const double value : {-8.0, 0.0, 3.0}) {
            summary.observe(value);
        }
        const auto quantiles = summary.metric().quantiles;
        QCOMPARE(quantiles[0].value, -8.0);
        QCOMPARE(quantiles[1].value, 0.0);
        QCOMPARE(quantiles[2].value, 3.0);
    }

    void quantilesForgetAfterTenMinutesAndSumsDoNot() {
        std::chrono::steady_clock::time_point now{};
        Summary summary({0.5}, [&now] { return now; });
        summary.observe(100);
        now += 9min;
        QVERIFY(!std::isnan(summary.metric().quantiles[0].value));
        summary.observe(1);
        now += 2min;
        QCOMPARE(summary.metric().quantiles[0].value, 1.0);
        now += 1h;
        const auto metric = summary.metric();
        QVERIFY(std::isnan(metric.quantiles[0].value));
        QCOMPARE(metric.sum, 101.0);
        QCOMPARE(metric.count, std::uint64_t(2));
    }

    void theSameNameAndLabelsAreTheSameMetric() {
        Registry registry;
        auto& one = registry.counter("c_total", "", {{"a", "1"}, {"b", "2"}});
        auto& same = registry.counter("c_total", "", {{"b", "2"}, {"a", "1"}});
        auto& other = registry.counter("c_total", "", {{"a", "1"}});
        QCOMPARE(&one, &same);
        QVERIFY(&one != &other);
    }

    void oneNameCannotHaveTwoTypes() {
        Registry registry;
        registry.counter("c_total", "");
        QVERIFY_EXCEPTION_THROWN(registry.gauge("c_total", ""), std::logic_error);
    }

    void gatheringSortsByNameAndLabels() {
        Registry registry;
        registry.gauge("b", "", {{"x", "2"}}).set(2);
        registry.gauge("b", "", {{"x", "1"}}).set(1);
        registry.gauge("a", "");
        const auto families = registry.gather();
        QCOMPARE(families.size(), std::size_t(2));
        QCOMPARE(families[0].name, std::string("a"));
        QCOMPARE(families[1].metrics[0].value, 1.0);
        QCOMPARE(families[1].metrics[1].value, 2.0);
    }

    void familiesOfOneNameFromSeveralPlacesAreOne() {
        Registry registry;
        registry.gauge("g", "mine", {{"from", "registry"}});
        const auto subscription = registry.onGather([](Families& out) {
            out.push_back({"g", "theirs", FamilyType::kGauge, {Metric{.labels = {{"from", "callback"}}}}});
        });
        const auto families = registry.gather();
        QCOMPARE(families.size(), std::size_t(1));
        QCOMPARE(families[0].metrics.size(), std::size_t(2));
        QCOMPARE(families[0].help, std::string("mine"));
    }

    void afterUnsubscribingNobodyIsCalled() {
        Registry registry;
        int calls = 0;
        auto subscription = registry.onGather([&](Families&) { ++calls; });
        registry.gather();
        subscription.reset();
        registry.gather();
        QCOMPARE(calls, 1);
    }

    void aSubscriptionMayOutliveTheRegistry() {
        hearth::Subscription subscription;
        {
            Registry registry;
            subscription = registry.onGather([](Families&) {});
        }
        subscription.reset();
    }

    void thisProcessHasPlausibleMetrics() {
        Families families;
        appendProcessMetrics(families);
        const auto value = [&](std::string_view name) {
            const auto* const family = familyOf(families, name);
            return family == nullptr ? -1 : family->metrics.at(0).value;
        };
        QVERIFY(value("process_resident_memory_bytes") > 1e6);
        QVERIFY(value("process_virtual_memory_bytes") >= value("process_resident_memory_bytes"));
        QVERIFY(value("process_cpu_seconds_total") >= 0);
        QVERIFY(value("process_open_fds") >= 3);
        QVERIFY(value("process_max_fds") >= value("process_open_fds"));
        QVERIFY(value("process_virtual_memory_max_bytes") > 0);
        QVERIFY(value("process_network_receive_bytes_total") >= 0);
        const auto sinceStart = static_cast<double>(std::time(nullptr)) - value("process_start_time_seconds");
        QVERIFY2(sinceStart > -2 && sinceStart < 600, std::to_string(sinceStart).c_str());
    }
};

QTEST_GUILESS_MAIN(TestRegistry)
#include "test_registry.moc"
