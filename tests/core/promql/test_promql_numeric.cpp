// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QTest>

#include "promql/aggregation/accumulators.h"
#include "promql/numeric/bucket_quantile.h"
#include "promql/numeric/mean.h"
#include "promql/numeric/neumaier.h"
#include "promql/numeric/quantile.h"
#include "promql/series_notation.h"

using namespace hearth;
using namespace hearth::promql;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kHuge = 1e308;

} // namespace

/// The arithmetic below the operators.
class TestPromqlNumeric : public QObject {
    Q_OBJECT

  private slots:
    void aSumKeepsWhatLargeNumbersWouldSwallow() {
        NeumaierSum sum;
        for (const double value : {1.0, 1e100, 1.0, -1e100}) {
            sum.add(value);
        }
        QCOMPARE(sum.result(), 2.0);
    }

    void mergedSumsKeepTheirCompensation() {
        NeumaierSum left;
        NeumaierSum right;
        left.add(1);
        left.add(1e100);
        right.add(1);
        right.add(-1e100);
        left.merge(right);
        QCOMPARE(left.result(), 2.0);
    }

    void aSumThatOverflowsIsInfinite() {
        NeumaierSum sum;
        sum.add(kHuge);
        sum.add(kHuge);
        QCOMPARE(sum.result(), kInfinity);
    }

    void aMeanDoesNotOverflow() {
        RunningMean mean;
        for (int i = 0; i < 4; ++i) {
            mean.add(kHuge);
        }
        QCOMPARE(mean.result(), kHuge);
    }

    void mergedMeansDoNotOverflow() {
        RunningMean left;
        RunningMean right;
        left.add(kHuge);
        right.add(kHuge);
        right.add(kHuge);
        left.merge(right);
        QCOMPARE(left.result(), kHuge);
    }

    void varianceOfPartitionsIsThatOfTheWhole() {
        VarianceCell<false> whole;
        VarianceCell<false> left;
        VarianceCell<false> right;
        for (int i = 0; i < 100; ++i) {
            const double value = 1e9 + i * 0.25;
            whole.add(value);
            (i < 37 ? left : right).add(value);
        }
        left.merge(right);
        QVERIFY(std::fabs(left.result() - whole.result()) <= 1e-12 * whole.result());
    }

    void anyNumberIsMoreExtremeThanNan() {
        ExtremeCell<true> largest;
        largest.add(std::nan(""));
        largest.add(-5);
        largest.add(std::nan(""));
        QCOMPARE(largest.result(), -5.0);
    }

    void quantilesInterpolateBetweenRanks_data() {
        QTest::addColumn<double>("q");
        QTest::addColumn<double>("expected");
        QTest::newRow("median of an even count") << 0.5 << 2.5;
        QTest::newRow("lowest") << 0.0 << 1.0;
        QTest::newRow("highest") << 1.0 << 4.0;
        QTest::newRow("below zero") << -0.1 << -kInfinity;
        QTest::newRow("above one") << 1.1 << kInfinity;
    }
    void quantilesInterpolateBetweenRanks() {
        QFETCH(double, q);
        QFETCH(double, expected);
        std::vector<double> values{4, 1, 3, 2};
        QCOMPARE(quantileOf(q, values), expected);
    }

    void bucketsThatFallAreRepaired() {
        std::vector<ClassicBucket> buckets{{1, 10}, {2, 4}, {kInfinity, 20}};
        MonotonicityFix fix;
        QCOMPARE(bucketQuantile(0.25, buckets, fix), 0.5);
        QVERIFY(fix.forced);
        QCOMPARE(fix.largestDifference, 6.0);
    }

    void pointsAreNotatedShortly_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("rising") << "1+2x3" << "1 3 5 7";
        QTest::newRow("falling") << "1-2x2" << "1 -1 -3";
        QTest::newRow("repeated") << "7x2" << "7 7 7";
        QTest::newRow("gaps") << "1 _ _x2 4" << "1 _ _ _ 4";
        QTest::newRow("exponents") << "1e-3+1e-3x1" << "0.001 0.002";
        QTest::newRow("negative start") << "-5+5x2" << "-5 0 5";
        QTest::newRow("histograms") << "{{sum:1 count:2}} {{sum:1 count:2}}+{{sum:1}}x2" << "h h h h";
        QTest::newRow("not finite") << "Inf -Inf NaN" << "inf -inf nan";
        QTest::newRow("not a number") << "1 frog" << "error";
        QTest::newRow("too many") << "1x99999999999" << "error";
    }
    void pointsAreNotatedShortly() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto points = parseNotatedPoints(text.toStdString());
        QStringList items;
        for (const NotatedPoint& point : points.value_or(std::vector<NotatedPoint>())) {
            items << (point.kind == NotatedPoint::Kind::kGap     ? QStringLiteral("_")
                      : point.kind == NotatedPoint::Kind::kFloat ? QString::number(point.value)
                                                                 : QStringLiteral("h"));
        }
        QCOMPARE(points ? items.join(' ') : QStringLiteral("error"), expected);
    }
};

QTEST_GUILESS_MAIN(TestPromqlNumeric)
#include "test_promql_numeric.moc"
