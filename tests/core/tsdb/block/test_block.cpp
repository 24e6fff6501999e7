// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>
#include <random>
#include <thread>

#include "block_fixture.h"
#include "chunks/encode.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tests;
using model::Matcher;

namespace {

using Lines = std::vector<std::string>;

std::vector<WrittenSeries> threeSeries() {
    return {{{{"__name__", "a"}, {"x", "1"}}, {samplesOf(0, 3, 100), samplesOf(1000, 3, 100)}},
            {{{"__name__", "a"}, {"x", "2"}}, {samplesOf(5000, 4, 1000)}},
            {{{"__name__", "b"}}, {samplesOf(100, 1, 1), samplesOf(9000, 2, 500)}}};
}

std::shared_ptr<Block> openThree(FakeFileSystem& files) {
    writeBlock(files, threeSeries()).value();
    return Block::open(files, kBlockDirectory).value();
}

Lines dumpOf(const Block& block, std::vector<Matcher> matchers, model::TimeRange range = kAlways,
             model::TimeRange read = kAlways) {
    const auto querier = block.querier(range);
    return dump(*querier, std::move(matchers), read).value();
}

/// Puts bytes in place of a file's.
void replace(FakeFileSystem& files, const std::string& path, std::string_view bytes) {
    const auto file = files.open(path, FileSystem::OpenMode::kTruncate).value();
    file->append(std::as_bytes(std::span(bytes))).value();
}

const std::vector<std::string> kFiles{"index", "chunks/000001", "tombstones", "meta.json"};

} // namespace

class TestBlock : public QObject {
    Q_OBJECT

  private slots:
    void aBlockReadsAsItWasWritten();
    void onlySamplesOfTheRangeAreRead();
    void seriesWithoutChunksInTheRangeAreNotSelected();
    void labelsAreAnsweredWithoutChunks();
    void aLimitCutsTheSelection();
    void deletedSamplesAreNotRead();
    void deletionsSurviveOpeningAgain();
    void openQueriersKeepTheirTombstones();
    void aFailedDeletionChangesNothing();
    void histogramsAreReadAndDeletedAsFloatsAre();
    void overlappingChunksAreReadInOrder();
    void openingWritesNothing();
    void aBlockIsReadableWhileItsDirectoryIsGone();
    void halfCopiedBlocksAreRefused();
    void truncatedAnywhereItIsRefusedOrFails();
    void aFlippedByteIsNoticedOrHarmless();
    void verifyingNamesWhatIsWrong();
    void manyThreadsReadAtOnce();
};

void TestBlock::aBlockReadsAsItWasWritten() {
    FakeFileSystem files;
    const auto block = openThree(files);
    QCOMPARE(block->meta().ulid, kBlockUlid);
    QCOMPARE(block->meta().stats.samples, 13U);
    QCOMPARE(block->meta().stats.series, 3U);
    QCOMPARE(block->meta().stats.chunks, 5U);
    QCOMPARE(block->byteCount(), files.usedBytes());
    QCOMPARE(dumpOf(*block, {Matcher::equal("__name__", "a"), Matcher::equal("x", "1")}),
             (Lines{R"({__name__="a", x="1"} 0 0)", R"({__name__="a", x="1"} 1 100)", R"({__name__="a", x="1"} 2 200)",
                    R"({__name__="a", x="1"} 0 1000)", R"({__name__="a", x="1"} 1 1100)",
                    R"({__name__="a", x="1"} 2 1200)"}));
    QCOMPARE(dump(*block)->size(), 13U);
    QVERIFY(block->verify().empty());
}

void TestBlock::onlySamplesOfTheRangeAreRead() {
    FakeFileSystem files;
    const auto block = openThree(files);
    const std::vector<Matcher> one{Matcher::equal("x", "1")};
    const Lines expected{R"({__name__="a", x="1"} 2 200)", R"({__name__="a", x="1"} 0 1000)"};
    QCOMPARE(dumpOf(*block, one, {150, 1050}), expected);
    QCOMPARE(dumpOf(*block, one, kAlways, {150, 1050}), expected);
    QCOMPARE(dumpOf(*block, one, {150, 5000}, {0, 1000}), expected);
    QVERIFY(dumpOf(*block, one, {210, 990}).empty());
    QVERIFY(dumpOf(*block, one, {20'000, 30'000}).empty());
    // what is in the columns already stays
    model::Columns columns;
    columns.times = {7};
    columns.values = {7};
    const auto querier = block->querier(kAlways);
    const auto list = querier->select(true, {}, one, {}).value();
    QVERIFY(list.front()->read({1100, 1100}, columns));
    QCOMPARE(columns.times, (std::vector<model::TimestampMs>{7, 1100}));
    QCOMPARE(columns.values, (std::vector<double>{7, 1}));
}

