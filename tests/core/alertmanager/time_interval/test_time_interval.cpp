// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "alertmanager/time_interval/time_interval.h"
#include "base/file_system.h"

using namespace hearth;
using namespace hearth::alertmanager;
using Range = TimeInterval::Range;

namespace {

model::TimestampMs at(const char* text) {
    return model::parseTimestamp(text).value();
}

template <class T>
std::string shown(const Result<T>& range) {
    if (!range) {
        return range.error().message();
    }
    return fmt::format("{}..{}", range->begin, range->end);
}

std::string shown(const Result<int>& minutes) {
    return minutes ? std::to_string(*minutes) : minutes.error().message();
}

std::shared_ptr<const TimeZone> zone(const std::string& name) {
    PosixFileSystem files;
    auto loaded = TimeZone::load(files, name);
    return loaded ? std::make_shared<const TimeZone>(*std::move(loaded)) : nullptr;
}

} // namespace

class TestTimeInterval : public QObject {
    Q_OBJECT

  private slots:
    void readsTimesOfTheDay();
    void readsRangesOfMinutes();
    void readsWeekdays();
    void readsDaysOfTheMonth();
    void readsMonths();
    void readsYears();
    void holdsAlwaysWhereNothingIsSaid();
    void holdsNeverWhereAFieldListsNothing();
    void wantsAllFieldsAndAnyRange();
    void excludesTheEndOfTimes();
    void cutsDaysAtTheMonthsEnd();
    void countsDaysFromTheMonthsEnd();
    void countsTheDaysOfMonthsWhoseClocksChange();
    void looksAtTheClocksOfTheZone();
    void followsDaylightSaving();
    void holdsBeforeTheEpoch();
};

void TestTimeInterval::readsTimesOfTheDay() {
    QCOMPARE(shown(parseTimeOfDay("00:00")), "0");
    QCOMPARE(shown(parseTimeOfDay("17:30")), "1050");
    QCOMPARE(shown(parseTimeOfDay("24:00")), "1440");
    for (const auto* const bad : {"24:01", "25:00", "9:00", "09:60", "0900", "", "09:0", "09:000", " 09:00", "-1:00"}) {
        QCOMPARE(shown(parseTimeOfDay(bad)), fmt::format("couldn't parse timestamp {}, invalid format", bad));
    }
}

void TestTimeInterval::readsRangesOfMinutes() {
    QCOMPARE(shown(parseMinuteRange("09:00", "17:00")), "540..1020");
    QCOMPARE(shown(parseMinuteRange("", "17:00")), "both start and end times must be provided");
    QCOMPARE(shown(parseMinuteRange("17:00", "09:00")),
             "start time 17:00 cannot be equal or greater than end time 09:00");
    QVERIFY(!parseMinuteRange("09:00", "09:00"));
}

void TestTimeInterval::readsWeekdays() {
    QCOMPARE(shown(parseWeekdayRange("monday:friday")), "1..5");
    QCOMPARE(shown(parseWeekdayRange("SUNday")), "0..0");
    QCOMPARE(shown(parseWeekdayRange("mon")), "mon is not a valid weekday");
    QCOMPARE(shown(parseWeekdayRange("1:5")), "1 is not a valid weekday");
    QCOMPARE(shown(parseWeekdayRange("friday:monday")),
             "end day is before start day in friday:monday; the week begins on sunday");
    QCOMPARE(shown(parseWeekdayRange("monday:friday:sunday")),
             "couldn't parse range monday:friday:sunday, invalid format");
    QCOMPARE(shown(parseWeekdayRange("")), " is not a valid weekday");
}

