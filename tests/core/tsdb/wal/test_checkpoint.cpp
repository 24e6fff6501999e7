// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>
#include <map>
#include <set>

#include "base/log.h"
#include "base/random.h"
#include "support/fake_file_system.h"
#include "tsdb/wal/checkpoint.h"
#include "tsdb/wal/directory.h"
#include "tsdb/wal/dump_segment.h"
#include "tsdb/wal/record_batch.h"
#include "tsdb/wal/records.h"
#include "tsdb/wal/segment_reader.h"
#include "tsdb/wal/writer.h"

using namespace hearth;
using namespace hearth::tsdb::wal;
using hearth::tests::FakeFileSystem;

namespace {

using Samples = std::set<std::pair<std::uint64_t, model::TimestampMs>>;

/// A log in memory whose segments are closed one by one.
class Fixture {
  public:
    Fixture() {
        files.createDirectories("/wal").value();
        m_writer = Writer::open(files, "/wal", 0, kSegmentBytes, m_registry, Log()).value();
    }

    FakeFileSystem files;

    void log(const std::string& record) {
        RecordBatch batch(Compression::kSnappy);
        batch.scratch() = record;
        batch.add();
        m_writer->append(batch).value();
    }
    void logSeries(const std::vector<std::uint64_t>& refs) {
        std::string record;
        beginSeries(record);
        for (const auto ref : refs) {
            const model::Labels labels{{"ref", std::to_string(ref)}};
            appendSeries(record, {ref, labels.bytes()});
        }
        log(record);
    }
    void logSamples(const std::vector<storage::RefSample>& samples) {
        std::string record;
        encodeSamples(record, samples);
        log(record);
    }
    void logMetadata(std::uint64_t ref, const std::string& help) {
        std::string record;
        beginMetadata(record);
        appendMetadata(record, ref, {model::MetricType::kCounter, help, ""});
        log(record);
    }
    void closeSegment() { m_writer->rotate().value(); }

    /// Three closed segments and an open one: series 1 to 3, samples at 100 to 500.
    void fill() {
        logSeries({1, 2, 3});
        logSamples({{1, 100, 1}, {2, 100, 1}, {3, 100, 1}});
        closeSegment();
        logSamples({{1, 200, 1}, {2, 300, 1}, {3, 300, 1}});
        closeSegment();
        logSamples({{1, 400, 1}, {3, 400, 1}});
        closeSegment();
        logSamples({{1, 500, 1}});
        m_writer->sync().value();
    }

  private:
    instrument::Registry m_registry;
    std::unique_ptr<Writer> m_writer;
};

CheckpointRequest request(std::uint32_t to, model::TimestampMs mint, std::set<std::uint64_t> gone = {}) {
    CheckpointRequest request;
    request.to = to;
    request.mint = mint;
    request.keep = [gone = std::move(gone)](std::uint64_t ref) { return !gone.contains(ref); };
    return request;
}

/// The log as text: what a replay reads, checkpoint first.
std::vector<std::string> linesOf(FakeFileSystem& files, Access access = Access::kReadOnly) {
    std::vector<std::string> lines;
    const auto listing = listLog(files, "/wal", access).value();
    const auto print = [&](const std::string& directory, std::uint32_t index) {
        const auto mapped = files.map(directory + "/" + segmentName(index)).value();
        printSegment(mapped->bytes(), [&](std::string_view line) {
            if (line.starts_with("  ")) {
                lines.emplace_back(line.substr(2));
            }
        }).value();
    };
    if (listing.checkpoint) {
        const auto segments = listSegments(files, *listing.checkpoint).value();
        for (const auto index : segments) {
            print(*listing.checkpoint, index);
        }
    }
    for (const auto index : listing.segments) {
        print("/wal", index);
    }
    return lines;
}

/// The same as a set, without what lies before `mint`.
std::set<std::string> served(FakeFileSystem& files, model::TimestampMs mint) {
    std::set<std::string> lines;
    for (const auto& line : linesOf(files, Access::kRepair)) {
        const auto time = line.find(" t ");
        if (time == std::string::npos || std::stoll(line.substr(time + 3)) >= mint) {
            lines.insert(line);
        }
    }
    return lines;
}

} // namespace