void TestBlock::seriesWithoutChunksInTheRangeAreNotSelected() {
    FakeFileSystem files;
    const auto block = openThree(files);
    const auto everything = Matcher::create(model::MatchType::kRegex, "__name__", ".+").value();
    const auto count = [&](model::TimeRange range) {
        return block->querier(range)->select(true, {}, std::span(&everything, 1), {})->size();
    };
    QCOMPARE(count(kAlways), 3U);
    QCOMPARE(count({300, 900}), 0U);
    QCOMPARE(count({1100, 1150}), 1U); // a chunk is there, if no sample
    QCOMPARE(count({8000, 9500}), 2U);
}

void TestBlock::labelsAreAnsweredWithoutChunks() {
    FakeFileSystem files;
    writeBlock(files, threeSeries()).value();
    const auto block = Block::open(files, kBlockDirectory).value();
    const auto querier = block->querier(kAlways);
    const std::vector<Matcher> b{Matcher::equal("__name__", "b")};
    QCOMPARE(querier->labelNames({}, {}).value(), (Lines{"__name__", "x"}));
    QCOMPARE(querier->labelNames(b, {}).value(), (Lines{"__name__"}));
    QCOMPARE(querier->labelValues("x", {}, {}).value(), (Lines{"1", "2"}));
    QCOMPARE(querier->labelValues("x", b, {}).value(), Lines{});
    QCOMPARE(querier->labelValues("__name__", b, {}).value(), (Lines{"b"}));
    QCOMPARE(block->querier({20'000, 30'000})->labelNames({}, {}).value(), Lines{});
}

void TestBlock::aLimitCutsTheSelection() {
    FakeFileSystem files;
    const auto block = openThree(files);
    const auto everything = Matcher::create(model::MatchType::kRegex, "__name__", ".+").value();
    storage::SelectHints hints;
    hints.limit = 2;
    QCOMPARE(block->querier(kAlways)->select(true, hints, std::span(&everything, 1), {})->size(), 2U);
}

void TestBlock::deletedSamplesAreNotRead() {
    FakeFileSystem files;
    const auto block = openThree(files);
    const std::vector<Matcher> a{Matcher::equal("__name__", "a")};
    QCOMPARE(block->deleteSamples({100, 1000}, a).value(), 1U); // the other one begins later
    QCOMPARE(block->tombstoneCount(), 1U);
    QCOMPARE(
        dumpOf(*block, {Matcher::equal("x", "1")}),
        (Lines{R"({__name__="a", x="1"} 0 0)", R"({__name__="a", x="1"} 1 1100)", R"({__name__="a", x="1"} 2 1200)"}));
    QCOMPARE(block->deleteSamples({300, 900}, a).value(), 0U);
    QCOMPARE(block->deleteSamples({model::kMinTimestamp, 200}, a).value(), 1U);
    QCOMPARE(block->deleteSamples({1001, model::kMaxTimestamp}, a).value(), 2U);
    QVERIFY(dumpOf(*block, a).empty());
    const auto querier = block->querier(kAlways);
    QVERIFY(querier->select(true, {}, a, {})->empty());
    QCOMPARE(dump(*block)->size(), 3U);

    const auto source = block->source();
    const auto series = source->series().value();
    QVERIFY(series->next().value());
    QCOMPARE(series->chunks().size(), 2U);
    QCOMPARE(series->deleted().size(), 1U);
    QCOMPARE(series->deleted().front(), (model::TimeRange{0, 1200}));
}

void TestBlock::deletionsSurviveOpeningAgain() {
    FakeFileSystem files;
    const auto block = openThree(files);
    const std::vector<Matcher> b{Matcher::equal("__name__", "b")};
    QCOMPARE(block->deleteSamples({9500, 9500}, b).value(), 1U);
    files.powerCut();
    const auto again = Block::open(files, kBlockDirectory).value();
    QCOMPARE(again->meta().stats.tombstones, 1U);
    QCOMPARE(again->tombstoneCount(), 1U);
    QCOMPARE(dumpOf(*again, b).size(), 2U);
    QVERIFY(again->verify().empty());
}

void TestBlock::openQueriersKeepTheirTombstones() {
    FakeFileSystem files;
    const auto block = openThree(files);
    const std::vector<Matcher> b{Matcher::equal("__name__", "b")};
    const auto before = block->querier(kAlways);
    QVERIFY(block->deleteSamples(kAlways, b));
    QCOMPARE(dump(*before, b)->size(), 3U);
    QVERIFY(dumpOf(*block, b).empty());
}

