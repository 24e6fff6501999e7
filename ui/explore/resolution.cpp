// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/resolution.h"

#include <algorithm>
#include <array>

namespace hearth::ui {

namespace {

using model::kDayMs;
using model::kHourMs;
using model::kMinuteMs;
using model::kSecondMs;

constexpr std::array kRanges{
    1 * kSecondMs, 10 * kSecondMs, 1 * kMinuteMs, 5 * kMinuteMs, 15 * kMinuteMs, 30 * kMinuteMs,
    1 * kHourMs,   2 * kHourMs,    6 * kHourMs,   12 * kHourMs,  1 * kDayMs,     2 * kDayMs,
    7 * kDayMs,    14 * kDayMs,    28 * kDayMs,   56 * kDayMs,   365 * kDayMs,   730 * kDayMs,
};

std::int64_t pointsOf(Resolution::Kind kind) {
    switch (kind) {
    case Resolution::Kind::kLow:
        return 100;
    case Resolution::Kind::kHigh:
        return 750;
    default:
        return 250;
    }
}

} // namespace

model::DurationMs stepFor(model::DurationMs range, Resolution resolution) {
    if (resolution.kind == Resolution::Kind::kFixed) {
        return std::max<model::DurationMs>(resolution.step, 1);
    }
    return std::max(kSecondMs, range / pointsOf(resolution.kind));
}

std::span<const model::DurationMs> rangeSteps() {
    return kRanges;
}

model::DurationMs shorterRange(model::DurationMs range) {
    const auto at = std::ranges::lower_bound(kRanges, range);
    return at == kRanges.begin() ? kRanges.front() : *(at - 1);
}

model::DurationMs longerRange(model::DurationMs range) {
    const auto at = std::ranges::upper_bound(kRanges, range);
    return at == kRanges.end() ? std::max(range, kRanges.back()) : *at;
}

} // namespace hearth::ui
