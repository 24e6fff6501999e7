// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

/// What the literals of PromQL stand for. Errors are kInvalidArgument with Prometheus's text.
namespace hearth::promql {

/// A number as the lexer cut it: first read as a 64-bit integer in Go's forms (so `010` is octal and `0x1f`
/// hexadecimal), then as a float. `_` may separate the digits of integers.
Result<double> numberValue(std::string_view literal);

/// Seconds of a duration such as `1h30m`.
Result<double> durationSeconds(std::string_view literal);

/// What a quoted string that the lexer accepted holds; escapes are Go's.
std::string unquote(std::string_view literal);

} // namespace hearth::promql
