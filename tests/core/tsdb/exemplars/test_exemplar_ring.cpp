// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <map>
#include <random>

#include "tsdb/exemplars/exemplar_ring.h"

using namespace hearth;
using namespace hearth::tsdb;
using storage::RejectReason;

namespace {

model::Exemplar exemplar(model::TimestampMs time, double value = 1, const std::string& trace = "t") {
    return {model::Labels{{"trace_id", trace}}, time, value};
}

/// `series:time,time series:time`, series ascending.
std::string textOf(const ExemplarRing& ring, model::TimeRange range = {model::kMinTimestamp, model::kMaxTimestamp}) {
    std::map<std::uint64_t, std::string> bySeries;
    for (const auto& selected : ring.select(range, [](auto) { return true; })) {
        auto& text = bySeries[selected.series];
        for (const auto& found : selected.exemplars) {
            text += (text.empty() ? "" : ",") + std::to_string(found.time);
        }
    }
    std::string out;
    for (const auto& [series, text] : bySeries) {
        out += (out.empty() ? "" : " ") + std::to_string(series) + ":" + text;
    }
    return out;
}

double metric(const instrument::Registry& registry, const std::string& name) {
    for (const auto& family : registry.gather()) {
        if (family.name == "prometheus_tsdb_exemplar_" + name) {
            return family.metrics.front().value;
        }
    }
    return -1;
}

} // namespace

class TestExemplarRing : public QObject {
    Q_OBJECT

  private slots:
    void exemplarsAreReadBack();
    void theOldestGiveWayToTheNewest();
    void theSameOnceMoreIsNoRejection();
    void whatComesTooLateIsRejected();
    void withinTheWindowLateOnesAreSorted();
    void ofOneTimeTheGreaterValueFollows();
    void withoutATimeOfTheirOwnTimesDoNotMatter();
    void labelsAreLimitedInCharactersNotBytes();
    void aRingOfNoSizeTakesNothing();
    void aRemovedSeriesLeavesNothing();
    void resizingKeepsTheNewest();
    void onlyWantedSeriesInTheRangeAreSelected();
    void metricsShowTheState();
    void anyHistoryKeepsListsWhole();

  private:
    instrument::Registry m_registry;
};

void TestExemplarRing::exemplarsAreReadBack() {
    ExemplarRing ring(10, 0, m_registry);
    const auto first = model::Exemplar{model::Labels{{"a", "b"}, {"span", std::string(100, 's')}}, 5, -1.5, false};
    const auto second = model::Exemplar{{}, 6, 2};
    QVERIFY(!ring.add(7, first) && !ring.add(7, second));
    const auto selected = ring.select({0, 10}, [](auto) { return true; });
    QCOMPARE(selected.size(), std::size_t{1});
    QVERIFY((selected.front().exemplars == std::vector<model::Exemplar>{first, second}));
}

void TestExemplarRing::theOldestGiveWayToTheNewest() {
    ExemplarRing ring(3, 0, m_registry);
    for (int i = 1; i <= 3; ++i) {
        QVERIFY(!ring.add(1, exemplar(i)));
    }
    QVERIFY(!ring.add(2, exemplar(10)));
    QCOMPARE(textOf(ring), std::string("1:2,3 2:10"));
    QVERIFY(!ring.add(2, exemplar(11)) && !ring.add(2, exemplar(12)));
    QCOMPARE(textOf(ring), std::string("2:10,11,12"));
}

void TestExemplarRing::theSameOnceMoreIsNoRejection() {
    ExemplarRing ring(3, 0, m_registry);
    QVERIFY(!ring.add(1, exemplar(1)));
    QVERIFY(ring.check(1, exemplar(1)) == RejectReason::kExemplarDuplicate);
    QVERIFY(!ring.add(1, exemplar(1)));
    QCOMPARE(textOf(ring), std::string("1:1"));
}

void TestExemplarRing::whatComesTooLateIsRejected() {
    ExemplarRing ring(3, 0, m_registry);
    QVERIFY(!ring.add(1, exemplar(10)));
    QVERIFY(ring.add(1, exemplar(9)) == RejectReason::kExemplarOutOfOrder);
    QVERIFY(!ring.add(2, exemplar(9)));
    QVERIFY(ring.add(1, exemplar(std::numeric_limits<std::int64_t>::min())) == RejectReason::kExemplarOutOfOrder);
}

void TestExemplarRing::withinTheWindowLateOnesAreSorted() {
    ExemplarRing ring(10, 100, m_registry);
    for (const int time : {1000, 1010, 915, 990, 990, 1005}) {
        QVERIFY(!ring.add(1, exemplar(time)));
    }
    QVERIFY(ring.add(1, exemplar(911)) == std::nullopt); // just within: 1010 - 100
    QVERIFY(ring.check(1, exemplar(1010 - 100)) == RejectReason::kExemplarOutOfOrder);
    QCOMPARE(textOf(ring), std::string("1:911,915,990,1000,1005,1010"));
}

void TestExemplarRing::ofOneTimeTheGreaterValueFollows() {
    ExemplarRing ring(10, 0, m_registry);
    QVERIFY(!ring.add(1, exemplar(1, 2)));
    QVERIFY(ring.add(1, exemplar(1, 1)) == RejectReason::kExemplarOutOfOrder);
    QVERIFY(!ring.add(1, exemplar(1, 3)));
    // Of equal values the one with the greater hash of its labels.
    const auto later = exemplar(1, 3, "x");
    const bool isGreater = later.labels.hash() > exemplar(1, 3).labels.hash();
    QCOMPARE(!ring.add(1, later), isGreater);
}

