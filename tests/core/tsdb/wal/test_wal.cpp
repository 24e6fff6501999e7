// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <random>

#include "base/log.h"
#include "support/fake_file_system.h"
#include "tsdb/wal/directory.h"
#include "tsdb/wal/record_batch.h"
#include "tsdb/wal/records.h"
#include "tsdb/wal/segment_reader.h"
#include "tsdb/wal/writer.h"

using namespace hearth;
using namespace hearth::tsdb::wal;
using hearth::tests::FakeFileSystem;

namespace {

const std::string kDirectory = "/wal";

std::string hex(std::string_view bytes) {
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toHex(' ').toStdString();
}

/// A log in memory.
class Fixture {
  public:
    explicit Fixture(Compression compression = Compression::kNone, std::uint64_t segmentBytes = kSegmentBytes)
        : m_compression(compression) {
        files.createDirectories(kDirectory).value();
        m_writer = Writer::open(files, kDirectory, 0, segmentBytes, m_registry, Log()).value();
    }

    FakeFileSystem files;

    Result<void> append(const std::vector<std::string>& records) {
        RecordBatch batch(m_compression);
        for (const auto& record : records) {
            batch.scratch() = record;
            batch.add();
        }
        return m_writer->append(batch);
    }
    Writer& writer() { return *m_writer; }

    /// The records of a segment, then "torn" or the damage where there is one.
    std::vector<std::string> read(std::uint32_t segment = 0) {
        const auto mapped = files.map(kDirectory + "/" + segmentName(segment)).value();
        SegmentReader reader(mapped->bytes());
        std::vector<std::string> records;
        for (;;) {
            const auto more = reader.next();
            if (!more) {
                records.push_back("damaged: " + more.error().message());
                return records;
            }
            if (!*more) {
                if (reader.torn()) {
                    records.emplace_back("torn");
                }
                return records;
            }
            records.emplace_back(reader.record());
        }
    }

  private:
    const Compression m_compression;
    instrument::Registry m_registry;
    std::unique_ptr<Writer> m_writer;
};

} // namespace

class TestWal : public QObject {
    Q_OBJECT

  private slots:
    void recordsHaveTheDocumentedBytes();
    void recordsAreReadBack();
    void anEmptySamplesRecordIsFine();
    void metadataFieldsOfLaterVersionsAreSkipped();
    void cutRecordsAreErrors();
    void unsortedLabelsAreMarked();
    void fragmentsHaveTheDocumentedBytes();
    void recordsOfAnySizeAreReadBack_data();
    void recordsOfAnySizeAreReadBack();
    void aBatchThatDoesNotFitOpensASegment();
    void aFailedBatchLeavesNothingBehind();
    void whatAFailedSyncForgotIsWrittenAgain();
    void flagsThatNobodyWritesAreDamage();
    void aGapBetweenSegmentsIsReportedAndTheRestIsListed();
    void whatIsMissingBehindACheckpointIsAGap();
    void theNewestCheckpointCounts();
    void rotatingClosesTheSegment();
};

void TestWal::recordsHaveTheDocumentedBytes() {
    std::string record;
    encodeSamples(record, std::vector<storage::RefSample>{{7, 1000, 1.0}, {6, 1015, 2.0}});
    QCOMPARE(hex(record), std::string("02 00 00 00 00 00 00 00 07 00 00 00 00 00 00 03 e8 "
                                      "00 00 3f f0 00 00 00 00 00 00 01 1e 40 00 00 00 00 00 00 00"));
    record.clear();
    beginSeries(record);
    const model::Labels labels{{"a", "b"}, {"c", "de"}};
    appendSeries(record, {7, labels.bytes()});
    QCOMPARE(hex(record), std::string("01 00 00 00 00 00 00 00 07 02 01 61 01 62 01 63 02 64 65"));
    record.clear();
    beginMetadata(record);
    appendMetadata(record, 7, {model::MetricType::kGauge, "h", "u"});
    QCOMPARE(hex(record), std::string("06 07 02 02 04 55 4e 49 54 01 75 04 48 45 4c 50 01 68"));
}

void TestWal::recordsAreReadBack() {
    std::mt19937_64 random(1);
    std::vector<storage::RefSample> samples;
    for (int i = 0; i < 1000; ++i) {
        samples.push_back({random() >> (random() % 64), static_cast<std::int64_t>(random()), static_cast<double>(i)});
    }
    std::string record;
    encodeSamples(record, samples);
    std::vector<storage::RefSample> again;
    QVERIFY(decodeSamples(record, again).has_value());
    QCOMPARE(again.size(), samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) {
        QCOMPARE(again[i].ref, samples[i].ref);
        QCOMPARE(again[i].time, samples[i].time);
        QCOMPARE(again[i].value, samples[i].value);
    }
}

