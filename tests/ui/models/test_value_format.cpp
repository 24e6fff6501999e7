// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QTest>
#include <limits>

#include "models/value_format.h"

using namespace hearth::ui;

class TestValueFormat : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void numbersHaveThreeDigits_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << 0.0 << "0";
        QTest::newRow("whole") << 12.0 << "12";
        QTest::newRow("rounded") << 12.345 << "12.3";
        QTest::newRow("small") << 0.0012345 << "0.00123";
        QTest::newRow("negative") << -1.2345 << "-1.23";
        QTest::newRow("tiny") << 1.234e-9 << "1.23e-09";
        QTest::newRow("huge") << 1.234e18 << "1.23e+18";
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << "∞";
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << "NaN";
    }
    void numbersHaveThreeDigits() {
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(ValueFormat::threeDigits(value), text);
    }

    void unitsChooseTheScale_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("unit");
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("suffix");
        const auto row = [](const char* name, double value, Unit unit, const char* number, const char* suffix) {
            QTest::newRow(name) << value << static_cast<int>(unit) << QString(number) << QString::fromUtf8(suffix);
        };
        row("plain", 12'345, Unit::kNone, "12.3", "k");
        row("plain below one", 0.5, Unit::kNone, "0.500", "");
        row("rounding carries over", 999'700, Unit::kNone, "1.00", "M");
        row("ratio", 0.7123, Unit::kRatio, "71.2", "%");
        row("whole ratio keeps its decimal", 0.43, Unit::kRatio, "43.0", "%");
        row("full", 1, Unit::kRatio, "100", "%");
        row("bytes by 1024", 1536, Unit::kBytes, "1.50", "KiB");
        row("rates by 1000", 1536, Unit::kBytesPerSecond, "1.54", "kB/s");
        row("milliseconds", 0.004, Unit::kSeconds, "4.00", "ms");
        row("microseconds", 0.0000123, Unit::kSeconds, "12.3", "µs");
        row("seconds", 12, Unit::kSeconds, "12.0", "s");
        row("long times", 200'000, Unit::kSeconds, "2 d 7 h", "");
        row("degrees", 51.04, Unit::kCelsius, "51.0", "°C");
    }
    void unitsChooseTheScale() {
        QFETCH(double, value);
        QFETCH(int, unit);
        QFETCH(QString, number);
        QFETCH(QString, suffix);
        const auto formatted = ValueFormat::format(value, static_cast<Unit>(unit));
        QCOMPARE(formatted.number, number);
        QCOMPARE(formatted.unit, suffix);
    }

    void durationsHaveTwoUnitsAtMost_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("seconds") << 40.9 << "40 s";
        QTest::newRow("minutes") << 3599.0 << "59 min";
        QTest::newRow("hours") << 3600.0 << "1 h";
        QTest::newRow("hours and minutes") << 3660.0 << "1 h 1 min";
        QTest::newRow("whole days") << 90 * 86'400.0 << "90 d";
        QTest::newRow("days") << 90'000.0 << "1 d 1 h";
        QTest::newRow("negative") << -1.0 << "";
    }
    void durationsHaveTwoUnitsAtMost() {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QCOMPARE(ValueFormat::duration(seconds), text);
    }
};

QTEST_GUILESS_MAIN(TestValueFormat)
#include "test_value_format.moc"
