// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "base/random.h"
#include "chunks/xor_encoder.h"
#include "support/fake_file_system.h"
#include "tsdb/chunk_snapshot/chunk_snapshot.h"
#include "tsdb/chunk_snapshot/dump_snapshot.h"
#include "tsdb/chunk_snapshot/snapshot_records.h"
#include "tsdb/wal/dump_segment.h"

using namespace hearth;
using namespace hearth::tsdb;
using hearth::tests::FakeFileSystem;

namespace {

const std::string kData = "/data";

model::HistogramValue histogram() {
    model::Histogram value;
    value.layout.positiveSpans = {{0, 1}};
    value.positiveBuckets = {3};
    value.count = 3;
    value.sum = 1.5;
    return std::make_shared<const model::Histogram>(value);
}

/// Three series (floats, histograms, no chunk), tombstones, exemplars.
Result<void> writeSome(FakeFileSystem& files, wal::Position position) {
    const auto writer = HEARTH_TRY(SnapshotWriter::create(files, kData, position, wal::Compression::kSnappy));
    const model::Labels labels{{"__name__", "up"}, {"job", "node"}};
    chunks::XorChunk floats;
    floats.append(1000, 1.5);
    const auto payload = floats.payload();
    SnapshotSeries series;
    series.series = {7, labels.bytes()};
    series.chunk = SnapshotChunk{1000, 1000, chunks::Encoding::kXor, payload, 1.5, {}};
    HEARTH_TRY(writer->addSeries(series));
    series.series.ref = 8;
    series.chunk =
        SnapshotChunk{1000, 2000, chunks::Encoding::kHistogram, std::string_view("\0\1x", 3), 0, histogram()};
    HEARTH_TRY(writer->addSeries(series));
    series.series.ref = 9;
    series.chunk.reset();
    HEARTH_TRY(writer->addSeries(series));
    HEARTH_TRY(writer->addTombstones(std::vector<wal::TombstoneEntry>{{7, {1, 2}}}));
    HEARTH_TRY(writer->addExemplars(std::vector<wal::ExemplarEntry>{{7, 1000, 0.5, labels.bytes()}}));
    return writer->finish();
}

/// What a snapshot holds, as text.
Result<std::string> readText(FakeFileSystem& files, const std::string& directory) {
    std::string text;
    SnapshotVisitor visitor;
    visitor.series = [&](const SnapshotSeries& series) -> Result<void> {
        text += wal::toText(series.series);
        if (series.chunk) {
            text += fmt::format(" [{},{}] {} bytes, {}", series.chunk->begin, series.chunk->end,
                                series.chunk->payload.size(),
                                series.chunk->lastHistogram ? wal::toStoredText(*series.chunk->lastHistogram)
                                                            : wal::floatText(series.chunk->lastValue));
        }
        text += "\n";
        return {};
    };
    visitor.tombstones = [&](std::span<const wal::TombstoneEntry> entries) -> Result<void> {
        for (const auto& entry : entries) {
            text += wal::toText(entry) + "\n";
        }
        return {};
    };
    visitor.exemplars = [&](std::span<const wal::ExemplarEntry> entries) -> Result<void> {
        for (const auto& entry : entries) {
            text += wal::toText(entry) + "\n";
        }
        return {};
    };
    HEARTH_TRY(readSnapshot(files, directory, visitor));
    return text;
}

const std::string kText = "ref 7 up{job=\"node\"} [1000,1000] 13 bytes, 1.5\n"
                          "ref 8 up{job=\"node\"} [1000,2000] 3 bytes, hint 0 schema 0 zero 0:0 count 3 sum 1.5 "
                          "positive 0+1 [3]\n"
                          "ref 9 up{job=\"node\"}\n"
                          "ref 7 from 1 to 2\n"
                          "ref 7 t 1000 v 0.5 up{job=\"node\"}\n";

} // namespace

class TestChunkSnapshot : public QObject {
    Q_OBJECT

  private slots:
    void recordsHaveTheDocumentedBytes();
    void whatIsWrittenIsReadBack();
    void theNewestCountsAndOlderOnesGo();
    void anUnfinishedOneLeavesNothing();
    void aSnapshotWithoutItsEndIsRefused();
    void everyCutIsRefused();
    void everyFlippedByteIsRefusedOrHarmless();
    void aCrashAtAnyCallLeavesAWholeOneOrNone();
    void printingShowsEverything();
};

void TestChunkSnapshot::recordsHaveTheDocumentedBytes() {
    const model::Labels labels{{"a", "b"}};
    SnapshotSeries series;
    series.series = {7, labels.bytes()};
    series.chunk = SnapshotChunk{1, 2, chunks::Encoding::kXor, "xy", 1, {}};
    std::string record;
    snapshot::encodeSeries(record, series);
    const std::string zeros = " 00 00 00 00 00 00 00 00";
    QCOMPARE(QByteArray(record.data(), static_cast<qsizetype>(record.size())).toHex(' ').toStdString(),
             "01 00 00 00 00 00 00 00 07 01 01 61 01 62" + zeros +
                 " 01 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 02 01 02 78 79" + zeros + zeros + zeros + zeros +
                 zeros + zeros + zeros + " 3f f0 00 00 00 00 00 00");
    record.clear();
    snapshot::encodeTombstones(record, std::vector<wal::TombstoneEntry>{{300, {-1, 2}}});
    QCOMPARE(QByteArray(record.data(), static_cast<qsizetype>(record.size())).toHex(' ').toStdString(),
             std::string("02 05 01 ac 02 01 04"));
}

