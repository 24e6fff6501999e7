// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Threads: thread-safe.
namespace hearth {

/// What stands for bytes that are not UTF-8.
inline constexpr char32_t kReplacementRune = 0xfffd;

/// One code point of a text. Go's word for it, since its rules for broken text are the ones that are followed.
struct Rune {
    char32_t value = 0;
    std::size_t size = 0; ///< Bytes; 0 only for an empty text.

    /// U+FFFD itself takes three bytes.
    bool isBroken() const { return value == kReplacementRune && size == 1; }
};

/// The code point at the start of the text. A byte that begins no UTF-8 reads as kReplacementRune of size 1: what is
/// cut off, overlong, a surrogate or beyond U+10FFFF.
Rune decodeUtf8(std::string_view text);

/// Appends a code point below U+110000 as UTF-8. Surrogates are encoded like any other number; callers that may meet
/// them decide what stands in their place.
void appendUtf8(std::string& out, char32_t codePoint);

} // namespace hearth
