// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>

#include "core/tsdb/compact/block_metas.h"
#include "tsdb/compact/block_plan.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;
using model::kDayMs;
using model::kHourMs;

namespace {

const std::vector<model::DurationMs> kRanges{20, 60, 180, 540, 1620};

/// The places in `blocks` of what is planned, as text: "0 1 2".
QString plan(const std::vector<BlockMeta>& blocks, bool mergeOverlapping = true,
             const std::vector<model::DurationMs>& ranges = kRanges) {
    QStringList places;
    for (const auto& ulid : planCompaction(blocks, ranges, mergeOverlapping)) {
        places << QString::number(std::ranges::find(blocks, ulid, &BlockMeta::ulid) - blocks.begin());
    }
    return places.join(' ');
}

/// "20:40!~1/10" as plans.txt has it.
BlockMeta parseBlock(const QString& text, int place) {
    const auto stones = text.section('~', 1);
    const auto times = text.section('~', 0, 0);
    auto meta = block(place, times.section(':', 0, 0).toLongLong(), times.section(':', 1).remove('!').toLongLong());
    meta.failed = times.endsWith('!');
    meta.stats.tombstones = stones.section('/', 0, 0).toULongLong();
    meta.stats.series = stones.isEmpty() ? 100 : stones.section('/', 1).toULongLong();
    return meta;
}

} // namespace

class TestCompactPlan : public QObject {
    Q_OBJECT

  private slots:
    void rangesTripleUpToTheLongest();
    void theLongestBlockIsATenthOfTheRetention();
    void plansAsPrometheusDoes();
    void nothingIsPlannedForNoBlockOrOne();
    void aSingleRangeIsNeverCompacted();
    void theNewestBlockIsLeftOut();
    void aFullWindowIsTaken();
    void aWindowWithGapsIsTakenWhenANewerBlockBeginsAfterIt();
    void aWindowThatMayStillFillIsLeft();
    void smallerRangesComeFirst();
    void olderWindowsComeFirst();
    void aBlockAcrossABorderIsLeftAlone();
    void windowsBeforeTheEpochAreAligned();
    void aWindowWithAFailedBlockIsLeft();
    void overlappingBlocksComeFirst();
    void onlyTheFirstGroupOfOverlapsIsTaken();
    void overlapsReachThroughALongBlock();
    void overlapsAreLeftWhereMergingThemIsOff();
    void aBigBlockWithManyTombstonesIsRewritten();
    void aSmallBlockIsRewrittenWhenAllItsSeriesAreDeleted();
    void aSmallBlockEndsTheSearchForTombstones();
    void blocksOfSomeSeriesAreNotMergedWithOthers();
    void blocksOfSomeSeriesDoNotStarveTheOthers();
    void theOrderOfTheInputDoesNotMatter();
    void aMergedBlockSpansItsParents();
    void sourcesAreMergedOnce();
    void hintsAreCarriedOver();
};

