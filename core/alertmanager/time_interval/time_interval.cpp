// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/time_interval/time_interval.h"

#include <algorithm>

namespace hearth::alertmanager {
namespace {

constexpr int kMinutesPerHour = 60;

std::int64_t floorSeconds(model::TimestampMs time) {
    const auto seconds = time / model::kSecondMs;
    return time % model::kSecondMs < 0 ? seconds - 1 : seconds;
}

template <class Ranges>
bool holds(const Ranges& ranges, auto contains) {
    return ranges.empty() || std::ranges::any_of(ranges, contains);
}

bool isIn(const std::vector<TimeInterval::Range>& ranges, std::int64_t value) {
    return holds(ranges, [&](const auto& range) { return value >= range.begin && value <= range.end; });
}

/// Days counted from the month's end become days from its beginning; what lies beyond the month is cut off, but a range
/// that begins beyond it is none.
bool isDayIn(const TimeInterval::Range& range, int day, int days) {
    const auto fromBegin = [&](int n) { return n < 0 ? days + n + 1 : n; };
    const int begin = fromBegin(range.begin);
    return begin <= days && day >= begin && day <= std::min(fromBegin(range.end), days);
}

} // namespace

bool TimeInterval::contains(model::TimestampMs time) const {
    if (never) {
        return false;
    }
    const auto seconds = floorSeconds(time);
    const auto civil = zone ? zone->civil(seconds) : civilFromSeconds(seconds);
    const int minute = civil.hour * kMinutesPerHour + civil.minute;
    const int days = daysInMonth(civil.year, civil.month);
    return holds(times, [&](const auto& range) { return minute >= range.begin && minute < range.end; }) &&
           holds(daysOfMonth, [&](const auto& range) { return isDayIn(range, civil.day, days); }) &&
           isIn(months, civil.month) && isIn(weekdays, civil.weekday) && isIn(years, civil.year);
}

} // namespace hearth::alertmanager
