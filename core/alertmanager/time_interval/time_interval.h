// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

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

    std::vector<MinuteRange> times;
    std::vector<Range> weekdays;
    std::vector<Range> daysOfMonth;
    std::vector<Range> months;
    std::vector<Range> years;
    std::string location; ///< As written; empty: UTC.
    std::shared_ptr<const TimeZone> zone;

    bool contains(model::TimestampMs time) const;
};

} // namespace hearth::alertmanager