void TestWal::anEmptySamplesRecordIsFine() {
    std::vector<storage::RefSample> samples;
    QVERIFY(decodeSamples("\x02", samples).has_value());
    QVERIFY(samples.empty());
}

void TestWal::metadataFieldsOfLaterVersionsAreSkipped() {
    std::vector<MetadataEntry> entries;
    const std::string record("\x06\x07\xff\x02\x03NEW\x01x\x04HELP\x01h", 17);
    QVERIFY(decodeMetadata(record, entries).has_value());
    QCOMPARE(entries.front().metadata.help, std::string("h"));
    QVERIFY(entries.front().metadata.type == model::MetricType::kUnknown);
}

void TestWal::cutRecordsAreErrors() {
    std::string record;
    beginSeries(record);
    const model::Labels labels{{"a", "b"}};
    appendSeries(record, {7, labels.bytes()});
    for (std::size_t size = 2; size < record.size(); ++size) {
        std::vector<SeriesEntry> entries;
        QVERIFY(!decodeSeries(std::string_view(record).substr(0, size), entries).has_value());
        QVERIFY(entries.empty());
    }
    const std::string hostile("\x01\0\0\0\0\0\0\0\x07\xff\xff\xff\xff\xff\x01", 15);
    std::vector<SeriesEntry> entries;
    QVERIFY(!decodeSeries(hostile, entries).has_value());
}

void TestWal::unsortedLabelsAreMarked() {
    std::string record;
    beginSeries(record);
    appendSeries(record, {1, std::string_view("\x01"
                                              "b\x01"
                                              "x\x01"
                                              "a\x01"
                                              "y",
                                              8)});
    std::vector<SeriesEntry> entries;
    QVERIFY(decodeSeries(record, entries).has_value());
    QVERIFY(!entries.front().canonical);
}

void TestWal::fragmentsHaveTheDocumentedBytes() {
    Fixture fixture;
    QVERIFY(fixture.append({"123456789"}).has_value());
    // The checksum is the known CRC-32C of these digits.
    QCOMPARE(hex(fixture.files.readAll("/wal/00000000").value()),
             std::string("01 00 09 e3 06 92 83 31 32 33 34 35 36 37 38 39"));
}

void TestWal::recordsOfAnySizeAreReadBack_data() {
    QTest::addColumn<int>("compression");
    QTest::newRow("plain") << static_cast<int>(Compression::kNone);
    QTest::newRow("snappy") << static_cast<int>(Compression::kSnappy);
    QTest::newRow("zstd") << static_cast<int>(Compression::kZstd);
}

void TestWal::recordsOfAnySizeAreReadBack() {
    QFETCH(int, compression);
    Fixture fixture(static_cast<Compression>(compression));
    std::vector<std::string> all;
    std::mt19937 random(2);
    // Sizes around everything that matters: header, end of page, several pages.
    for (const std::size_t size : {1, 7, 32740, 32754, 32761, 32762, 32768, 65536, 100000, 13, 32700, 24, 8, 3}) {
        std::string record(size, 'x');
        for (std::size_t i = 0; i < size; i += 3) {
            record[i] = static_cast<char>(random());
        }
        QVERIFY(fixture.append({record, "small"}).has_value());
        all.push_back(record);
        all.emplace_back("small");
    }
    QVERIFY(fixture.read() == all);
}