void TestTimeInterval::readsDaysOfTheMonth() {
    QCOMPARE(shown(parseDayOfMonthRange("1:5")), "1..5");
    QCOMPARE(shown(parseDayOfMonthRange("-3:-1")), "-3..-1");
    QCOMPARE(shown(parseDayOfMonthRange("10:-1")), "10..-1");
    QCOMPARE(shown(parseDayOfMonthRange("31")), "31..31");
    QCOMPARE(shown(parseDayOfMonthRange("0")), "0 is not a valid day of the month: out of range");
    QCOMPARE(shown(parseDayOfMonthRange("1:32")), "32 is not a valid day of the month: out of range");
    QCOMPARE(shown(parseDayOfMonthRange("-32:-1")), "-32 is not a valid day of the month: out of range");
    QCOMPARE(shown(parseDayOfMonthRange("-1:5")), "end day must be negative if start day is negative");
    QCOMPARE(shown(parseDayOfMonthRange("5:1")), "end day 1 is always before start day 5");
    QCOMPARE(shown(parseDayOfMonthRange("-1:-3")), "end day -3 is always before start day -1");
    QCOMPARE(shown(parseDayOfMonthRange("28:-1")), "end day -1 is always before start day 28");
    QCOMPARE(shown(parseDayOfMonthRange("first")), "\"first\" is not a valid number");
    QCOMPARE(shown(parseDayOfMonthRange("1:")), "\"\" is not a valid number");
    QCOMPARE(shown(parseDayOfMonthRange("99999999999")), "\"99999999999\" is not a valid number");
}

void TestTimeInterval::readsMonths() {
    QCOMPARE(shown(parseMonthRange("1:3")), "1..3");
    QCOMPARE(shown(parseMonthRange("May:AUGUST")), "5..8");
    QCOMPARE(shown(parseMonthRange("december")), "12..12");
    QCOMPARE(shown(parseMonthRange("august:may")), "end month may is before start month august");
    QCOMPARE(shown(parseMonthRange("smarch")), "smarch is not a valid month");
}

void TestTimeInterval::readsYears() {
    QCOMPARE(shown(parseYearRange("2020:2022")), "2020..2022");
    QCOMPARE(shown(parseYearRange("2030")), "2030..2030");
    QCOMPARE(shown(parseYearRange("2022:2020")), "end year 2020 is before start year 2022");
    QVERIFY(!parseYearRange("MMXX"));
}

void TestTimeInterval::holdsAlwaysWhereNothingIsSaid() {
    QVERIFY(TimeInterval().contains(at("2026-02-03T04:05:06Z")));
}

void TestTimeInterval::holdsNeverWhereAFieldListsNothing() {
    TimeInterval interval;
    interval.never = true;
    QVERIFY(!interval.contains(at("2026-02-03T04:05:06Z")));
}

void TestTimeInterval::wantsAllFieldsAndAnyRange() {
    TimeInterval interval;
    interval.times = {{540, 600}, {1020, 1080}};
    interval.weekdays = {{1, 5}};
    interval.months = {{2, 2}, {7, 8}};
    interval.years = {{2026, 2026}};
    QVERIFY(interval.contains(at("2026-02-03T09:30:00Z")));  // a Tuesday
    QVERIFY(interval.contains(at("2026-08-03T17:59:59Z")));  // a Monday
    QVERIFY(!interval.contains(at("2026-02-03T10:30:00Z"))); // between the times
    QVERIFY(!interval.contains(at("2026-02-01T09:30:00Z"))); // a Sunday
    QVERIFY(!interval.contains(at("2026-03-03T09:30:00Z")));
    QVERIFY(!interval.contains(at("2027-02-03T09:30:00Z")));
}

void TestTimeInterval::excludesTheEndOfTimes() {
    TimeInterval interval;
    interval.times = {{540, 1440}};
    QVERIFY(!interval.contains(at("2026-02-03T08:59:59.999Z")));
    QVERIFY(interval.contains(at("2026-02-03T09:00:00Z")));
    QVERIFY(interval.contains(at("2026-02-03T23:59:59.999Z")));
    QVERIFY(!interval.contains(at("2026-02-04T00:00:00Z")));
}

