// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "template/unicode.h"

namespace hearth::templates {

/// A text in double quotes with Go's escapes, or with `asciiOnly` without any other character. Go: strconv.Quote.
std::string quote(std::string_view text, bool asciiOnly = false);
/// Go: strconv.QuoteRune.
std::string quoteRune(char32_t rune, bool asciiOnly = false);
/// Go: strconv.CanBackquote.
bool canBackquote(std::string_view text);
/// A Go string literal in double quotes or backquotes; "invalid syntax" where it is none. Go: strconv.Unquote.
Result<std::string> unquote(std::string_view literal);
/// A Go character literal in single quotes.
Result<char32_t> unquoteRune(std::string_view literal);

/// Integers in any of Go's notations: 10, 0x1f, 0o17, 017, 0b1, 1_000. Go: strconv.ParseUint and ParseInt, base 0.
std::optional<std::uint64_t> parseUnsigned(std::string_view text);
std::optional<std::int64_t> parseSigned(std::string_view text);
/// Floats in any of Go's notations. Errors read as Go's: `strconv.ParseFloat: parsing "x": invalid syntax`.
Result<double> parseGoFloat(std::string_view text);

} // namespace hearth::templates