void TestChunkSnapshot::whatIsWrittenIsReadBack() {
    FakeFileSystem files;
    QVERIFY(files.createDirectories(kData).has_value());
    QVERIFY(writeSome(files, {12, 345}).has_value());
    const auto found = newestSnapshot(files, kData).value().value();
    QCOMPARE(found.directory, std::string("/data/chunk_snapshot.000012.0000000345"));
    QVERIFY((found.position == wal::Position{12, 345}));
    QCOMPARE(readText(files, found.directory).value(), kText);
}

void TestChunkSnapshot::theNewestCountsAndOlderOnesGo() {
    FakeFileSystem files;
    QVERIFY(files.createDirectories(kData + "/chunk_snapshot.000099.0000000001.tmp").has_value());
    QVERIFY(files.createDirectories(kData + "/chunk_snapshot.foreign").has_value());
    QVERIFY(writeSome(files, {2, 5}).has_value());
    QVERIFY(writeSome(files, {2, 10}).has_value());
    QVERIFY((files.list(kData).value() ==
             std::vector<std::string>{"chunk_snapshot.000002.0000000010", "chunk_snapshot.foreign"}));
    QVERIFY((newestSnapshot(files, kData).value()->position == wal::Position{2, 10}));
    QVERIFY(writeSome(files, {2, 10}).has_value()); // the same place once more
}

void TestChunkSnapshot::anUnfinishedOneLeavesNothing() {
    FakeFileSystem files;
    QVERIFY(files.createDirectories(kData).has_value());
    {
        const auto writer = SnapshotWriter::create(files, kData, {1, 1}, wal::Compression::kNone).value();
        QVERIFY(!newestSnapshot(files, kData).value());
    }
    QVERIFY(files.list(kData).value().empty());
}

void TestChunkSnapshot::aSnapshotWithoutItsEndIsRefused() {
    FakeFileSystem files;
    const auto directory = kData + "/chunk_snapshot.000001.0000000001";
    QVERIFY(files.createDirectories(directory).has_value());
    QVERIFY(!readText(files, directory).has_value());
    QVERIFY(files.replaceAtomically(directory + "/00000000", "").has_value());
    QVERIFY(readText(files, directory).error().message().ends_with("its end is missing"));
    QVERIFY(files.rename(directory + "/00000000", directory + "/00000001").has_value());
    QVERIFY(readText(files, directory).error().message().ends_with("a segment is missing"));
}

void TestChunkSnapshot::everyCutIsRefused() {
    FakeFileSystem files;
    QVERIFY(files.createDirectories(kData).has_value());
    QVERIFY(writeSome(files, {1, 1}).has_value());
    const auto directory = newestSnapshot(files, kData).value()->directory;
    const auto whole = files.readAll(directory + "/00000000").value();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        QVERIFY(files.replaceAtomically(directory + "/00000000", whole.substr(0, size)).has_value());
        const auto text = readText(files, directory);
        // Behind the tombstones only exemplars may be missing, at the border of a record.
        QVERIFY(!text || kText.starts_with(*text + "ref 7 t 1000"));
    }
}

void TestChunkSnapshot::everyFlippedByteIsRefusedOrHarmless() {
    FakeFileSystem files;
    QVERIFY(files.createDirectories(kData).has_value());
    QVERIFY(writeSome(files, {1, 1}).has_value());
    const auto directory = newestSnapshot(files, kData).value()->directory;
    const auto whole = files.readAll(directory + "/00000000").value();
    for (std::size_t i = 0; i < whole.size(); ++i) {
        for (const int bits : {0x01, 0x10, 0x80, 0xff}) {
            auto damaged = whole;
            damaged[i] = static_cast<char>(damaged[i] ^ bits);
            QVERIFY(files.replaceAtomically(directory + "/00000000", damaged).has_value());
            QVERIFY(!readText(files, directory).has_value());
        }
    }
}

void TestChunkSnapshot::aCrashAtAnyCallLeavesAWholeOneOrNone() {
    for (std::size_t call = 1;; ++call) {
        FakeFileSystem files;
        QVERIFY(files.createDirectories(kData).has_value());
        QVERIFY(writeSome(files, {1, 1}).has_value());
        files.freezeFromCall(call);
        const auto result = writeSome(files, {2, 2});
        files.heal();
        files.powerCut(seededRandom(call));
        const auto found = newestSnapshot(files, kData).value();
        QVERIFY(found.has_value());
        QCOMPARE(readText(files, found->directory).value(), kText);
        if (result) {
            QVERIFY((found->position == wal::Position{2, 2}));
            return;
        }
    }
}

void TestChunkSnapshot::printingShowsEverything() {
    FakeFileSystem files;
    QVERIFY(files.createDirectories(kData).has_value());
    QVERIFY(writeSome(files, {1, 1}).has_value());
    const auto bytes = files.readAll(newestSnapshot(files, kData).value()->directory + "/00000000").value();
    std::string text;
    QVERIFY(printSnapshotSegment(std::as_bytes(std::span(bytes)), [&](std::string_view line) {
                text += std::string(line) + "\n";
            }).has_value());
    QVERIFY2(text.starts_with("@0 series, 135 bytes\n  ref 7 up{job=\"node\"}\n"
                              "  chunk from 1000 to 1000, XOR, 13 bytes, last 1.5\n"),
             text.c_str());
    QVERIFY(text.ends_with("  ref 7 t 1000 v 0.5 up{job=\"node\"}\n"));
}

QTEST_GUILESS_MAIN(TestChunkSnapshot)
#include "test_chunk_snapshot.moc"
