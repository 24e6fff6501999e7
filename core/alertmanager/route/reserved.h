// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// The characters that end a word of a matcher; inner header of route. Threads: thread-safe.
namespace hearth::alertmanager {

struct Rune {
    char32_t value = 0;
    std::size_t bytes = 0;
};
/// The first character of valid UTF-8 that is not empty.
Rune firstRune(std::string_view text);
/// Go: unicode.IsSpace().
bool isSpace(char32_t rune);
/// White space and what matchers are built of: braces, operators, comma, quotes, backslash.
bool isReserved(char32_t rune);
/// Go: strconv.Quote(), which escapes blanks and invisible characters of all scripts. The text must be UTF-8.
std::string quoteStrictly(std::string_view text);

} // namespace hearth::alertmanager
