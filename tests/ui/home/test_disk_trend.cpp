// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "home/disk_trend.h"

using namespace hearth::ui;

namespace {

QPolygonF line(double minutes, double from, double to) {
    QPolygonF points;
    for (int i = 0; i <= 30; ++i) {
        points << QPointF(1.7e12 + minutes * 60'000 * i / 30, from + (to - from) * i / 30);
    }
    return points;
}

} // namespace

class TestDiskTrend : public QObject {
    Q_OBJECT

  private slots:
    void shortWatchIsMeasuring() {
        QCOMPARE(diskTrend({}).kind, DiskTrend::Kind::kMeasuring);
        QCOMPARE(diskTrend(line(10, 100, 50)).kind, DiskTrend::Kind::kMeasuring);
    }
    void growingFreeSpaceIsSteady() { QCOMPARE(diskTrend(line(60, 50e9, 60e9)).kind, DiskTrend::Kind::kSteady); }
    void slowFillingIsSteady() { QCOMPARE(diskTrend(line(60, 500e9, 500e9 - 100)).kind, DiskTrend::Kind::kSteady); }
    void fillingIsFollowedToZero() {
        const auto trend = diskTrend(line(60, 10e9, 9e9));
        QCOMPARE(trend.kind, DiskTrend::Kind::kFilling);
        QVERIFY(qAbs(trend.secondsLeft - 9 * 3600) < 1);
    }
};

QTEST_GUILESS_MAIN(TestDiskTrend)
#include "test_disk_trend.moc"
