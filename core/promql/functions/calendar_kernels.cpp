// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cmath>
#include <limits>

#include "promql/functions/cell_kernels.h"
#include "promql/functions/map_cells.h"

namespace hearth::promql {

namespace {

constexpr std::int64_t kMinutesPerHour = 60;
constexpr std::int64_t kSecondsPerMinute = 60;
constexpr std::int64_t kSecondsPerHour = 3600;
constexpr std::int64_t kSecondsPerDay = 86400;
constexpr std::int64_t kDaysPerWeek = 7;
constexpr std::int64_t kFirstWeekday = 4; // 1970-01-01 was a Thursday

// The Gregorian calendar repeats every 400 years, whose days std::chrono knows; it does not reach beyond year 32767.
constexpr std::int64_t kYearsPerEra = 400;
constexpr std::int64_t kDaysPerEra = 146097;

struct Division {
    std::int64_t quotient;
    std::int64_t remainder; ///< Never negative.
};

Division divideDown(std::int64_t value, std::int64_t by) {
    const std::int64_t rest = value % by;
    return rest < 0 ? Division{value / by - 1, rest + by} : Division{value / by, rest};
}

/// Truncated toward zero. What no integer holds becomes the smallest one, as it does in Go on amd64.
std::int64_t wholeSeconds(double value) {
    constexpr double kLimit = 9223372036854775808.0; // 2^63
    return std::fabs(value) < kLimit ? static_cast<std::int64_t>(value) : std::numeric_limits<std::int64_t>::min();
}

struct Date {
    std::chrono::year_month_day withinEra; ///< In the era that begins in 1970.
    std::int64_t eras;
};

Date dateOf(double value) {
    const Division era = divideDown(divideDown(wholeSeconds(value), kSecondsPerDay).quotient, kDaysPerEra);
    return {std::chrono::sys_days(std::chrono::days(era.remainder)), era.quotient};
}

std::int64_t secondOfDay(double value) {
    return divideDown(wholeSeconds(value), kSecondsPerDay).remainder;
}

double minuteOf(double value) {
    return static_cast<double>(secondOfDay(value) / kSecondsPerMinute % kMinutesPerHour);
}
double hourOf(double value) {
    return static_cast<double>(secondOfDay(value) / kSecondsPerHour);
}
double dayOfWeekOf(double value) {
    const std::int64_t day = divideDown(wholeSeconds(value), kSecondsPerDay).quotient;
    return static_cast<double>(divideDown(day % kDaysPerWeek + kFirstWeekday, kDaysPerWeek).remainder);
}
double dayOfMonthOf(double value) {
    return static_cast<unsigned>(dateOf(value).withinEra.day());
}
double dayOfYearOf(double value) {
    const auto date = dateOf(value).withinEra;
    const auto newYear = std::chrono::sys_days(date.year() / std::chrono::January / 1);
    return static_cast<double>((std::chrono::sys_days(date) - newYear).count() + 1);
}
double daysInMonthOf(double value) {
    const auto date = dateOf(value).withinEra;
    return static_cast<unsigned>((date.year() / date.month() / std::chrono::last).day());
}
double monthOf(double value) {
    return static_cast<unsigned>(dateOf(value).withinEra.month());
}
double yearOf(double value) {
    const Date date = dateOf(value);
    return static_cast<double>(static_cast<int>(date.withinEra.year()) + date.eras * kYearsPerEra);
}

} // namespace

CellKernel calendarKernel(Function function) {
    switch (function) {
    case Function::kMinute:
        return mapCells<minuteOf>;
    case Function::kHour:
        return mapCells<hourOf>;
    case Function::kDayOfWeek:
        return mapCells<dayOfWeekOf>;
    case Function::kDayOfMonth:
        return mapCells<dayOfMonthOf>;
    case Function::kDayOfYear:
        return mapCells<dayOfYearOf>;
    case Function::kDaysInMonth:
        return mapCells<daysInMonthOf>;
    case Function::kMonth:
        return mapCells<monthOf>;
    case Function::kYear:
        return mapCells<yearOf>;
    default:
        return nullptr;
    }
}

} // namespace hearth::promql