void TestTimeInterval::cutsDaysAtTheMonthsEnd() {
    TimeInterval interval;
    interval.daysOfMonth = {{25, 31}};
    QVERIFY(interval.contains(at("2026-02-28T00:00:00Z")));
    QVERIFY(!interval.contains(at("2026-03-01T00:00:00Z")));
    interval.daysOfMonth = {{30, 31}};
    QVERIFY(!interval.contains(at("2026-02-28T00:00:00Z"))); // February has none of them
    interval.daysOfMonth = {{-31, -28}};
    QVERIFY(interval.contains(at("2026-02-01T00:00:00Z")));
    QVERIFY(!interval.contains(at("2026-02-02T00:00:00Z")));
}

void TestTimeInterval::countsDaysFromTheMonthsEnd() {
    TimeInterval interval;
    interval.daysOfMonth = {{-1, -1}};
    QVERIFY(interval.contains(at("2026-02-28T12:00:00Z")));
    QVERIFY(interval.contains(at("2028-02-29T12:00:00Z")));
    QVERIFY(!interval.contains(at("2028-02-28T12:00:00Z")));
    QVERIFY(interval.contains(at("2026-12-31T12:00:00Z")));
}

void TestTimeInterval::countsTheDaysOfMonthsWhoseClocksChange() {
    TimeInterval interval;
    interval.zone = zone("Europe/Berlin");
    if (!interval.zone) {
        QSKIP("no time zone database");
    }
    interval.daysOfMonth = {{-1, -1}};
    QVERIFY(interval.contains(at("2026-03-31T12:00:00Z")));
    QVERIFY(!interval.contains(at("2026-03-30T12:00:00Z")));
    QVERIFY(interval.contains(at("2026-10-31T12:00:00Z")));
}

void TestTimeInterval::looksAtTheClocksOfTheZone() {
    TimeInterval interval;
    interval.zone = zone("Asia/Tokyo");
    if (!interval.zone) {
        QSKIP("no time zone database");
    }
    interval.times = {{540, 600}};
    interval.weekdays = {{3, 3}};
    QVERIFY(interval.contains(at("2026-02-04T00:30:00Z"))); // Wednesday 09:30
    QVERIFY(!interval.contains(at("2026-02-04T09:30:00Z")));
    interval.times = {{0, 60}};
    QVERIFY(interval.contains(at("2026-02-03T15:30:00Z"))); // still Tuesday elsewhere
}

void TestTimeInterval::followsDaylightSaving() {
    TimeInterval interval;
    interval.zone = zone("Europe/Rome");
    if (!interval.zone) {
        QSKIP("no time zone database");
    }
    interval.times = {{540, 600}};
    QVERIFY(interval.contains(at("2026-03-28T08:00:00Z")));
    QVERIFY(!interval.contains(at("2026-03-28T07:59:59Z")));
    QVERIFY(interval.contains(at("2026-03-29T07:00:00Z")));
    QVERIFY(!interval.contains(at("2026-03-29T08:00:00Z")));
    interval.times = {{120, 180}}; // an hour that one night skips and another has twice
    int minutes = 0;
    for (auto time = at("2026-03-28T23:00:00Z"); time < at("2026-03-29T22:00:00Z"); time += model::kMinuteMs) {
        minutes += interval.contains(time) ? 1 : 0;
    }
    QCOMPARE(minutes, 0);
    for (auto time = at("2026-10-24T22:00:00Z"); time < at("2026-10-25T23:00:00Z"); time += model::kMinuteMs) {
        minutes += interval.contains(time) ? 1 : 0;
    }
    QCOMPARE(minutes, 120);
}

void TestTimeInterval::holdsBeforeTheEpoch() {
    TimeInterval interval;
    interval.times = {{1439, 1440}};
    interval.years = {{1969, 1969}};
    QVERIFY(interval.contains(-1));
    QVERIFY(!interval.contains(0));
}

QTEST_APPLESS_MAIN(TestTimeInterval)
#include "test_time_interval.moc"
