// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cmath>

#include "promql/functions/cell_kernels.h"
#include "promql/functions/map_cells.h"

namespace hearth::promql {

namespace {

using namespace std::chrono;

/// Numbers beyond what the calendar covers are taken as its first or last day.
constexpr double kLastSecond = 9.2e11; // year 31000
sys_seconds momentOf(double value) {
    const double bounded = std::isnan(value) ? 0 : std::fmin(std::fmax(value, -kLastSecond), kLastSecond);
    return sys_seconds(seconds(static_cast<std::int64_t>(bounded)));
}
year_month_day dateOf(double value) {
    return floor<days>(momentOf(value));
}

double minuteOf(double value) {
    const auto moment = momentOf(value);
    return static_cast<double>(hh_mm_ss(moment - floor<days>(moment)).minutes().count());
}
double hourOf(double value) {
    const auto moment = momentOf(value);
    return static_cast<double>(hh_mm_ss(moment - floor<days>(moment)).hours().count());
}
double dayOfWeekOf(double value) {
    return weekday(floor<days>(momentOf(value))).c_encoding();
}
double dayOfMonthOf(double value) {
    return static_cast<unsigned>(dateOf(value).day());
}
double dayOfYearOf(double value) {
    const year_month_day date = dateOf(value);
    return static_cast<double>((sys_days(date) - sys_days(date.year() / January / 1)).count() + 1);
}
double daysInMonthOf(double value) {
    const year_month_day date = dateOf(value);
    return static_cast<unsigned>((date.year() / date.month() / last).day());
}
double monthOf(double value) {
    return static_cast<unsigned>(dateOf(value).month());
}
double yearOf(double value) {
    return static_cast<int>(dateOf(value).year());
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
