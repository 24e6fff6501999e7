// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QTest>

#include "graph/time_scale.h"
#include "graph/value_axis.h"
#include "graph/zoom.h"

using namespace hearth;
using namespace hearth::ui;
using model::kDayMs;
using model::kHourMs;
using model::kMinuteMs;
using model::kSecondMs;

class TestScales : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void timeTicksAreRound_data();
    void timeTicksAreRound();
    void ticksStayLocalAcrossAChangeOfTheClocks();
    void thereAreNeverMoreTicksThanAsked();
    void anEmptyRangeHasNoTicks();

    void valueTicksAreRound_data();
    void valueTicksAreRound();
    void aSingleValueStandsInTheMiddle();
    void aLogarithmicAxisHasDecades();
    void aLogarithmicAxisCannotShowZero();
    void fractionAndValueAreInverse();
    void extremeValuesGiveAFiniteAxis();

    void zoomKeepsThePlaceUnderTheCursor();
    void zoomStopsAtTheShortestWindow();
    void historyGoesBackAndForward();
    void aSeriesOfWheelTurnsIsOneEntry();
};

static model::TimestampMs utc(const char* text) {
    return QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate).toMSecsSinceEpoch();
}

static QStringList labels(const std::vector<AxisTick>& ticks) {
    QStringList list;
    for (const auto& tick : ticks) {
        list << QString(tick.label).replace(QChar(QChar::Nbsp), QLatin1Char(' '));
    }
    return list;
}

void TestScales::timeTicksAreRound_data() {
    QTest::addColumn<QString>("zone");
    QTest::addColumn<qint64>("begin");
    QTest::addColumn<qint64>("length");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("expected");
    const qint64 begin = utc("2026-03-10T10:07:13Z");
    QTest::newRow("seconds") << "UTC" << begin << qint64(40 * kSecondMs) << 5 << "10:07:20 10:07:30 10:07:40 10:07:50";
    QTest::newRow("minutes") << "UTC" << begin << qint64(kHourMs) << 8 << "10:10 10:20 10:30 10:40 10:50 11:00";
    QTest::newRow("hours pass midnight") << "UTC" << begin << qint64(kDayMs) << 9
                                         << "12:00 15:00 18:00 21:00 11 Mar 03:00 06:00 09:00";
    QTest::newRow("local, half an hour off")
        << "Asia/Kolkata" << begin << qint64(6 * kHourMs) << 7 << "16:00 17:00 18:00 19:00 20:00 21:00";
    QTest::newRow("days") << "UTC" << begin << qint64(5 * kDayMs) << 6 << "11 Mar 12 Mar 13 Mar 14 Mar 15 Mar";
    QTest::newRow("Mondays") << "UTC" << begin << qint64(28 * kDayMs) << 6 << "16 Mar 23 Mar 30 Mar 6 Apr";
    QTest::newRow("months") << "UTC" << begin << qint64(160 * kDayMs) << 7 << "Apr May Jun Jul Aug";
    QTest::newRow("quarters") << "UTC" << begin << qint64(500 * kDayMs) << 7 << "Apr Jul Oct 2027 Apr Jul";
    QTest::newRow("years") << "UTC" << begin << qint64(3700 * kDayMs) << 7 << "2028 2030 2032 2034 2036";
}

void TestScales::timeTicksAreRound() {
    QFETCH(QString, zone);
    QFETCH(qint64, begin);
    QFETCH(qint64, length);
    QFETCH(int, count);
    QFETCH(QString, expected);
    const auto ticks = TimeScale::ticks({begin, begin + length}, count, QTimeZone(zone.toLatin1()));
    QCOMPARE(labels(ticks).join(' '), expected);
}

void TestScales::ticksStayLocalAcrossAChangeOfTheClocks() {
    const auto begin = utc("2026-03-28T12:00:00Z"); // Berlin's clocks go forward at 02:00 on the 29th
    const auto ticks = TimeScale::ticks({begin, begin + 2 * kDayMs}, 5, QTimeZone("Europe/Berlin"));
    QCOMPARE(labels(ticks).join(' '), "29 Mar 12:00 30 Mar 12:00");
}

void TestScales::thereAreNeverMoreTicksThanAsked() {
    for (qint64 length = 1; length < 400 * 366 * kDayMs; length = length * 3 / 2 + 1) {
        for (const int count : {1, 2, 5, 12}) {
            const auto ticks =
                TimeScale::ticks({1'770'000'000'123, 1'770'000'000'123 + length}, count, QTimeZone("Asia/Tokyo"));
            QVERIFY2(static_cast<int>(ticks.size()) <= count + 1, qPrintable(QString::number(length)));
        }
    }
}

void TestScales::anEmptyRangeHasNoTicks() {
    QVERIFY(TimeScale::ticks({5, 5}, 5, QTimeZone::utc()).empty());
    QVERIFY(TimeScale::ticks({6, 5}, 5, QTimeZone::utc()).empty());
}

