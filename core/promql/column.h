// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/time.h"

namespace hearth::promql {

/// The values of one series at every step of an evaluation; a cell without a value holds kAbsentBits.
using Column = std::vector<double>;

/// A quiet NaN with a payload of its own: says "no value at this step". Never leaves the evaluator. Arithmetic on it is
/// undefined in the sense that payloads may or may not survive, so every kernel asks isAbsent() first.
inline constexpr std::uint64_t kAbsentBits = 0x7ff8'4845'4152'5448ULL;

inline double absentValue() {
    return std::bit_cast<double>(kAbsentBits);
}
inline bool isAbsent(double value) {
    return std::bit_cast<std::uint64_t>(value) == kAbsentBits;
}

/// A cell may also stand for a native histogram: its bits name one of the query's HistogramPool. Nobody meets such
/// cells who did not ask for them (Evaluator::mixedVector).
inline constexpr std::uint64_t kHistogramTag = 0x7ff8'4849'0000'0000ULL;

inline bool isHistogram(double cell) {
    return std::bit_cast<std::uint64_t>(cell) >> 32U == kHistogramTag >> 32U;
}

/// Number of cells that hold a value.
inline std::size_t countPresent(std::span<const double> cells) {
    std::size_t count = 0;
    for (const double cell : cells) {
        count += isAbsent(cell) ? 0 : 1;
    }
    return count;
}

/// Milliseconds in PromQL's unit of time.
inline double toSeconds(std::int64_t milliseconds) {
    constexpr double kMillisecondsPerSecond = 1000.0;
    return static_cast<double>(milliseconds) / kMillisecondsPerSecond;
}

/// The moments at which an expression is evaluated: begin, begin + step, ... (count of them).
struct Steps {
    model::TimestampMs begin = 0;
    model::DurationMs step = 1; ///< Positive, also where count is 1.
    std::size_t count = 1;

    model::TimestampMs at(std::size_t index) const { return begin + static_cast<std::int64_t>(index) * step; }
    model::TimestampMs end() const { return at(count - 1); }
};

/// The moments themselves, in seconds: what time() says.
inline Column timesOf(const Steps& steps) {
    Column times(steps.count);
    for (std::size_t step = 0; step < steps.count; ++step) {
        times[step] = toSeconds(steps.at(step));
    }
    return times;
}

} // namespace hearth::promql
