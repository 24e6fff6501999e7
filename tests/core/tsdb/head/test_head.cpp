// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <fmt/format.h>

#include "core/tsdb/head/head_fixture.h"
#include "support/fake_file_system.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

namespace {

constexpr model::DurationMs kMinute = model::kMinuteMs;
constexpr model::DurationMs kHour = model::kHourMs;
const model::Labels kOne{{"__name__", "one"}};
const model::Labels kTwo{{"__name__", "two"}, {"host", "a"}};

} // namespace

/// What the head keeps, lets go of and brings back.
class TestHead : public QObject {
    Q_OBJECT

  private:
    std::unique_ptr<hearth::tests::FakeFileSystem> m_files;
    std::unique_ptr<HeadFixture> m_fixture;
    Head& head() { return m_fixture->head(); }

  private slots:
    void init();
    void cleanup();
    void aTruncatedHeadForgetsWhatIsOld();
    void aReaderThatIsOlderThanTheFloorSeesAll();
    void samplesBelowTheFloorAreOutOfBounds();
    void aReferenceOfARemovedSeriesIsUnknown();
    void aPinnedSeriesStays();
    void aRemovedSeriesIsKeptInTheLogForAWhile();
    void closedChunksGoToFilesAndComeBack();
    void histogramsAreKept();
    void aStaleMarkerOfAHistogramSeriesIsAHistogram();
    void lateSamplesAreMerged();
    void aWriterMayWantNothingOutOfOrder();
    void lateSamplesSurviveARestart();
    void lateSamplesLeaveWithTheirBlocks();
    void whatIsOlderThanTheWindowIsTooOld();
    void deletedSamplesAreNotRead();
    void exemplarsAreFoundAndReplayed();
    void aSourceYieldsSeriesInLabelOrder();
    void aSourceCutsChunksAtItsRange();
    void samplesBeforeTheBlocksEndAreNotReplayed();
    void aSampleFarAheadIsCounted();
    void aSnapshotTakesTheLogsPlace();
};

void TestHead::init() {
    m_files = std::make_unique<hearth::tests::FakeFileSystem>();
    m_fixture = std::make_unique<HeadFixture>(*m_files);
    QVERIFY(m_fixture->open().has_value());
}

void TestHead::cleanup() {
    m_fixture.reset();
}

void TestHead::aTruncatedHeadForgetsWhatIsOld() {
    m_fixture->write(kOne, 1000, 1);
    m_fixture->write(kTwo, 1000, 1);
    m_fixture->write(kTwo, kHour, 2);
    head().raiseFloor(2000);
    QCOMPARE(m_fixture->read(), "two{host=\"a\"} 2@3600000\n");
    QVERIFY(head().removeUnseen());
    QCOMPARE(head().seriesCount(), 1U);
    QCOMPARE(m_fixture->metric("prometheus_tsdb_head_series_removed_total"), "1");
    QCOMPARE(m_fixture->read(), "two{host=\"a\"} 2@3600000\n");
    QCOMPARE(head().timeRange().value().begin, model::TimestampMs{2000});
    const std::shared_lock lock(head().indexMutex());
    QVERIFY(!head().index().findPair(head().index().findName("__name__").value(), "one").has_value());
}

void TestHead::aReaderThatIsOlderThanTheFloorSeesAll() {
    m_fixture->write(kOne, 1000, 1);
    m_fixture->write(kTwo, kHour, 2);
    auto old = std::make_unique<HeadQuerier>(head(), kAllTime);
    head().raiseFloor(2000);
    QVERIFY(!head().removeUnseen());
    QCOMPARE(readAll(*old, {}, kAllTime).size(), std::size_t{2});
    QCOMPARE(head().seriesCount(), 2U);
    old.reset();
    QVERIFY(head().removeUnseen());
    QCOMPARE(head().seriesCount(), 1U);
}