void TestScales::valueTicksAreRound_data() {
    QTest::addColumn<double>("min");
    QTest::addColumn<double>("max");
    QTest::addColumn<Unit>("unit");
    QTest::addColumn<bool>("fromZero");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << 1.3 << 9.2 << Unit::kNone << false << "0|2|4|6|8|10";
    QTest::newRow("small") << 0.012 << 0.048 << Unit::kNone << false << "0.01|0.02|0.03|0.04|0.05";
    QTest::newRow("thousands") << 0.0 << 4300.0 << Unit::kNone << false << "0|1 k|2 k|3 k|4 k|5 k";
    QTest::newRow("negative") << -7.0 << 12.0 << Unit::kNone << false << "-10|-5|0|5|10|15";
    QTest::newRow("from zero") << 71.0 << 88.0 << Unit::kCelsius << true << "0 °C|20 °C|40 °C|60 °C|80 °C|100 °C";
    QTest::newRow("bytes") << 0.0 << 3.2e9 << Unit::kBytes << false << "0 GiB|1 GiB|2 GiB|3 GiB";
    QTest::newRow("parts of a byte unit")
        << 0.0 << 1.0e9 << Unit::kBytes << false << "0 GiB|0.25 GiB|0.50 GiB|0.75 GiB|1.00 GiB";
    QTest::newRow("ratio") << 0.0 << 0.93 << Unit::kRatio << false << "0 %|20 %|40 %|60 %|80 %|100 %";
    QTest::newRow("milliseconds") << 0.0 << 0.0042 << Unit::kSeconds << false << "0 ms|1 ms|2 ms|3 ms|4 ms|5 ms";
    QTest::newRow("hours") << 0.0 << 17'000.0 << Unit::kSeconds << false << "0 s|1 h|2 h|3 h|4 h|5 h";
}

void TestScales::valueTicksAreRound() {
    QFETCH(double, min);
    QFETCH(double, max);
    QFETCH(Unit, unit);
    QFETCH(bool, fromZero);
    QFETCH(QString, expected);
    ValueExtent extent;
    extent.add(min);
    extent.add(max);
    const auto axis = ValueAxis::covering(extent, {.fromZero = fromZero, .logarithmic = false, .unit = unit});
    QCOMPARE(labels(axis.ticks()).join('|'), expected);
    QVERIFY(axis.min() <= min && axis.max() >= max);
}

void TestScales::aSingleValueStandsInTheMiddle() {
    ValueExtent extent;
    extent.add(1);
    const auto axis = ValueAxis::covering(extent, {});
    QVERIFY(axis.min() < 1 && axis.max() > 1);
    const auto nothing = ValueAxis::covering({}, {});
    QCOMPARE(nothing.min(), 0.0);
    QCOMPARE(nothing.max(), 1.0);
}

void TestScales::aLogarithmicAxisHasDecades() {
    ValueExtent extent;
    extent.add(0);
    extent.add(0.3);
    extent.add(4200);
    const auto axis = ValueAxis::covering(extent, {.fromZero = false, .logarithmic = true});
    QCOMPARE(labels(axis.ticks()).join(' '), "0.1 1 10 100 1 k 10 k");
    QCOMPARE(axis.fraction(0.1), 0.0);
    QVERIFY(qAbs(axis.fraction(10) - 0.4) < 1e-9);
}

void TestScales::aLogarithmicAxisCannotShowZero() {
    ValueExtent extent;
    extent.add(1);
    extent.add(100);
    const auto axis = ValueAxis::covering(extent, {.fromZero = false, .logarithmic = true});
    QVERIFY(std::isnan(axis.fraction(0)));
    QVERIFY(std::isnan(axis.fraction(-5)));
}

void TestScales::fractionAndValueAreInverse() {
    ValueExtent extent;
    extent.add(3);
    extent.add(800);
    for (const bool logarithmic : {false, true}) {
        const auto axis = ValueAxis::covering(extent, {.fromZero = false, .logarithmic = logarithmic});
        QVERIFY(qAbs(axis.valueAt(axis.fraction(42)) - 42) < 1e-9);
    }
}

void TestScales::extremeValuesGiveAFiniteAxis() {
    for (const auto& [low, high] : std::vector<std::pair<double, double>>{
             {-1.7e308, 1.7e308}, {1e-320, 2e-320}, {1e300, 1e300}, {1e15, 1e15 + 0.25}, {-5e-324, 5e-324}}) {
        ValueExtent extent;
        extent.add(low);
        extent.add(high);
        const auto axis = ValueAxis::covering(extent, {});
        QVERIFY2(axis.ticks().size() < 30, qPrintable(QString::number(low)));
    }
}

void TestScales::zoomKeepsThePlaceUnderTheCursor() {
    const auto zoomed = zoomedAt({0, 100'000}, 0.25, 0.5);
    QCOMPARE(zoomed, (model::TimeRange{12'500, 62'500}));
}

void TestScales::zoomStopsAtTheShortestWindow() {
    const auto zoomed = zoomedAt({0, 12'000}, 0.5, 0.01);
    QCOMPARE(zoomed.end - zoomed.begin, kMinWindow);
    QCOMPARE(sane({5, 5}).end - sane({5, 5}).begin, kMinWindow);
    QCOMPARE(sane({90'000, 0}), (model::TimeRange{0, 90'000}));
}

void TestScales::historyGoesBackAndForward() {
    ZoomHistory history;
    history.reset({0, 100});
    history.push({10, 50});
    history.push({20, 30});
    QCOMPARE(history.back(), (model::TimeRange{10, 50}));
    QCOMPARE(history.back(), (model::TimeRange{0, 100}));
    QVERIFY(!history.canGoBack());
    QCOMPARE(history.forward(), (model::TimeRange{10, 50}));
    history.push({11, 12});
    QVERIFY(!history.canGoForward());
    QCOMPARE(history.first(), (model::TimeRange{0, 100}));
}

void TestScales::aSeriesOfWheelTurnsIsOneEntry() {
    ZoomHistory history;
    history.reset({0, 100});
    history.amend({0, 90});
    history.amend({0, 80});
    QCOMPARE(history.back(), (model::TimeRange{0, 100}));
    QCOMPARE(history.forward(), (model::TimeRange{0, 80}));
}

QTEST_GUILESS_MAIN(TestScales)
#include "test_scales.moc"
