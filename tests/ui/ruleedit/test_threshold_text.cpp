// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ruleedit/number_field.h"
#include "ruleedit/threshold_suggestion.h"
#include "ruleedit/threshold_text.h"

using namespace hearth;
using namespace hearth::ui;

class TestThresholdText : public QObject {
    Q_OBJECT

  private slots:
    void comparisonsAreFound_data() {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("left");
        QTest::addColumn<int>("op");
        QTest::addColumn<double>("value");
        const auto row = [](const char* expression, const char* left, ThresholdOp op, double value) {
            QTest::newRow(expression) << expression << left << static_cast<int>(op) << value;
        };
        row("up == 0", "up", ThresholdOp::kEqual, 0);
        row("100 * (1 - a / b) > 85", "100 * (1 - a / b)", ThresholdOp::kAbove, 85);
        row("(rate(a[5m]) >= 1e-3)", "rate(a[5m])", ThresholdOp::kAtLeast, 0.001);
        row("a < -5", "a", ThresholdOp::kBelow, -5);
        row("5 < a", "a", ThresholdOp::kAbove, 5);
        row("5 >= a", "a", ThresholdOp::kAtMost, 5);
        row("a > 1 != 3", "a > 1", ThresholdOp::kOther, 3);
    }
    void comparisonsAreFound() {
        QFETCH(QString, expression);
        QFETCH(QString, left);
        QFETCH(int, op);
        QFETCH(double, value);
        const auto parts = thresholdOf(expression.toStdString());
        QVERIFY(parts.has_value());
        QCOMPARE(QString::fromStdString(parts->left), left);
        QCOMPARE(static_cast<int>(parts->op), op);
        QCOMPARE(parts->value, value);
    }

    void otherExpressionsHaveNoThreshold() {
        for (const auto* text :
             {"up", "a > b", "a > bool 5", "1 > bool 2", "a > 5 and b > 6", "absent(a)", "a >", ""}) {
            QVERIFY2(!thresholdOf(text), text);
        }
    }

    void theNumberIsReplacedWhereItStands() {
        QCOMPARE(withThreshold("100 *  (a / b)   >  85 # full", ThresholdOp::kAbove, 90),
                 std::string("100 *  (a / b)   >  90 # full"));
        QCOMPARE(withThreshold("5 < a", ThresholdOp::kAtLeast, 7.5), std::string("7.5 <= a"));
        QCOMPARE(withThreshold("(a >= 5)", ThresholdOp::kBelow, -3), std::string("(a < -3)"));
        QCOMPARE(withThreshold("a > -5", ThresholdOp::kAbove, 5), std::string("a > 5"));
    }

    void aComparisonIsAppendedWhereThereIsNone() {
        QCOMPARE(withThreshold("a / b", ThresholdOp::kAbove, 0.9), std::string("a / b > 0.9"));
        QCOMPARE(withThreshold("a or b", ThresholdOp::kAbove, 1), std::string("(a or b) > 1"));
        QCOMPARE(withThreshold("a # said", ThresholdOp::kAbove, 1), std::string("a # said\n> 1"));
        QCOMPARE(withThreshold("a[5m]", ThresholdOp::kAbove, 1), std::string("a[5m]"));
        QCOMPARE(withThreshold("a >", ThresholdOp::kAbove, 1), std::string("a >"));
        QCOMPARE(withoutThreshold("a / b > 0.9"), std::string("a / b"));
    }

    void whatIsWrittenIsReadBack() {
        for (const double value : {0.1, 1e9, 1.5e-7, 123456789.25, -3.0, 1e21}) {
            const auto parts = thresholdOf(withThreshold("a", ThresholdOp::kAbove, value));
            QVERIFY(parts.has_value());
            QCOMPARE(parts->value, value);
        }
        QCOMPARE(numberText(1e9), std::string("1000000000"));
    }

    void numbersAreReadAsPeopleWriteThem() {
        QCOMPARE(NumberField::parse(QStringLiteral("90%")).value_or(0), 0.9);
        QCOMPARE(NumberField::parse(QStringLiteral("10 GiB")).value_or(0), 10.0 * 1024 * 1024 * 1024);
        QCOMPARE(NumberField::parse(QStringLiteral("1.5k")).value_or(0), 1500.0);
        QCOMPARE(NumberField::parse(QStringLiteral("1e9")).value_or(0), 1e9);
        QVERIFY(!NumberField::parse(QStringLiteral("much")));
        QCOMPARE(stepped(0.7, 0.1, 1), 0.8);
        QCOMPARE(stepped(85, 5, -1), 80.0);
    }

    void theSuggestionFiresAsOftenAsWanted() {
        datasource::BacktestSeries series;
        for (int i = 0; i < 1000; ++i) {
            series.values.push_back(i % 100); // ten waves
        }
        const auto count = [&](double threshold) {
            std::size_t firings = 0;
            for (int peak = 1; peak <= 10; ++peak) {
                firings += 90 + peak > threshold ? 1 : 0; // the higher, the fewer
            }
            return firings;
        };
        const auto found = suggestThreshold({series}, ThresholdOp::kAbove, 3, count, {});
        QVERIFY(found.has_value());
        QCOMPARE(found->firings, std::size_t(3));
        QCOMPARE(found->threshold, std::round(found->threshold));
        QVERIFY(!suggestThreshold({series}, ThresholdOp::kEqual, 3, count, {}));
        QVERIFY(!suggestThreshold({}, ThresholdOp::kAbove, 3, count, {}));
    }
};

QTEST_MAIN(TestThresholdText)
#include "test_threshold_text.moc"
