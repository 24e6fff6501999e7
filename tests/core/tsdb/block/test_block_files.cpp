// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <limits>
#include <random>

#include "chunks/xor_encoder.h"
#include "support/fake_file_system.h"
#include "tsdb/block/block_meta.h"
#include "tsdb/block/chunk_files.h"
#include "tsdb/block/dump_block_files.h"
#include "tsdb/block/tombstones.h"
#include "tsdb/block/ulid.h"

using namespace hearth;
using namespace hearth::tsdb;
using hearth::tests::FakeFileSystem;

namespace {

std::string payloadOf(int samples) {
    chunks::XorChunk chunk;
    for (int i = 0; i < samples; ++i) {
        chunk.append(1000 + i * 15'000, i * 0.5);
    }
    return chunk.payload();
}

ChunkView viewOf(const std::string& payload) {
    return {1000, 2000, chunks::Encoding::kXor, std::as_bytes(std::span(payload))};
}

std::string lines(FilePrinter print, std::string_view file) {
    std::string text;
    const auto printed = print(std::as_bytes(std::span(file)), [&](std::string_view line) { (text += line) += '\n'; });
    return printed ? text : text + "error: " + printed.error().message();
}

constexpr std::string_view kFullMeta = R"({
	"ulid": "01JWS713P2E4MQW7T643GYGD69",
	"minTime": -5,
	"maxTime": 1748897922411,
	"stats": {
		"numSamples": 3,
		"numFloatSamples": 1,
		"numHistogramSamples": 2,
		"numSeries": 1,
		"numChunks": 2,
		"numTombstones": 4
	},
	"compaction": {
		"level": 2,
		"sources": [
			"01JWS713P2E4MQW7T643GYGD69",
			"01JWS713P2E4MQW7T643GYGD6A"
		],
		"deletable": true,
		"parents": [
			{
				"ulid": "01JWS713P2E4MQW7T643GYGD6A",
				"minTime": 0,
				"maxTime": 7200000
			}
		],
		"failed": true,
		"hints": [
			"from-out-of-order",
			"a\u003cb"
		]
	},
	"version": 1
})";

} // namespace

class TestBlockFiles : public QObject {
    Q_OBJECT

  private slots:
    void ulidsReadAsTheyPrint();
    void ulidsSortByTime();
    void whatIsNoUlidIsRefused();

    void metaPrintsAsItWasRead();
    void anEmptyMetaHasEmptyStats();
    void badMetaSaysWhatIsWrong_data();
    void badMetaSaysWhatIsWrong();
    void metaFromTheFutureIsNamed();

    void deletedTimesJoin();
    void tombstonesReadAsTheyPrint();
    void damagedTombstonesAreRefused();

    void chunkFilesReadAsTheyWereWritten();
    void chunksOfASeriesStayTogetherWhereTheyFit();
    void aMissingChunkFileIsNamed();
    void aDamagedChunkIsRefused();
    void filesPrintAsText();
};

