// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

#include <algorithm>

namespace hearth {
namespace {

bool isContinuation(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}

/// How long a sequence that begins with this byte is; 1 for bytes that begin none.
std::size_t sequenceSize(unsigned char first) {
    return first >= 0xf0 && first <= 0xf4  ? 4
           : first >= 0xe0 && first < 0xf0 ? 3
           : first >= 0xc2 && first < 0xe0 ? 2
                                           : 1;
}

} // namespace

Rune decodeUtf8(std::string_view text) {
    if (text.empty()) {
        return {};
    }
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) {
        return {first, 1};
    }
    const auto size = sequenceSize(first);
    constexpr Rune kBroken{kReplacementRune, 1};
    if (size == 1 || text.size() < size || !std::ranges::all_of(text.substr(1, size - 1), isContinuation)) {
        return kBroken;
    }
    char32_t value = first & (0x7fU >> size);
    for (const char c : text.substr(1, size - 1)) {
        value = value << 6U | (static_cast<unsigned char>(c) & 0x3fU);
    }
    constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool isSurrogate = value >= 0xd800 && value < 0xe000;
    return value < kSmallest[size] || isSurrogate || value >= 0x110000 ? kBroken : Rune{value, size};
}

void appendUtf8(std::string& out, char32_t codePoint) {
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((codePoint >> shift) & 0x3fU)); };
    if (codePoint < 0x80) {
        out += static_cast<char>(codePoint);
    } else if (codePoint < 0x800) {
        out += static_cast<char>(0xc0U | (codePoint >> 6U));
        tail(0);
    } else if (codePoint < 0x10000) {
        out += static_cast<char>(0xe0U | (codePoint >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xf0U | (codePoint >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

} // namespace hearth
