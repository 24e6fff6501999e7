// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/zone_rule.h"

#include <algorithm>
#include <limits>

#include "base/time_zone.h"

namespace hearth {
namespace {

constexpr std::int32_t kHour = 3600;
constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kBeginning = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();

bool isLeap(std::int64_t year) {
    return daysInMonth(year, 2) == 29;
}

std::int64_t startOfYear(std::int64_t year) {
    return secondsFromCivil({.year = year});
}

} // namespace

/// Takes the rule's text apart from the left; every part says whether it was there.
class ZoneRule::Reader {
  public:
    explicit Reader(std::string_view text)
        : m_rest(text) {}

    bool atEnd() const { return m_rest.empty(); }
    bool skip(char c) {
        if (m_rest.empty() || m_rest[0] != c) {
            return false;
        }
        m_rest.remove_prefix(1);
        return true;
    }
    bool startsOffset() const { return !m_rest.empty() && m_rest[0] != ',' && m_rest[0] != ';'; }

    std::optional<std::string> name() {
        if (skip('<')) {
            const auto end = m_rest.find('>');
            if (end == std::string_view::npos) {
                return std::nullopt;
            }
            return take(end, 1);
        }
        const auto end = std::min(m_rest.find_first_of("0123456789,-+"), m_rest.size());
        return end < 3 ? std::nullopt : std::optional(take(end, 0));
    }

    std::optional<int> number(int low, int high) {
        int value = 0;
        std::size_t digits = 0;
        while (digits < m_rest.size() && m_rest[digits] >= '0' && m_rest[digits] <= '9') {
            value = value * 10 + (m_rest[digits++] - '0');
            if (value > high) {
                return std::nullopt;
            }
        }
        m_rest.remove_prefix(digits);
        return digits == 0 || value < low ? std::nullopt : std::optional(value);
    }

    /// `[+-]hh[:mm[:ss]]`, up to a week.
    std::optional<std::int32_t> clock() {
        const bool negative = skip('-');
        if (!negative) {
            skip('+');
        }
        constexpr int kMaxHours = 24 * 7;
        const auto hours = number(0, kMaxHours);
        if (!hours) {
            return std::nullopt;
        }
        auto total = *hours * kHour;
        for (int unit = 60; unit >= 1 && skip(':'); unit /= 60) {
            const auto part = number(0, 59);
            if (!part) {
                return std::nullopt;
            }
            total += *part * unit;
        }
        return negative ? -total : total;
    }

    std::optional<Change> change() {
        auto change = date();
        if (change && skip('/')) {
            const auto time = clock();
            if (!time) {
                return std::nullopt;
            }
            change->time = *time;
        }
        return change;
    }

  private:
    std::string take(std::size_t size, std::size_t behind) {
        std::string text(m_rest.substr(0, size));
        m_rest.remove_prefix(size + behind);
        return text;
    }

    std::optional<Change> date() {
        Change change;
        if (skip('M')) {
            return weekdayOfMonth();
        }
        const bool julian = skip('J');
        change.kind = julian ? Change::Kind::kJulian : Change::Kind::kDayOfYear;
        const auto day = julian ? number(1, 365) : number(0, 365);
        if (!day) {
            return std::nullopt;
        }
        change.day = *day;
        return change;
    }

    std::optional<Change> weekdayOfMonth() {
        const auto month = number(1, 12);
        if (!month || !skip('.')) {
            return std::nullopt;
        }
        const auto week = number(1, 5);
        if (!week || !skip('.')) {
            return std::nullopt;
        }
        const auto day = number(0, 6);
        if (!day) {
            return std::nullopt;
        }
        return Change{.kind = Change::Kind::kWeekdayOfMonth, .day = *day, .week = *week, .month = *month};
    }

    std::string_view m_rest;
};

std::optional<ZoneRule> ZoneRule::parse(std::string_view text) {
    Reader reader(text);
    ZoneRule rule;
    const auto standard = reader.name();
    const auto west = standard ? reader.clock() : std::nullopt;
    if (!west) {
        return std::nullopt;
    }
    rule.m_standardName = *standard;
    rule.m_standardOffset = -*west;
    if (reader.atEnd()) {
        return rule;
    }
    rule.m_hasDaylight = true;
    const auto daylight = reader.name();
    if (!daylight) {
        return std::nullopt;
    }
    rule.m_daylightName = *daylight;
    rule.m_daylightOffset = rule.m_standardOffset + kHour;
    if (reader.startsOffset()) {
        const auto daylightWest = reader.clock();
        if (!daylightWest) {
            return std::nullopt;
        }
        rule.m_daylightOffset = -*daylightWest;
    }
    if (reader.atEnd()) { // POSIX leaves the dates open then; they are those of the United States.
        reader = Reader(",M3.2.0,M11.1.0");
    }
    const bool first = reader.skip(',') || reader.skip(';');
    const auto start = first ? reader.change() : std::nullopt;
    const auto end = start && reader.skip(',') ? reader.change() : std::nullopt;
    if (!end || !reader.atEnd()) {
        return std::nullopt;
    }
    rule.m_start = *start;
    rule.m_end = *end;
    return rule;
}

std::int64_t ZoneRule::secondOfYear(std::int64_t year, const Change& change, std::int32_t offset) {
    std::int64_t day = change.day;
    switch (change.kind) {
    case Change::Kind::kJulian: // February 29 is never counted
        day += isLeap(year) && day >= 60 ? 0 : -1;
        break;
    case Change::Kind::kDayOfYear:
        break;
    case Change::Kind::kWeekdayOfMonth: {
        const auto first = civilFromSeconds(secondsFromCivil({.year = year, .month = change.month}));
        auto inMonth = (change.day - first.weekday + 7) % 7 + 7 * (change.week - 1);
        if (inMonth >= daysInMonth(year, change.month)) { // the fifth is the last
            inMonth -= 7;
        }
        day = first.yearDay - 1 + inMonth;
        break;
    }
    }
    return day * kDay + change.time - offset;
}

ZoneRule::Period ZoneRule::at(std::int64_t seconds) const {
    const Period standard{.offset = m_standardOffset, .abbreviation = m_standardName, .begin = kBeginning, .end = kEnd};
    if (!m_hasDaylight) {
        return standard;
    }
    const auto year = civilFromSeconds(seconds).year;
    const auto yearStart = startOfYear(year);
    const auto yearEnd = startOfYear(year + 1);
    const auto start = yearStart + secondOfYear(year, m_start, m_standardOffset);
    const auto end = yearStart + secondOfYear(year, m_end, m_daylightOffset);
    const Period daylight{.offset = m_daylightOffset, .daylight = true, .abbreviation = m_daylightName};
    const auto holds = [](Period period, std::int64_t from, std::int64_t until) {
        period.begin = from;
        period.end = until;
        return period;
    };
    // South of the equator daylight time lasts over the turn of the year. Periods are cut at the year's ends.
    const bool wraps = end < start;
    const auto first = wraps ? end : start;
    const auto second = wraps ? start : end;
    const auto& outer = wraps ? daylight : standard;
    const auto& inner = wraps ? standard : daylight;
    if (seconds < first) {
        return holds(outer, yearStart, first);
    }
    if (seconds < second) {
        return holds(inner, first, second);
    }
    return holds(outer, second, yearEnd);
}

} // namespace hearth