void TestBlockFiles::ulidsReadAsTheyPrint() {
    std::mt19937_64 random(3);
    for (int i = 0; i < 1000; ++i) {
        const auto ulid = Ulid::generate(static_cast<model::TimestampMs>(random() >> 16U), random);
        QCOMPARE(Ulid::parse(ulid.toString()).value(), ulid);
    }
    const auto known = Ulid::parse("01ARZ3NDEKTSV4RRFFQ69G5FAV").value();
    QCOMPARE(known.time(), 1469922850259);
    QCOMPARE(known.toString(), std::string("01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    QCOMPARE(Ulid().toString(), std::string(26, '0'));
    QCOMPARE(Ulid::parse("7ZZZZZZZZZZZZZZZZZZZZZZZZZ")->toString(), std::string("7ZZZZZZZZZZZZZZZZZZZZZZZZZ"));
}

void TestBlockFiles::ulidsSortByTime() {
    const auto random = seededRandom(1);
    const auto early = Ulid::generate(1'700'000'000'000, random);
    const auto late = Ulid::generate(1'700'000'000'001, random);
    QVERIFY(early < late);
    QVERIFY(early.toString() < late.toString());
    QCOMPARE(early.time(), 1'700'000'000'000);
}

void TestBlockFiles::whatIsNoUlidIsRefused() {
    for (const auto* const text :
         {"", "wal", "8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "01ARZ3NDEKTSV4RRFFQ69G5FA", "01ARZ3NDEKTSV4RRFFQ69G5FAVX",
          "01ARZ3NDEKTSV4RRFFQ69G5FAU", "chunk_snapshot.0001.00001"}) {
        QVERIFY2(!Ulid::parse(text), text);
    }
}

void TestBlockFiles::metaPrintsAsItWasRead() {
    const auto meta = parseBlockMeta(kFullMeta).value();
    QCOMPARE(meta.stats.histogramSamples, 2U);
    QCOMPARE(meta.parents.size(), 1U);
    QVERIFY(meta.hasHint(kHintOutOfOrder));
    QVERIFY(!meta.hasHint(kHintStaleSeries));
    QCOMPARE(printBlockMeta(meta), std::string(kFullMeta));
}

void TestBlockFiles::anEmptyMetaHasEmptyStats() {
    QCOMPARE(printBlockMeta({}), std::string("{\n\t\"ulid\": \"00000000000000000000000000\",\n\t\"minTime\": 0,\n\t"
                                             "\"maxTime\": 0,\n\t\"stats\": {},\n\t\"compaction\": {\n\t\t\"level\": "
                                             "1\n\t},\n\t\"version\": 1\n}"));
}

void TestBlockFiles::badMetaSaysWhatIsWrong_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("message");
    QTest::newRow("no JSON") << "\"minTime\": -5" << "\"minTime\" -5" << "meta.json: line 3, column 13: no JSON";
    QTest::newRow("ULID") << "01JWS713P2E4MQW7T643GYGD69\",\n\t\"min" << "x\",\n\t\"min"
                          << "meta.json: ulid is no ULID";
    QTest::newRow("source") << "01JWS713P2E4MQW7T643GYGD6A\"\n\t\t]" << "x\"\n\t\t]"
                            << "meta.json: compaction.sources is no ULID";
    QTest::newRow("negative") << "\"numSeries\": 1" << "\"numSeries\": -1"
                              << "meta.json: stats.numSeries is no whole number in range";
    QTest::newRow("fraction") << "\"minTime\": -5" << "\"minTime\": 0.5"
                              << "meta.json: minTime is no whole number in range";
    QTest::newRow("missing") << "\"version\": 1" << "\"version\": null" << "meta.json: version is missing";
    QTest::newRow("times") << "\"maxTime\": 1748897922411" << "\"maxTime\": -6"
                           << "meta.json: minTime -5 is behind maxTime -6";
    QTest::newRow("list") << "\"parents\": [" << "\"hints\": 3, \"parents\": [" << "";
}

void TestBlockFiles::badMetaSaysWhatIsWrong() {
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    QFETCH(const QString, message);
    auto text = QString::fromUtf8(kFullMeta.data(), static_cast<qsizetype>(kFullMeta.size()));
    QVERIFY(text.contains(from));
    text.replace(text.indexOf(from), from.size(), to);
    const auto meta = parseBlockMeta(text.toStdString());
    if (message.isEmpty()) { // a field that stands there twice: the last one counts
        QVERIFY(meta);
        return;
    }
    QCOMPARE(meta.error().code(), ErrorCode::kCorruption);
    QCOMPARE(QString::fromStdString(meta.error().message()), message);
}

void TestBlockFiles::metaFromTheFutureIsNamed() {
    auto text = std::string(kFullMeta);
    text.replace(text.find("\"version\": 1"), 12, "\"version\": 3");
    QCOMPARE(parseBlockMeta(text).error().code(), ErrorCode::kUnsupported);
}

void TestBlockFiles::deletedTimesJoin() {
    DeletedTimes times;
    addDeleted(times, {10, 20});
    addDeleted(times, {30, 40});
    addDeleted(times, {50, 60});
    addDeleted(times, {21, 22}); // touches the first
    QCOMPARE(times, (DeletedTimes{{10, 22}, {30, 40}, {50, 60}}));
    addDeleted(times, {35, 49});
    QCOMPARE(times, (DeletedTimes{{10, 22}, {30, 60}}));
    addDeleted(times, {0, 5});
    addDeleted(times, {70, 69}); // no time at all
    QCOMPARE(times, (DeletedTimes{{0, 5}, {10, 22}, {30, 60}}));
    constexpr auto kMin = std::numeric_limits<model::TimestampMs>::min();
    constexpr auto kMax = std::numeric_limits<model::TimestampMs>::max();
    addDeleted(times, {55, kMax});
    QVERIFY(isDeleted(times, {40, kMax}));
    QVERIFY(!isDeleted(times, {20, 31}));
    addDeleted(times, {kMin, kMax});
    QCOMPARE(times, (DeletedTimes{{kMin, kMax}}));
}

void TestBlockFiles::tombstonesReadAsTheyPrint() {
    QCOMPARE(printTombstones({}), std::string("\x01\x30\xba\x30\x01\0\0\0\0", 9));
    Tombstones tombstones;
    tombstones.add(300, {-5, 5});
    tombstones.add(300, {100, 200});
    tombstones.add(7, {1, 1});
    tombstones.add(8, {2, 1});
    const auto read = parseTombstones(printTombstones(tombstones)).value();
    QCOMPARE(read.count(), 3U);
    QCOMPARE(read.series(), tombstones.series());
    QVERIFY(read.of(8).empty());
    QCOMPARE(read.of(300).size(), 2U);
}

void TestBlockFiles::damagedTombstonesAreRefused() {
    Tombstones tombstones;
    tombstones.add(300, {-5, 500});
    const auto file = printTombstones(tombstones);
    for (std::size_t i = 0; i < file.size(); ++i) {
        QVERIFY(!parseTombstones(file.substr(0, i)));
        auto damaged = file;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x55);
        QVERIFY(!parseTombstones(damaged));
    }
    auto future = file;
    future[4] = 2;
    QCOMPARE(parseTombstones(future).error().code(), ErrorCode::kUnsupported);
}

