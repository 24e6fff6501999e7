// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

#include "model/time.h"

namespace hearth::ui {

/// How finely a graph is asked for. Automatic steps grow with the range; the divisors are Prometheus's own.
struct Resolution {
    enum class Kind : std::uint8_t { kLow, kMedium, kHigh, kFixed } kind = Kind::kMedium;
    model::DurationMs step = 15 * model::kSecondMs; ///< Of kFixed.

    bool operator==(const Resolution&) const = default;
};

/// Most points of one series that a server answers (Prometheus: 11,000).
inline constexpr std::int64_t kMaxPoints = 11'000;

/// max(1 s, range/100, /250 or /750); a fixed step as it is, at least 1 ms.
model::DurationMs stepFor(model::DurationMs range, Resolution resolution);

/// 1 s ... 2 y: what the plus and minus of a range go through.
std::span<const model::DurationMs> rangeSteps();
/// The next shorter or longer step; the same at the ends.
model::DurationMs shorterRange(model::DurationMs range);
model::DurationMs longerRange(model::DurationMs range);

} // namespace hearth::ui