void TestExemplarRing::withoutATimeOfTheirOwnTimesDoNotMatter() {
    ExemplarRing ring(10, 0, m_registry);
    auto scraped = exemplar(1);
    scraped.ownTime = false;
    QVERIFY(!ring.add(1, scraped));
    scraped.time = 2;
    QVERIFY(ring.check(1, scraped) == RejectReason::kExemplarDuplicate);
    scraped.ownTime = true;
    QVERIFY(!ring.check(1, scraped));
}

void TestExemplarRing::labelsAreLimitedInCharactersNotBytes() {
    ExemplarRing ring(10, 0, m_registry);
    std::string umlauts;
    for (std::size_t i = 0; i < model::kMaxExemplarCharacters - 8; ++i) {
        umlauts += "\u00fc";
    }
    QVERIFY(!ring.add(1, exemplar(1, 1, umlauts)));
    QVERIFY(ring.add(1, exemplar(2, 1, umlauts + "x")) == RejectReason::kExemplarTooLong);
}

void TestExemplarRing::aRingOfNoSizeTakesNothing() {
    ExemplarRing ring(0, 0, m_registry);
    QVERIFY(ring.add(1, exemplar(1)) == RejectReason::kExemplarsOff);
    QCOMPARE(textOf(ring), std::string());
    ring.resize(2);
    QVERIFY(!ring.add(1, exemplar(1)));
    ring.resize(0);
    QVERIFY(ring.check(1, exemplar(2)) == RejectReason::kExemplarsOff);
}

void TestExemplarRing::aRemovedSeriesLeavesNothing() {
    ExemplarRing ring(4, 0, m_registry);
    QVERIFY(!ring.add(1, exemplar(1)) && !ring.add(2, exemplar(2)) && !ring.add(1, exemplar(3)));
    ring.remove(1);
    ring.remove(99);
    QCOMPARE(textOf(ring), std::string("2:2"));
    QVERIFY(!ring.add(1, exemplar(1))); // forgotten: not out of order
    QVERIFY(!ring.add(1, exemplar(4)) && !ring.add(1, exemplar(5)));
    QCOMPARE(textOf(ring), std::string("1:1,4,5"));
}

void TestExemplarRing::resizingKeepsTheNewest() {
    ExemplarRing ring(4, 0, m_registry);
    for (int i = 1; i <= 6; ++i) {
        QVERIFY(!ring.add(static_cast<std::uint64_t>(i % 2), exemplar(i)));
    }
    ring.resize(3);
    QCOMPARE(textOf(ring), std::string("0:4,6 1:5"));
    QVERIFY(!ring.add(5, exemplar(7)));
    QCOMPARE(textOf(ring), std::string("0:6 1:5 5:7"));
    ring.resize(5);
    QVERIFY(!ring.add(6, exemplar(8)) && !ring.add(6, exemplar(9)));
    QCOMPARE(textOf(ring), std::string("0:6 1:5 5:7 6:8,9"));
    QVERIFY(!ring.add(6, exemplar(10)));
    QCOMPARE(textOf(ring), std::string("0:6 5:7 6:8,9,10"));
}

void TestExemplarRing::onlyWantedSeriesInTheRangeAreSelected() {
    ExemplarRing ring(10, 0, m_registry);
    for (int i = 0; i < 8; ++i) {
        QVERIFY(!ring.add(static_cast<std::uint64_t>(i % 2), exemplar(i)));
    }
    QCOMPARE(textOf(ring, {2, 5}), std::string("0:2,4 1:3,5"));
    std::size_t asked = 0;
    const auto selected = ring.select({7, 9}, [&](std::uint64_t series) {
        ++asked;
        return series == 1;
    });
    QCOMPARE(asked, std::size_t{1}); // the other one has nothing there
    QCOMPARE(selected.front().exemplars.front().time, model::TimestampMs{7});
}

void TestExemplarRing::metricsShowTheState() {
    instrument::Registry registry;
    ExemplarRing ring(3, 0, registry);
    for (int i = 1; i <= 5; ++i) {
        QVERIFY(!ring.add(static_cast<std::uint64_t>(i), exemplar(i * 1000)));
    }
    QVERIFY(ring.add(5, exemplar(1)).has_value());
    QCOMPARE(metric(registry, "exemplars_appended_total"), 5.0);
    QCOMPARE(metric(registry, "exemplars_in_storage"), 3.0);
    QCOMPARE(metric(registry, "series_with_exemplars_in_storage"), 3.0);
    QCOMPARE(metric(registry, "last_exemplars_timestamp_seconds"), 3.0);
    QCOMPARE(metric(registry, "max_exemplars"), 3.0);
    QCOMPARE(metric(registry, "out_of_order_exemplars_total"), 1.0);
}

void TestExemplarRing::anyHistoryKeepsListsWhole() {
    std::mt19937 random(11);
    ExemplarRing ring(20, 50, m_registry);
    for (int step = 0; step < 20'000; ++step) {
        const auto series = random() % 7;
        switch (random() % 100) {
        case 0:
            ring.remove(series);
            break;
        case 1:
            ring.resize(random() % 30);
            break;
        default:
            (void)ring.add(series, exemplar(step + static_cast<int>(random() % 80) - 60, random() % 3));
        }
        if (step % 50 != 0) {
            continue;
        }
        std::size_t listed = 0;
        for (const auto& selected : ring.select({-1000, 100'000}, [](auto) { return true; })) {
            listed += selected.exemplars.size();
            QVERIFY(std::ranges::is_sorted(selected.exemplars, {}, &model::Exemplar::time));
        }
        std::size_t stored = 0;
        ring.forEach([&](auto, const auto&) { ++stored; });
        QCOMPARE(listed, stored);
        QVERIFY(stored <= ring.capacity());
    }
}

QTEST_GUILESS_MAIN(TestExemplarRing)
#include "test_exemplar_ring.moc"
