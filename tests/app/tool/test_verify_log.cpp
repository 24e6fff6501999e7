// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "app/tool/tool_fixture.h"
#include "instrument/registry.h"
#include "tool/verify.h"
#include "tsdb/head_chunks/head_chunks.h"
#include "tsdb/wal/records.h"
#include "tsdb/wal/writer.h"

using namespace hearth;
using namespace hearth::app::tool;
using namespace hearth::app::tool::testing;
using tsdb::wal::MmapMarker;

namespace {

/// A data directory with the series 1 and 2 in its log, and late samples beside.
struct Fixture {
    ToolFixture tool;
    instrument::Registry registry;
    instrument::Registry lateRegistry;
    std::string data = tool.path("data");
    std::unique_ptr<tsdb::wal::Writer> wal = open("wal", registry);
    std::unique_ptr<tsdb::wal::Writer> wbl = open("wbl", lateRegistry);
    std::unique_ptr<tsdb::HeadChunks> chunks =
        tsdb::HeadChunks::open(tool.context().files, data + "/chunks_head", {}, registry, Log(), [](const auto&) {
        }).value();

    Fixture() {
        std::string record;
        const model::Labels one{{"__name__", "one"}};
        const model::Labels two{{"__name__", "two"}};
        tsdb::wal::beginSeries(record);
        tsdb::wal::appendSeries(record, {1, one.bytes()});
        tsdb::wal::appendSeries(record, {2, two.bytes()});
        append(*wal, record);
    }

    std::unique_ptr<tsdb::wal::Writer> open(const std::string& name, instrument::Registry& metrics) {
        auto& files = tool.context().files;
        (void)files.createDirectories(data + "/" + name);
        return tsdb::wal::Writer::open(files, data + "/" + name, 0, tsdb::wal::kSegmentBytes, metrics, Log()).value();
    }
    static void append(tsdb::wal::Writer& writer, const std::string& record) {
        tsdb::wal::RecordBatch batch(tsdb::wal::Compression::kNone);
        batch.scratch() = record;
        batch.add();
        QVERIFY(writer.append(batch).has_value());
    }
    void lateSample(std::uint64_t series) {
        std::string record;
        const storage::RefSample sample{series, 1000, 1};
        tsdb::wal::encodeSamples(record, std::span(&sample, 1));
        append(*wbl, record);
    }
    void marker(std::uint64_t series, std::uint64_t chunk) {
        std::string record;
        const MmapMarker marker{series, chunk};
        tsdb::wal::encodeMmapMarkers(record, std::span(&marker, 1));
        append(*wbl, record);
    }
    std::uint64_t chunk(std::uint64_t series, bool late) {
        constexpr std::string_view kOneSample("\0\1\xd0\x0f\x3f\xf0\0\0\0\0\0\0", 12);
        return static_cast<std::uint64_t>(
            chunks->write(series, 1000, 1000, chunks::Encoding::kXor, std::as_bytes(std::span(kOneSample)), late)
                .value());
    }
    /// The lines that tell of damages and notes.
    std::string verify() {
        (void)chunks->flush();
        const auto damages = app::tool::verify(tool.context(), data);
        std::string findings = damages ? fmt::format("{} damages\n", *damages) : damages.error().message();
        const auto printed = QString::fromStdString(tool.printed());
        for (const auto& line : printed.split('\n')) {
            if (line.startsWith("  DAMAGED") || line.startsWith("  note")) {
                findings += line.trimmed().toStdString() + "\n";
            }
        }
        return findings;
    }
};

} // namespace

/// The log of late samples, whose series are defined in another log and whose markers name head chunks.
class TestVerifyLog : public QObject {
    Q_OBJECT

  private slots:
    void lateSamplesOfKnownSeriesAreHealthy();
    void lateSamplesOfUnknownSeriesAreDamage();
    void whatWaitsForItsRemovalIsNone();
    void markersNameLateChunksOfTheirSeries();
    void markersOfLostChunksAreNoted();
    void markersGoForward();
};

void TestVerifyLog::lateSamplesOfKnownSeriesAreHealthy() {
    Fixture fixture;
    fixture.lateSample(1);
    fixture.lateSample(2);
    fixture.marker(2, fixture.chunk(2, true));
    fixture.marker(tsdb::wal::kLateChunksInBlocks, 1);
    QCOMPARE(fixture.verify(), std::string("0 damages\n"));
}

void TestVerifyLog::lateSamplesOfUnknownSeriesAreDamage() {
    Fixture fixture;
    fixture.lateSample(1);
    fixture.lateSample(3);
    fixture.lateSample(4);
    QCOMPARE(fixture.verify(),
             std::string("1 damages\nDAMAGED: 2 samples name series that the write-ahead log does not define\n"));
}

void TestVerifyLog::whatWaitsForItsRemovalIsNone() {
    Fixture fixture;
    fixture.lateSample(3);
    QVERIFY(fixture.wbl->rotate().has_value());
    fixture.marker(tsdb::wal::kLateChunksInBlocks, 1);
    QCOMPARE(fixture.verify(), std::string("0 damages\nnote: 1 samples of series that are gone; they are in blocks\n"));
}

void TestVerifyLog::markersNameLateChunksOfTheirSeries() {
    Fixture fixture;
    const auto ofTwo = fixture.chunk(2, true);
    const auto inOrder = fixture.chunk(1, false);
    fixture.marker(1, ofTwo);
    fixture.marker(1, inOrder);
    fixture.marker(2, ofTwo);
    QCOMPARE(fixture.verify(),
             std::string("1 damages\nDAMAGED: 2 markers name no head chunk of late samples of their series\n"));
}

void TestVerifyLog::markersOfLostChunksAreNoted() {
    Fixture fixture;
    const auto last = fixture.chunk(1, true);
    fixture.marker(1, last + 100);
    fixture.marker(2, 1); // of a file that was removed
    QCOMPARE(
        fixture.verify(),
        std::string("0 damages\nnote: 1 markers name head chunks that were lost; their samples are in this log\n"));
}

void TestVerifyLog::markersGoForward() {
    Fixture fixture;
    const auto first = fixture.chunk(1, true);
    fixture.marker(1, fixture.chunk(1, true));
    fixture.marker(1, first);
    QCOMPARE(fixture.verify(),
             std::string("1 damages\nDAMAGED: 1 markers name older head chunks than one before them\n"));
}

QTEST_GUILESS_MAIN(TestVerifyLog)
#include "test_verify_log.moc"
