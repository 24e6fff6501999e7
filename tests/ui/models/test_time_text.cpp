// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QTest>

#include "models/time_text.h"

using namespace hearth::ui;

class TestTimeText : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void agesUseTheLargestUnit_data() {
        QTest::addColumn<qint64>("age");
        QTest::addColumn<QString>("text");
        QTest::newRow("ahead of us") << qint64{-5000} << "now";
        QTest::newRow("now") << qint64{999} << "now";
        QTest::newRow("seconds") << qint64{119'999} << "119 s ago";
        QTest::newRow("minutes") << qint64{120'000} << "2 min ago";
        QTest::newRow("hours") << qint64{7'200'000} << "2 h ago";
        QTest::newRow("days") << qint64{2 * 86'400'000} << "2 d ago";
    }
    void agesUseTheLargestUnit() {
        QFETCH(qint64, age);
        QFETCH(QString, text);
        const qint64 now = 1'700'000'000'000;
        QCOMPARE(TimeText::age(now - age, now), text);
    }

    void noTimeIsNever() { QCOMPARE(TimeText::age(std::nullopt, 0), QStringLiteral("never")); }

    void absoluteTimesNameTheirZone() {
        QCOMPARE(TimeText::absolute(1'700'000'000'000, true), QStringLiteral("2023-11-14 22:13:20 UTC"));
    }
};

QTEST_GUILESS_MAIN(TestTimeText)
#include "test_time_text.moc"