void TestWal::aBatchThatDoesNotFitOpensASegment() {
    Fixture fixture(Compression::kNone, 2 * kPageBytes);
    const std::string record(40'000, 'r');
    QVERIFY(fixture.append({record}).has_value());
    QVERIFY(fixture.append({record, "with it"}).has_value());
    QCOMPARE(fixture.writer().segment(), std::uint32_t{1});
    QVERIFY(fixture.read(0) == std::vector<std::string>{record});
    QVERIFY((fixture.read(1) == std::vector<std::string>{record, "with it"}));
    QCOMPARE(fixture.files.readAll("/wal/00000000").value().size() % kPageBytes, std::size_t{0});
    const std::string huge(5 * kPageBytes, 'h');
    QVERIFY(fixture.append({huge}).has_value());
    QVERIFY(fixture.read(2) == std::vector<std::string>{huge});
}

void TestWal::aFailedBatchLeavesNothingBehind() {
    Fixture fixture;
    QVERIFY(fixture.append({"first"}).has_value());
    fixture.files.setCapacity(fixture.files.usedBytes() + 5);
    QVERIFY(!fixture.append({"second"}).has_value());
    QVERIFY(fixture.read() == std::vector<std::string>{"first"});
    QVERIFY(!fixture.append({"third"}).has_value());
    fixture.files.setCapacity(std::nullopt);
    QVERIFY(!fixture.append({"fourth"}).has_value()); // refused until recover()
    QVERIFY(fixture.writer().recover().has_value());
    QVERIFY(fixture.append({"fifth"}).has_value());
    QVERIFY((fixture.read() == std::vector<std::string>{"first", "fifth"}));
}

void TestWal::whatAFailedSyncForgotIsWrittenAgain() {
    Fixture fixture;
    fixture.files.forgetFailedSyncs(true);
    QVERIFY(fixture.append({std::string(3 * kPageBytes, 'a')}).has_value());
    fixture.files.failCalls(1, 1);
    QVERIFY(!fixture.writer().sync().has_value());
    QVERIFY(fixture.writer().recover().has_value());
    QVERIFY(fixture.append({"behind"}).has_value());
    QVERIFY(fixture.writer().sync().has_value());
    fixture.files.powerCut();
    QVERIFY((fixture.read() == std::vector<std::string>{std::string(3 * kPageBytes, 'a'), "behind"}));
}

void TestWal::flagsThatNobodyWritesAreDamage() {
    Fixture fixture;
    QVERIFY(fixture.append({"first", "second"}).has_value());
    for (const int type : {0x21, 0x41, 0x81, 0x19, 0x05, 0x08}) {
        fixture.files.overwrite("/wal/00000000", 12, std::string(1, static_cast<char>(type)));
        const auto records = fixture.read();
        QCOMPARE(records.size(), std::size_t{2});
        QVERIFY2(records.back().ends_with("at offset 12"), records.back().c_str());
    }
}

void TestWal::aGapBetweenSegmentsIsReportedAndTheRestIsListed() {
    Fixture fixture;
    for (const auto* name : {"/wal/00000002", "/wal/00000005"}) {
        QVERIFY(fixture.files.replaceAtomically(name, "torn").has_value());
    }
    const auto listing = listLog(fixture.files, kDirectory).value();
    QVERIFY((listing.segments == std::vector<std::uint32_t>{0, 2, 5})); // the first is empty
    QVERIFY((listing.gaps == std::vector<Gap>{{1, 1}, {3, 4}}));
    QCOMPARE(listing.nextSegment, std::uint32_t{6});
}

void TestWal::whatIsMissingBehindACheckpointIsAGap() {
    Fixture fixture;
    QVERIFY(fixture.files.createDirectories("/wal/checkpoint.00000003").has_value());
    QVERIFY(fixture.files.replaceAtomically("/wal/00000006", "torn").has_value());
    const auto listing = listLog(fixture.files, kDirectory).value();
    QVERIFY((listing.gaps == std::vector<Gap>{{4, 5}}));
}

void TestWal::theNewestCheckpointCounts() {
    Fixture fixture;
    for (const auto* name : {"checkpoint.00000002", "checkpoint.00000003", "checkpoint.00000004.tmp"}) {
        QVERIFY(fixture.files.createDirectories(kDirectory + "/" + name).has_value());
    }
    QVERIFY(fixture.files.replaceAtomically("/wal/00000004", "torn").has_value());
    QVERIFY(fixture.files.remove("/wal/00000000").has_value());
    const auto listing = listLog(fixture.files, kDirectory).value();
    QCOMPARE(listing.checkpoint.value(), kDirectory + "/checkpoint.00000003");
    QVERIFY(listing.segments == std::vector<std::uint32_t>{4});
    QCOMPARE(listing.nextSegment, std::uint32_t{5});
    QVERIFY(!fixture.files.exists(kDirectory + "/checkpoint.00000004.tmp"));
}

void TestWal::rotatingClosesTheSegment() {
    Fixture fixture;
    QVERIFY(fixture.append({"first"}).has_value());
    QVERIFY((fixture.writer().position() == Position{0, 12}));
    QCOMPARE(fixture.writer().rotate().value(), std::uint32_t{1});
    QVERIFY(fixture.append({"second"}).has_value());
    QVERIFY(fixture.read(0) == std::vector<std::string>{"first"});
    QVERIFY(fixture.read(1) == std::vector<std::string>{"second"});
    QCOMPARE(logBytes(fixture.files, kDirectory).value(), std::uint64_t{kPageBytes + 13});
    QVERIFY(removeSegments(fixture.files, kDirectory, 0, 0).has_value());
    QVERIFY(listLog(fixture.files, kDirectory).value().segments == std::vector<std::uint32_t>{1});
}

QTEST_GUILESS_MAIN(TestWal)
#include "test_wal.moc"
