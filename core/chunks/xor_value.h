// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

#include "chunks/bit_reader.h"
#include "chunks/bit_writer.h"

/// A column of floats in which every value is written as what differs from the one before it.
namespace hearth::chunks {

inline constexpr unsigned kMaxLeading = 31; ///< Five bits.

/// The part of a word in which values differed last: what lies between the leading and the trailing zeros.
struct ReadWindow {
    std::uint8_t significant = 64; ///< A window that is used before one is stated is the whole word.
    std::uint8_t trailing = 0;

    /// Takes a new one from `ahead`, left-aligned: leading (5), significant (6, where 0 means 64). False where it is
    /// impossible.
    bool state(std::uint64_t ahead) {
        const auto leading = static_cast<unsigned>(ahead >> 59U);
        const auto stated = static_cast<unsigned>((ahead << 5U) >> 58U);
        significant = static_cast<std::uint8_t>(stated == 0 ? 64 : stated);
        trailing = static_cast<std::uint8_t>(64 - leading - significant);
        return leading + significant <= 64;
    }
    /// What differs.
    std::uint64_t take(BitReader& bits) const { return bits.take(significant) << trailing; }
};

/// Replaces `value` (as bits) by the next one of the column; false where the payload is damaged.
inline bool readXor(BitReader& bits, ReadWindow& window, std::uint64_t& value) {
    const auto ahead = bits.peek();
    if (ahead >> 63U == 0) {
        bits.skip(1);
        return true;
    }
    if (ahead >> 62U == 0b10) {
        bits.skip(2);
    } else {
        bits.skip(13);
        if (!window.state(ahead << 2U)) {
            return false;
        }
    }
    value ^= window.take(bits);
    return true;
}

struct WriteWindow {
    static constexpr std::uint8_t kNone = 0xff;
    std::uint8_t leading = kNone;
    std::uint8_t trailing = 0;

    bool holds(std::uint64_t difference) const {
        return leading != kNone && std::countl_zero(difference) >= leading && std::countr_zero(difference) >= trailing;
    }
    void put(std::uint64_t difference, BitWriter& bits) const {
        bits.put(difference >> trailing, 64U - leading - trailing);
    }
    /// Opens the window that just holds the difference (not 0), and says so.
    void restate(std::uint64_t difference, BitWriter& bits) {
        leading = static_cast<std::uint8_t>(std::min(static_cast<unsigned>(std::countl_zero(difference)), kMaxLeading));
        trailing = static_cast<std::uint8_t>(std::countr_zero(difference));
        const auto significant = 64U - leading - trailing;
        bits.put(std::uint64_t{leading} << 6U | (significant & 63U), 11);
    }
};

/// Writes `value` behind `last` of the same column.
inline void writeXor(BitWriter& bits, WriteWindow& window, double value, double last) {
    const auto difference = std::bit_cast<std::uint64_t>(value) ^ std::bit_cast<std::uint64_t>(last);
    if (difference == 0) {
        bits.put(0, 1);
        return;
    }
    if (window.holds(difference)) {
        bits.put(0b10, 2);
    } else {
        bits.put(0b11, 2);
        window.restate(difference, bits);
    }
    window.put(difference, bits);
}

} // namespace hearth::chunks
