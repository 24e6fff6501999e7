// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <atomic>
#include <fmt/format.h>
#include <fstream>
#include <malloc.h>
#include <thread>
#include <unistd.h>

#include "core/tsdb/head/head_fixture.h"
#include "support/fake_file_system.h"
#include "tsdb/head/posting_list.h"
#include "tsdb/head/text_arena.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

namespace {

std::size_t residentBytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

model::Labels labelsOf(int generation, int i) {
    return {{"__name__", fmt::format("metric_{}", i % 20)},
            {"instance", fmt::format("pod-{}-{}", generation, i / 100)},
            {"job", "app"},
            {"n", std::to_string(i % 100)}};
}

} // namespace

/// Series that come and go.
class TestChurn : public QObject {
    Q_OBJECT

  private slots:
    void shortLivedSeriesLeaveNoMemoryBehind();
    void writersAndReadersGoOnWhileSeriesLeave();
    void postingsOfReusedNumbersAreAscending();
    void textsGiveTheirMemoryBack();
};

void TestChurn::shortLivedSeriesLeaveNoMemoryBehind() {
#ifdef __SANITIZE_ADDRESS__
    QSKIP("The address sanitizer keeps freed memory back.");
#endif
    constexpr int kGenerations = 50;
    constexpr int kSeries = 20'000; // a million in all
    hearth::tests::FakeFileSystem files;
    instrument::Registry registry;
    Head head({}, registry, Log());
    std::size_t afterTen = 0;
    for (int generation = 0; generation < kGenerations; ++generation) {
        const auto time = generation * model::kMinuteMs;
        Transaction transaction(wal::Compression::kNone);
        OutOfOrderLog late(wal::Compression::kNone);
        for (int i = 0; i < kSeries; ++i) {
            const auto key = head.findOrCreate(labelsOf(generation, i)).value();
            transaction.ids.push_back(key.id);
            transaction.samples.push_back({1, time, static_cast<double>(i)});
        }
        head.apply(transaction, head.appendLimits(time), late);
        head.raiseFloor(time);
        QVERIFY(head.removeUnseen());
        QCOMPARE(head.seriesCount(), static_cast<unsigned>(kSeries));
        QVERIFY(head.table().end() <= 3U * kSeries);
        if (generation == 10) {
            ::malloc_trim(0);
            afterTen = residentBytes();
        }
    }
    ::malloc_trim(0);
    const auto grown = static_cast<double>(residentBytes()) - static_cast<double>(afterTen);
    QVERIFY2(grown < 4e6, qPrintable(QString("grew by %1 bytes").arg(grown)));
    HeadQuerier querier(head, kAllTime);
    const auto matcher = model::Matcher::equal("instance", fmt::format("pod-{}-7", kGenerations - 1));
    QCOMPARE(readAll(querier, {matcher}, kAllTime).size(), std::size_t{100});
    QCOMPARE(querier.labelValues("instance", {}, {}).value().size(), std::size_t{kSeries / 100});
}

