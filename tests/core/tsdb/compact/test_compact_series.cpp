// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <limits>
#include <random>

#include "chunks/xor_encoder.h"
#include "core/tsdb/compact/memory_source.h"
#include "tsdb/compact/series_chunks.h"
#include "tsdb/compact/series_merge.h"
#include "tsdb/compact/symbol_merge.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

namespace {

constexpr model::TimeRange kAlways{std::numeric_limits<model::TimestampMs>::min(),
                                   std::numeric_limits<model::TimestampMs>::max()};
const model::Labels kLabels{{"__name__", "m"}};

/// One series in several sources, and what becomes of it.
class Merge {
  public:
    explicit Merge(model::TimeRange range = kAlways)
        : m_merger(range) {}

    /// The samples of the next source.
    Merge& source(const model::Columns& samples) { return source(std::vector{samples}); }
    /// Groups of samples, each with chunks of its own.
    Merge& source(const std::vector<model::Columns>& groups) {
        auto& added = m_sources.emplace_back();
        for (const auto& group : groups) {
            added.add(kLabels, group);
        }
        return *this;
    }
    Merge& deleted(model::TimeRange range) {
        m_sources.back().remove(kLabels, range);
        m_deleted[m_sources.size() - 1].push_back(range);
        return *this;
    }
    Merge& broken(model::TimeRange range) {
        m_sources.emplace_back().addBroken(kLabels, range);
        return *this;
    }

    Result<std::vector<ChunkView>> run() {
        std::vector<SeriesPart> parts;
        m_chunks.clear();
        for (std::size_t i = 0; i < m_sources.size(); ++i) {
            m_chunks.push_back(m_sources[i].chunksOf(kLabels));
        }
        for (std::size_t i = 0; i < m_sources.size(); ++i) {
            parts.push_back({m_chunks[i], m_deleted[i], i});
        }
        const auto merged = HEARTH_TRY(m_merger.merge(parts));
        return std::vector<ChunkView>(merged.begin(), merged.end());
    }
    SampleText samples() {
        SampleText text;
        if (const auto chunks = run()) {
            addText(*chunks, text);
        }
        return text;
    }
    const MemorySource& at(std::size_t source) const { return m_sources[source]; }

  private:
    SeriesChunks m_merger;
    std::deque<MemorySource> m_sources;
    std::map<std::size_t, std::vector<model::TimeRange>> m_deleted;
    std::vector<std::vector<ChunkView>> m_chunks;
};

bool isDisjoint(const std::vector<ChunkView>& chunks) {
    return std::ranges::adjacent_find(chunks, [](const auto& a, const auto& b) { return b.begin <= a.end; }) ==
           chunks.end();
}

} // namespace

class TestCompactSeries : public QObject {
    Q_OBJECT

  private slots:
    void chunksThatNeedNoChangeAreNotTouched();
    void chunksOfLaterSourcesMayComeFirst();
    void aChunkOfOneSourceMayLieBetweenThoseOfAnother();
    void equalChunksAreKeptOnce();
    void overlappingSamplesAreMerged();
    void theFirstSourceStaysAtEqualTimes();
    void overlapsReachThroughManyChunks();
    void chunksBesideAnOverlapAreNotTouched();
    void oneSourceMayOverlapItself();
    void mergedChunksHoldAHundredAndTwentySamples();
    void histogramsAreMerged();
    void floatsAndHistogramsMayAlternate();
    void deletedSamplesAreDropped();
    void deletionsOfOneSourceLeaveTheOthers();
    void aChunkBetweenDeletionsIsNotTouched();
    void aLongChunkStaysOneWhenSamplesGo();
    void aSeriesThatIsDeletedWhollyHasNoChunks();
    void chunksAreCutAtTheRange();
    void whatLiesOutsideIsLeftOut();
    void aBrokenChunkIsPassedOnUnlessItMustBeRead();
    void aBrokenOverlapIsReported();
    void anythingMergesToTheSamplesOfAll();
    void symbolsComeInOrderAndOnce();
    void seriesOfEqualLabelsComeTogether();
};

void TestCompactSeries::chunksThatNeedNoChangeAreNotTouched() {
    Merge merge;
    merge.source(ramp(0, 10, 300)).source(ramp(3000, 10, 300));
    const auto chunks = merge.run();
    QVERIFY(chunks);
    QCOMPARE(chunks->size(), 6U);
    for (std::size_t i = 0; i < 6; ++i) {
        const auto expected = merge.at(i / 3).chunksOf(kLabels)[i % 3];
        QVERIFY((*chunks)[i].payload.data() == expected.payload.data());
    }
}

