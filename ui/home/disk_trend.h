// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPolygonF>
#include <cstdint>
#include <optional>

#include "model/time.h"

namespace hearth::ui {

/// Where the free space of a disk is heading.
struct DiskTrend {
    enum class Kind : std::uint8_t {
        kMeasuring, ///< Not watched long enough to say.
        kSteady,    ///< Not filling, or so slowly that it does not matter.
        kFilling,   ///< Full in `secondsLeft`.
    } kind = Kind::kMeasuring;
    double secondsLeft = 0;
};

/// Below this span of samples a slope says little.
inline constexpr model::DurationMs kMinTrendSpan = 15 * model::kMinuteMs;
/// A disk that lasts longer than this counts as steady.
inline constexpr double kMaxTrendSeconds = 2.0 * 365 * 86'400;

/// A straight line by least squares through (milliseconds, bytes available), followed to zero from its last point.
DiskTrend diskTrend(const QPolygonF& availableBytes);

} // namespace hearth::ui
