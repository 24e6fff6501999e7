// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <random>

#include "base/log.h"
#include "support/fake_file_system.h"
#include "tsdb/wal/directory.h"
#include "tsdb/wal/dump_segment.h"
#include "tsdb/wal/record_batch.h"
#include "tsdb/wal/repair.h"
#include "tsdb/wal/salvage.h"
#include "tsdb/wal/segment_reader.h"
#include "tsdb/wal/writer.h"

using namespace hearth;
using namespace hearth::tsdb::wal;
using hearth::tests::FakeFileSystem;

namespace {

const std::string kSegment = "/wal/00000000";

std::span<const std::byte> asBytes(const std::string& text) {
    return std::as_bytes(std::span(text));
}

std::vector<std::string> someRecords(std::size_t count, std::size_t most) {
    std::mt19937 random(7);
    std::vector<std::string> records;
    for (std::size_t i = 0; i < count; ++i) {
        std::string record(1 + random() % most, 'x');
        for (std::size_t j = 0; j < record.size(); j += 2) {
            record[j] = static_cast<char>(random());
        }
        records.push_back(std::move(record));
    }
    return records;
}

std::string segmentOf(const std::vector<std::string>& records, Compression compression) {
    FakeFileSystem files;
    files.createDirectories("/wal").value();
    instrument::Registry registry;
    const auto writer = Writer::open(files, "/wal", 0, kSegmentBytes, registry, Log()).value();
    RecordBatch batch(compression);
    for (const auto& record : records) {
        batch.scratch() = record;
        batch.add();
    }
    writer->append(batch).value();
    return files.readAll(kSegment).value();
}

/// The records up to the end or to damage; with `resync` also those behind it.
std::vector<std::string> readAll(SegmentReader& reader, bool resync = false) {
    std::vector<std::string> records;
    for (;;) {
        const auto more = reader.next();
        if (more && !*more) {
            return records;
        }
        if (!more && (!resync || !reader.resync().value())) {
            return records;
        }
        if (more) {
            records.emplace_back(reader.record());
        }
    }
}

std::vector<std::string> salvage(SalvagingReader& reader) {
    std::vector<std::string> records;
    while (reader.next()) {
        records.emplace_back(reader.record());
    }
    return records;
}

bool isPrefix(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
    return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

/// Whether `part` is `whole` with some left out.
bool isSubsequence(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
    std::size_t at = 0;
    for (const auto& record : whole) {
        at += at < part.size() && part[at] == record ? 1 : 0;
    }
    return at == part.size();
}

} // namespace

class TestDamage : public QObject {
    Q_OBJECT

