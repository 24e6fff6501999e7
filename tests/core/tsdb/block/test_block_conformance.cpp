// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "block_fixture.h"
#include "tsdb/block/dump_block_files.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tests;

namespace {

const QString kShared = HEARTH_SOURCE_DIR "/../shared/conformance/";
const QString kOwnData = HEARTH_SOURCE_DIR "/tests/core/tsdb/block/data/";

std::string contentsOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

/// Lines of a dump, sorted.
std::vector<std::string> sortedLines(const std::string& dump) {
    std::vector<std::string> lines;
    for (const auto& line : QString::fromStdString(dump).split('\n', Qt::SkipEmptyParts)) {
        lines.push_back(line.toStdString());
    }
    std::ranges::sort(lines);
    return lines;
}

QString snapshotBlock() {
    return kShared + "tsdb/prometheus/snapshots/20250602T205846Z-7e03e43cf46dda03/01JWS713P2E4MQW7T643GYGD69";
}

QStringList conformanceBlocks() {
    QStringList blocks{kShared + "tsdb/index_format_v1", snapshotBlock()};
    const QDir written(kShared + "tsdb-written-by-2.42/om-blocks/data");
    for (const auto& name : written.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        blocks << written.filePath(name);
    }
    return blocks;
}

/// A block in a copy of its own, written again by us.
class Rewritten {
  public:
    explicit Rewritten(const QString& original) {
        const auto block = Block::open(m_files, original.toStdString()).value();
        const auto writer = BlockWriter::create(m_files, directory(), block->meta().ulid).value();
        copyBlock(*block, *writer).value();
        const auto meta = writer->finish(block->meta()).value();
        m_path = QString::fromStdString(directory() + "/" + meta.ulid.toString());
    }
    std::string read(const QString& name) const { return contentsOf(m_path + "/" + name); }
    const QString& path() const { return m_path; }

  private:
    std::string directory() const { return m_directory.path().toStdString(); }

    PosixFileSystem m_files;
    QTemporaryDir m_directory;
    QString m_path;
};

} // namespace

class TestBlockConformance : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase();
    void blocksDumpAsObserved_data();
    void blocksDumpAsObserved();
    void blocksWrittenTogetherDumpAsObserved();
    void blocksAreFoundSound_data();
    void blocksAreFoundSound();
    void aBlockWrittenAgainHasTheSameBytes_data();
    void aBlockWrittenAgainHasTheSameBytes();
    void aBlockWrittenAgainIsReadableByPromtool();
    void metaIsPrintedAsItWasWritten();
    void aMisnumberedIndexIsReadByItsTrueVersion();
    void anIndexOfVersion1AnswersMatchers();
};

void TestBlockConformance::initTestCase() {
    if (!QDir(kShared).exists()) {
        QSKIP("the conformance data are not here");
    }
}

void TestBlockConformance::blocksDumpAsObserved_data() {
    QTest::addColumn<QString>("block");
    QTest::addColumn<QString>("observed");
    QTest::newRow("version 1") << kShared + "tsdb/index_format_v1"
                               << kShared + "tsdb/observed-dump-2.42/index_format_v1.txt";
    QTest::newRow("snapshot") << snapshotBlock() << kShared + "tsdb/observed-dump-2.42/prometheus-snapshot.txt";
}

void TestBlockConformance::blocksDumpAsObserved() {
    QFETCH(const QString, block);
    QFETCH(const QString, observed);
    PosixFileSystem files;
    auto lines = dump(*Block::open(files, block.toStdString()).value()).value();
    std::ranges::sort(lines);
    QCOMPARE(lines, sortedLines(contentsOf(observed)));
}

void TestBlockConformance::blocksWrittenTogetherDumpAsObserved() {
    PosixFileSystem files;
    std::vector<std::string> lines;
    const QDir written(kShared + "tsdb-written-by-2.42/om-blocks/data");
    for (const auto& name : written.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const auto block = dump(*Block::open(files, written.filePath(name).toStdString()).value()).value();
        lines.insert(lines.end(), block.begin(), block.end());
    }
    std::ranges::sort(lines);
    QCOMPARE(lines, sortedLines(contentsOf(kShared + "tsdb-written-by-2.42/om-blocks/dump.txt")));
}

void TestBlockConformance::blocksAreFoundSound_data() {
    QTest::addColumn<QString>("block");
    for (const auto& block : conformanceBlocks()) {
        QTest::newRow(qPrintable(block.section('/', -1))) << block;
    }
}

void TestBlockConformance::blocksAreFoundSound() {
    QFETCH(const QString, block);
    PosixFileSystem files;
    QCOMPARE(Block::open(files, block.toStdString()).value()->verify(), std::vector<std::string>());
}

