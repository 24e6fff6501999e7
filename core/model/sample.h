// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

#include "model/time.h"

namespace hearth::model {

/// A float sample.
struct Sample {
    TimestampMs time = 0;
    double value = 0;
};

/// The NaN that says "this series has ended here".
inline constexpr std::uint64_t kStaleNanBits = 0x7ff0000000000002ULL;
/// The NaN that a target may expose; every other NaN is turned into this one.
inline constexpr std::uint64_t kNormalNanBits = 0x7ff8000000000001ULL;

inline double staleNan() {
    return std::bit_cast<double>(kStaleNanBits);
}
inline double normalNan() {
    return std::bit_cast<double>(kNormalNanBits);
}
inline bool isStale(double value) {
    return std::bit_cast<std::uint64_t>(value) == kStaleNanBits;
}

} // namespace hearth::model
