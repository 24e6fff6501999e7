// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace hearth::exposition {

/// Reads a sample value at `at` as Prometheus's scrape parsers do: decimal floats, `Inf`, `Infinity` and `NaN` in any
/// case (only infinities may have a sign). Numbers of at most 19 digits and a short exponent, nearly all there are, are
/// converted exactly without the general algorithm. Any NaN yields model::normalNan().
/// Returns the end of the number and sets `value`; nullptr where there is none or it overflows a double. What follows
/// the number is the caller's business. Threads: thread-safe.
const char* readNumber(const char* at, const char* end, double& value);

/// Reads decimal digits only; nullptr where there are none or they do not fit.
const char* readDigits(const char* at, const char* end, std::int64_t& value);

} // namespace hearth::exposition