void TestChurn::writersAndReadersGoOnWhileSeriesLeave() {
    hearth::tests::FakeFileSystem files;
    HeadFixture fixture(files);
    fixture.options.outOfOrderWindow = 10 * model::kMinuteMs;
    QVERIFY(fixture.open().has_value());
    auto& head = fixture.head();
    std::atomic<int> writing = 2;
    std::atomic<int> newest = 0;
    std::string wrong;
    {
        std::vector<std::jthread> threads;
        for (int writer = 0; writer < 2; ++writer) {
            threads.emplace_back([&, writer] {
                for (int round = 1; round <= 120; ++round) {
                    const auto appender = fixture.appender();
                    std::vector<storage::RefSample> samples;
                    std::vector<storage::Rejection> rejected;
                    for (int i = 0; i < 60; ++i) {
                        const auto ref = appender->series(labelsOf(round / 4 * 10 + writer, i)).value();
                        samples.push_back({ref, round * 1000, static_cast<double>(round)});
                    }
                    const auto lasting =
                        appender->series({{"__name__", "lasting"}, {"w", std::to_string(writer)}}).value();
                    samples.push_back({lasting, round * 1000, static_cast<double>(round)});
                    samples.push_back({lasting, round * 1000 - 500, 1});
                    appender->append(samples, rejected);
                    const storage::RefHistogram histogram{
                        appender->series({{"__name__", "h"}, {"w", std::to_string(writer)}}).value(), round * 1000,
                        histogramOf(static_cast<std::uint64_t>(round))};
                    appender->appendHistograms({&histogram, 1}, rejected);
                    appender->commit().value();
                    newest = std::max<int>(newest, round);
                }
                --writing;
            });
        }
        threads.emplace_back([&] { // maintenance
            while (writing != 0) {
                head.raiseFloor((newest - 10) * 1000);
                (void)head.removeUnseen();
                head.mapClosedChunks().value();
                (void)head.logKeeper(0);
                (void)head.figures();
                const auto cut = head.cutOutOfOrder().value();
                head.dropOutOfOrder(cut.last);
                (void)readSource(HeadSource(head, kAllTime, HeadSource::Part::kAll));
            }
        });
        while (writing != 0 && wrong.empty()) {
            HeadQuerier querier(head, kAllTime);
            const auto matcher = model::Matcher::equal("__name__", "lasting");
            for (const auto& [labels, samples] : readAll(querier, {matcher}, kAllTime)) {
                const auto sorted =
                    std::ranges::is_sorted(samples, {}, [](const auto& sample) { return sample.first; });
                wrong = sorted ? wrong : labels;
            }
            (void)readAll(querier, {}, kAllTime);
            (void)querier.labelNames({}, {}).value();
            (void)querier.labelValues("instance", {}, {}).value();
        }
    }
    QCOMPARE(wrong, std::string());
    head.raiseFloor(1'000'000);
    QVERIFY(head.removeUnseen());
    head.dropOutOfOrder(head.cutOutOfOrder().value().last);
    head.raiseFloor(1'000'001);
    QVERIFY(head.removeUnseen());
    QCOMPARE(head.seriesCount(), 0U);
    QCOMPARE(head.chunkCount(), std::uint64_t{0});
}

void TestChurn::postingsOfReusedNumbersAreAscending() {
    PostingList list;
    std::vector<std::uint32_t> expected;
    std::uint32_t state = 1;
    for (int round = 0; round < 6; ++round) {
        for (std::uint32_t id = round; id < 4000; id += 7) {
            list.add(id);
            expected.push_back(id);
        }
        std::ranges::sort(expected);
        std::vector<std::uint32_t> read;
        list.read(read);
        QVERIFY(read == expected);
        std::vector<std::uint32_t> both{0, 1, 5, 70, 3999};
        auto wanted = both;
        intersect(both, list);
        std::erase_if(wanted, [&](auto id) { return !std::ranges::binary_search(expected, id); });
        QVERIFY(both == wanted);
        state = state * 1664525 + 1013904223;
        const auto gone = [&](std::uint32_t id) {
            return (id ^ state >> 16U) % 5 == 0 && id % 7 != static_cast<std::uint32_t>(round + 1);
        };
        list.removeIf(gone);
        std::erase_if(expected, gone);
    }
    list.removeIf([](auto) { return true; });
    QVERIFY(list.empty());
    QCOMPARE(list.heapBytes(), std::size_t{0});
}

void TestChurn::textsGiveTheirMemoryBack() {
    TextArena arena;
    std::vector<const char*> kept;
    std::vector<std::string> texts;
    for (int i = 0; i < 20'000; ++i) {
        texts.push_back(fmt::format("a text of some length {}", i) + std::string(i % 1000 == 5 ? 120'000 : 0, 'x'));
        kept.push_back(arena.keep(texts.back()));
    }
    const auto full = arena.byteCount();
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (i % 10 != 0) {
            arena.release(kept[i]);
        }
    }
    QVERIFY(arena.isSparse());
    arena.beginEvacuation();
    for (std::size_t i = 0; i < kept.size(); i += 10) {
        kept[i] = arena.evacuated(kept[i]);
        QVERIFY(TextArena::textOf(kept[i]) == texts[i]);
    }
    QVERIFY(!arena.isSparse());
    QVERIFY(arena.byteCount() < full);
    for (std::size_t i = 0; i < kept.size(); i += 10) {
        arena.release(kept[i]);
    }
    QCOMPARE(arena.byteCount(), std::size_t{0});
}

QTEST_GUILESS_MAIN(TestChurn)
#include "test_churn.moc"