class TestCheckpoint : public QObject {
    Q_OBJECT

  private slots:
    void whatIsNotNeededIsLeftOut();
    void theNextCheckpointSumsUpTheFirst();
    void ofMetadataTheNewestOfEachSeriesStays();
    void tombstonesStayWithTheirSeries();
    void startTimesOutliveIt();
    void coveredSegmentsAreRemovedEvenLater();
    void aGapDoesNotStopIt();
    void damageRefusesItAndRemovesNothing();
    void aFailedCallLeavesTheLogAsItWas();
    void aPowerCutAtAnyCallLosesNothing();
};

void TestCheckpoint::whatIsNotNeededIsLeftOut() {
    Fixture log;
    log.fill();
    const auto stats = writeCheckpoint(log.files, "/wal", request(1, 200, {3})).value();
    QCOMPARE(stats.keptSeries, std::uint64_t{2});
    QCOMPARE(stats.droppedSeries, std::uint64_t{1});
    QCOMPARE(stats.keptSamples, std::uint64_t{3});
    QCOMPARE(stats.droppedSamples, std::uint64_t{3});
    const std::vector<std::string> expected{"ref 1 {ref=\"1\"}", "ref 2 {ref=\"2\"}", "ref 1 t 200 v 1",
                                            "ref 2 t 300 v 1",   "ref 3 t 300 v 1",   "ref 1 t 400 v 1",
                                            "ref 3 t 400 v 1",   "ref 1 t 500 v 1"};
    QVERIFY(linesOf(log.files) == expected);
    QVERIFY(!log.files.exists("/wal/00000000") && !log.files.exists("/wal/00000001"));
    QVERIFY(log.files.isDirectory("/wal/checkpoint.00000001"));
}

void TestCheckpoint::theNextCheckpointSumsUpTheFirst() {
    Fixture log;
    log.fill();
    QVERIFY(writeCheckpoint(log.files, "/wal", request(1, 200)).has_value());
    QVERIFY(writeCheckpoint(log.files, "/wal", request(2, 400)).has_value());
    QVERIFY(!log.files.isDirectory("/wal/checkpoint.00000001"));
    const std::vector<std::string> expected{"ref 1 {ref=\"1\"}", "ref 2 {ref=\"2\"}", "ref 3 {ref=\"3\"}",
                                            "ref 1 t 400 v 1",   "ref 3 t 400 v 1",   "ref 1 t 500 v 1"};
    QVERIFY(linesOf(log.files) == expected);
}

void TestCheckpoint::ofMetadataTheNewestOfEachSeriesStays() {
    Fixture log;
    log.logSeries({1, 2, 3});
    log.logMetadata(1, "old");
    log.logMetadata(2, "gone");
    log.logMetadata(1, "new");
    log.closeSegment();
    const auto stats = writeCheckpoint(log.files, "/wal", request(0, 0, {2})).value();
    QCOMPARE(stats.keptMetadata, std::uint64_t{1});
    QCOMPARE(stats.droppedMetadata, std::uint64_t{2});
    QCOMPARE(linesOf(log.files).back(), std::string("ref 1 type counter unit \"\" help \"new\""));
}

void TestCheckpoint::tombstonesStayWithTheirSeries() {
    Fixture log;
    std::string record;
    encodeTombstones(record, std::vector<TombstoneEntry>{{1, {0, 99}}, {1, {0, 100}}, {2, {0, 500}}});
    log.log(record);
    record.clear();
    encodeExemplars(record, std::vector<ExemplarEntry>{{1, 99, 1, {}}, {1, 100, 1, {}}});
    log.log(record);
    log.closeSegment();
    const auto stats = writeCheckpoint(log.files, "/wal", request(0, 100, {2})).value();
    QCOMPARE(stats.keptTombstones, std::uint64_t{1});
    QCOMPARE(stats.keptExemplars, std::uint64_t{1});
    QVERIFY((linesOf(log.files) == std::vector<std::string>{"ref 1 from 0 to 100", "ref 1 t 100 v 1 {}"}));
}