void TestCompactSeries::chunksOfLaterSourcesMayComeFirst() {
    Merge merge;
    merge.source(ramp(3000, 10, 100)).source(ramp(0, 10, 100));
    const auto chunks = merge.run();
    QCOMPARE(chunks->size(), 2U);
    QVERIFY((*chunks)[0].payload.data() == merge.at(1).chunksOf(kLabels)[0].payload.data());
}

void TestCompactSeries::aChunkOfOneSourceMayLieBetweenThoseOfAnother() {
    Merge merge;
    merge.source({ramp(0, 10, 10), ramp(200, 10, 10)}).source(ramp(100, 10, 10));
    const auto chunks = merge.run();
    QCOMPARE(chunks->size(), 3U);
    QVERIFY(isDisjoint(*chunks));
    QVERIFY((*chunks)[1].payload.data() == merge.at(1).chunksOf(kLabels)[0].payload.data());
}

void TestCompactSeries::equalChunksAreKeptOnce() {
    Merge merge;
    merge.source(ramp(0, 10, 300)).source(ramp(0, 10, 300)).source(ramp(0, 10, 300));
    const auto chunks = merge.run();
    QCOMPARE(chunks->size(), 3U);
    QVERIFY((*chunks)[0].payload.data() == merge.at(0).chunksOf(kLabels)[0].payload.data());
}

void TestCompactSeries::overlappingSamplesAreMerged() {
    Merge merge;
    merge.source(floats({{10, 1}, {30, 3}, {50, 5}})).source(floats({{20, 2}, {40, 4}, {60, 6}}));
    const SampleText expected{{10, "1"}, {20, "2"}, {30, "3"}, {40, "4"}, {50, "5"}, {60, "6"}};
    QVERIFY(merge.samples() == expected);
    QCOMPARE(merge.run()->size(), 1U);
}

void TestCompactSeries::theFirstSourceStaysAtEqualTimes() {
    const SampleText expected{{0, "7"}, {10, "1"}, {20, "2"}, {30, "9"}};
    Merge merge;
    merge.source(floats({{10, 1}, {20, 2}})).source(floats({{0, 7}, {10, 8}, {20, 8}, {30, 9}}));
    QVERIFY(merge.samples() == expected);
    Merge other;
    other.source(floats({{0, 7}, {10, 1}, {20, 2}, {30, 9}})).source(floats({{10, 8}, {20, 8}}));
    QVERIFY(other.samples() == expected);
}

void TestCompactSeries::overlapsReachThroughManyChunks() {
    Merge merge;
    merge.source(ramp(0, 20, 600)).source(ramp(1010, 20, 600, 5000));
    const auto chunks = merge.run();
    QVERIFY(isDisjoint(*chunks));
    QCOMPARE(merge.samples().size(), 1200U);
}

void TestCompactSeries::chunksBesideAnOverlapAreNotTouched() {
    Merge merge;
    merge.source(ramp(0, 10, 360)).source(ramp(1205, 10, 3));
    const auto chunks = merge.run();
    QCOMPARE(chunks->size(), 4U);
    const auto before = merge.at(0).chunksOf(kLabels);
    QVERIFY((*chunks)[0].payload.data() == before[0].payload.data());
    QVERIFY((*chunks)[3].payload.data() == before[2].payload.data());
    QCOMPARE(merge.samples().size(), 363U);
}

void TestCompactSeries::oneSourceMayOverlapItself() {
    Merge merge;
    merge.source({floats({{10, 1}, {40, 4}}), floats({{20, 2}, {40, 9}, {50, 5}}), floats({{100, 6}})});
    const SampleText expected{{10, "1"}, {20, "2"}, {40, "4"}, {50, "5"}, {100, "6"}};
    QVERIFY(merge.samples() == expected);
}

