// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QTest>

#include "models/moment_text.h"
#include "models/silence_times.h"

using namespace hearth;
using namespace hearth::ui;

namespace {

/// Saturday, 21 November 2026, 21:44:02 UTC.
const auto kNow = QDateTime(QDate(2026, 11, 21), QTime(21, 44, 2), Qt::UTC).toMSecsSinceEpoch();
/// Wednesday before.
const auto kWednesday = QDateTime(QDate(2026, 11, 18), QTime(10, 0), Qt::UTC).toMSecsSinceEpoch();
const auto kFridayNight = QDateTime(QDate(2026, 11, 20), QTime(22, 0), Qt::UTC).toMSecsSinceEpoch();

QString span(const SilenceTimes& times) {
    return MomentText::moment(times.start(), true) + QStringLiteral(" to ") + MomentText::moment(times.end(), true);
}

} // namespace

class TestMomentText : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void durationsAreRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("minutes");
        QTest::newRow("compact") << "2h30m" << qint64{150};
        QTest::newRow("spaced") << " 2 h 30 min " << qint64{150};
        QTest::newRow("words") << "1 day 2 hours" << qint64{26 * 60};
        QTest::newRow("fraction") << "1.5h" << qint64{90};
        QTest::newRow("comma") << "1,5 h" << qint64{90};
        QTest::newRow("bare number") << "90" << qint64{90};
        QTest::newRow("full width") << QString::fromUtf8("２ｈ") << qint64{120};
        QTest::newRow("weeks") << "1w" << qint64{7 * 24 * 60};
        QTest::newRow("nothing") << "" << qint64{-1};
        QTest::newRow("zero") << "0m" << qint64{-1};
        QTest::newRow("a word") << "soon" << qint64{-1};
        QTest::newRow("an unknown unit") << "3 parsecs" << qint64{-1};
        QTest::newRow("rest") << "2h !" << qint64{-1};
        QTest::newRow("too long") << "999999999999 d" << qint64{-1};
    }
    void durationsAreRead() {
        QFETCH(QString, text);
        const auto read = MomentText::parseDuration(text);
        QTEST(read ? *read / model::kMinuteMs : qint64{-1}, "minutes");
    }

    void durationsAreWrittenAsTheyAreRead() {
        for (const auto minutes : {1, 59, 60, 61, 150, 1440, 1441, 10'080, 43'200}) {
            const auto duration = minutes * model::kMinuteMs;
            QCOMPARE(MomentText::parseDuration(MomentText::duration(duration)), std::optional(duration));
        }
        QCOMPARE(MomentText::duration(150 * model::kMinuteMs), QStringLiteral("2h 30m"));
        QCOMPARE(MomentText::duration(2500), QStringLiteral("2s"));
    }

    void momentsAreRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("moment");
        QTest::newRow("date and time") << "2026-12-24 18:00" << "2026-12-24 18:00";
        QTest::newRow("date") << "2026-12-24" << "2026-12-24 00:00";
        QTest::newRow("time tomorrow") << "8:00" << "2026-11-22 08:00";
        QTest::newRow("time today") << "23:15" << "2026-11-21 23:15";
        QTest::newRow("tomorrow") << "tomorrow 8:00" << "2026-11-22 08:00";
        QTest::newRow("today") << "today 22:00" << "2026-11-21 22:00";
        QTest::newRow("weekday") << "Fri 18:00" << "2026-11-27 18:00";
        QTest::newRow("this weekday, past") << "saturday 8:00" << "2026-11-28 08:00";
        QTest::newRow("this weekday, ahead") << "sat 22:30" << "2026-11-21 22:30";
        QTest::newRow("ahead") << "+2h" << "2026-11-21 23:44";
        QTest::newRow("now") << "now" << "2026-11-21 21:44";
        QTest::newRow("no such day") << "2026-02-30 8:00" << "";
        QTest::newRow("no such hour") << "25:00" << "";
        QTest::newRow("words") << "in a while" << "";
        QTest::newRow("nothing") << "" << "";
    }
    void momentsAreRead() {
        QFETCH(QString, text);
        const auto read = MomentText::parseMoment(text, kNow, true);
        QTEST(read ? MomentText::moment(*read, true) : QString(), "moment");
    }

    void changingTheDurationMovesTheEnd() {
        auto times = SilenceTimes::fromNow(kNow, model::kHourMs);
        times.setDuration(2 * model::kHourMs);
        QCOMPARE(span(times), QStringLiteral("2026-11-21 21:44 to 2026-11-21 23:44"));
    }

    void changingTheStartKeepsTheDurationOrTheEndThatWasSaid() {
        auto times = SilenceTimes::fromNow(kNow, model::kHourMs);
        times.setStart(kNow + model::kHourMs);
        QCOMPARE(span(times), QStringLiteral("2026-11-21 22:44 to 2026-11-21 23:44"));
        times.setEnd(kNow + 3 * model::kHourMs);
        times.setStart(kNow + 2 * model::kHourMs);
        QCOMPARE(span(times), QStringLiteral("2026-11-21 23:44 to 2026-11-22 00:44"));
        QCOMPARE(times.duration(), model::kHourMs);
    }

    void whatStartsNowMovesWithTheClock() {
        auto times = SilenceTimes::fromNow(kNow, model::kHourMs);
        times.advance(kNow + model::kMinuteMs);
        QCOMPARE(span(times), QStringLiteral("2026-11-21 21:45 to 2026-11-21 22:45"));
        auto night = SilenceTimes::tonight(kNow, true);
        night.advance(kNow + model::kMinuteMs);
        QCOMPARE(span(night), QStringLiteral("2026-11-21 21:45 to 2026-11-22 08:00"));
        auto fixed = SilenceTimes::between(kNow, kNow + model::kHourMs);
        fixed.advance(kNow + model::kMinuteMs);
        QCOMPARE(fixed.start(), kNow);
    }

    void weekendsFollowTheLocale() {
        const QLocale german(QLocale::German, QLocale::Germany);
        QCOMPARE(span(SilenceTimes::weekend(kWednesday, true, german)),
                 QStringLiteral("2026-11-20 18:00 to 2026-11-23 08:00"));
        QCOMPARE(span(SilenceTimes::weekend(kFridayNight, true, german)),
                 QStringLiteral("2026-11-20 22:00 to 2026-11-23 08:00"));
        QCOMPARE(span(SilenceTimes::weekend(kNow, true, german)),
                 QStringLiteral("2026-11-21 21:44 to 2026-11-23 08:00"));
        const QLocale egyptian(QLocale::Arabic, QLocale::Egypt);
        QCOMPARE(span(SilenceTimes::weekend(kWednesday, true, egyptian)),
                 QStringLiteral("2026-11-19 18:00 to 2026-11-22 08:00"));
    }
};

QTEST_GUILESS_MAIN(TestMomentText)
#include "test_moment_text.moc"
