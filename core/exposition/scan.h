// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

/// The character classes and smallest tokens that the parsers of both text formats share.
/// Every function takes and returns a position in [at, end]. Threads: thread-safe.
namespace hearth::exposition::scan {

inline constexpr std::uint8_t kLabelStart = 1;  ///< [a-zA-Z_]
inline constexpr std::uint8_t kMetricStart = 2; ///< [a-zA-Z_:]
inline constexpr std::uint8_t kLabelRest = 4;   ///< [a-zA-Z0-9_]
inline constexpr std::uint8_t kMetricRest = 8;  ///< [a-zA-Z0-9_:]

inline constexpr std::array<std::uint8_t, 256> kClasses = [] {
    std::array<std::uint8_t, 256> classes{};
    for (unsigned c = 0; c < 256; ++c) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool digit = c >= '0' && c <= '9';
        if (letter) {
            classes[c] = kLabelStart | kMetricStart | kLabelRest | kMetricRest;
        } else if (c == ':') {
            classes[c] = kMetricStart | kMetricRest;
        } else if (digit) {
            classes[c] = kLabelRest | kMetricRest;
        }
    }
    return classes;
}();

inline bool isIn(char c, std::uint8_t mask) {
    return (kClasses[static_cast<unsigned char>(c)] & mask) != 0;
}

/// A bare name; returns `at` where there is none.
inline const char* name(const char* at, const char* end, std::uint8_t start, std::uint8_t rest) {
    if (at == end || !isIn(*at, start)) {
        return at;
    }
    do {
        ++at;
    } while (at != end && isIn(*at, rest));
    return at;
}

/// A string in double quotes; returns the position after the closing quote, `at` where there is none.
inline const char* quoted(const char* at, const char* end, bool lineFeedsAllowed) {
    if (at == end || *at != '"') {
        return at;
    }
    for (const auto* p = at + 1; p != end; ++p) {
        if (*p == '"') {
            return p + 1;
        }
        if (*p == '\n' && !lineFeedsAllowed) {
            return at;
        }
        if (*p == '\\' && (++p == end || *p == '\n')) {
            return at;
        }
    }
    return at;
}

/// Spaces and tabs.
inline const char* blanks(const char* at, const char* end) {
    while (at != end && (*at == ' ' || *at == '\t')) {
        ++at;
    }
    return at;
}

} // namespace hearth::exposition::scan
