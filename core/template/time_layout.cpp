// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/time_layout.h"

#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <iterator>

#include "template/time_pieces.h"

namespace hearth::templates {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                    "Thursday", "Friday", "Saturday"};
constexpr std::size_t kAbbreviated = 3;

void appendZone(std::string& out, std::string_view form, std::int32_t offset) {
    if (form[0] == 'Z' && offset == 0) {
        out += 'Z';
        return;
    }
    const auto size = std::abs(offset);
    out += offset < 0 ? '-' : '+';
    out += fmt::format("{:02}", size / 3600);
    const auto* colon = form.contains(':') ? ":" : "";
    if (form.size() > 3) {
        out += fmt::format("{}{:02}", colon, size / 60 % 60);
    }
    constexpr std::size_t kWithSeconds = 7;
    if (form.size() >= kWithSeconds) {
        out += fmt::format("{}{:02}", colon, size % 60);
    }
}

void appendZoneName(std::string& out, const TimeZone::Period& period) {
    if (!period.abbreviation.empty()) {
        out += period.abbreviation;
        return;
    }
    const auto minutes = std::abs(period.offset / 60);
    out += fmt::format("{}{:02}{:02}", period.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

void appendFraction(std::string& out, std::string_view form, bool dropsZeros, std::int32_t nanoseconds) {
    auto digits = fmt::format("{:09}", nanoseconds);
    digits.resize(std::min<std::size_t>(form.size() - 1, digits.size()));
    if (dropsZeros) {
        digits.resize(digits.find_last_not_of('0') + 1);
        if (digits.empty()) {
            return;
        }
    }
    digits.append(dropsZeros ? 0 : form.size() - 1 - digits.size(), '0');
    out += form[0];
    out += digits;
}

void appendYear(std::string& out, std::int64_t year) {
    out += year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year);
}

void appendPiece(std::string& out, const LayoutPart& part, const CivilTime& civil, const TimeZone::Period& period,
                 std::int32_t nanoseconds) {
    auto to = std::back_inserter(out);
    const int hour12 = civil.hour % 12 == 0 ? 12 : civil.hour % 12;
    switch (part.piece) {
    case TimePiece::kNone:
        return;
    case TimePiece::kLongMonth:
        out += monthName(civil.month);
        return;
    case TimePiece::kMonth:
        out += monthName(civil.month).substr(0, kAbbreviated);
        return;
    case TimePiece::kNumMonth:
        fmt::format_to(to, "{}", civil.month);
        return;
    case TimePiece::kZeroMonth:
        fmt::format_to(to, "{:02}", civil.month);
        return;
    case TimePiece::kLongWeekday:
        out += weekdayName(civil.weekday);
        return;
    case TimePiece::kWeekday:
        out += weekdayName(civil.weekday).substr(0, kAbbreviated);
        return;
    case TimePiece::kDay:
        fmt::format_to(to, "{}", civil.day);
        return;
    case TimePiece::kUnderDay:
        fmt::format_to(to, "{:2}", civil.day);
        return;
    case TimePiece::kZeroDay:
        fmt::format_to(to, "{:02}", civil.day);
        return;
    case TimePiece::kUnderYearDay:
        fmt::format_to(to, "{:3}", civil.yearDay);
        return;
    case TimePiece::kZeroYearDay:
        fmt::format_to(to, "{:03}", civil.yearDay);
        return;
    case TimePiece::kHour:
        fmt::format_to(to, "{:02}", civil.hour);
        return;
    case TimePiece::kHour12:
        fmt::format_to(to, "{}", hour12);
        return;
    case TimePiece::kZeroHour12:
        fmt::format_to(to, "{:02}", hour12);
        return;
    case TimePiece::kMinute:
        fmt::format_to(to, "{}", civil.minute);
        return;
    case TimePiece::kZeroMinute:
        fmt::format_to(to, "{:02}", civil.minute);
        return;
    case TimePiece::kSecond:
        fmt::format_to(to, "{}", civil.second);
        return;
    case TimePiece::kZeroSecond:
        fmt::format_to(to, "{:02}", civil.second);
        return;
    case TimePiece::kLongYear:
        return appendYear(out, civil.year);
    case TimePiece::kYear:
        fmt::format_to(to, "{:02}", civil.year < 0 ? 0 : civil.year % 100);
        return;
    case TimePiece::kUpperPm:
        out += civil.hour >= 12 ? "PM" : "AM";
        return;
    case TimePiece::kLowerPm:
        out += civil.hour >= 12 ? "pm" : "am";
        return;
    case TimePiece::kZoneName:
        return appendZoneName(out, period);
    case TimePiece::kZone:
        return appendZone(out, part.text, period.offset);
    case TimePiece::kFractionZero:
    case TimePiece::kFractionNine:
        return appendFraction(out, part.text, part.piece == TimePiece::kFractionNine, nanoseconds);
    }
}

} // namespace

std::string_view monthName(int month) {
    return kMonths[static_cast<std::size_t>(month - 1)];
}

std::string_view weekdayName(int weekday) {
    return kWeekdays[static_cast<std::size_t>(weekday)];
}

std::string formatTime(const Time& time, std::string_view layout) {
    const auto period = time.zone.at(time.seconds);
    const auto civil = civilFromSeconds(time.seconds + period.offset);
    std::string out;
    while (!layout.empty()) {
        const auto part = nextLayoutPart(layout);
        out += part.before;
        appendPiece(out, part, civil, period, time.nanoseconds);
        layout = part.rest;
    }
    return out;
}

std::string timeInGoSyntax(const Time& time) {
    const auto c = time.zone.civil(time.seconds);
    const auto& name = time.zone.name();
    const auto zone =
        name == "UTC" || name == "Local" ? fmt::format("time.{}", name) : fmt::format("time.Location(\"{}\")", name);
    return fmt::format("time.Date({}, time.{}, {}, {}, {}, {}, {}, {})", c.year, monthName(c.month), c.day, c.hour,
                       c.minute, c.second, time.nanoseconds, zone);
}

std::string formatDuration(std::int64_t nanoseconds) {
    if (nanoseconds == 0) {
        return "0s";
    }
    const auto size =
        nanoseconds < 0 ? 0 - static_cast<std::uint64_t>(nanoseconds) : static_cast<std::uint64_t>(nanoseconds);
    const auto* sign = nanoseconds < 0 ? "-" : "";
    const auto withFraction = [](std::uint64_t whole, std::uint64_t fraction, int digits) {
        auto text = fmt::format("{}.{:0{}}", whole, fraction, digits);
        text.resize(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) {
            text.pop_back();
        }
        return text;
    };
    constexpr std::uint64_t kMicro = 1'000;
    constexpr std::uint64_t kMilli = 1'000'000;
    constexpr std::uint64_t kSecond = 1'000'000'000;
    if (size < kMicro) {
        return fmt::format("{}{}ns", sign, size);
    }
    if (size < kMilli) {
        return fmt::format("{}{}µs", sign, withFraction(size / kMicro, size % kMicro, 3));
    }
    if (size < kSecond) {
        return fmt::format("{}{}ms", sign, withFraction(size / kMilli, size % kMilli, 6));
    }
    const auto total = size / kSecond;
    const auto seconds = withFraction(total % 60, size % kSecond, 9);
    const auto minutes = total / 60;
    if (minutes == 0) {
        return fmt::format("{}{}s", sign, seconds);
    }
    return minutes < 60 ? fmt::format("{}{}m{}s", sign, minutes, seconds)
                        : fmt::format("{}{}h{}m{}s", sign, minutes / 60, minutes % 60, seconds);
}

} // namespace hearth::templates
