// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <limits>

#include "tool/block_builder.h"
#include "tool/go_format.h"

using namespace hearth;
using namespace hearth::app::tool;

/// What Go prints for the same values.
class TestGoFormat : public QObject {
    Q_OBJECT

  private slots:
    void floatsAreShortWithGosExponents_data();
    void floatsAreShortWithGosExponents();
    void durationsAreSpeltOut_data();
    void durationsAreSpeltOut();
    void timesAreInUtc();
    void labelsAreQuoted();
    void columnsAreAsWideAsTheirWidestCell();
    void blocksAreAsLongAsALevelOfCompaction();
};

void TestGoFormat::floatsAreShortWithGosExponents_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    const auto row = [](double value, const char* text) { QTest::newRow(text) << value << text; };
    row(0, "0");
    row(-0.0, "-0");
    row(0.1, "0.1");
    row(123456, "123456");
    row(1234567, "1.234567e+06");
    row(100000, "100000");
    row(1e6, "1e+06");
    row(123456789012345680000.0, "1.2345678901234568e+20");
    row(1e21, "1e+21");
    row(1e-4, "0.0001");
    row(1e-5, "1e-05");
    row(0.00012345, "0.00012345");
    row(5e-324, "5e-324");
    row(std::numeric_limits<double>::max(), "1.7976931348623157e+308");
    row(std::numeric_limits<double>::quiet_NaN(), "NaN");
    row(std::numeric_limits<double>::infinity(), "+Inf");
    row(-std::numeric_limits<double>::infinity(), "-Inf");
}

void TestGoFormat::floatsAreShortWithGosExponents() {
    QFETCH(const double, value);
    QTEST(QString::fromStdString(formatFloatG(value)), "text");
}

void TestGoFormat::durationsAreSpeltOut_data() {
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 value, const char* text) { QTest::newRow(text) << value << text; };
    row(0, "0s");
    row(1, "1ms");
    row(1000, "1s");
    row(1500, "1.5s");
    row(60'000, "1m0s");
    row(61'001, "1m1.001s");
    row(3'600'000, "1h0m0s");
    row(7'140'141, "1h59m0.141s");
    row(-5, "-5ms");
    row(40 * model::kDayMs, "960h0m0s");
}

void TestGoFormat::durationsAreSpeltOut() {
    QFETCH(const qint64, milliseconds);
    QTEST(QString::fromStdString(formatGoDuration(milliseconds)), "text");
}

void TestGoFormat::timesAreInUtc() {
    QCOMPARE(formatUtc(0), std::string("1970-01-01 00:00:00 +0000 UTC"));
    QCOMPARE(formatUtc(-1), std::string("1970-01-01 00:00:00 +0000 UTC"));
    QCOMPARE(formatUtc(-1500), std::string("1969-12-31 23:59:59 +0000 UTC"));
    QCOMPARE(formatUtc(1'699'999'200'000), std::string("2023-11-14 22:00:00 +0000 UTC"));
    QCOMPARE(formatUtc(253'402'300'800'000), std::string("10000-01-01 00:00:00 +0000 UTC"));
}

void TestGoFormat::labelsAreQuoted() {
    QCOMPARE(formatLabels({}), std::string("{}"));
    QCOMPARE(formatLabels({{"__name__", "up"}, {"path", "a\"b\\c\n"}, {"http.status", "200"}}),
             std::string("{__name__=\"up\", \"http.status\"=\"200\", path=\"a\\\"b\\\\c\\n\"}"));
}

void TestGoFormat::columnsAreAsWideAsTheirWidestCell() {
    TextTable table(13, 2);
    table.addRow({"A", "LONG COLUMN NAME", "C"});
    table.addRow({"café", "x", "a longer one"});
    QCOMPARE(table.toText(), std::string("A            LONG COLUMN NAME  C\n"
                                         "café         x                 a longer one\n"));
}

void TestGoFormat::blocksAreAsLongAsALevelOfCompaction() {
    constexpr auto hour = model::kHourMs;
    QCOMPARE(blockLength(hour), 2 * hour);
    QCOMPARE(blockLength(5 * hour), 2 * hour);
    QCOMPARE(blockLength(6 * hour), 6 * hour);
    QCOMPARE(blockLength(24 * hour), 18 * hour);
    QCOMPARE(blockLength(100'000'000 * hour), 2 * 19'683 * hour);
}

QTEST_GUILESS_MAIN(TestGoFormat)
#include "test_go_format.moc"