void TestBlockConformance::aBlockWrittenAgainHasTheSameBytes_data() {
    blocksAreFoundSound_data();
}

void TestBlockConformance::aBlockWrittenAgainHasTheSameBytes() {
    QFETCH(const QString, block);
    const Rewritten rewritten(block);
    QVERIFY(rewritten.read("chunks/000001") == contentsOf(block + "/chunks/000001"));
    QVERIFY(rewritten.read("tombstones") == contentsOf(block + "/tombstones"));
    const auto ours = rewritten.read("index");
    if (const auto golden = contentsOf(kOwnData + block.section('/', -1) + ".index"); !golden.empty()) {
        QVERIFY(ours == golden);
        return;
    }
    // An older server: it wrote sections for label names, which came between series and postings, and are not read.
    const auto theirs = contentsOf(block + "/index");
    const auto series = index::readToc(theirs)->labelIndices;
    QCOMPARE(index::readToc(ours)->labelIndices, series);
    QVERIFY(ours.substr(0, series) == theirs.substr(0, series));
    const auto postingsOf = [](std::string_view file) {
        const auto toc = index::readToc(file).value();
        const auto begin = (toc.postings + 3) / 4 * 4;
        return file.substr(begin, toc.labelOffsets - begin);
    };
    QVERIFY(postingsOf(ours) == postingsOf(theirs));
}

void TestBlockConformance::aBlockWrittenAgainIsReadableByPromtool() {
    const QString promtool = "/usr/bin/promtool";
    if (!QFile::exists(promtool)) {
        QSKIP("promtool is not installed");
    }
    const Rewritten rewritten(kShared + "tsdb/index_format_v1");
    const auto directory = rewritten.path().section('/', 0, -2);
    QVERIFY(QDir(directory).mkdir("wal")); // the tool wants one
    QProcess process;
    process.start(promtool, {"tsdb", "dump", directory});
    QVERIFY(process.waitForFinished());
    QCOMPARE(sortedLines(process.readAllStandardOutput().toStdString()),
             sortedLines(contentsOf(kShared + "tsdb/observed-dump-2.42/index_format_v1.txt")));
}

void TestBlockConformance::metaIsPrintedAsItWasWritten() {
    for (const auto& block : conformanceBlocks()) {
        const auto text = contentsOf(block + "/meta.json");
        if (!text.ends_with('\n')) { // that one was written by hand
            QCOMPARE(printBlockMeta(parseBlockMeta(text).value()), text);
        }
    }
}

void TestBlockConformance::aMisnumberedIndexIsReadByItsTrueVersion() {
    PosixFileSystem files;
    const auto directory = kShared + "tsdb/repair_index_version/01BZJ9WJQPWHGNC2W4J9TA62KC";
    const auto block = Block::open(files, directory.toStdString()).value();
    QCOMPARE(block->meta().version, kMetaVersionMisnumbered);
    QCOMPARE(block->index().version(), index::Version::kV2);
    const auto& table = block->index().table();
    const auto postings = block->index().postings(table.find(*table.find("b"), "1").value()).value();
    QCOMPARE(postings.size(), 2U);
    index::SymbolCache symbols(block->index().symbols());
    QCOMPARE(block->index().series(postings[0])->labels(symbols).value(), (model::Labels{{"a", "1"}, {"b", "1"}}));
    QCOMPARE(block->index().series(postings[1])->labels(symbols).value(), (model::Labels{{"a", "2"}, {"b", "1"}}));
    QVERIFY(!block->verify().empty());
}

void TestBlockConformance::anIndexOfVersion1AnswersMatchers() {
    PosixFileSystem files;
    const auto block = Block::open(files, (kShared + "tsdb/index_format_v1").toStdString()).value();
    QCOMPARE(block->index().version(), index::Version::kV1);
    const auto querier = block->querier(kAlways);
    using Lines = std::vector<std::string>;
    QCOMPARE(dump(*querier, {model::Matcher::equal("bar", "42")}).value(), (Lines{R"({bar="42"} 0 0)"}));
    const auto forties = model::Matcher::create(model::MatchType::kRegex, "bar", "4.").value();
    QCOMPARE(dump(*querier, {forties})->size(), 10U);
    QCOMPARE(querier->labelNames({}, {}).value(), (Lines{"bar", "foo"}));
    const auto values = querier->labelValues("bar", {}, {}).value();
    QCOMPARE(values.size(), 100U);
    QVERIFY(std::ranges::is_sorted(values));
    QCOMPARE(querier->labelValues("bar", std::span(&forties, 1), {})->size(), 10U);
    QCOMPARE(querier->labelNames(std::span(&forties, 1), {}).value(), (Lines{"bar"}));
}

QTEST_APPLESS_MAIN(TestBlockConformance)
#include "test_block_conformance.moc"
