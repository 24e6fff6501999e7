// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/time_zone.h"
#include "model/time.h"

namespace hearth::alertmanager {

/// Times of the week, the month and the year in one place of the world, as `time_intervals` state them. Fields with
/// several ranges mean any of them; an empty field means always; all fields must hold.
/// Threads: thread-safe (immutable value).
struct TimeInterval {
    /// Minutes since midnight, [begin, end).
    struct MinuteRange {
        int begin = 0;
        int end = 0;
        bool operator==(const MinuteRange&) const = default;
    };
    /// Both ends belong to it. Weekdays count from Sunday = 0, months from January = 1; days of the month from 1, or
    /// from the last day = -1 backwards.
    struct Range {
        int begin = 0;
        int end = 0;
        bool operator==(const Range&) const = default;
    };

    /// A field that is written but lists nothing: there is no such time.
    bool never = false;
    std::vector<MinuteRange> times;
    std::vector<Range> weekdays;
    std::vector<Range> daysOfMonth;
    std::vector<Range> months;
    std::vector<Range> years;
    std::string location; ///< As written; empty: UTC.
    std::shared_ptr<const TimeZone> zone;

    bool contains(model::TimestampMs time) const;
};

/// The texts of the fields; letters may be of either case. Errors: kInvalidArgument in Alertmanager's words.
/// Threads: thread-safe.
/// `17:30`, from `00:00` to `24:00`, in minutes.
Result<int> parseTimeOfDay(std::string_view text);
Result<TimeInterval::MinuteRange> parseMinuteRange(std::string_view start, std::string_view end);
/// `monday:friday`, `sunday`
Result<TimeInterval::Range> parseWeekdayRange(std::string_view text);
/// `1:7`, `-3:-1`, `15`
Result<TimeInterval::Range> parseDayOfMonthRange(std::string_view text);
/// `may:august`, `1:3`, `december`
Result<TimeInterval::Range> parseMonthRange(std::string_view text);
/// `2020:2022`, `2030`
Result<TimeInterval::Range> parseYearRange(std::string_view text);

} // namespace hearth::alertmanager
