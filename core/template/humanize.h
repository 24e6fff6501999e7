// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/error.h"
#include "template/value.h"

namespace hearth::templates {

// How Prometheus's templates show numbers to people.

/// Numbers, durations (seconds) and texts that are numbers; else `can't convert T to float`.
Result<double> toFloat(const Value& value);
/// With the prefixes k M G T P E Z Y and m u n p f a z y.
std::string humanize(double value);
/// With the prefixes ki Mi Gi and so on.
std::string humanize1024(double value);
/// Seconds as "1d 2h 3m 4s", below a minute "4.5s", below a second "12.3ms".
std::string humanizeDuration(double seconds);
std::string humanizePercentage(double ratio);
/// Seconds since the Unix epoch as a time, to the millisecond. kInvalidArgument where it is not finite or too far away.
Result<Time> timeFromFloat(double seconds);
Result<std::string> humanizeTimestamp(double seconds);

} // namespace hearth::templates
