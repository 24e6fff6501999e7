// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What the lexer asks of single characters. Only ASCII letters and digits are part of words.
namespace hearth::promql {

inline bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
inline bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
/// A letter or the underscore.
inline bool isWordStart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
inline bool isWordCharacter(char c) {
    return isWordStart(c) || isDigit(c);
}

/// Bytes of the UTF-8 character at the start of `text`; 0 where there is none, or no valid one.
std::size_t characterLength(std::string_view text);
/// `'x'` as Go's %q prints a character; bytes that are not one character are U+FFFD.
std::string quoteCharacter(std::string_view character);
/// `U+0078 'x'` as Go's %#U prints it; unprintable ones without the quoted part.
std::string describeCodePoint(std::string_view character);

} // namespace hearth::promql