void TestBlock::aFailedDeletionChangesNothing() {
    const std::vector<Matcher> b{Matcher::equal("__name__", "b")};
    for (std::size_t call = 1;; ++call) {
        FakeFileSystem files;
        const auto block = openThree(files);
        files.failFromCall(call);
        const auto deleted = block->deleteSamples(kAlways, b);
        files.heal();
        const auto again = Block::open(files, kBlockDirectory);
        QVERIFY(again);
        if (deleted) {
            QVERIFY(call > 3);
            break;
        }
        QCOMPARE(deleted.error().code(), ErrorCode::kIo);
        const auto left = dumpOf(**again, b).size();
        QVERIFY(left == 3 || left == 0);
    }
}

void TestBlock::histogramsAreReadAndDeletedAsFloatsAre() {
    model::Columns written;
    for (int i = 0; i < 5; ++i) {
        written.times.push_back(100 * i);
        written.values.push_back(i);
        const auto count = static_cast<std::uint64_t>(i + 1);
        auto histogram = std::make_shared<model::Histogram>();
        histogram->zeroCount = count;
        histogram->count = count;
        histogram->sum = 0.5;
        written.histograms.push_back({1000 + 100 * i, std::move(histogram)});
    }
    FakeFileSystem files;
    files.createDirectories(kDataDirectory).value();
    const auto writer = BlockWriter::create(files, kDataDirectory, kBlockUlid).value();
    for (const auto* const symbol : {"__name__", "h"}) {
        writer->addSymbol(symbol).value();
    }
    const auto encoded = chunks::encode(written);
    std::vector<ChunkView> views;
    for (const auto& chunk : encoded) {
        views.push_back({chunk.begin, chunk.end, chunk.encoding, std::as_bytes(std::span(chunk.payload))});
    }
    writer->addSeries({{"__name__", "h"}}, views).value();
    const auto stats = writer->finish(metaOf(0, 2000))->stats;
    QCOMPARE(stats.floatSamples, 5U);
    QCOMPARE(stats.histogramSamples, 5U);

    const auto block = Block::open(files, kBlockDirectory).value();
    QVERIFY(block->verify().empty());
    const auto h = model::Matcher::equal("__name__", "h");
    QCOMPARE(block->deleteSamples({400, 1100}, std::span(&h, 1)).value(), 1U);
    const auto querier = block->querier({100, 1300});
    const auto list = querier->select(true, {}, std::span(&h, 1), {}).value();
    model::Columns read;
    QVERIFY(list.front()->read(kAlways, read));
    QCOMPARE(read.times, (std::vector<model::TimestampMs>{100, 200, 300}));
    QCOMPARE(read.histograms.size(), 2U);
    QCOMPARE(read.histograms[0].time, 1200);
    QCOMPARE(std::get<0>(read.histograms[1].value)->count, 4U);
}

void TestBlock::overlappingChunksAreReadInOrder() {
    // No writer of ours makes them: two blocks' worth of chunks behind one series entry, made by hand.
    FakeFileSystem files;
    writeBlock(files, {{{{"__name__", "a"}}, {samplesOf(0, 4, 10), samplesOf(100, 3, 10)}}}).value();
    auto index = files.readAll(kBlockDirectory + "/index").value();
    const auto reader = index::IndexReader::open(index).value();
    auto entry = reader.series(reader.allPostings().value()[0]).value();
    const auto label = entry.nextLabel().value();
    auto first = entry.nextChunk().value();
    auto second = entry.nextChunk().value();
    std::swap(first.ref, second.ref); // the later samples come first
    std::string body;
    index::appendSeriesBody(body, std::span(&label, 1), std::vector{first, second});
    std::string bytes;
    ByteWriter writer(bytes);
    writer.string(body);
    writer.u32(index::crcOf(body));
    index.replace(entry.offset(), bytes.size(), bytes);
    replace(files, kBlockDirectory + "/index", index);

    const auto block = Block::open(files, kBlockDirectory).value();
    const auto querier = block->querier(kAlways);
    const std::vector<Matcher> a{Matcher::equal("__name__", "a")};
    const auto list = querier->select(true, {}, a, {}).value();
    model::Columns samples;
    QVERIFY(list.front()->read(kAlways, samples));
    QCOMPARE(samples.times, (std::vector<model::TimestampMs>{0, 10, 20, 30, 100, 110, 120}));
    QVERIFY(!block->verify().empty());
}

void TestBlock::openingWritesNothing() {
    FakeFileSystem files;
    writeBlock(files, threeSeries()).value();
    files.failFromCall(1);
    const auto block = Block::open(files, kBlockDirectory).value();
    QCOMPARE(dump(*block)->size(), 13U);
    QVERIFY(block->verify().empty());
    QCOMPARE(files.changeCount(), 0U);
}

