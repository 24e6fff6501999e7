// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::model {

/// Milliseconds since the Unix epoch, UTC: the time of a sample.
using TimestampMs = std::int64_t;
/// Milliseconds.
using DurationMs = std::int64_t;

inline constexpr DurationMs kSecondMs = 1000;
inline constexpr DurationMs kMinuteMs = 60 * kSecondMs;
inline constexpr DurationMs kHourMs = 60 * kMinuteMs;
inline constexpr DurationMs kDayMs = 24 * kHourMs;

/// The earliest and latest times that the HTTP API accepts (Prometheus: MinTime, MaxTime).
inline constexpr TimestampMs kMinTimestamp = -9'223'309'901'257'974'000;
inline constexpr TimestampMs kMaxTimestamp = 9'223'309'901'257'974'999;

/// Closed interval [begin, end].
struct TimeRange {
    TimestampMs begin = 0;
    TimestampMs end = 0;

    bool operator==(const TimeRange&) const = default;
};

/// Reads a Prometheus duration: `1h30m`, `15s`, `90d`, `0`. Units y w d h m s ms, each once, larger before smaller.
Result<DurationMs> parseDuration(std::string_view text);
/// Largest units first; y and w only where they divide the rest exactly; `0s` for zero.
std::string formatDuration(DurationMs duration);

/// RFC 3339 in UTC with milliseconds as needed: `2026-01-02T03:04:05.678Z`.
std::string formatRfc3339(TimestampMs time);
/// The same, always with three digits: `2026-01-02T03:04:05.000Z`.
std::string formatRfc3339Milliseconds(TimestampMs time);
/// Seconds since the epoch as a float, or RFC 3339. kInvalidArgument: `cannot parse "x" to a valid timestamp`.
Result<TimestampMs> parseTimestamp(std::string_view text);

} // namespace hearth::model
