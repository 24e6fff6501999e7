// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "promql/syntax/ast.h"
#include "promql/syntax/parser.h"

using namespace hearth::promql;

class TestDurationExpr : public QObject {
    Q_OBJECT

  private slots:
    void yieldsMilliseconds_data();
    void yieldsMilliseconds();
    void complainsWithItsPlace_data();
    void complainsWithItsPlace();
    void allDurationsOfATreeAreResolved();
};

namespace {

constexpr QueryWindow kWindow{1000, 61'000, 15'000};

} // namespace

void TestDurationExpr::yieldsMilliseconds_data() {
    QTest::addColumn<QString>("range");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("a literal") << "5m" << qint64{300'000};
    QTest::newRow("a number of seconds") << "1.5" << qint64{1500};
    QTest::newRow("a sum") << "1m + 30" << qint64{90'000};
    QTest::newRow("product before sum") << "1 + 2 * 3" << qint64{7000};
    QTest::newRow("powers from the right") << "2 ^ 3 ^ 2" << qint64{512'000};
    QTest::newRow("the step") << "4 * step()" << qint64{60'000};
    QTest::newRow("the range") << "range() / 2" << qint64{30'000};
    QTest::newRow("the smaller") << "min_of(step(), 1m)" << qint64{15'000};
    QTest::newRow("the larger") << "max_of(step(), 1m)" << qint64{60'000};
    QTest::newRow("a rest") << "7 % 4" << qint64{3000};
    QTest::newRow("cut to milliseconds") << "1 / 3 + 0" << qint64{333};
    QTest::newRow("signs") << "-(-5) + +1" << qint64{6000};
}

void TestDurationExpr::yieldsMilliseconds() {
    QFETCH(QString, range);
    QFETCH(qint64, milliseconds);
    auto expr = parse(QString("a[%1]").arg(range).toStdString()).value();
    QVERIFY(resolveDurations(expr, kWindow).has_value());
    QCOMPARE(expr.as<MatrixSelector>()->range.value, milliseconds);
}

void TestDurationExpr::complainsWithItsPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("not positive") << "a[1m - 60]" << "2:9: duration must be greater than 0";
    QTest::newRow("division by zero") << "a[1m / (1 - 1)]" << "2:13: division by zero";
    QTest::newRow("rest of division by zero") << "a[1m % (1 - 1)]" << "2:13: modulo by zero";
    QTest::newRow("too large") << "a[292y * 2]" << "2:10: duration is out of range";
    QTest::newRow("not a number") << "a offset (-1 ^ 0.5 + (-1) ^ 0.5)" << "10:31: duration is NaN or infinite";
}

void TestDurationExpr::complainsWithItsPlace() {
    QFETCH(QString, text);
    QFETCH(QString, message);
    auto expr = parse(text.toStdString()).value();
    QCOMPARE(QString::fromStdString(resolveDurations(expr, kWindow).error().message()), message);
}

void TestDurationExpr::allDurationsOfATreeAreResolved() {
    auto expr = parse("sum(max_over_time(a[2 * step():step()] offset (range())) + b offset -step())").value();
    QVERIFY(resolveDurations(expr, kWindow).has_value());
    const auto& sum = *expr.as<Aggregation>()->expr->as<Binary>();
    const auto& subquery = *sum.lhs->as<Call>()->args[0].as<Subquery>();
    QCOMPARE(subquery.range.value, 30'000);
    QCOMPARE(subquery.step.value, 15'000);
    QCOMPARE(subquery.shift.offset.value, 60'000);
    QCOMPARE(sum.rhs->as<VectorSelector>()->shift.offset.value, -15'000);
}

QTEST_GUILESS_MAIN(TestDurationExpr)
#include "test_duration_expr.moc"
