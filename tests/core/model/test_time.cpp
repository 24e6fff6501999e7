// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "model/time.h"

using namespace hearth::model;

class TestTime : public QObject {
    Q_OBJECT

  private slots:
    void durationsAreReadAndPrinted_data();
    void durationsAreReadAndPrinted();
    void badDurationsAreRefused_data();
    void badDurationsAreRefused();
    void timestampsAreRead_data();
    void timestampsAreRead();
    void badTimestampsAreRefused_data();
    void badTimestampsAreRefused();
    void rfc3339IsPrinted();
};

void TestTime::durationsAreReadAndPrinted_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("millis");
    QTest::addColumn<QString>("printed");
    QTest::newRow("zero") << "0" << qint64{0} << "0s";
    QTest::newRow("seconds") << "15s" << qint64{15'000} << "15s";
    QTest::newRow("mixed") << "1h30m" << qint64{5'400'000} << "1h30m";
    QTest::newRow("millis") << "1500ms" << qint64{1500} << "1s500ms";
    QTest::newRow("days stay days") << "90d" << qint64{90} * 86'400'000 << "90d";
    QTest::newRow("whole weeks") << "14d" << qint64{14} * 86'400'000 << "2w";
    QTest::newRow("year") << "1y" << qint64{365} * 86'400'000 << "1y";
    QTest::newRow("all units") << "1y2w3d4h5m6s7ms" << qint64{33'019'506'007} << "382d4h5m6s7ms";
}

void TestTime::durationsAreReadAndPrinted() {
    QFETCH(const QString, text);
    QFETCH(const qint64, millis);
    QCOMPARE(qint64{parseDuration(text.toStdString()).value()}, millis);
    QTEST(QString::fromStdString(formatDuration(millis)), "printed");
    QCOMPARE(qint64{parseDuration(formatDuration(millis)).value()}, millis);
}

void TestTime::badDurationsAreRefused_data() {
    QTest::addColumn<QString>("text");
    for (const auto* text : {"", "1", "s", "-1s", "1s1m", "1m1m", "1.5s", "1 s", "1sx", "999999999999y", "0x1s"}) {
        QTest::newRow(*text == '\0' ? "empty" : text) << QString(text);
    }
}

void TestTime::badDurationsAreRefused() {
    QFETCH(const QString, text);
    QVERIFY(!parseDuration(text.toStdString()));
}

void TestTime::timestampsAreRead_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("millis");
    QTest::newRow("seconds") << "1435781430" << qint64{1'435'781'430'000};
    QTest::newRow("fraction is rounded") << "1435781430.7815" << qint64{1'435'781'430'782};
    QTest::newRow("negative") << "-1.5" << qint64{-1500};
    QTest::newRow("RFC 3339") << "2015-07-01T20:10:30.781Z" << qint64{1'435'781'430'781};
    QTest::newRow("zone") << "2015-07-02T05:10:30+09:00" << qint64{1'435'781'430'000};
    QTest::newRow("before 1970") << "1969-12-31T23:59:59Z" << qint64{-1000};
    QTest::newRow("least") << "-292273086-05-16T16:47:06Z" << qint64{kMinTimestamp};
    QTest::newRow("greatest") << "292277025-08-18T07:12:54.999999999Z" << qint64{kMaxTimestamp};
}

void TestTime::timestampsAreRead() {
    QFETCH(const QString, text);
    QTEST(qint64{parseTimestamp(text.toStdString()).value()}, "millis");
}

void TestTime::badTimestampsAreRefused_data() {
    QTest::addColumn<QString>("text");
    for (const auto* text : {"", "foo", "2015-13-01T00:00:00Z", "2015-02-30T00:00:00Z", "2015-07-01T24:00:00Z",
                             "2015-07-01T20:10:30", "2015-07-01 20:10:30Z", "NaN", "1e300", "2015-07-01T20:10:30.Z"}) {
        QTest::newRow(*text == '\0' ? "empty" : text) << QString(text);
    }
}

void TestTime::badTimestampsAreRefused() {
    QFETCH(const QString, text);
    const auto time = parseTimestamp(text.toStdString());
    QVERIFY(!time);
    QCOMPARE(QString::fromStdString(time.error().message()),
             QString("cannot parse \"%1\" to a valid timestamp").arg(text));
}

void TestTime::rfc3339IsPrinted() {
    QCOMPARE(formatRfc3339(1'435'781'430'781), std::string("2015-07-01T20:10:30.781Z"));
    QCOMPARE(formatRfc3339(1'435'781'430'100), std::string("2015-07-01T20:10:30.1Z"));
    QCOMPARE(formatRfc3339(0), std::string("1970-01-01T00:00:00Z"));
    QCOMPARE(formatRfc3339(-1), std::string("1969-12-31T23:59:59.999Z"));
}

QTEST_GUILESS_MAIN(TestTime)
#include "test_time.moc"
