// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/clock.h"
#include "model/time.h"

namespace hearth::model {

/// The millisecond that `time` is in.
inline TimestampMs timestampOf(WallTime time) {
    return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
}
inline std::optional<TimestampMs> timestampOf(const std::optional<WallTime>& time) {
    return time ? std::optional(timestampOf(*time)) : std::nullopt;
}

} // namespace hearth::model
