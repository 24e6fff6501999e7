// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hearth {

/// How Prometheus and its clients print floats; all are shortest round-trip and independent of the locale.
/// `NaN`, `+Inf` and `-Inf` are the non-finite forms everywhere.

/// Go's 'f' format with precision -1: never an exponent.
void appendFloatPlain(std::string& out, double value);
/// Go's 'g' format with precision -1, also %g and %v: exponent when it is < -4 or >= 6 ("1e+06").
void appendFloatGeneral(std::string& out, double value);
/// Sample values in the HTTP API: exponent form when |x| < 1e-6 or |x| >= 1e21 ("1e+21", "1e-07").
void appendFloatApi(std::string& out, double value);
/// OpenMetrics label and value form: `1.0`, `0.05`, `+Inf`; always has '.' or 'e'.
void appendFloatOpenMetrics(std::string& out, double value);
/// Go's 'e' format with precision -1: "1e+00".
void appendFloatExponent(std::string& out, double value);
/// API timestamps: milliseconds printed as seconds with up to three decimals ("1435781430.781", "1435781430").
void appendSeconds(std::string& out, std::int64_t milliseconds);

/// Parses a float as Go's strconv.ParseFloat(s, 64) does: decimal, Inf/Infinity/NaN in any case, overflow gives ±Inf;
/// hexadecimal and digit separators are refused. The whole text must be used.
std::optional<double> parseFloat(std::string_view text);

} // namespace hearth
