// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "block_fixture.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tests;

namespace {

std::vector<WrittenSeries> twoSeries() {
    return {{{{"__name__", "a"}}, {samplesOf(0, 100, 10)}}, {{{"__name__", "b"}}, {samplesOf(0, 50, 10)}}};
}

} // namespace

class TestBlockWriter : public QObject {
    Q_OBJECT

  private slots:
    void statsCountWhatWasAdded();
    void anUnfinishedBlockLeavesNothing();
    void leftoversAreReplaced();
    void disorderIsRefused();
    void whateverFailsThereIsAWholeBlockOrNone();
    void aFinishedBlockSurvivesAPowerCut();
    void aFullDiskIsAnErrorAndLeavesNothing();
};

void TestBlockWriter::statsCountWhatWasAdded() {
    FakeFileSystem files;
    files.createDirectories(kDataDirectory).value();
    const auto writer = BlockWriter::create(files, kDataDirectory, kBlockUlid).value();
    writeSeries(*writer, twoSeries()).value();
    QCOMPARE(writer->stats().samples, 150U);
    QCOMPARE(writer->stats().floatSamples, 150U);
    QCOMPARE(writer->stats().histogramSamples, 0U);
    QCOMPARE(writer->stats().series, 2U);
    QCOMPARE(writer->stats().chunks, 2U);
    auto meta = metaOf(0, 1000);
    meta.level = 3;
    const auto written = writer->finish(meta).value();
    QCOMPARE(written.ulid, kBlockUlid);
    QCOMPARE(written.stats.samples, 150U);
    QCOMPARE(files.readAll(kBlockDirectory + "/meta.json").value(), printBlockMeta(written));
    QCOMPARE(files.list(kBlockDirectory).value(),
             (std::vector<std::string>{"chunks", "index", "meta.json", "tombstones"}));
}

void TestBlockWriter::anUnfinishedBlockLeavesNothing() {
    FakeFileSystem files;
    files.createDirectories(kDataDirectory).value();
    {
        const auto writer = BlockWriter::create(files, kDataDirectory, kBlockUlid).value();
        writeSeries(*writer, twoSeries()).value();
        QCOMPARE(files.list(kDataDirectory)->size(), 1U);
    }
    QVERIFY(files.list(kDataDirectory)->empty());
}

void TestBlockWriter::leftoversAreReplaced() {
    FakeFileSystem files;
    const auto leftover = kBlockDirectory + ".tmp-for-creation/chunks";
    files.createDirectories(leftover).value();
    files.open(leftover + "/000007", FileSystem::OpenMode::kCreateNew).value();
    writeBlock(files, twoSeries()).value();
    QCOMPARE(files.list(kBlockDirectory + "/chunks").value(), (std::vector<std::string>{"000001"}));
}

void TestBlockWriter::disorderIsRefused() {
    FakeFileSystem files;
    files.createDirectories(kDataDirectory).value();
    const auto writer = BlockWriter::create(files, kDataDirectory, kBlockUlid).value();
    writeSeries(*writer, twoSeries()).value();
    QCOMPARE(writer->addSeries({{"__name__", "a"}}, {}).error().code(), ErrorCode::kInternal);
    QCOMPARE(writer->addSymbol("zzz").error().code(), ErrorCode::kInternal);
}

void TestBlockWriter::whateverFailsThereIsAWholeBlockOrNone() {
    std::size_t failures = 0;
    for (std::size_t call = 1;; ++call) {
        FakeFileSystem files;
        files.createDirectories(kDataDirectory).value();
        files.failFromCall(call);
        const auto written = writeBlock(files, twoSeries());
        files.heal();
        if (written) {
            break;
        }
        ++failures;
        QCOMPARE(written.error().code(), ErrorCode::kIo);
        if (files.exists(kBlockDirectory + "/meta.json")) { // only making the name durable failed
            QVERIFY(Block::open(files, kBlockDirectory).value()->verify().empty());
        }
    }
    QVERIFY(failures > 10);
}

void TestBlockWriter::aFinishedBlockSurvivesAPowerCut() {
    FakeFileSystem files;
    writeBlock(files, twoSeries()).value();
    files.powerCut();
    const auto block = Block::open(files, kBlockDirectory).value();
    QVERIFY(block->verify().empty());
    QCOMPARE(dump(*block)->size(), 150U);
}

void TestBlockWriter::aFullDiskIsAnErrorAndLeavesNothing() {
    FakeFileSystem whole;
    writeBlock(whole, twoSeries()).value();
    for (std::uint64_t capacity = 0; capacity < whole.usedBytes(); capacity += 7) {
        FakeFileSystem files;
        files.setCapacity(capacity);
        QCOMPARE(writeBlock(files, twoSeries()).error().code(), ErrorCode::kIo);
        QVERIFY(files.list(kDataDirectory)->empty());
    }
}

QTEST_APPLESS_MAIN(TestBlockWriter)
#include "test_block_writer.moc"
