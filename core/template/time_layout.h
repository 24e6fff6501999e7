// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "template/value.h"

namespace hearth::templates {

inline constexpr std::string_view kTimeStringLayout = "2006-01-02 15:04:05.999999999 -0700 MST";
inline constexpr std::string_view kRfc3339NanoLayout = "2006-01-02T15:04:05.999999999Z07:00";

/// By an example of how the reference time, Mon Jan 2 15:04:05 MST 2006, is written. Go: time.Time.Format.
std::string formatTime(const Time& time, std::string_view layout);
/// Reads what formatTime() writes; times without a zone are taken to be in `zone`. Errors as Go's:
/// `parsing time "x" as "2006": cannot parse "x" as "2006"`. Go: time.ParseInLocation.
Result<Time> parseTime(std::string_view text, std::string_view layout, const TimeZone& zone);
/// Go's %#v.
std::string timeInGoSyntax(const Time& time);
/// "1h2m3.5s". Go: time.Duration.String.
std::string formatDuration(std::int64_t nanoseconds);
std::string_view monthName(int month);
std::string_view weekdayName(int weekday);

} // namespace hearth::templates