  private slots:
    void aCutSegmentYieldsItsWholeRecords_data();
    void aCutSegmentYieldsItsWholeRecords();
    void aFlippedByteNeverYieldsAWrongRecord();
    void aFileIsReadPieceByPieceAlike();
    void whatFollowsTheDamagedPageCanBeRead();
    void aPageOfZerosWithinARecordJoinsNoTwoRecords();
    void damageAnywhereCostsNoOtherPage();
    void aHoleIsTheEndOnlyOfTheNewestSegment();
    void refusedRecordsAreDamage();
    void aSalvagedSegmentHasAllThatCouldBeRead();
    void aSalvageSurvivesACrashAtAnyCall();
    void aRepairSurvivesACrashAtAnyCall();
    void aSegmentWithoutAHealthyBeginningBecomesAnEmptyOne();
    void printingNeverFailsButForDamage();
};

void TestDamage::aCutSegmentYieldsItsWholeRecords_data() {
    QTest::addColumn<int>("compression");
    QTest::newRow("plain") << static_cast<int>(Compression::kNone);
    QTest::newRow("snappy") << static_cast<int>(Compression::kSnappy);
    QTest::newRow("zstd") << static_cast<int>(Compression::kZstd);
}

void TestDamage::aCutSegmentYieldsItsWholeRecords() {
    QFETCH(int, compression);
    const auto records = someRecords(12, 300);
    const auto segment = segmentOf(records, static_cast<Compression>(compression));
    std::size_t most = 0;
    for (std::size_t size = 0; size <= segment.size(); ++size) {
        const auto cut = segment.substr(0, size);
        SegmentReader reader(asBytes(cut));
        const auto read = readAll(reader);
        QVERIFY(isPrefix(read, records));
        QVERIFY(read.size() >= most); // more bytes are never fewer records
        most = read.size();
        QVERIFY(reader.goodBytes() <= size);
        QCOMPARE(reader.torn(), reader.goodBytes() != size);
    }
    QCOMPARE(most, records.size());
}

void TestDamage::aFlippedByteNeverYieldsAWrongRecord() {
    const auto records = someRecords(12, 300);
    auto segment = segmentOf(records, Compression::kSnappy);
    for (std::size_t i = 0; i < segment.size(); ++i) {
        for (const int bits : {0x01, 0x10, 0x80, 0xff}) {
            segment[i] = static_cast<char>(segment[i] ^ bits);
            SegmentReader reader(asBytes(segment));
            QVERIFY(isPrefix(readAll(reader), records));
            SegmentReader salvaging(asBytes(segment));
            QVERIFY(isSubsequence(readAll(salvaging, true), records));
            segment[i] = static_cast<char>(segment[i] ^ bits);
        }
    }
}

void TestDamage::aFileIsReadPieceByPieceAlike() {
    const auto records = someRecords(60, 90'000); // several windows of the reader
    FakeFileSystem files;
    QVERIFY(files.replaceAtomically("/segment", segmentOf(records, Compression::kSnappy)).has_value());
    const auto file = files.open("/segment", FileSystem::OpenMode::kRead).value();
    SegmentReader reader(*file);
    QVERIFY(readAll(reader) == records);
    QCOMPARE(reader.goodBytes(), files.fileSize("/segment").value());
    files.overwrite("/segment", 2'000'000, "damage");
    SegmentReader damaged(*file);
    const auto found = readAll(damaged, true);
    QVERIFY(isSubsequence(found, records));
    QVERIFY(found.size() + 4 > records.size());
}

void TestDamage::whatFollowsTheDamagedPageCanBeRead() {
    const auto records = someRecords(100, 4000);
    auto segment = segmentOf(records, Compression::kNone);
    QVERIFY(segment.size() > 3 * kPageBytes);
    segment[kPageBytes + 100] = static_cast<char>(segment[kPageBytes + 100] ^ 1);
    SegmentReader reader(asBytes(segment));
    QVERIFY(readAll(reader).size() < 50);
    SegmentReader salvaging(asBytes(segment));
    const auto read = readAll(salvaging, true);
    QVERIFY(isSubsequence(read, records));
    QVERIFY(read.size() > 60); // a page of 32 KiB has about 16 of them
    QCOMPARE(read.back(), records.back());
}

void TestDamage::aPageOfZerosWithinARecordJoinsNoTwoRecords() {
    const auto records = std::vector<std::string>{std::string(40'000, 'a'), std::string(50'000, 'b')};
    auto segment = segmentOf(records, Compression::kNone);
    // Record b begins on the second page; its last part must not be joined to the first part of a.
    segment.replace(kPageBytes, kPageBytes, kPageBytes, '\0');
    SegmentReader reader(asBytes(segment));
    QVERIFY(readAll(reader).empty());
    QVERIFY(reader.torn());
}

void TestDamage::damageAnywhereCostsNoOtherPage() {
    const auto records = someRecords(400, 700);
    const auto segment = segmentOf(records, Compression::kSnappy);
    QVERIFY(segment.size() > 3 * kPageBytes);
    std::mt19937 random(11);
    for (int round = 0; round < 500; ++round) {
        auto damaged = segment;
        const auto at = random() % segment.size();
        damaged[at] = static_cast<char>(damaged[at] ^ (1U << random() % 8));
        SalvagingReader reader(asBytes(damaged), SalvagingReader::Hole::kIsDamage);
        const auto read = salvage(reader);
        const auto end = std::move(reader).end();
        QVERIFY2(isSubsequence(read, records), qPrintable(QString("flip in byte %1").arg(at)));
        QVERIFY(end.damages > 0);
        QVERIFY2(end.lostBytes <= 2 * kPageBytes, qPrintable(QString("flip in byte %1").arg(at)));
        QVERIFY(end.goodBytes <= at);
        QCOMPARE(end.goodBytes == 0 ? 0 : read.size() - end.recordsBehind,
                 std::size_t(std::ranges::mismatch(read, records).in1 - read.begin()));
    }
}

void TestDamage::aHoleIsTheEndOnlyOfTheNewestSegment() {
    const auto records = someRecords(400, 700);
    auto segment = segmentOf(records, Compression::kNone);
    segment.replace(kPageBytes + 1000, kPageBytes, kPageBytes, '\0');
    SalvagingReader newest(asBytes(segment), SalvagingReader::Hole::kIsTheEnd);
    const auto before = salvage(newest);
    const auto torn = std::move(newest).end();
    QVERIFY(torn.torn && torn.damage.empty() && torn.lostBytes == 0);
    QVERIFY(isPrefix(before, records));
    SalvagingReader older(asBytes(segment), SalvagingReader::Hole::kIsDamage);
    const auto all = salvage(older);
    const auto end = std::move(older).end();
    QVERIFY(!end.torn && end.damages > 0);
    QVERIFY(isSubsequence(all, records));
    QVERIFY(all.size() > before.size());
    QCOMPARE(all.back(), records.back());
    QCOMPARE(end.recordsBehind, all.size() - before.size());
}

void TestDamage::refusedRecordsAreDamage() {
    const auto segment = segmentOf({"one", "two", "three"}, Compression::kNone);
    SalvagingReader reader(asBytes(segment), SalvagingReader::Hole::kIsTheEnd);
    while (reader.next()) {
        if (reader.record() == "two") {
            reader.refuse("makes no sense");
        }
    }
    const auto end = std::move(reader).end();
    QCOMPARE(end.damage, std::string("makes no sense"));
    QCOMPARE(end.goodBytes, kFragmentHeaderBytes + 3);
    QCOMPARE(end.lostBytes, kFragmentHeaderBytes + 3);
    QCOMPARE(end.recordsBehind, 1U);
    QCOMPARE(end.refused, (std::vector<std::uint64_t>{2 * (kFragmentHeaderBytes + 3)}));
}

void TestDamage::aSalvagedSegmentHasAllThatCouldBeRead() {
    const auto records = someRecords(400, 700);
    auto segment = segmentOf(records, Compression::kSnappy);
    segment[kPageBytes + 5000] = static_cast<char>(~segment[kPageBytes + 5000]);
    SalvagingReader damaged(asBytes(segment), SalvagingReader::Hole::kIsDamage);
    auto expected = salvage(damaged);
    FakeFileSystem files;
    QVERIFY(files.createDirectories("/wal").has_value());
    QVERIFY(files.replaceAtomically(kSegment, segment).has_value());
    SalvagingReader again(asBytes(segment), SalvagingReader::Hole::kIsDamage);
    QVERIFY(again.next());
    const std::vector<std::uint64_t> refused{again.recordEnd()};
    expected.erase(expected.begin());
    const auto aside =
        salvageSegment(files, "/wal", 0, SalvagingReader::Hole::kIsDamage, refused, Compression::kZstd, "/aside");
    QCOMPARE(aside.value(), std::string("/aside/00000000"));
    files.powerCut();
    QVERIFY(files.readAll("/aside/00000000").value() == segment);
    QCOMPARE(files.list("/wal").value(), std::vector<std::string>{"00000000"});
    const auto mapped = files.map(kSegment).value();
    SegmentReader reader(mapped->bytes());
    QVERIFY(readAll(reader) == expected);
    QVERIFY(!reader.torn());
}

void TestDamage::aSalvageSurvivesACrashAtAnyCall() {
    auto contents = segmentOf(someRecords(400, 700), Compression::kNone);
    contents[kPageBytes + 100] = static_cast<char>(~contents[kPageBytes + 100]);
    SalvagingReader damaged(asBytes(contents), SalvagingReader::Hole::kIsDamage);
    const auto expected = salvage(damaged);
    for (std::size_t call = 1;; ++call) {
        FakeFileSystem files;
        QVERIFY(files.createDirectories("/wal").has_value());
        QVERIFY(files.replaceAtomically(kSegment, contents).has_value());
        files.failFromCall(call);
        const auto result =
            salvageSegment(files, "/wal", 0, SalvagingReader::Hole::kIsDamage, {}, Compression::kNone, "/aside");
        files.heal();
        files.powerCut();
        QVERIFY(completeRepairs(files, "/wal").has_value());
        const auto now = files.readAll(kSegment).value();
        QVERIFY(now == contents || files.readAll("/aside/00000000").value() == contents);
        QCOMPARE(files.list("/wal").value(), std::vector<std::string>{"00000000"});
        SalvagingReader reader(asBytes(now), SalvagingReader::Hole::kIsDamage);
        QVERIFY(salvage(reader) == expected);
        if (result) {
            QVERIFY(call > 5);
            return;
        }
    }
}

void TestDamage::aRepairSurvivesACrashAtAnyCall() {
    const auto contents = segmentOf(someRecords(5, 100), Compression::kNone);
    for (std::size_t call = 1;; ++call) {
        FakeFileSystem files;
        QVERIFY(files.createDirectories("/wal").has_value());
        QVERIFY(files.replaceAtomically(kSegment, contents).has_value());
        files.failFromCall(call);
        const auto result = setAside(files, "/wal", 0U, 20, "/aside");
        files.heal();
        files.powerCut();
        QVERIFY(completeRepairs(files, "/wal").has_value());
        const auto now = files.readAll(kSegment).value();
        QVERIFY(now == contents || now == contents.substr(0, 20));
        QVERIFY(now == contents || files.readAll("/aside/00000000").value() == contents);
        QVERIFY(!files.exists(kSegment + ".repair"));
        if (result) {
            QCOMPARE(now, contents.substr(0, 20));
            return;
        }
    }
}

void TestDamage::aSegmentWithoutAHealthyBeginningBecomesAnEmptyOne() {
    FakeFileSystem files;
    QVERIFY(files.createDirectories("/wal").has_value());
    QVERIFY(files.replaceAtomically(kSegment, "not a segment").has_value());
    QCOMPARE(setAside(files, "/wal", 0U, 0, "/aside").value(), std::string("/aside/00000000"));
    const auto mapped = files.map(kSegment).value();
    SegmentReader reader(mapped->bytes());
    QVERIFY(readAll(reader).empty());
    QVERIFY(!reader.torn());
}

void TestDamage::printingNeverFailsButForDamage() {
    std::string record;
    encodeTombstones(record, std::vector<TombstoneEntry>{{7, {1, 2}}});
    auto segment = segmentOf({record, "\x63 unknown"}, Compression::kNone);
    std::vector<std::string> lines;
    const auto sink = [&](std::string_view line) { lines.emplace_back(line); };
    QVERIFY(printSegment(asBytes(segment), sink).has_value());
    QVERIFY((lines == std::vector<std::string>{"@0 tombstones, 1 entries, 11 bytes", "  ref 7 from 1 to 2",
                                               "@18 record of unknown type 99, 9 bytes"}));
    lines.clear();
    segment.pop_back();
    QVERIFY(printSegment(asBytes(segment), sink).has_value());
    QCOMPARE(lines.back(), std::string("@18 the segment ends within a record"));
    segment[22] = 'x';
    segment += "  ";
    QVERIFY(!printSegment(asBytes(segment), sink).has_value());
}

QTEST_GUILESS_MAIN(TestDamage)
#include "test_damage.moc"