void TestBlockFiles::chunkFilesReadAsTheyWereWritten() {
    FakeFileSystem files;
    files.createDirectories("/chunks").value();
    std::vector<index::ChunkMeta> metas;
    std::vector<std::pair<std::uint64_t, std::string>> written;
    {
        ChunkFileWriter writer(files, "/chunks", 600);
        for (int i = 1; i < 40; ++i) {
            const auto payload = payloadOf(i);
            const auto view = viewOf(payload);
            QVERIFY(writer.append(std::span(&view, 1), metas));
            written.emplace_back(metas.front().ref, payload);
        }
        QVERIFY(writer.finish());
    }
    const auto read = ChunkFiles::open(files, "/chunks").value();
    QVERIFY(read.size() > 3);
    for (const auto& [ref, payload] : written) {
        const auto chunk = read.at(ref).value();
        QVERIFY(std::ranges::equal(chunk.payload, std::as_bytes(std::span(payload))));
    }
    const auto names = files.list("/chunks").value();
    for (const auto& name : names) {
        QVERIFY(files.fileSize("/chunks/" + name).value() <= 600);
    }
}

void TestBlockFiles::chunksOfASeriesStayTogetherWhereTheyFit() {
    FakeFileSystem files;
    files.createDirectories("/chunks").value();
    const auto payload = payloadOf(30);
    const std::vector<ChunkView> three(3, viewOf(payload));
    const auto one = payload.size() + 10;
    ChunkFileWriter writer(files, "/chunks", kChunkFileHeaderBytes + 4 * one);
    std::vector<index::ChunkMeta> metas;
    QVERIFY(writer.append(three, metas));
    QCOMPARE(metas.back().ref >> 32U, 0U);
    QVERIFY(writer.append(three, metas)); // one more fits into the first file
    QCOMPARE(metas[0].ref >> 32U, 0U);
    QCOMPARE(metas[1].ref, (ChunkPlace{1, kChunkFileHeaderBytes}.ref()));
    QCOMPARE(metas[2].ref >> 32U, 1U);
}

