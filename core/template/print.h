// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "template/value.h"

namespace hearth::templates {

// Go's package fmt on template values. What is longer than `limit` bytes is kLimit.

/// As an action prints a value: what pointers point to, `<no value>` for none.
Result<void> appendPrinted(std::string& out, const Value& value, std::uint64_t limit);
/// The same for error messages, cut where it is very long.
std::string print(const Value& value);
/// Operands with a blank between two that are no strings. Go: fmt.Sprint.
Result<std::string> printAll(std::span<const Value> values, std::uint64_t limit);
/// As the built-ins html, js and urlquery see their arguments: like printAll, of what an action would print.
Result<std::string> printForEscaping(std::span<const Value> values, std::uint64_t limit);
/// Operands with blanks between them and a newline. Go: fmt.Sprintln.
Result<std::string> printLine(std::span<const Value> values, std::uint64_t limit);
/// Go: fmt.Sprintf, with its words for what does not fit: `%!d(string=x)`.
Result<std::string> printFormatted(std::string_view format, std::span<const Value> values, std::uint64_t limit);

} // namespace hearth::templates
