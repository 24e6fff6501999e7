// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "status/block_lanes.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

datasource::BlockFacts block(model::TimestampMs begin, model::TimestampMs end) {
    datasource::BlockFacts facts;
    facts.minTime = begin;
    facts.maxTime = end;
    return facts;
}

/// Each bar as `block@lane begin-end` in percent, `head` for the head.
QString text(const BlockLanes& lanes) {
    QStringList out;
    for (const auto& bar : lanes.bars()) {
        const auto name = bar.block ? QString::number(*bar.block) : QStringLiteral("head");
        out << QStringLiteral("%1@%2 %3-%4").arg(name).arg(bar.lane).arg(bar.begin * 100).arg(bar.end * 100);
    }
    return out.join(QStringLiteral(", "));
}

} // namespace

class TestBlockLanes : public QObject {
    Q_OBJECT

  private slots:
    void blocksThatFollowEachOtherShareALane() {
        const BlockLanes lanes({block(0, 50), block(50, 75)}, model::TimeRange{75, 99});
        QCOMPARE(text(lanes), QStringLiteral("0@0 0-50, 1@0 50-75, head@0 75-100"));
        QCOMPARE(lanes.laneCount(), 1);
    }
    void whatOverlapsGetsALaneOfItsOwn() {
        const BlockLanes lanes({block(0, 50), block(20, 60), block(60, 100)}, std::nullopt);
        QCOMPARE(text(lanes), QStringLiteral("0@0 0-50, 1@1 20-60, 2@0 60-100"));
        QCOMPARE(lanes.laneCount(), 2);
    }
    void blocksNeedNotComeInOrder() {
        const BlockLanes lanes({block(50, 100), block(0, 50)}, std::nullopt);
        QCOMPARE(text(lanes), QStringLiteral("1@0 0-50, 0@0 50-100"));
    }
    void nothingSpansNothing() {
        QVERIFY(!BlockLanes({}, std::nullopt).span());
        QVERIFY(!BlockLanes({block(5, 5)}, model::TimeRange{3, 2}).span());
    }
};

QTEST_MAIN(TestBlockLanes)
#include "test_block_lanes.moc"
