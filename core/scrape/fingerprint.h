// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

/// A 64-bit stand-in for a text, for telling whether the same bytes came again: folded multiplications over two
/// independent lanes, so that its cost hides behind the work around it. For use within one process only.
/// Two texts of equal size that differ have the same fingerprint once in 2^64. Threads: thread-safe.
namespace hearth::scrape {
namespace detail {

inline constexpr std::uint64_t kLane0 = 0x9e37'79b9'7f4a'7c15ULL;
inline constexpr std::uint64_t kLane1 = 0xd6e8'feb8'6659'fd93ULL;
inline constexpr std::uint64_t kEnd = 0xa076'1d64'78bd'642fULL;

inline std::uint64_t word(const char* at) {
    std::uint64_t value = 0;
    std::memcpy(&value, at, sizeof(value));
    return value;
}

inline std::uint64_t halfWord(const char* at) {
    std::uint32_t value = 0;
    std::memcpy(&value, at, sizeof(value));
    return value;
}

/// Both halves of the 128-bit product in one word.
inline std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const auto product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

/// Fewer than 16 bytes as two words that differ wherever the bytes do.
inline std::pair<std::uint64_t, std::uint64_t> shortWords(const char* at, std::size_t size) {
    if (size >= 8) {
        return {word(at), word(at + size - 8)};
    }
    if (size >= 4) {
        return {halfWord(at), halfWord(at + size - 4)};
    }
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, size);
    return {bytes, 0};
}

} // namespace detail

inline std::uint64_t fingerprint(std::string_view text, std::uint64_t seed) {
    using namespace detail;
    const auto* at = text.data();
    auto left = text.size();
    auto lane0 = seed ^ kLane0;
    auto lane1 = seed ^ kLane1;
    for (; left > 32; left -= 32, at += 32) {
        lane0 = fold(word(at) ^ kLane1, word(at + 8) ^ lane0);
        lane1 = fold(word(at + 16) ^ kLane0, word(at + 24) ^ lane1);
    }
    if (left >= 16) { // the last 32 bytes, or 16 twice: overlapping what was read already
        lane0 = fold(word(at) ^ kLane1, word(at + 8) ^ lane0);
        lane1 = fold(word(at + left - 16) ^ kLane0, word(at + left - 8) ^ lane1);
    } else {
        const auto [first, last] = shortWords(at, left);
        lane0 = fold(first ^ kLane1, last ^ lane0);
    }
    return fold(lane0 ^ kEnd, lane1 ^ text.size());
}

} // namespace hearth::scrape
