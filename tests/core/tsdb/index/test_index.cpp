// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "index_fixture.h"

using namespace hearth;
using namespace hearth::tsdb::index;
using hearth::tests::FakeFileSystem;
using hearth::tests::IndexFixture;
using model::Labels;

namespace {

std::vector<Labels> someSeries(int count) {
    std::vector<Labels> series;
    for (int i = 0; i < count; ++i) {
        series.push_back({{"__name__", i % 3 == 0 ? "up" : "down"},
                          {"instance", fmt::format("host-{}", i)},
                          {"job", i % 7 == 0 ? "seventh" : "node"}});
    }
    std::ranges::sort(series);
    return series;
}

/// All that an index says, or the first error.
Result<std::string> printed(std::string_view file) {
    const auto index = HEARTH_TRY(IndexReader::open(file));
    std::string text;
    for (SymbolTable::Cursor cursor(index.symbols()); cursor.next();) {
        text += fmt::format("symbol {} {}\n", cursor.ref(), cursor.symbol());
    }
    auto series = HEARTH_TRY(SeriesCursor::create(index));
    SymbolCache symbols(index.symbols());
    while (HEARTH_TRY(series.next())) {
        auto& entry = series.entry();
        const auto labels = HEARTH_TRY(entry.labels(symbols));
        text += fmt::format("series {} {}\n", series.id(), labels.toString());
        while (const auto chunk = entry.nextChunk()) {
            text += fmt::format("  {} {} {}\n", chunk->begin, chunk->end, chunk->ref);
        }
        HEARTH_TRY(entry.check());
    }
    for (const auto& name : index.table().names()) {
        for (auto cursor = index.table().values(name); cursor.next();) {
            text += fmt::format("{}={}:", name.name, cursor.value());
            const auto list = HEARTH_TRY(index.postings(cursor.offset()));
            for (std::size_t i = 0; i < list.size(); ++i) {
                text += fmt::format(" {}", list[i]);
            }
            text += '\n';
        }
    }
    return text;
}

Result<void> writeSymbols(IndexWriter& writer, std::vector<std::string> symbols) {
    for (const auto& symbol : symbols) {
        HEARTH_TRY(writer.addSymbol(symbol));
    }
    return {};
}

} // namespace

class TestIndex : public QObject {
    Q_OBJECT

  private slots:
    void aSmallIndexReadsAsItWasWritten();
    void anIndexWithoutSeriesIsWhole();
    void symbolsAreFoundByTextAndReference();
    void valuesAreFoundAmongMany();
    void bytesDoNotDependOnTheMemory_data();
    void bytesDoNotDependOnTheMemory();
    void disorderIsRefused();
    void aFullDiskIsAnError();
    void anIndexFromTheFutureIsNamed();
    void truncatedAnywhereItIsRefused();
    void aFlippedByteIsNoticedOrHarmless();
};

void TestIndex::aSmallIndexReadsAsItWasWritten() {
    const auto file = IndexFixture::write({{{"__name__", "a"}, {"x", "1"}}, {{"__name__", "a"}}, {{"__name__", "b"}}});
    QCOMPARE(printed(file).value(), std::string("symbol 0 \n"
                                                "symbol 1 1\n"
                                                "symbol 2 __name__\n"
                                                "symbol 3 a\n"
                                                "symbol 4 b\n"
                                                "symbol 5 x\n"
                                                "series 3 a\n  1000 2000 8\n"
                                                "series 4 a{x=\"1\"}\n  1000 2000 9\n"
                                                "series 5 b\n  1000 2000 10\n"
                                                "=: 3 4 5\n"
                                                "__name__=a: 3 4\n"
                                                "__name__=b: 5\n"
                                                "x=1: 4\n"));
}

void TestIndex::anIndexWithoutSeriesIsWhole() {
    QCOMPARE(printed(IndexFixture::write({})).value(), std::string("symbol 0 \n=:\n"));
}

void TestIndex::symbolsAreFoundByTextAndReference() {
    const auto file = IndexFixture::write(someSeries(500));
    const auto index = IndexReader::open(file).value();
    int count = 0;
    for (SymbolTable::Cursor cursor(index.symbols()); cursor.next(); ++count) {
        QCOMPARE(index.symbols().at(cursor.ref()).value(), cursor.symbol());
        QCOMPARE(index.symbols().find(cursor.symbol()).value(), cursor.ref());
        QVERIFY(!index.symbols().find(std::string(cursor.symbol()) + "~"));
    }
    QCOMPARE(count, static_cast<int>(index.symbols().size()));
    QVERIFY(!index.symbols().at(index.symbols().size()));
}