void TestCompactPlan::rangesTripleUpToTheLongest() {
    const std::vector<model::DurationMs> expected{2 * kHourMs, 6 * kHourMs, 18 * kHourMs};
    QCOMPARE(blockRanges(2 * kHourMs, 36 * kHourMs), expected);
    QCOMPARE(blockRanges(2 * kHourMs, 18 * kHourMs), expected);
    QCOMPARE(blockRanges(2 * kHourMs, kHourMs).size(), 1U);
    QCOMPARE(blockRanges(1, 1'000'000'000).size(), 10U);
}

void TestCompactPlan::theLongestBlockIsATenthOfTheRetention() {
    QCOMPARE(maxBlockRange(2 * kHourMs, 15 * kDayMs), 36 * kHourMs);
    QCOMPARE(maxBlockRange(2 * kHourMs, 0), 31 * kDayMs);
    QCOMPARE(maxBlockRange(2 * kHourMs, 3650 * kDayMs), 31 * kDayMs);
    QCOMPARE(maxBlockRange(2 * kHourMs, kHourMs), 2 * kHourMs);
}

void TestCompactPlan::plansAsPrometheusDoes() {
    QFile file(QStringLiteral(HEARTH_SOURCE_DIR "/tests/core/tsdb/compact/plans.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly | QIODevice::Text));
    int lines = 0;
    while (!file.atEnd()) {
        const auto line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.startsWith('#')) {
            continue;
        }
        std::vector<BlockMeta> blocks;
        for (const auto& text : line.section("->", 0, 0).split(' ', Qt::SkipEmptyParts)) {
            blocks.push_back(parseBlock(text, static_cast<int>(blocks.size())));
        }
        QCOMPARE(line.section("->", 0, 0) + "-> " + plan(blocks),
                 line.section("->", 0, 0) + "->" + (line.endsWith("->") ? QString(" ") : line.section("->", 1)));
        ++lines;
    }
    QVERIFY(lines > 150);
}

void TestCompactPlan::nothingIsPlannedForNoBlockOrOne() {
    QCOMPARE(plan({}), "");
    QCOMPARE(plan({block(0, 0, 20)}), "");
}

void TestCompactPlan::aSingleRangeIsNeverCompacted() {
    QCOMPARE(plan({block(0, 0, 20), block(1, 20, 40), block(2, 40, 60), block(3, 60, 80)}, true, {20}), "");
}

void TestCompactPlan::theNewestBlockIsLeftOut() {
    QCOMPARE(plan({block(0, 0, 20), block(1, 20, 40), block(2, 40, 60)}), "");
    QCOMPARE(plan({block(0, 0, 20), block(1, 20, 40), block(2, 40, 60), block(3, 60, 80)}), "0 1 2");
}

void TestCompactPlan::aFullWindowIsTaken() {
    QCOMPARE(plan({block(0, 60, 80), block(1, 100, 120), block(2, 120, 140)}), "0 1");
}

void TestCompactPlan::aWindowWithGapsIsTakenWhenANewerBlockBeginsAfterIt() {
    QCOMPARE(plan({block(0, 20, 40), block(1, 40, 60), block(2, 60, 80), block(3, 80, 100)}), "0 1");
    QCOMPARE(plan({block(0, 0, 20), block(1, 20, 40), block(2, 60, 80), block(3, 80, 100)}), "0 1");
}

void TestCompactPlan::aWindowThatMayStillFillIsLeft() {
    QCOMPARE(plan({block(0, 0, 20), block(1, 20, 40), block(2, 60, 80)}), "");
}

void TestCompactPlan::smallerRangesComeFirst() {
    QCOMPARE(plan({block(0, 0, 60), block(1, 60, 120), block(2, 120, 180), block(3, 180, 200), block(4, 200, 220),
                   block(5, 220, 240), block(6, 240, 260)}),
             "3 4 5");
}

void TestCompactPlan::olderWindowsComeFirst() {
    QCOMPARE(plan({block(0, 0, 20), block(1, 20, 40), block(2, 40, 60), block(3, 60, 80), block(4, 80, 100),
                   block(5, 100, 120), block(6, 120, 140)}),
             "0 1 2");
}

void TestCompactPlan::aBlockAcrossABorderIsLeftAlone() {
    QCOMPARE(plan({block(0, 0, 20), block(1, 50, 70), block(2, 80, 100), block(3, 100, 120), block(4, 120, 140),
                   block(5, 140, 160)}),
             "2 3");
}

void TestCompactPlan::windowsBeforeTheEpochAreAligned() {
    QCOMPARE(plan({block(0, -60, -40), block(1, -40, -20), block(2, -20, 0), block(3, 0, 20)}), "0 1 2");
}

void TestCompactPlan::aWindowWithAFailedBlockIsLeft() {
    auto failed = block(1, 20, 40);
    failed.failed = true;
    QCOMPARE(plan({block(0, 0, 20), failed, block(2, 40, 60), block(3, 60, 80)}), "");
    QCOMPARE(plan({block(0, 0, 20), failed, block(2, 40, 60), block(3, 60, 80), block(4, 80, 100), block(5, 100, 120),
                   block(6, 120, 140)}),
             "3 4 5");
}

void TestCompactPlan::overlappingBlocksComeFirst() {
    QCOMPARE(plan({block(0, 0, 20), block(1, 20, 40), block(2, 40, 60), block(3, 60, 80), block(4, 70, 90)}), "3 4");
    QCOMPARE(plan({block(0, 0, 20), block(1, 0, 20)}), "0 1");
}

void TestCompactPlan::onlyTheFirstGroupOfOverlapsIsTaken() {
    QCOMPARE(plan({block(0, 0, 20), block(1, 19, 40), block(2, 40, 60), block(3, 50, 70)}), "0 1");
}

void TestCompactPlan::overlapsReachThroughALongBlock() {
    QCOMPARE(plan({block(0, 0, 100), block(1, 20, 40), block(2, 60, 80), block(3, 100, 120)}), "0 1 2");
}

void TestCompactPlan::overlapsAreLeftWhereMergingThemIsOff() {
    QCOMPARE(plan({block(0, 0, 20), block(1, 19, 60), block(2, 60, 80)}, false), "0 1");
    QCOMPARE(plan({block(0, 0, 20), block(1, 10, 30), block(2, 20, 40)}, false), "");
}

void TestCompactPlan::aBigBlockWithManyTombstonesIsRewritten() {
    auto big = block(0, 0, 540);
    big.stats.series = 99;
    big.stats.tombstones = 5;
    QCOMPARE(plan({big, block(1, 540, 560)}), "");
    big.stats.tombstones = 6;
    QCOMPARE(plan({big, block(1, 540, 560)}), "0");
    QCOMPARE(plan({big}), "");
}

void TestCompactPlan::aSmallBlockIsRewrittenWhenAllItsSeriesAreDeleted() {
    auto small = block(0, 0, 20);
    small.stats.series = 10;
    small.stats.tombstones = 9;
    QCOMPARE(plan({small, block(1, 20, 40)}), "");
    small.stats.tombstones = 10;
    QCOMPARE(plan({small, block(1, 20, 40)}), "0");
    small.stats = {};
    QCOMPARE(plan({small, block(1, 20, 40)}), "");
}

void TestCompactPlan::aSmallBlockEndsTheSearchForTombstones() {
    auto big = block(0, 0, 540);
    big.stats.tombstones = big.stats.series;
    QCOMPARE(plan({big, block(1, 540, 560), block(2, 560, 580)}), "");
}

void TestCompactPlan::blocksOfSomeSeriesAreNotMergedWithOthers() {
    auto stale = block(1, 20, 40);
    stale.hints = {std::string(kHintStaleSeries)};
    auto selected = block(2, 40, 60);
    selected.hints = {std::string(kHintSelectedSeries)};
    QCOMPARE(plan({block(0, 0, 20), stale, selected, block(3, 60, 80)}), "");
    auto staleToo = block(4, 30, 50);
    staleToo.hints = stale.hints;
    QCOMPARE(plan({block(0, 0, 20), stale, selected, block(3, 60, 80), staleToo}), "1 4");
}

void TestCompactPlan::blocksOfSomeSeriesDoNotStarveTheOthers() {
    auto stale = block(0, 0, 20);
    auto staleToo = block(1, 10, 30);
    stale.hints = staleToo.hints = {std::string(kHintStaleSeries)};
    QCOMPARE(plan({stale, staleToo, block(2, 0, 20), block(3, 20, 40), block(4, 40, 60), block(5, 60, 80)}), "2 3 4");
    QCOMPARE(plan({stale, staleToo, block(2, 0, 20), block(3, 20, 40)}), "0 1");
}

void TestCompactPlan::theOrderOfTheInputDoesNotMatter() {
    QCOMPARE(plan({block(3, 60, 80), block(2, 40, 60), block(0, 0, 20), block(1, 20, 40)}), "2 3 1");
}

void TestCompactPlan::aMergedBlockSpansItsParents() {
    auto high = block(1, 20, 40);
    high.level = 3;
    const auto merged = mergedMeta(std::vector{block(0, 0, 50), high});
    QCOMPARE(merged.minTime, 0);
    QCOMPARE(merged.maxTime, 50);
    QCOMPARE(merged.level, 4);
    QCOMPARE(merged.parents.size(), 2U);
    QVERIFY(merged.parents[1].ulid == high.ulid);
    QCOMPARE(merged.parents[1].maxTime, 40);
    QVERIFY(!merged.failed && !merged.deletable);
}

void TestCompactPlan::sourcesAreMergedOnce() {
    auto a = block(0, 0, 20);
    auto b = block(1, 20, 40);
    a.sources = {ulidOf(5), ulidOf(7)};
    b.sources = {ulidOf(3), ulidOf(5)};
    const std::vector expected{ulidOf(3), ulidOf(5), ulidOf(7)};
    QVERIFY(mergedMeta(std::vector{a, b}).sources == expected);
}

void TestCompactPlan::hintsAreCarriedOver() {
    auto late = block(0, 0, 20);
    late.hints = {std::string(kHintOutOfOrder)};
    auto stale = block(1, 0, 20);
    stale.hints = {std::string(kHintStaleSeries)};
    QVERIFY(mergedMeta(std::vector{late, late}).hasHint(kHintOutOfOrder));
    QVERIFY(!mergedMeta(std::vector{late, block(2, 0, 20)}).hasHint(kHintOutOfOrder));
    QVERIFY(mergedMeta(std::vector{stale, stale}).hints == std::vector{std::string(kHintStaleSeries)});
}

QTEST_GUILESS_MAIN(TestCompactPlan)
#include "test_compact_plan.moc"
