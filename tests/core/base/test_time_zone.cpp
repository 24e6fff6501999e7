// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "base/file_system.h"
#include "base/time_zone.h"
#include "base/zone_rule.h"

using namespace hearth;

namespace {

constexpr std::int64_t kHour = 3600;

std::string digits(std::int64_t value) {
    return std::to_string(value);
}

std::string show(const CivilTime& c) {
    const auto two = [](int value) { return (value < 10 ? "0" : "") + digits(value); };
    return digits(c.year) + "-" + two(c.month) + "-" + two(c.day) + " " + two(c.hour) + ":" + two(c.minute) + ":" +
           two(c.second) + " weekday " + digits(c.weekday) + " day " + digits(c.yearDay);
}

/// A TZif file of version 2 whose second block holds one kind, no changes and a rule.
std::string zoneFile(std::string_view footer) {
    const auto header = [](char version, int kinds, int characters) {
        std::string text = std::string("TZif") + version + std::string(15 + 16, '\0');
        for (const int count : {kinds, characters}) {
            text += std::string(3, '\0') + static_cast<char>(count);
        }
        return text;
    };
    return header('2', 0, 0) + header('2', 1, 4) + std::string(6, '\0') + std::string("UTC\0", 4) + "\n" +
           std::string(footer) + "\n";
}

} // namespace

class TestTimeZone : public QObject {
    Q_OBJECT

  private slots:
    void calendarFieldsConvertBothWays();
    void fieldsOutsideTheirRangesCarryOver();
    void utcNeedsNoDatabase();
    void clocksChangeWithTheSeasons();
    void hoursThatAreSkippedOrRepeatAreChosenAsGoDoes();
    void theRuleHoldsBeyondTheTable();
    void aRuleNorthOrSouthOfTheEquatorIsFollowed();
    void brokenRulesAreRefused_data();
    void brokenRulesAreRefused();
    void unknownAndDangerousNamesAreRefused();
    void everyCutOfAFileIsAnErrorOrAZone();
    void theMachinesZoneFallsBackToUtc();

  private:
    TimeZone zone(const std::string& name) {
        const auto loaded = TimeZone::load(m_files, name);
        return loaded ? *loaded : TimeZone();
    }
    static std::string berlin() { return fmt::format("{}/Europe/Berlin", TimeZone::kDatabase); }
    bool hasDatabase() { return m_files.exists(berlin()); }

    PosixFileSystem m_files;
};

void TestTimeZone::calendarFieldsConvertBothWays() {
    QCOMPARE(show(civilFromSeconds(0)), std::string("1970-01-01 00:00:00 weekday 4 day 1"));
    QCOMPARE(show(civilFromSeconds(-1)), std::string("1969-12-31 23:59:59 weekday 3 day 365"));
    QCOMPARE(show(civilFromSeconds(1709164800)), std::string("2024-02-29 00:00:00 weekday 4 day 60"));
    QCOMPARE(show(civilFromSeconds(-62135596800)), std::string("1-01-01 00:00:00 weekday 1 day 1"));
    for (std::int64_t seconds = -70'000'000'000; seconds < 300'000'000'000; seconds += 987'654'321) {
        QCOMPARE(secondsFromCivil(civilFromSeconds(seconds)), seconds);
    }
}

void TestTimeZone::fieldsOutsideTheirRangesCarryOver() {
    const auto seconds = secondsFromCivil({.year = 2023, .month = 14, .day = 30, .hour = 25});
    QCOMPARE(show(civilFromSeconds(seconds)), std::string("2024-03-02 01:00:00 weekday 6 day 62"));
    QCOMPARE(daysInMonth(1900, 2), 28);
    QCOMPARE(daysInMonth(2000, 2), 29);
}

void TestTimeZone::utcNeedsNoDatabase() {
    QVERIFY(TimeZone::load(m_files, "", "/nowhere").value() == TimeZone());
    QCOMPARE(TimeZone::load(m_files, "UTC", "/nowhere").value().at(0).abbreviation, std::string_view("UTC"));
    const auto fixed = TimeZone::fixed("X", 2 * kHour);
    QCOMPARE(fixed.civil(0).hour, 2);
    QCOMPARE(fixed.at(0).abbreviation, std::string_view("X"));
}

