// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <limits>

#include "base/number_format.h"

using namespace hearth;

class TestNumberFormat : public QObject {
    Q_OBJECT

  private slots:
    void floatsPrintAsTheFieldPrintsThem_data();
    void floatsPrintAsTheFieldPrintsThem();
    void secondsDropTrailingWholeZeros_data();
    void secondsDropTrailingWholeZeros();
    void parsingTakesWhatGoTakes_data();
    void parsingTakesWhatGoTakes();
};

template <class Append, class T>
static QString text(Append append, T value) {
    std::string out;
    append(out, value);
    return QString::fromStdString(out);
}

void TestNumberFormat::floatsPrintAsTheFieldPrintsThem_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("general");
    QTest::addColumn<QString>("api");
    QTest::addColumn<QString>("openMetrics");
    const auto row = [](const char* name, double value, const char* plain, const char* general, const char* api,
                        const char* openMetrics) {
        QTest::newRow(name) << value << plain << general << api << openMetrics;
    };
    row("zero", 0.0, "0", "0", "0", "0.0");
    row("negative zero", -0.0, "-0", "-0", "-0", "-0.0");
    row("whole", 17, "17", "17", "17", "17.0");
    row("fraction", 0.05, "0.05", "0.05", "0.05", "0.05");
    row("small", 1e-7, "0.0000001", "1e-07", "1e-07", "1e-07");
    row("below a ten-thousandth", 5e-5, "0.00005", "5e-05", "0.00005", "5e-05");
    // Go's 'g' takes an exponent from a million on, whatever the digits.
    row("below a million", 999999, "999999", "999999", "999999", "999999.0");
    row("a million", 1e6, "1000000", "1e+06", "1000000", "1e+06");
    row("minus a million", -1e6, "-1000000", "-1e+06", "-1000000", "-1e+06");
    row("bytes", 2097152, "2097152", "2.097152e+06", "2097152", "2.097152e+06");
    row("many digits", 123456789, "123456789", "1.23456789e+08", "123456789", "1.23456789e+08");
    row("many digits and a fraction", 1000000.5, "1000000.5", "1.0000005e+06", "1000000.5", "1.0000005e+06");
    row("fewer digits and a fraction", 123456.789, "123456.789", "123456.789", "123456.789", "123456.789");
    row("largest whole double", 9007199254740992.0, "9007199254740992", "9.007199254740992e+15", "9007199254740992",
        "9.007199254740992e+15");
    row("large", 1e21, "1000000000000000000000", "1e+21", "1e+21", "1e+21");
    row("below the border", 1e20, "100000000000000000000", "1e+20", "100000000000000000000", "1e+20");
    row("a ten-thousandth", 1e-4, "0.0001", "0.0001", "0.0001", "0.0001");
    row("all digits", 0.1 + 0.2, "0.30000000000000004", "0.30000000000000004", "0.30000000000000004",
        "0.30000000000000004");
    row("beyond whole doubles", 1.8446744073709552e19, "18446744073709552000", "1.8446744073709552e+19",
        "18446744073709552000", "1.8446744073709552e+19");
    row("not a number", std::nan(""), "NaN", "NaN", "NaN", "NaN");
    row("infinite", std::numeric_limits<double>::infinity(), "+Inf", "+Inf", "+Inf", "+Inf");
    row("minus infinite", -std::numeric_limits<double>::infinity(), "-Inf", "-Inf", "-Inf", "-Inf");
}

void TestNumberFormat::floatsPrintAsTheFieldPrintsThem() {
    QFETCH(const double, value);
    QTEST(text(appendFloatPlain, value), "plain");
    QTEST(text(appendFloatGeneral, value), "general");
    QTEST(text(appendFloatApi, value), "api");
    QTEST(text(appendFloatOpenMetrics, value), "openMetrics");
}

void TestNumberFormat::secondsDropTrailingWholeZeros_data() {
    QTest::addColumn<qint64>("millis");
    QTest::addColumn<QString>("expected");
    QTest::newRow("whole") << qint64{1435781430000} << "1435781430";
    QTest::newRow("fraction") << qint64{1435781430781} << "1435781430.781";
    QTest::newRow("leading zeros") << qint64{1001} << "1.001";
    QTest::newRow("tenths") << qint64{1500} << "1.500";
    QTest::newRow("negative") << qint64{-1500} << "-1.500";
    QTest::newRow("zero") << qint64{0} << "0";
}

void TestNumberFormat::secondsDropTrailingWholeZeros() {
    QFETCH(const qint64, millis);
    QTEST(text(appendSeconds, std::int64_t{millis}), "expected");
}

void TestNumberFormat::parsingTakesWhatGoTakes_data() {
    QTest::addColumn<QString>("input");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<double>("value");
    const double infinity = std::numeric_limits<double>::infinity();
    QTest::newRow("whole") << "42" << true << 42.0;
    QTest::newRow("plus") << "+4.5" << true << 4.5;
    QTest::newRow("exponent") << "-1e3" << true << -1000.0;
    QTest::newRow("no leading digit") << ".5" << true << 0.5;
    QTest::newRow("no trailing digit") << "2." << true << 2.0;
    QTest::newRow("infinity") << "-iNfInItY" << true << -infinity;
    QTest::newRow("overflow") << "1e999" << true << infinity;
    QTest::newRow("underflow") << "1e-999" << true << 0.0;
    QTest::newRow("hexadecimal") << "0x10" << false << 0.0;
    QTest::newRow("separators") << "1_000" << false << 0.0;
    QTest::newRow("empty") << "" << false << 0.0;
    QTest::newRow("two signs") << "+-1" << false << 0.0;
    QTest::newRow("rest") << "1 " << false << 0.0;
    QTest::newRow("word") << "infx" << false << 0.0;
}

void TestNumberFormat::parsingTakesWhatGoTakes() {
    QFETCH(const QString, input);
    QFETCH(const bool, ok);
    const auto value = parseFloat(input.toStdString());
    QCOMPARE(value.has_value(), ok);
    if (ok) {
        QTEST(*value, "value");
    }
}

QTEST_GUILESS_MAIN(TestNumberFormat)
#include "test_number_format.moc"