void TestHead::samplesBelowTheFloorAreOutOfBounds() {
    m_fixture->write(kOne, 10'000, 1);
    const auto appender = m_fixture->appender();
    const storage::RefSample sample{appender->series(kTwo).value(), 5000, 1};
    std::vector<storage::Rejection> rejected;
    appender->append({&sample, 1}, rejected);
    QVERIFY(rejected.empty());
    head().refuseBefore(6000);
    QCOMPARE(m_fixture->write(kTwo, 5500, 1), "out of bounds");
    QVERIFY(appender->commit().has_value()); // begun before; its sample is refused all the same
    QCOMPARE(m_fixture->metric("prometheus_tsdb_out_of_bound_samples_total", "float"), "2");
    QCOMPARE(m_fixture->read(), "one 1@10000\n");
}

void TestHead::aReferenceOfARemovedSeriesIsUnknown() {
    const auto appender = m_fixture->appender();
    const auto ref = appender->series(kOne).value();
    storage::RefSample sample{ref, 1000, 1};
    std::vector<storage::Rejection> rejected;
    appender->append({&sample, 1}, rejected);
    QVERIFY(appender->commit().has_value());
    head().raiseFloor(2000);
    QVERIFY(head().removeUnseen());
    const auto again = m_fixture->appender();
    sample.time = 3000;
    again->append({&sample, 1}, rejected);
    QCOMPARE(rejected.size(), std::size_t{1});
    QVERIFY(rejected.front().reason == storage::RejectReason::kUnknownSeries);
    // The place serves another series now; the old reference still names nobody.
    const auto other = again->series(kTwo).value();
    QCOMPARE(SeriesKey::of(other).id, SeriesKey::of(ref).id);
    QVERIFY(other != ref);
    again->append({&sample, 1}, rejected);
    QCOMPARE(rejected.size(), std::size_t{2});
}

void TestHead::aPinnedSeriesStays() {
    const auto appender = m_fixture->appender();
    const auto ref = appender->series(kOne).value();
    m_fixture->write(kTwo, 1000, 1);
    head().raiseFloor(2000);
    head().removeUnseen();
    QCOMPARE(head().seriesCount(), 1U);
    std::vector<storage::Rejection> rejected;
    std::vector<storage::RefSample> samples;
    for (int i = 0; i < 40; ++i) { // more than fit into the series itself
        samples.push_back({ref, 3000 + i, 1});
    }
    appender->append(samples, rejected);
    QVERIFY(rejected.empty());
    QVERIFY(appender->commit().has_value());
    head().raiseFloor(kHour);
    QVERIFY(head().removeUnseen());
    QCOMPARE(head().seriesCount(), 0U);
    QVERIFY(head().index().pairCount() == 0);
}

void TestHead::aRemovedSeriesIsKeptInTheLogForAWhile() {
    m_fixture->write(kOne, 1000, 1);
    m_fixture->write(kTwo, kHour, 1);
    head().raiseFloor(2000);
    QVERIFY(head().removeUnseen());
    QVERIFY(head().logKeeper(2000)(1));
    QVERIFY(head().logKeeper(2000)(2));
    QVERIFY(!head().logKeeper(kHour + 1)(1));
    QVERIFY(head().logKeeper(kHour + 1)(2));
    QVERIFY(head().logKeeper(kHour + 1)(3)); // not made yet
    head().forgetExpired(kHour + 1);
    QVERIFY(!head().logKeeper(0)(1));
}

void TestHead::closedChunksGoToFilesAndComeBack() {
    for (int i = 0; i < 500; ++i) {
        QCOMPARE(m_fixture->write(kOne, i * 15'000, i), "");
    }
    const auto before = m_fixture->read();
    QVERIFY(head().mapClosedChunks().has_value());
    QCOMPARE(m_fixture->read(), before);
    QVERIFY(m_fixture->open().has_value());
    QCOMPARE(m_fixture->read(), before);
    QVERIFY(m_fixture->report().mappedChunks >= 3);
    QCOMPARE(m_fixture->report().mappedSamples + m_fixture->report().samples, std::uint64_t{500});
    QCOMPARE(m_fixture->report().outOfOrderSamples, std::uint64_t{0});
    QCOMPARE(m_fixture->write(kOne, 500 * 15'000, 1), "");
    // The files go once nothing in them is needed.
    head().raiseFloor(499 * 15'000);
    QVERIFY(head().removeUnseen());
    QVERIFY(head().mapClosedChunks().has_value());
    QVERIFY(m_fixture->open().has_value());
    QVERIFY(m_fixture->report().mappedChunks <= 4);
}

void TestHead::histogramsAreKept() {
    for (int i = 0; i < 300; ++i) {
        QCOMPARE(m_fixture->write(kOne, i * 15'000, histogramOf(static_cast<std::uint64_t>(i % 100))), "");
    }
    m_fixture->write(kOne, 300 * 15'000, 7.0);
    const auto before = m_fixture->read();
    QCOMPARE(std::ranges::count(before, 'h'), 300);
    QCOMPARE(m_fixture->write(kOne, 299 * 15'000, histogramOf(1)), "out of order sample");
    QVERIFY(head().mapClosedChunks().has_value());
    QCOMPARE(m_fixture->read(), before);
    QVERIFY(m_fixture->open().has_value());
    QCOMPARE(m_fixture->read(), before);
    QCOMPARE(readSource(HeadSource(head(), kAllTime, HeadSource::Part::kInOrder)), before);
}

void TestHead::aStaleMarkerOfAHistogramSeriesIsAHistogram() {
    m_fixture->write(kOne, 1000, histogramOf(3));
    QCOMPARE(m_fixture->write(kOne, 2000, model::staleNan()), "");
    QCOMPARE(m_fixture->read(), "one h3@1000 hstale@2000\n");
    QCOMPARE(head().figures().stale, std::uint64_t{1});
    QCOMPARE(head().figures().histograms, std::uint64_t{1});
    QVERIFY(m_fixture->open().has_value());
    QCOMPARE(m_fixture->read(), "one h3@1000 hstale@2000\n");
}

void TestHead::lateSamplesAreMerged() {
    head().setOutOfOrderWindow(kHour);
    m_fixture->write(kOne, 1000, 1);
    m_fixture->write(kOne, 5000, 5);
    QCOMPARE(m_fixture->write(kOne, 3000, 3), "");
    QCOMPARE(m_fixture->write(kOne, 1000, 1), "");
    QCOMPARE(m_fixture->write(kOne, 4000, histogramOf(4)), "");
    QCOMPARE(m_fixture->write(kOne, 5000, 6), "duplicate sample for timestamp");
    QCOMPARE(m_fixture->read(), "one 1@1000 3@3000 h4@4000 5@5000\n");
    QCOMPARE(m_fixture->read({2000, 4500}), "one 3@3000 h4@4000\n");
    QCOMPARE(readSource(HeadSource(head(), kAllTime, HeadSource::Part::kAll)), m_fixture->read());
}

void TestHead::aWriterMayWantNothingOutOfOrder() {
    m_fixture->options.outOfOrderWindow = kHour;
    QVERIFY(m_fixture->open().has_value());
    m_fixture->write(kOne, kHour, 5);
    auto overtaken = m_fixture->appender();
    auto appender = m_fixture->appender();
    overtaken->discardOutOfOrder();
    appender->discardOutOfOrder();
    const auto ref = appender->series(kOne).value();
    std::vector<storage::Rejection> rejected;
    const std::array first{storage::RefSample{ref, kHour + 1, 1}};
    overtaken->append(first, rejected);
    QVERIFY(rejected.empty());
    const std::array samples{storage::RefSample{ref, kHour - 1, 2}, storage::RefSample{ref, -1, 3},
                             storage::RefSample{ref, kHour + 2, 4}};
    appender->append(samples, rejected);
    const storage::RefHistogram histogram{ref, kHour - 2, histogramOf(3)};
    appender->appendHistograms(std::span(&histogram, 1), rejected);
    std::vector<storage::RejectReason> reasons;
    std::ranges::transform(rejected, std::back_inserter(reasons), &storage::Rejection::reason);
    using enum storage::RejectReason;
    QVERIFY((reasons == std::vector{kOutOfOrder, kTooOld, kOutOfOrder}));
    QVERIFY(appender->commit().has_value());
    QVERIFY(overtaken->commit().has_value());
    overtaken.reset();
    appender.reset();
    const auto expected = fmt::format("one 5@{} 4@{}\n", kHour, kHour + 2);
    QCOMPARE(m_fixture->read(), expected);
    QVERIFY(m_fixture->open().has_value());
    QCOMPARE(m_fixture->read(), expected);
}

void TestHead::lateSamplesSurviveARestart() {
    m_fixture->options.outOfOrderWindow = 24 * kHour;
    QVERIFY(m_fixture->open().has_value());
    m_fixture->write(kOne, 10 * kHour, 1);
    for (int i = 0; i < 100; ++i) { // three chunks are full, one is not
        QCOMPARE(m_fixture->write(kOne, 5 * kHour - i * kMinute, i), "");
    }
    const auto before = m_fixture->read();
    QCOMPARE(std::ranges::count(before, '@'), 101);
    QVERIFY(m_fixture->open().has_value());
    QCOMPARE(m_fixture->read(), before);
    QVERIFY(m_fixture->report().mappedChunks >= 3);
    QCOMPARE(m_fixture->report().lateSamples, std::uint64_t{100}); // the log has no markers
    QCOMPARE(m_fixture->write(kOne, kHour, 1), "");
    QCOMPARE(std::ranges::count(m_fixture->read(), '@'), 102);
}

void TestHead::lateSamplesLeaveWithTheirBlocks() {
    head().setOutOfOrderWindow(24 * kHour);
    m_fixture->write(kOne, 10 * kHour, 1);
    for (int i = 0; i < 40; ++i) {
        m_fixture->write(kOne, 5 * kHour - i * kMinute, i);
    }
    const auto cut = head().cutOutOfOrder().value();
    QCOMPARE(cut.range.value().end, model::TimestampMs{5 * kHour});
    m_fixture->write(kOne, 3 * kHour, 77); // later than the cut
    const HeadSource source(head(), cut.range.value(), HeadSource::Part::kOutOfOrder);
    QCOMPARE(std::ranges::count(readSource(source), '@'), 40);
    head().dropOutOfOrder(cut.last);
    const auto old = std::make_unique<HeadQuerier>(head(), kAllTime);
    QVERIFY(!head().removeUnseen());
    QCOMPARE(readAll(*old, {}, kAllTime).begin()->second.size(), std::size_t{42});
}

void TestHead::whatIsOlderThanTheWindowIsTooOld() {
    head().setOutOfOrderWindow(kMinute);
    m_fixture->write(kOne, kHour, 1);
    QCOMPARE(m_fixture->write(kOne, kHour - kMinute, 2), "");
    QCOMPARE(m_fixture->write(kOne, kHour - kMinute - 1, 2), "too old sample");
    QCOMPARE(m_fixture->metric("prometheus_tsdb_too_old_samples_total", "float"), "1");
    head().setOutOfOrderWindow(0);
    QCOMPARE(m_fixture->write(kOne, kHour - kMinute, 2), "out of order sample");
}

void TestHead::deletedSamplesAreNotRead() {
    for (int i = 1; i <= 5; ++i) {
        m_fixture->write(kOne, i * 1000, i);
        m_fixture->write(kTwo, i * 1000, i);
    }
    std::vector<wal::TombstoneEntry> records;
    const auto matcher = model::Matcher::equal("__name__", "one");
    QCOMPARE(head().deleteSamples({2000, 3500}, {&matcher, 1}, records), std::uint64_t{1});
    QCOMPARE(head().deleteSamples({3400, 4000}, {&matcher, 1}, records), std::uint64_t{1});
    const std::string left = "one 1@1000 5@5000\ntwo{host=\"a\"} 1@1000 2@2000 3@3000 4@4000 5@5000\n";
    QCOMPARE(m_fixture->read(), left);
    QCOMPARE(readSource(HeadSource(head(), kAllTime, HeadSource::Part::kInOrder)), left);
    wal::RecordBatch batch(wal::Compression::kNone);
    wal::encodeTombstones(batch.scratch(), records);
    batch.add();
    QVERIFY(m_fixture->wal().append(batch).has_value());
    QVERIFY(m_fixture->open().has_value());
    QCOMPARE(m_fixture->read(), left);
}

void TestHead::exemplarsAreFoundAndReplayed() {
    m_fixture->options.maxExemplars = 10;
    QVERIFY(m_fixture->open().has_value());
    {
        const auto appender = m_fixture->appender();
        const auto ref = appender->series(kTwo).value();
        const storage::RefSample sample{ref, 1000, 1};
        std::vector<storage::Rejection> rejected;
        appender->append({&sample, 1}, rejected);
        QVERIFY(!appender->exemplar(ref, {model::Labels{{"trace", "x"}}, 900, 3}).has_value());
        QVERIFY(appender->commit().has_value());
    }
    const std::vector<std::vector<model::Matcher>> sets{{model::Matcher::equal("host", "a")}};
    for (int round = 0; round < 2; ++round) {
        const auto found = head().selectExemplars(kAllTime, sets);
        QCOMPARE(found.size(), std::size_t{1});
        QVERIFY(found.front().labels == kTwo);
        QCOMPARE(found.front().exemplars.front().value, 3.0);
        QVERIFY(m_fixture->open().has_value());
    }
    QCOMPARE(m_fixture->report().exemplars, std::uint64_t{1});
}

void TestHead::aSourceYieldsSeriesInLabelOrder() {
    for (int i = 0; i < 300; ++i) {
        const auto n = i * 7919 % 300;
        m_fixture->write(
            {{"__name__", fmt::format("m{}", n % 7)}, {"a", n % 3 == 0 ? "" : "x"}, {"n", fmt::format("{}", n)}}, 1000,
            i);
    }
    const HeadSource source(head(), kAllTime, HeadSource::Part::kInOrder);
    const auto cursor = source.series().value();
    model::Labels last;
    int count = 0;
    for (; cursor->next().value(); ++count) {
        QVERIFY(last < cursor->labels());
        last = cursor->labels();
    }
    QCOMPARE(count, 300);
    const auto symbols = source.symbols().value();
    std::string previous;
    int symbolCount = 0;
    while (const auto symbol = symbols->next().value()) {
        QVERIFY(symbolCount == 0 || previous < *symbol);
        previous = *symbol;
        ++symbolCount;
    }
    QCOMPARE(symbolCount, 3 + 7 + 1 + 300);
}

void TestHead::aSourceCutsChunksAtItsRange() {
    for (int i = 0; i < 20; ++i) {
        m_fixture->write(kOne, i * 1000, i);
    }
    QCOMPARE(readSource(HeadSource(head(), {5000, 6999}, HeadSource::Part::kInOrder)), "one 5@5000 6@6000\n");
    QCOMPARE(readSource(HeadSource(head(), {100'000, 200'000}, HeadSource::Part::kInOrder)), "");
}

void TestHead::samplesBeforeTheBlocksEndAreNotReplayed() {
    m_fixture->write(kOne, 1000, 1);
    m_fixture->write(kOne, 2000, 2);
    m_fixture->minValidTime = 1500;
    QVERIFY(m_fixture->open().has_value());
    QCOMPARE(m_fixture->read(), "one 2@2000\n");
    QCOMPARE(m_fixture->report().oldSamples, std::uint64_t{1});
}

void TestHead::aSampleFarAheadIsCounted() {
    m_fixture->write(kOne, 1000, 1);
    m_fixture->write(kOne, 365 * model::kDayMs, 1);
    QCOMPARE(m_fixture->metric("hearth_tsdb_head_time_jumps_total"), "1");
    QCOMPARE(m_fixture->write(kTwo, 2000, 1), "out of bounds");
}

void TestHead::aSnapshotTakesTheLogsPlace() {
    m_fixture->snapshots = true;
    for (int i = 0; i < 300; ++i) {
        m_fixture->write(kOne, i * 15'000, i);
        m_fixture->write(kTwo, i * 15'000, histogramOf(static_cast<std::uint64_t>(i)));
    }
    std::vector<wal::TombstoneEntry> records;
    const auto matcher = model::Matcher::equal("__name__", "one");
    head().deleteSamples({30'000, 60'000}, {&matcher, 1}, records); // not logged: only the snapshot knows
    QVERIFY(m_fixture->snapshot().has_value());
    m_fixture->write(kOne, 301 * 15'000, 301);
    const auto before = m_fixture->read();
    QVERIFY(m_fixture->open().has_value());
    QCOMPARE(m_fixture->read(), before);
    QCOMPARE(m_fixture->report().snapshotSeries, std::uint64_t{2});
    QCOMPARE(m_fixture->report().mappedSamples, std::uint64_t{0}); // what the snapshot has is not read again
    QCOMPARE(m_fixture->report().outOfOrderSamples, std::uint64_t{0});
}

QTEST_GUILESS_MAIN(TestHead)
#include "test_head.moc"