void TestTimeZone::clocksChangeWithTheSeasons() {
    if (!hasDatabase()) {
        QSKIP("no time zone database on this machine");
    }
    const auto berlin = zone("Europe/Berlin");
    constexpr std::int64_t kSpring = 1711846800; // 2024-03-31 01:00 UTC
    QCOMPARE(berlin.at(kSpring - 1).abbreviation, std::string_view("CET"));
    QCOMPARE(berlin.at(kSpring).abbreviation, std::string_view("CEST"));
    QCOMPARE(berlin.at(kSpring).offset, static_cast<std::int32_t>(2 * kHour));
    QVERIFY(berlin.at(kSpring).daylight);
    QCOMPARE(berlin.at(kSpring).begin, kSpring);
    QCOMPARE(berlin.civil(kSpring).hour, 3);
    QCOMPARE(berlin.at(-4'000'000'000).abbreviation, std::string_view("LMT"));
}

void TestTimeZone::hoursThatAreSkippedOrRepeatAreChosenAsGoDoes() {
    if (!hasDatabase()) {
        QSKIP("no time zone database on this machine");
    }
    const auto berlin = zone("Europe/Berlin");
    const CivilTime skipped{.year = 2024, .month = 3, .day = 31, .hour = 2, .minute = 30};
    QCOMPARE(berlin.seconds(skipped), std::int64_t{1711848600});
    const CivilTime repeated{.year = 2024, .month = 10, .day = 27, .hour = 2, .minute = 30};
    QCOMPARE(berlin.seconds(repeated), std::int64_t{1729992600});
}

void TestTimeZone::theRuleHoldsBeyondTheTable() {
    if (!hasDatabase()) {
        QSKIP("no time zone database on this machine");
    }
    const auto sydney = zone("Australia/Sydney");
    constexpr std::int64_t kSummer2120 = 4734460800;
    QCOMPARE(sydney.at(kSummer2120).abbreviation, std::string_view("AEDT"));
    QCOMPARE(sydney.at(kSummer2120 + 183 * 24 * kHour).abbreviation, std::string_view("AEST"));
}

void TestTimeZone::aRuleNorthOrSouthOfTheEquatorIsFollowed() {
    const auto north = ZoneRule::parse("CET-1CEST,M3.5.0,M10.5.0/3");
    QVERIFY(north);
    QCOMPARE(north->at(1711846800 - 1).offset, static_cast<std::int32_t>(kHour));
    QCOMPARE(north->at(1711846800).offset, static_cast<std::int32_t>(2 * kHour));
    const auto south = ZoneRule::parse("<-03>3<-02>,M10.1.0/0,M2.3.0/-1");
    QVERIFY(south);
    QCOMPARE(south->at(1704067200).abbreviation, std::string_view("-02"));
    QCOMPARE(south->at(1720000000).abbreviation, std::string_view("-03"));
    const auto julian = ZoneRule::parse("A1BCD"); // too short a name
    QVERIFY(!julian);
    const auto days = ZoneRule::parse("ABC0DEF,J60/0,300");
    QVERIFY(days);
    QCOMPARE(days->at(1709251200 - 1).abbreviation, std::string_view("ABC")); // 2024-02-29 23:59:59
    QCOMPARE(days->at(1709251200).abbreviation, std::string_view("DEF"));
    const auto parsed = TimeZone::parse("test", zoneFile("CET-1CEST,M3.5.0,M10.5.0/3"));
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->at(1711846800).abbreviation, std::string_view("CEST"));
}

void TestTimeZone::brokenRulesAreRefused_data() {
    QTest::addColumn<QByteArray>("rule");
    for (const char* rule :
         {"", "CET", "CET-", "CET-1CEST,", "CET-1CEST,M3.5.0", "CET-1CEST,M13.1.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
          "CET-1CEST,J0,J5", "CET-1CEST,366,J5", "<CET", "CET-169", "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1:60"}) {
        QTest::newRow(rule) << QByteArray(rule);
    }
}

void TestTimeZone::brokenRulesAreRefused() {
    QFETCH(const QByteArray, rule);
    QVERIFY(!ZoneRule::parse(rule.toStdString()));
}

void TestTimeZone::unknownAndDangerousNamesAreRefused() {
    const auto unknown = TimeZone::load(m_files, "Mars/Olympus");
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().message(), std::string("unknown time zone Mars/Olympus"));
    QCOMPARE(unknown.error().code(), ErrorCode::kNotFound);
    for (const std::string name : {"../etc/passwd", "/etc/localtime", "a\\b"}) {
        QCOMPARE(TimeZone::load(m_files, name).error().message(), std::string("time: invalid location name"));
    }
    QVERIFY(!TimeZone::load(m_files, "Europe"));
}

void TestTimeZone::everyCutOfAFileIsAnErrorOrAZone() {
    const auto bytes = hasDatabase() ? m_files.readAll(berlin()) : Result<std::string>(zoneFile("CET-1CEST"));
    QVERIFY(bytes.has_value());
    for (std::size_t size = 0; size < bytes->size(); ++size) {
        const auto zone = TimeZone::parse("cut", std::string_view(*bytes).substr(0, size));
        QVERIFY(!zone || zone->at(0).offset < 24 * kHour);
    }
    for (std::size_t at = 0; at < bytes->size(); ++at) {
        auto flipped = *bytes;
        flipped[at] = static_cast<char>(~flipped[at]);
        const auto zone = TimeZone::parse("flipped", flipped);
        QVERIFY(!zone || zone->civil(1'700'000'000).month > 0);
    }
}

void TestTimeZone::theMachinesZoneFallsBackToUtc() {
    QCOMPARE(TimeZone::local(m_files, "No/Such").at(0).abbreviation, std::string_view("UTC"));
    QCOMPARE(TimeZone::local(m_files, "").at(0).abbreviation, std::string_view("UTC"));
    if (hasDatabase()) {
        QCOMPARE(TimeZone::local(m_files, ":Europe/Berlin").at(0).abbreviation, std::string_view("CET"));
    }
}

QTEST_GUILESS_MAIN(TestTimeZone)
#include "test_time_zone.moc"
