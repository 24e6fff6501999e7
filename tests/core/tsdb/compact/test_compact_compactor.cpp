// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/tsdb/compact/block_fixture.h"
#include "core/tsdb/compact/recording_block_writer.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

namespace {

const model::Labels kA{{"__name__", "a"}};
const model::Labels kB{{"__name__", "b"}};

BlockMeta spanning(model::TimestampMs minTime, model::TimestampMs maxTime) {
    BlockMeta meta;
    meta.minTime = minTime;
    meta.maxTime = maxTime;
    return meta;
}

/// A compactor whose writers record.
struct Recorder {
    tests::FakeFileSystem files;
    tests::FakeClock clock;
    instrument::Registry registry;
    CompactionMetrics metrics{registry};
    Recording recording;
    Compactor compactor{{files, clock, seededRandom(1), recordingWriters(recording), metrics}};
    Pacer pacer{1.0, clock};

    Result<std::optional<BlockMeta>> write(std::vector<const ChunkSource*> sources, BlockMeta meta) {
        return compactor.write("/data", sources, std::move(meta), pacer);
    }
    double metric(const std::string& name) const {
        for (const auto& family : registry.gather()) {
            if (family.name == name) {
                return family.metrics.front().value;
            }
        }
        return -1;
    }
};

MemorySource manySeries(int count) {
    MemorySource source;
    for (int i = 0; i < count; ++i) {
        source.add({{"__name__", "m"}, {"i", std::to_string(100'000 + i)}}, ramp(0, 10, 2));
    }
    return source;
}

} // namespace

class TestCompactor : public QObject {
    Q_OBJECT

  private slots:
    void sourcesBecomeOneBlock();
    void aNewBlockIsItsOwnSource();
    void onlyTheRangeIsWritten();
    void seriesWithoutSamplesVanish();
    void nothingIsWrittenWithoutSamples();
    void aSourceThatFailsEndsIt();
    void aBrokenChunkNamesItsSeries();
    void aWriterThatFailsEndsIt();
    void aStopEndsItWithinAFewHundredSeries();
    void theShareOfTimeIsKept();
    void runsAreCounted();
    void parentsBecomeAChild();
    void overlappingParentsAreMerged();
    void parentsWithoutSamplesAreMarkedDeletable();
    void brokenParentsAreMarkedFailed();
    void aFullDiskOrAStopCondemnsNobody();
    void cleaningDropsDeletedSamples();
};

void TestCompactor::sourcesBecomeOneBlock() {
    Recorder recorder;
    MemorySource first;
    MemorySource second;
    first.add(kA, ramp(0, 10, 100));
    second.add(kA, ramp(1000, 10, 100));
    second.add(kB, ramp(1000, 10, 10));
    second.addSymbol("extra");
    const auto written = recorder.write({&first, &second}, spanning(0, 2000));
    QVERIFY(written && *written);
    const std::vector<std::string> symbols{"__name__", "a", "b", "extra"};
    QVERIFY(recorder.recording.symbols == symbols);
    QCOMPARE(recorder.recording.series.size(), 2U);
    QCOMPARE(recorder.recording.samples(kA).size(), 200U);
    QCOMPARE(recorder.recording.samples(kB).size(), 10U);
    QVERIFY(recorder.recording.series[0].chunks[1].view.payload.data() ==
            second.chunksOf(kA)[0].payload.data()); // not even copied
}

void TestCompactor::aNewBlockIsItsOwnSource() {
    Recorder recorder;
    MemorySource source;
    source.add(kA, ramp(0, 10, 10));
    auto meta = spanning(0, 100);
    meta.hints = {std::string(kHintOutOfOrder)};
    const auto written = recorder.write({&source}, meta);
    QCOMPARE((*written)->level, 1);
    QVERIFY((*written)->sources == std::vector{(*written)->ulid});
    QVERIFY((*written)->hasHint(kHintOutOfOrder));
    QCOMPARE((*written)->ulid.time(), recorder.clock.nowMs());
}

void TestCompactor::onlyTheRangeIsWritten() {
    Recorder recorder;
    MemorySource source;
    source.add(kA, ramp(0, 10, 100));
    source.add(kB, ramp(700, 10, 10));
    QVERIFY(recorder.write({&source}, spanning(200, 500)));
    const auto samples = recorder.recording.samples(kA);
    QCOMPARE(samples.begin()->first, 200);
    QCOMPARE(samples.rbegin()->first, 490);
    QCOMPARE(recorder.recording.series.size(), 1U);
}

void TestCompactor::seriesWithoutSamplesVanish() {
    Recorder recorder;
    MemorySource source;
    source.add(kA, ramp(0, 10, 100));
    source.add(kB, ramp(0, 10, 100));
    source.remove(kA, {0, 1000});
    QVERIFY(recorder.write({&source}, spanning(0, 1000)));
    QCOMPARE(recorder.recording.series.size(), 1U);
    QVERIFY(recorder.recording.series[0].labels == kB);
}

void TestCompactor::nothingIsWrittenWithoutSamples() {
    Recorder recorder;
    MemorySource source;
    source.add(kA, ramp(0, 10, 100));
    const auto written = recorder.write({&source}, spanning(5000, 6000));
    QVERIFY(written && !*written);
    QVERIFY(!recorder.recording.meta);
    QCOMPARE(recorder.recording.destroyed, 1);
    MemorySource none;
    QVERIFY(!*recorder.write({&none}, spanning(0, 100)));
}

void TestCompactor::aSourceThatFailsEndsIt() {
    Recorder recorder;
    auto source = manySeries(10);
    source.failAt(5);
    QVERIFY(!recorder.write({&source}, spanning(0, 100)));
    QVERIFY(!recorder.recording.meta);
    QCOMPARE(recorder.recording.destroyed, 1);
}

void TestCompactor::aBrokenChunkNamesItsSeries() {
    Recorder recorder;
    MemorySource source;
    source.addBroken(kA, {0, 100});
    source.remove(kA, {0, 10});
    const auto written = recorder.write({&source}, spanning(0, 1000));
    QVERIFY(!written);
    QVERIFY(written.error().code() == ErrorCode::kCorruption);
    QVERIFY2(written.error().message().starts_with("series a: "), written.error().message().c_str());
}

void TestCompactor::aWriterThatFailsEndsIt() {
    Recorder recorder;
    recorder.recording.failAtSeries = 3;
    const auto source = manySeries(10);
    const auto written = recorder.write({&source}, spanning(0, 100));
    QVERIFY(!written);
    QVERIFY(written.error().code() == ErrorCode::kIo);
    QCOMPARE(recorder.recording.destroyed, 1);
}

void TestCompactor::aStopEndsItWithinAFewHundredSeries() {
    Recorder recorder;
    std::stop_source stop;
    Pacer pacer(1.0, recorder.clock, stop.get_token());
    stop.request_stop();
    const auto source = manySeries(3000);
    const ChunkSource* sources[] = {&source};
    const auto written = recorder.compactor.write("/data", sources, spanning(0, 100), pacer);
    QVERIFY(!written);
    QVERIFY(written.error().code() == ErrorCode::kCanceled);
    QVERIFY(recorder.recording.series.size() < 500);
    QCOMPARE(recorder.recording.destroyed, 1);
}

void TestCompactor::theShareOfTimeIsKept() {
    Recorder recorder;
    /// Work that takes a millisecond a series.
    struct SlowWriter final : BlockWriter {
        explicit SlowWriter(tests::FakeClock& fakeClock)
            : clock(fakeClock) {}
        Result<void> addSymbol(std::string_view) override { return {}; }
        Result<void> addSeries(const model::Labels&, std::span<const ChunkView>) override {
            clock.advance(std::chrono::milliseconds(1));
            ++counted.samples;
            return {};
        }
        const BlockStats& stats() const override { return counted; }
        Result<BlockMeta> finish(BlockMeta meta) override { return meta; }
        tests::FakeClock& clock;
        BlockStats counted;
    };
    Compactor compactor({recorder.files, recorder.clock, seededRandom(1),
                         [&](const std::string&, const Ulid&) -> Result<std::unique_ptr<BlockWriter>> {
                             return std::make_unique<SlowWriter>(recorder.clock);
                         },
                         recorder.metrics});
    const auto source = manySeries(2560);
    const ChunkSource* sources[] = {&source};
    const auto began = recorder.clock.monotonic();
    Pacer pacer(0.2, recorder.clock);
    QVERIFY(compactor.write("/data", sources, spanning(0, 100), pacer));
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(recorder.clock.monotonic() - began);
    QCOMPARE(qint64{took.count()}, 5 * 2560);
}

void TestCompactor::runsAreCounted() {
    Recorder recorder;
    const auto source = manySeries(10);
    QVERIFY(recorder.write({&source}, spanning(0, 100)));
    QCOMPARE(recorder.metric("prometheus_tsdb_compactions_total"), 1.0);
    QCOMPARE(recorder.metric("prometheus_tsdb_compaction_populating_block"), 0.0);
    QCOMPARE(recorder.metric("prometheus_tsdb_vertical_compactions_total"), 0.0);
}

void TestCompactor::parentsBecomeAChild() {
    BlockFixture fixture;
    const auto first = fixture.writeRamp(0, 200);
    const auto second = fixture.writeRamp(200, 400);
    QVERIFY(fixture.open());
    const auto before = fixture.samples();
    QCOMPARE(before.size(), 3U);
    const auto merged = fixture.compactor.merge(kDirectory, *fixture.set().blocks(), fixture.pacer);
    QVERIFY(merged && *merged);
    QCOMPARE((*merged)->level, 2);
    QCOMPARE((*merged)->stats.samples, 120U);
    QVERIFY((*merged)->sources == (std::vector{first, second}));
    QVERIFY(fixture.set().reload());
    QCOMPARE(fixture.layout(), "0-400");
    QVERIFY(fixture.samples() == before);
    QCOMPARE(fixture.names().size(), 1);
}

void TestCompactor::overlappingParentsAreMerged() {
    BlockFixture fixture;
    MemorySource odd;
    MemorySource even;
    odd.add(kA, ramp(10, 20, 10));
    even.add(kA, ramp(0, 20, 10));
    fixture.write(odd, 0, 200);
    fixture.write(even, 0, 200);
    QVERIFY(fixture.open());
    QCOMPARE(fixture.compact().value(), 1U);
    QCOMPARE(fixture.layout(), "0-200");
    QCOMPARE(fixture.samples().begin()->second.size(), 20U);
}

void TestCompactor::parentsWithoutSamplesAreMarkedDeletable() {
    BlockFixture fixture;
    fixture.writeRamp(0, 200);
    QVERIFY(fixture.open());
    const auto block = fixture.set().blocks()->front();
    const auto matcher = model::Matcher::equal("__name__", "m");
    QVERIFY(block->deleteSamples({0, 1000}, std::span(&matcher, 1)));
    const auto cleaned = fixture.compactor.clean(kDirectory, block, fixture.pacer);
    QVERIFY(cleaned && !*cleaned);
    QVERIFY(readBlockMeta(fixture.files, block->directory())->deletable);
    QVERIFY(fixture.set().reload());
    QCOMPARE(fixture.names().size(), 0);
}

void TestCompactor::brokenParentsAreMarkedFailed() {
    BlockFixture fixture;
    fixture.writeRamp(0, 200);
    fixture.writeRamp(200, 400);
    fixture.writeRamp(400, 600);
    fixture.writeRamp(600, 800);
    QVERIFY(fixture.open());
    const auto broken = fixture.set().blocks()->front()->directory() + "/chunks/000001";
    fixture.close();
    fixture.files.overwrite(broken, 20, "\x77\x77");
    QVERIFY(fixture.open());
    QVERIFY(!fixture.compact());
    QVERIFY(fixture.set().metas()[0].failed && fixture.set().metas()[2].failed && !fixture.set().metas()[3].failed);
    QCOMPARE(fixture.compact().value(), 0U); // not tried again
    QCOMPARE(fixture.layout(), "0-200 200-400 400-600 600-800");
    QCOMPARE(fixture.names().size(), 4);
}

void TestCompactor::aFullDiskOrAStopCondemnsNobody() {
    BlockFixture fixture;
    for (int i = 0; i < 4; ++i) {
        fixture.writeRamp(i * 200, i * 200 + 200);
    }
    QVERIFY(fixture.open());
    const auto before = fixture.samples();
    fixture.files.setCapacity(fixture.files.usedBytes() + 100);
    QVERIFY(!fixture.compact());
    fixture.files.setCapacity(std::nullopt);
    std::stop_source stop;
    stop.request_stop();
    Pacer stopped(1.0, fixture.clock, stop.get_token());
    QVERIFY(!compactBlocks(fixture.set(), fixture.compactor, fixture.options, stopped));
    QCOMPARE(fixture.names().size(), 4);
    QCOMPARE(fixture.compact().value(), 1U);
    QCOMPARE(fixture.layout(), "0-600 600-800");
    QVERIFY(fixture.samples() == before);
}

void TestCompactor::cleaningDropsDeletedSamples() {
    BlockFixture fixture;
    const auto parent = fixture.writeRamp(0, 200);
    QVERIFY(fixture.open());
    const auto matcher = model::Matcher::equal("i", "1");
    QVERIFY(fixture.set().blocks()->front()->deleteSamples({50, 149}, std::span(&matcher, 1)));
    const auto before = fixture.samples();
    QCOMPARE(cleanTombstones(fixture.set(), fixture.compactor, {}, 0, fixture.pacer).value(), 1U);
    const auto block = fixture.set().blocks()->front();
    QCOMPARE(block->tombstoneCount(), 0U);
    QCOMPARE(block->meta().level, 1);
    QVERIFY(block->meta().parents.front().ulid == parent);
    QVERIFY(block->meta().sources == std::vector{block->meta().ulid});
    QCOMPARE(block->meta().stats.samples, 50U);
    QVERIFY(fixture.samples() == before);
    QCOMPARE(fixture.names().size(), 1);
}

QTEST_GUILESS_MAIN(TestCompactor)
#include "test_compact_compactor.moc"
