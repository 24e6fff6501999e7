// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

/// The characters that end a word of a matcher; inner header of route. Threads: thread-safe.
namespace hearth::alertmanager {

/// Go: unicode.IsSpace().
bool isSpace(char32_t rune);
/// White space and what matchers are built of: braces, operators, comma, quotes, backslash.
bool isReserved(char32_t rune);
/// Go: strconv.Quote(), which escapes blanks and invisible characters of all scripts. The text must be UTF-8.
std::string quoteStrictly(std::string_view text);

} // namespace hearth::alertmanager