void TestBlock::aBlockIsReadableWhileItsDirectoryIsGone() {
    FakeFileSystem files;
    auto block = openThree(files);
    const auto querier = block->querier(kAlways);
    const auto source = block->source();
    block.reset();
    QVERIFY(files.removeAll(kBlockDirectory));
    QCOMPARE(dump(*querier, {Matcher::equal("__name__", "a")})->size(), 10U);
    QVERIFY(source->series().value()->next().value());
}

void TestBlock::halfCopiedBlocksAreRefused() {
    for (const auto& file : kFiles) {
        FakeFileSystem files;
        writeBlock(files, threeSeries()).value();
        QVERIFY(files.remove(kBlockDirectory + "/" + file));
        const auto block = Block::open(files, kBlockDirectory);
        if (file == "tombstones") {
            QVERIFY(block);
            continue;
        }
        QCOMPARE(block.error().code(), ErrorCode::kNotFound);
        QVERIFY2(block.error().message().contains(file), block.error().message().c_str());
    }
}

void TestBlock::truncatedAnywhereItIsRefusedOrFails() {
    for (const auto& name : kFiles) {
        FakeFileSystem files;
        writeBlock(files, threeSeries()).value();
        const auto path = kBlockDirectory + "/" + name;
        const auto whole = files.readAll(path).value();
        for (std::size_t size = 0; size < whole.size(); ++size) {
            replace(files, path, std::string_view(whole).substr(0, size));
            QVERIFY2(!Block::open(files, kBlockDirectory), qPrintable(QString("%1").arg(size)));
        }
    }
}

void TestBlock::aFlippedByteIsNoticedOrHarmless() {
    FakeFileSystem files;
    writeBlock(files, threeSeries()).value();
    const auto expected = dump(*Block::open(files, kBlockDirectory).value()).value();
    for (const auto& name : {"index", "chunks/000001", "tombstones"}) {
        const auto path = kBlockDirectory + "/" + name;
        const auto whole = files.readAll(path).value();
        for (std::size_t i = 0; i < whole.size(); ++i) {
            auto damaged = whole;
            damaged[i] = static_cast<char>(damaged[i] ^ 0x41);
            replace(files, path, damaged);
            const auto block = Block::open(files, kBlockDirectory);
            if (!block) {
                continue;
            }
            const auto lines = dump(**block);
            QVERIFY2(!lines || *lines == expected, qPrintable(QString("%1 at %2").arg(name).arg(i)));
            if (!lines) {
                QVERIFY(lines.error().message().contains(kBlockDirectory));
                QVERIFY(!(*block)->verify().empty());
            }
        }
        replace(files, path, whole);
    }
}

void TestBlock::verifyingNamesWhatIsWrong() {
    FakeFileSystem files;
    writeBlock(files, threeSeries()).value();
    const auto chunkPath = kBlockDirectory + "/chunks/000001";
    files.overwrite(chunkPath, 12, "x");
    const auto findings = Block::open(files, kBlockDirectory).value()->verify();
    QVERIFY(!findings.empty());
    QVERIFY2(findings.front().contains("chunks/000001: offset 8: a chunk does not match its checksum"),
             findings.front().c_str());
    // a wrong number of samples in meta.json
    FakeFileSystem others;
    writeBlock(others, threeSeries()).value();
    auto meta = parseBlockMeta(others.readAll(kBlockDirectory + "/meta.json").value()).value();
    meta.stats.samples = 12;
    meta.maxTime = 9400;
    replace(others, kBlockDirectory + "/meta.json", printBlockMeta(meta));
    const auto two = Block::open(others, kBlockDirectory).value()->verify();
    QCOMPARE(two.size(), 2U);
    QVERIFY(two[0].contains("lies outside of the block, from 0 to 9400"));
    QCOMPARE(two[1], std::string("meta.json: 12 samples are stated, but there are 13"));
}

void TestBlock::manyThreadsReadAtOnce() {
    std::vector<WrittenSeries> series;
    for (int i = 0; i < 200; ++i) {
        series.push_back({{{"__name__", "m"}, {"i", fmt::format("{}", i)}}, {samplesOf(i, 20, 7)}});
    }
    FakeFileSystem files;
    writeBlock(files, series).value();
    const auto block = Block::open(files, kBlockDirectory).value();
    const auto querier = block->querier(kAlways);
    std::atomic<std::size_t> lines = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&, i] {
                lines += dump(*querier, {Matcher::equal("__name__", "m")}).value().size();
                const auto one = Matcher::equal("i", fmt::format("{}", i));
                (void)block->deleteSamples({0, 1}, std::span(&one, 1));
            });
        }
    }
    QCOMPARE(lines.load(), 4U * 200U * 20U);
}

QTEST_APPLESS_MAIN(TestBlock)
#include "test_block.moc"