void TestCompactSeries::mergedChunksHoldAHundredAndTwentySamples() {
    Merge merge;
    merge.source(ramp(0, 20, 5000)).source(ramp(10, 20, 5000));
    const auto chunks = merge.run();
    QCOMPARE(chunks->size(), 84U);
    for (std::size_t i = 0; i + 1 < chunks->size(); ++i) {
        QCOMPARE((*chunks)[i].end - (*chunks)[i].begin, 119 * 10);
    }
    QCOMPARE(merge.samples().size(), 10'000U);
}

void TestCompactSeries::histogramsAreMerged() {
    Merge merge;
    merge.source(histograms(0, 20, 50, 1)).source(histograms(10, 20, 50, 100));
    const auto samples = merge.samples();
    QCOMPARE(samples.size(), 100U);
    QCOMPARE(samples.at(0), "H3");
    QCOMPARE(samples.at(10), "H201");
    QCOMPARE(samples.at(20), "H5");
}

void TestCompactSeries::floatsAndHistogramsMayAlternate() {
    Merge merge;
    merge.source(histograms(0, 20, 3, 1)).source(floats({{10, 1}, {20, 7}, {30, 2}}));
    const SampleText expected{{0, "H3"}, {10, "1"}, {20, "H5"}, {30, "2"}, {40, "H7"}};
    QVERIFY(merge.samples() == expected);
    QVERIFY(isDisjoint(*merge.run()));
}

void TestCompactSeries::deletedSamplesAreDropped() {
    Merge merge;
    merge.source(ramp(0, 10, 10)).deleted({15, 40}).deleted({60, 60});
    const SampleText expected{{0, "0"}, {10, "1"}, {50, "5"}, {70, "7"}, {80, "8"}, {90, "9"}};
    QVERIFY(merge.samples() == expected);
    const auto chunks = merge.run();
    QCOMPARE(chunks->front().begin, 0);
    QCOMPARE(chunks->front().end, 90);
    Merge edges;
    edges.source(histograms(0, 10, 10, 1)).deleted({0, 10}).deleted({90, 1000});
    QCOMPARE(edges.samples().size(), 7U);
    QCOMPARE(edges.run()->front().begin, 20);
    QCOMPARE(edges.run()->front().end, 80);
}

void TestCompactSeries::deletionsOfOneSourceLeaveTheOthers() {
    Merge merge;
    merge.source(floats({{10, 1}, {20, 2}, {30, 3}})).deleted({20, 30}).source(floats({{20, 8}, {40, 4}}));
    const SampleText expected{{10, "1"}, {20, "8"}, {40, "4"}};
    QVERIFY(merge.samples() == expected);
}

void TestCompactSeries::aChunkBetweenDeletionsIsNotTouched() {
    Merge merge;
    merge.source({ramp(0, 10, 10), ramp(200, 10, 10)}).deleted({91, 199}).deleted({205, 206});
    const auto chunks = merge.run();
    const auto before = merge.at(0).chunksOf(kLabels);
    QVERIFY((*chunks)[0].payload.data() == before[0].payload.data());
    QVERIFY((*chunks)[1].payload.data() == before[1].payload.data()); // nothing of it was deleted after all
}

void TestCompactSeries::aLongChunkStaysOneWhenSamplesGo() {
    chunks::XorChunk chunk;
    for (int i = 0; i < 240; ++i) {
        chunk.append(i * 10, i);
    }
    const auto payload = chunk.payload();
    const ChunkView view{0, 2390, chunks::Encoding::kXor, std::as_bytes(std::span(payload))};
    const model::TimeRange deleted{100, 150};
    SeriesChunks merger(kAlways);
    const SeriesPart part{std::span(&view, 1), std::span(&deleted, 1), 0};
    const auto merged = merger.merge(std::span(&part, 1));
    QVERIFY(merged);
    QCOMPARE(merged->size(), 1U);
    SampleText text;
    addText(*merged, text);
    QCOMPARE(text.size(), 234U);
}

void TestCompactSeries::aSeriesThatIsDeletedWhollyHasNoChunks() {
    Merge merge;
    merge.source(ramp(0, 10, 300)).deleted({0, 2990});
    QVERIFY(merge.run()->empty());
    Merge piecewise;
    piecewise.source(ramp(0, 10, 10)).deleted({0, 45}).deleted({46, 90});
    QVERIFY(piecewise.run()->empty());
}

void TestCompactSeries::chunksAreCutAtTheRange() {
    Merge merge({20, 69});
    merge.source(ramp(0, 10, 10));
    const SampleText expected{{20, "2"}, {30, "3"}, {40, "4"}, {50, "5"}, {60, "6"}};
    QVERIFY(merge.samples() == expected);
    QCOMPARE(merge.run()->front().end, 60);
}

void TestCompactSeries::whatLiesOutsideIsLeftOut() {
    Merge merge({1000, 1199});
    merge.source({ramp(0, 10, 10), ramp(1000, 10, 10), ramp(1200, 10, 10)});
    const auto chunks = merge.run();
    QCOMPARE(chunks->size(), 1U);
    QCOMPARE(chunks->front().begin, 1000);
}

void TestCompactSeries::aBrokenChunkIsPassedOnUnlessItMustBeRead() {
    Merge merge;
    merge.broken({0, 100});
    QCOMPARE(merge.run()->size(), 1U);
    merge.deleted({50, 60});
    const auto failed = merge.run();
    QVERIFY(!failed);
    QVERIFY(failed.error().code() == ErrorCode::kCorruption);
}

void TestCompactSeries::aBrokenOverlapIsReported() {
    Merge merge;
    merge.source(ramp(0, 10, 10)).broken({50, 100});
    QVERIFY(!merge.run());
}

void TestCompactSeries::anythingMergesToTheSamplesOfAll() {
    std::mt19937 random(20261121);
    const auto upTo = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    for (int round = 0; round < 300; ++round) {
        const model::TimeRange range{upTo(300), 700 + upTo(600)};
        Merge merge(range);
        SampleText expected;
        for (int source = 0, sources = 1 + upTo(4); source < sources; ++source) {
            std::vector<model::Columns> groups;
            SampleText own;
            for (int group = 0, count = 1 + upTo(4); group < count; ++group) {
                const auto begin = upTo(1000);
                const auto samples = 1 + upTo(60);
                const auto value = 1000 * source + 100 * group;
                groups.push_back(upTo(4) == 0 ? histograms(begin, 1 + upTo(9), samples, 1000U + value)
                                              : ramp(begin, 1 + upTo(9), samples, value));
            }
            std::ranges::stable_sort(groups, {}, [](const model::Columns& group) {
                return group.times.empty() ? group.histograms.front().time : group.times.front();
            });
            merge.source(groups);
            // The same by brute force: chunks in the order of their begin, the first sample at a time stays.
            const auto chunks = merge.at(static_cast<std::size_t>(source)).chunksOf(kLabels);
            std::vector<model::TimeRange> deleted;
            for (int at = upTo(500); upTo(3) != 0 && at < 1500; at += 200) {
                deleted.push_back({at, at + upTo(150)});
                merge.deleted(deleted.back());
            }
            for (const auto& chunk : chunks) {
                SampleText text;
                addText(std::span(&chunk, 1), text);
                own.merge(text);
            }
            for (const auto& gone : deleted) {
                own.erase(own.lower_bound(gone.begin), own.upper_bound(gone.end));
            }
            expected.merge(own);
        }
        expected.erase(expected.begin(), expected.lower_bound(range.begin));
        expected.erase(expected.upper_bound(range.end), expected.end());
        const auto chunks = merge.run();
        QVERIFY(chunks);
        QVERIFY(isDisjoint(*chunks));
        QVERIFY2(merge.samples() == expected, QByteArray::number(round).constData());
    }
}

void TestCompactSeries::symbolsComeInOrderAndOnce() {
    MemorySource a;
    MemorySource b;
    MemorySource empty;
    a.add({{"a", "1"}, {"b", "2"}}, ramp(0, 1, 1));
    b.add({{"a", "3"}, {"c", "1"}}, ramp(0, 1, 1));
    b.addSymbol("zz");
    std::vector<std::unique_ptr<SymbolCursor>> cursors;
    for (const auto* source : {&a, &empty, &b}) {
        cursors.push_back(*source->symbols());
    }
    const auto merged = SymbolMerge::create(std::move(cursors));
    QVERIFY(merged);
    QStringList symbols;
    while (const auto symbol = (*merged)->next().value()) {
        symbols << QString::fromUtf8(symbol->data(), static_cast<int>(symbol->size()));
    }
    QCOMPARE(symbols.join(' '), "1 2 3 a b c zz");
}

void TestCompactSeries::seriesOfEqualLabelsComeTogether() {
    MemorySource a;
    MemorySource b;
    MemorySource c;
    a.add({{"a", "1"}}, ramp(0, 1, 1));
    a.add({{"a", "3"}}, ramp(0, 1, 1));
    b.add({{"a", "1"}}, ramp(0, 1, 1));
    b.add({{"a", "2"}}, ramp(0, 1, 1));
    c.add({{"a", "1"}, {"b", "1"}}, ramp(0, 1, 1));
    c.add({{"a", "3"}}, ramp(0, 1, 1));
    std::vector<std::unique_ptr<ChunkSeriesCursor>> cursors;
    for (const auto* source : {&a, &b, &c}) {
        cursors.push_back(*source->series());
    }
    auto merged = SeriesMerge::create(std::move(cursors));
    QVERIFY(merged);
    QStringList found;
    while (merged->next().value()) {
        QString line = QString::fromStdString(merged->labels().toString()) + ":";
        for (const auto& part : merged->parts()) {
            line += QString::number(part.source);
        }
        found << line;
    }
    const QStringList expected{R"({a="1"}:01)", R"({a="1", b="1"}:2)", R"({a="2"}:1)", R"({a="3"}:02)"};
    QCOMPARE(found, expected);
}

QTEST_GUILESS_MAIN(TestCompactSeries)
#include "test_compact_series.moc"
