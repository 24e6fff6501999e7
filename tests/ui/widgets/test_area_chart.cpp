// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <limits>

#include "widgets/area_chart.h"

using namespace hearth::ui;

class TestAreaChart : public QObject {
    Q_OBJECT

  private slots:
    void ceilingIsARoundNumber_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("ceiling");
        QTest::newRow("zero") << 0.0 << 1.0;
        QTest::newRow("negative") << -3.0 << 1.0;
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << 1.0;
        QTest::newRow("exact") << 2.0 << 2.0;
        QTest::newRow("above") << 2.1 << 5.0;
        QTest::newRow("next power") << 7.0 << 10.0;
        QTest::newRow("small") << 0.013 << 0.02;
        QTest::newRow("large") << 1.7e6 << 2e6;
    }
    void ceilingIsARoundNumber() {
        QFETCH(double, value);
        QFETCH(double, ceiling);
        QCOMPARE(niceCeiling(value), ceiling);
    }

    void holesSplitTheLine() {
        const QPolygonF points({QPointF(0, 1), QPointF(5, 1), QPointF(30, 2), QPointF(35, 2), QPointF(90, 3)});
        const auto runs = splitAtGaps(points, 20);
        QCOMPARE(runs.size(), std::size_t{3});
        QCOMPARE(runs[1].size(), 2);
        QVERIFY(splitAtGaps({}, 20).empty());
    }

    void paintsAnythingAtAnySize() {
        AreaChart chart(Unit::kRatio);
        for (const auto& size : {QSize(1, 1), QSize(20, 30), QSize(300, 120)}) {
            chart.resize(size);
            chart.clear();
            chart.grab();
            chart.setData({0, 10}, {QPolygonF({QPointF(5, 0.5)}), QPolygonF()}, 1);
            chart.grab();
        }
    }
};

QTEST_MAIN(TestAreaChart)
#include "test_area_chart.moc"
