// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/tsdb/compact/block_metas.h"
#include "tsdb/compact/block_retention.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

namespace {

std::vector<SizedBlock> fourBlocks() {
    return {{block(0, 0, 20), 100}, {block(1, 20, 40), 100}, {block(2, 40, 60), 100}, {block(3, 60, 80), 100}};
}

/// "0 2" for ulidOf(0) and ulidOf(2).
QString places(const std::set<Ulid>& names) {
    QStringList found;
    for (int n = 0; n < 10; ++n) {
        if (names.contains(ulidOf(n))) {
            found << QString::number(n);
        }
    }
    return found.join(' ');
}

RetentionLimits byTime(model::DurationMs limit) {
    RetentionLimits limits;
    limits.time = limit;
    return limits;
}

} // namespace

class TestCompactRetention : public QObject {
    Q_OBJECT

  private slots:
    void blocksThatEndedLongBeforeTheNewestAreDropped();
    void theNewestBlockStays();
    void nothingIsDroppedWithoutALimit();
    void theBlockThatEndsLastCountsWhateverItsBegin();
    void blocksFromTheFutureDoNotMakeOthersOld();
    void theOldestGoFirstWhenThereIsTooMuch();
    void whatIsOlderThanTheFirstTooMuchGoesToo();
    void theHeadCountsAgainstTheSize();
    void allGoWhereTheHeadAloneIsTooMuch();
    void aShareOfTheDiskTakesThePlaceOfBytes();
    void parentsAreSuperseded();
    void aBlockIsNotItsOwnParent();
};

void TestCompactRetention::blocksThatEndedLongBeforeTheNewestAreDropped() {
    QCOMPARE(places(beyondTimeRetention(fourBlocks(), byTime(41))), "0");
    QCOMPARE(places(beyondTimeRetention(fourBlocks(), byTime(40))), "0 1");
    QCOMPARE(places(beyondTimeRetention(fourBlocks(), byTime(61))), "");
}

void TestCompactRetention::theNewestBlockStays() {
    QCOMPARE(places(beyondTimeRetention(fourBlocks(), byTime(1))), "0 1 2");
    QCOMPARE(places(beyondTimeRetention({}, byTime(1))), "");
}

void TestCompactRetention::nothingIsDroppedWithoutALimit() {
    QCOMPARE(places(beyondTimeRetention(fourBlocks(), {})), "");
    QCOMPARE(places(beyondSizeRetention(fourBlocks(), 1'000'000, 0)), "");
}

void TestCompactRetention::theBlockThatEndsLastCountsWhateverItsBegin() {
    const std::vector<SizedBlock> blocks{{block(0, 0, 100), 1}, {block(1, 10, 30), 1}, {block(2, 30, 50), 1}};
    QCOMPARE(places(beyondTimeRetention(blocks, byTime(60))), "1");
}

void TestCompactRetention::blocksFromTheFutureDoNotMakeOthersOld() {
    auto blocks = fourBlocks();
    const auto year = 365 * model::kDayMs;
    blocks.push_back({block(4, year, year + 20), 1});
    QCOMPARE(places(beyondTimeRetention(blocks, byTime(41))), "0 1 2 3");
    auto limits = byTime(41);
    limits.now = 90;
    QCOMPARE(places(beyondTimeRetention(blocks, limits)), "0");
    limits.now = year;
    QCOMPARE(places(beyondTimeRetention(blocks, limits)), "0 1 2 3");
}

void TestCompactRetention::theOldestGoFirstWhenThereIsTooMuch() {
    QCOMPARE(places(beyondSizeRetention(fourBlocks(), 0, 400)), "");
    QCOMPARE(places(beyondSizeRetention(fourBlocks(), 0, 399)), "0");
    QCOMPARE(places(beyondSizeRetention(fourBlocks(), 0, 199)), "0 1 2");
}

void TestCompactRetention::whatIsOlderThanTheFirstTooMuchGoesToo() {
    auto blocks = fourBlocks();
    blocks[2].bytes = 1000;
    QCOMPARE(places(beyondSizeRetention(blocks, 0, 500)), "0 1 2");
}

void TestCompactRetention::theHeadCountsAgainstTheSize() {
    QCOMPARE(places(beyondSizeRetention(fourBlocks(), 50, 400)), "0");
}

void TestCompactRetention::allGoWhereTheHeadAloneIsTooMuch() {
    QCOMPARE(places(beyondSizeRetention(fourBlocks(), 500, 400)), "0 1 2 3");
}

void TestCompactRetention::aShareOfTheDiskTakesThePlaceOfBytes() {
    RetentionLimits limits;
    limits.bytes = 5000;
    QCOMPARE(limits.effectiveBytes(), 5000U);
    limits.percentage = 25;
    QCOMPARE(limits.effectiveBytes(), 5000U);
    limits.diskBytes = 8000;
    QCOMPARE(limits.effectiveBytes(), 2000U);
}

void TestCompactRetention::parentsAreSuperseded() {
    auto child = block(5, 0, 40);
    child.parents = {{ulidOf(0), 0, 20}, {ulidOf(1), 20, 40}, {ulidOf(9), 0, 20}};
    QCOMPARE(places(supersededBlocks(std::vector<SizedBlock>{{child, 1}, {block(0, 0, 20), 1}})), "0 1 9");
}

void TestCompactRetention::aBlockIsNotItsOwnParent() {
    auto odd = block(5, 0, 40);
    odd.parents = {{odd.ulid, 0, 40}};
    QCOMPARE(places(supersededBlocks(std::vector<SizedBlock>{{odd, 1}})), "");
}

QTEST_GUILESS_MAIN(TestCompactRetention)
#include "test_compact_retention.moc"