void TestIndex::valuesAreFoundAmongMany() {
    const auto file = IndexFixture::write(someSeries(300));
    const auto index = IndexReader::open(file).value();
    const auto* const name = index.table().find("instance");
    QVERIFY(name != nullptr);
    QCOMPARE(name->values, 300U);
    for (int i = 0; i < 300; ++i) {
        const auto offset = index.table().find(*name, fmt::format("host-{}", i));
        QVERIFY(offset);
        QCOMPARE(index.postings(*offset)->size(), 1U);
        QVERIFY(!index.table().find(*name, fmt::format("host-{}!", i)));
    }
    QVERIFY(!index.table().find(*name, ""));
    QVERIFY(!index.table().find(*name, "zzz"));
    QVERIFY(index.table().find("instances") == nullptr);
}

void TestIndex::bytesDoNotDependOnTheMemory_data() {
    QTest::addColumn<int>("postings");
    for (const int postings : {1, 2, 3, 10, 50, 150, 299, 301}) {
        QTest::addRow("%d", postings) << postings;
    }
}

void TestIndex::bytesDoNotDependOnTheMemory() {
    QFETCH(const int, postings);
    const auto series = someSeries(300);
    QVERIFY(IndexFixture::write(series, static_cast<std::size_t>(postings)) == IndexFixture::write(series, 100'000));
}

void TestIndex::disorderIsRefused() {
    FakeFileSystem files;
    const auto writer = [&] { return IndexWriter::create(files, "/index", 10).value(); };
    const std::vector<std::string> symbols{"a", "b", "n"};
    QCOMPARE(writeSymbols(*writer(), {"b", "a"}).error().code(), ErrorCode::kInternal);
    QCOMPARE(writeSymbols(*writer(), {"a", "a"}).error().code(), ErrorCode::kInternal);
    {
        const auto index = writer();
        QVERIFY(writeSymbols(*index, symbols));
        QVERIFY(index->addSeries({{"n", "b"}}, {}));
        QCOMPARE(index->addSeries({{"n", "a"}}, {}).error().code(), ErrorCode::kInternal);
        QCOMPARE(index->addSeries({{"n", "b"}}, {}).error().code(), ErrorCode::kInternal);
        QCOMPARE(index->addSymbol("z").error().code(), ErrorCode::kInternal);
    }
    {
        const auto index = writer();
        QVERIFY(writeSymbols(*index, symbols));
        QCOMPARE(index->addSeries({{"n", "unknown"}}, {}).error().code(), ErrorCode::kInternal);
        QCOMPARE(index->addSeries({}, {}).error().code(), ErrorCode::kInternal);
        const std::vector<ChunkMeta> overlapping{{1, 5, 8}, {5, 9, 20}};
        QCOMPARE(index->addSeries({{"n", "a"}}, overlapping).error().code(), ErrorCode::kInternal);
        const std::vector<ChunkMeta> backwards{{1, 5, 20}, {6, 9, 8}};
        QCOMPARE(index->addSeries({{"n", "a"}}, backwards).error().code(), ErrorCode::kInternal);
    }
}

void TestIndex::aFullDiskIsAnError() {
    FakeFileSystem files;
    files.setCapacity(700);
    auto writer = IndexWriter::create(files, "/index", 10).value();
    QVERIFY(writeSymbols(*writer, {"a", "b", "n"}));
    QVERIFY(writer->addSeries({{"n", "a"}}, {}));
    QVERIFY(writer->addSeries({{"n", "b"}}, {}));
    files.setCapacity(100);
    QCOMPARE(writer->finish().error().code(), ErrorCode::kIo);
}

void TestIndex::anIndexFromTheFutureIsNamed() {
    auto file = IndexFixture::write(someSeries(3));
    file[4] = 4;
    const auto index = IndexReader::open(file);
    QCOMPARE(index.error().code(), ErrorCode::kUnsupported);
    QVERIFY(index.error().message().contains("version 4"));
    file[4] = 3; // reads like 2
    QVERIFY(printed(file));
}

void TestIndex::truncatedAnywhereItIsRefused() {
    const auto file = IndexFixture::write(someSeries(5));
    for (std::size_t size = 0; size < file.size(); ++size) {
        const auto cut = file.substr(0, size);
        QCOMPARE(IndexReader::open(cut).error().code(), ErrorCode::kCorruption);
    }
}

void TestIndex::aFlippedByteIsNoticedOrHarmless() {
    const auto file = IndexFixture::write(someSeries(5));
    const auto whole = printed(file).value();
    for (std::size_t i = 0; i < file.size(); ++i) {
        for (const char flip : {'\x01', '\x80', '\xff'}) {
            auto damaged = file;
            damaged[i] = static_cast<char>(damaged[i] ^ flip);
            const auto text = printed(damaged);
            QVERIFY2(!text || *text == whole, qPrintable(QString("offset %1").arg(i)));
        }
    }
}

QTEST_APPLESS_MAIN(TestIndex)
#include "test_index.moc"