void TestCheckpoint::startTimesOutliveIt() {
    Fixture log;
    std::string record;
    encodeSamplesV2(record, std::vector<storage::RefSample>{{1, 100, 1}, {2, 200, 1}},
                    std::vector<model::TimestampMs>{5, 6});
    log.log(record);
    log.closeSegment();
    QVERIFY(writeCheckpoint(log.files, "/wal", request(0, 150)).has_value());
    QVERIFY((linesOf(log.files) == std::vector<std::string>{"ref 2 t 200 st 6 v 1"}));
}

void TestCheckpoint::coveredSegmentsAreRemovedEvenLater() {
    Fixture log;
    log.fill();
    QVERIFY(log.files.createDirectories("/wal/checkpoint.00000001").has_value());
    QVERIFY(log.files.createDirectories("/wal/checkpoint.00000000").has_value());
    QVERIFY(writeCheckpoint(log.files, "/wal", request(1, 0)).has_value());
    QVERIFY(!log.files.exists("/wal/00000001"));
    QVERIFY(log.files.exists("/wal/00000002"));
    QVERIFY(!log.files.isDirectory("/wal/checkpoint.00000000"));
}

void TestCheckpoint::aGapDoesNotStopIt() {
    Fixture log;
    log.fill();
    QVERIFY(log.files.remove("/wal/00000001").has_value());
    QVERIFY(writeCheckpoint(log.files, "/wal", request(2, 400)).has_value());
    QCOMPARE(linesOf(log.files).size(), std::size_t{6});
}

void TestCheckpoint::damageRefusesItAndRemovesNothing() {
    Fixture log;
    log.fill();
    log.files.overwrite("/wal/00000001", 9, "\xff");
    const auto result = writeCheckpoint(log.files, "/wal", request(2, 200));
    QVERIFY(!result.has_value());
    QVERIFY(result.error().code() == ErrorCode::kCorruption);
    QVERIFY2(result.error().message().starts_with("/wal/00000001: "), result.error().message().c_str());
    QVERIFY(log.files.list("/wal").value().size() == 4);
    for (const auto* name : {"00000000", "00000001", "00000002", "00000003"}) {
        QVERIFY(log.files.exists(std::string("/wal/") + name));
    }
}

void TestCheckpoint::aFailedCallLeavesTheLogAsItWas() {
    for (std::size_t call = 1;; ++call) {
        Fixture log;
        log.fill();
        QVERIFY(writeCheckpoint(log.files, "/wal", request(0, 100)).has_value());
        const auto before = served(log.files, 200);
        log.files.failFromCall(call);
        const auto result = writeCheckpoint(log.files, "/wal", request(2, 200));
        log.files.heal();
        QVERIFY(served(log.files, 200) == before);
        // What failed once succeeds when the disk is well again.
        QVERIFY(writeCheckpoint(log.files, "/wal", request(2, 200)).has_value());
        QVERIFY(served(log.files, 200) == before);
        QCOMPARE(log.files.list("/wal").value().size(), std::size_t{2});
        if (result) {
            return;
        }
    }
}

void TestCheckpoint::aPowerCutAtAnyCallLosesNothing() {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        for (std::size_t call = 1;; ++call) {
            Fixture log;
            log.fill();
            QVERIFY(writeCheckpoint(log.files, "/wal", request(0, 100)).has_value());
            const auto before = served(log.files, 200);
            log.files.freezeFromCall(call);
            const auto result = writeCheckpoint(log.files, "/wal", request(2, 200));
            log.files.heal();
            log.files.powerCut(seededRandom(seed));
            QVERIFY2(served(log.files, 200) == before, fmt::format("seed {}, call {}", seed, call).c_str());
            if (result) {
                break;
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "test_checkpoint.moc"
