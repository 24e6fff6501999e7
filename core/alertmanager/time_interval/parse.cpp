// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "alertmanager/time_interval/time_interval.h"
#include "base/text.h"

namespace hearth::alertmanager {
namespace {

constexpr int kMinutesPerHour = 60;
constexpr int kMaxDay = 31;
constexpr int kShortestMonth = 28;

constexpr std::array<std::string_view, 7> kWeekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                    "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};

template <class... Arguments>
std::unexpected<Error> invalid(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    return fail(ErrorCode::kInvalidArgument, fmt::format(format, std::forward<Arguments>(arguments)...));
}

template <std::size_t N>
std::optional<int> indexOf(const std::array<std::string_view, N>& names, std::string_view text) {
    const auto at = std::ranges::find(names, text);
    return at == names.end() ? std::nullopt : std::optional(static_cast<int>(at - names.begin()));
}

std::optional<int> wholeNumber(std::string_view text) {
    const auto digits = text.substr(text.starts_with('+') && !text.starts_with("+-") ? 1 : 0);
    int value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = result.ec == std::errc() && result.ptr == digits.data() + digits.size();
    return whole ? std::optional(value) : std::nullopt;
}

Result<int> parseNumber(std::string_view text) {
    const auto value = wholeNumber(text);
    return value ? Result<int>(*value) : invalid("{} is not a valid number", quoteGo(text));
}

Result<int> parseWeekday(std::string_view text) {
    const auto value = indexOf(kWeekdays, text);
    return value ? Result<int>(*value) : invalid("{} is not a valid weekday", text);
}

Result<int> parseMonth(std::string_view text) {
    if (const auto index = indexOf(kMonths, text)) {
        return *index + 1;
    }
    const auto value = wholeNumber(text);
    return value ? Result<int>(*value) : invalid("{} is not a valid month", text);
}

/// `a:b`, or `a` alone for both.
Result<TimeInterval::Range> parseRange(std::string_view text, Result<int> (*parseMember)(std::string_view)) {
    const auto lower = toLowerAscii(text);
    const auto parts = split(lower, ':');
    if (parts.size() > 2) {
        return invalid("couldn't parse range {}, invalid format", lower);
    }
    const auto begin = HEARTH_TRY(parseMember(parts.front()));
    const auto end = parts.size() == 1 ? begin : HEARTH_TRY(parseMember(parts.back()));
    return TimeInterval::Range{.begin = begin, .end = end};
}

Result<void> checkDay(int day) {
    if (day == 0 || day < -kMaxDay || day > kMaxDay) {
        return invalid("{} is not a valid day of the month: out of range", day);
    }
    return {};
}

/// Numbers that are no month say themselves.
std::string monthName(int month) {
    const auto known = month >= 1 && month <= static_cast<int>(kMonths.size());
    return known ? std::string(kMonths[static_cast<std::size_t>(month) - 1]) : std::to_string(month);
}

bool isDigit(char c, char last = '9') {
    return c >= '0' && c <= last;
}

} // namespace

Result<int> parseTimeOfDay(std::string_view text) {
    const bool shaped = text.size() == 5 && isDigit(text[0], '2') && isDigit(text[1]) && text[2] == ':' &&
                        isDigit(text[3], '5') && isDigit(text[4]);
    const auto digit = [&](std::size_t i) { return text[i] - '0'; };
    if (!shaped || (text[0] == '2' && digit(1) > 3 && text != "24:00")) {
        return invalid("couldn't parse timestamp {}, invalid format", text);
    }
    return (digit(0) * 10 + digit(1)) * kMinutesPerHour + digit(3) * 10 + digit(4);
}

Result<TimeInterval::MinuteRange> parseMinuteRange(std::string_view start, std::string_view end) {
    if (start.empty() || end.empty()) {
        return invalid("both start and end times must be provided");
    }
    const TimeInterval::MinuteRange range{.begin = HEARTH_TRY(parseTimeOfDay(start)),
                                          .end = HEARTH_TRY(parseTimeOfDay(end))};
    if (range.begin >= range.end) {
        return invalid("start time {} cannot be equal or greater than end time {}", start, end);
    }
    return range;
}

Result<TimeInterval::Range> parseWeekdayRange(std::string_view text) {
    const auto range = HEARTH_TRY(parseRange(text, parseWeekday));
    if (range.begin > range.end) {
        return invalid("end day is before start day in {}; the week begins on sunday", text);
    }
    return range;
}

Result<TimeInterval::Range> parseDayOfMonthRange(std::string_view text) {
    const auto range = HEARTH_TRY(parseRange(text, parseNumber));
    for (const int day : {range.begin, range.end}) {
        if (auto checked = checkDay(day); !checked) {
            return std::unexpected(std::move(checked).error());
        }
    }
    if (range.begin < 0 && range.end > 0) {
        return invalid("end day must be negative if start day is negative");
    }
    // How days from the end lie to days from the beginning depends on the month: only what is wrong in all is refused.
    const auto comparable = [](int day) { return day < 0 ? kShortestMonth + day : day; };
    if (comparable(range.begin) > comparable(range.end)) {
        return invalid("end day {} is always before start day {}", range.end, range.begin);
    }
    return range;
}

Result<TimeInterval::Range> parseMonthRange(std::string_view text) {
    const auto range = HEARTH_TRY(parseRange(text, parseMonth));
    if (range.begin > range.end) {
        return invalid("end month {} is before start month {}", monthName(range.end), monthName(range.begin));
    }
    return range;
}

Result<TimeInterval::Range> parseYearRange(std::string_view text) {
    const auto range = HEARTH_TRY(parseRange(text, parseNumber));
    if (range.begin > range.end) {
        return invalid("end year {} is before start year {}", range.end, range.begin);
    }
    return range;
}

} // namespace hearth::alertmanager