void TestBlockFiles::aMissingChunkFileIsNamed() {
    FakeFileSystem files;
    QCOMPARE(ChunkFiles::open(files, "/chunks").error().code(), ErrorCode::kNotFound);
    files.createDirectories("/chunks").value();
    const auto payload = payloadOf(30);
    const std::vector<ChunkView> three(3, viewOf(payload));
    ChunkFileWriter writer(files, "/chunks", payload.size());
    std::vector<index::ChunkMeta> metas;
    QVERIFY(writer.append(three, metas));
    QVERIFY(writer.finish());
    QVERIFY(ChunkFiles::open(files, "/chunks"));
    files.remove("/chunks/000002").value();
    const auto opened = ChunkFiles::open(files, "/chunks");
    QCOMPARE(opened.error().code(), ErrorCode::kNotFound);
    QVERIFY(opened.error().message().contains("/chunks/000002 is missing"));
}

void TestBlockFiles::aDamagedChunkIsRefused() {
    FakeFileSystem files;
    files.createDirectories("/chunks").value();
    const auto payload = payloadOf(40);
    const auto view = viewOf(payload);
    ChunkFileWriter writer(files, "/chunks", 1U << 20U);
    std::vector<index::ChunkMeta> metas;
    QVERIFY(writer.append(std::span(&view, 1), metas));
    QVERIFY(writer.finish());
    const auto file = files.readAll("/chunks/000001").value();
    for (std::size_t i = 0; i < file.size(); ++i) {
        auto damaged = file;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
        if (i < 5) {
            QVERIFY(!checkChunkFileHeader(damaged));
        } else if (i >= kChunkFileHeaderBytes) {
            QVERIFY(!readChunk(damaged, kChunkFileHeaderBytes));
        }
        QVERIFY(!readChunk(file.substr(0, i), kChunkFileHeaderBytes));
    }
    QVERIFY(!readChunk(file, 0));
    QVERIFY(!readChunk(file, file.size()));
    QVERIFY(!readChunk(file, std::numeric_limits<std::uint64_t>::max()));
}

void TestBlockFiles::filesPrintAsText() {
    Tombstones tombstones;
    tombstones.add(3, {1, 2});
    const auto file = printTombstones(tombstones);
    QCOMPARE(lines(printTombstonesFile, file), std::string("tombstones, 1 intervals\nseries 3 from 1 to 2\n"));
    QVERIFY(printerOfBlockFile(std::as_bytes(std::span(file))) == &printTombstonesFile);
    std::string meta(kFullMeta);
    meta.push_back('\n');
    QCOMPARE(lines(printMetaFile, kFullMeta), meta);
    QVERIFY(printerOfBlockFile(std::as_bytes(std::span(kFullMeta))) == &printMetaFile);
    QVERIFY(printerOfBlockFile({}) == nullptr);

    FakeFileSystem files;
    files.createDirectories("/chunks").value();
    const auto payload = payloadOf(2);
    const auto view = viewOf(payload);
    ChunkFileWriter writer(files, "/chunks", 1U << 20U);
    std::vector<index::ChunkMeta> metas;
    QVERIFY(writer.append(std::span(&view, 1), metas));
    QVERIFY(writer.finish());
    const auto chunkFile = files.readAll("/chunks/000001").value();
    const auto text =
        "@8 XOR, 2 samples, " + std::to_string(payload.size()) + " bytes\n  t 1000 v 0\n  t 16000 v 0.5\n";
    QCOMPARE(lines(printChunkFile, chunkFile), text);
    QVERIFY(QString::fromStdString(lines(printChunkFile, chunkFile + "\x05")).contains("error: offset"));
}

QTEST_APPLESS_MAIN(TestBlockFiles)
#include "test_block_files.moc"
