// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "base/random.h"

namespace hearth::alertmanager {

/// How long to wait from one attempt to the next: 0.5 s, each time half as much more, up to a minute, each jittered by
/// up to a half in both directions (Alertmanager: cenkalti/backoff). Threads: thread-compatible.
class Backoff {
  public:
    Nanoseconds next(RandomSource& random) {
        constexpr double kJitter = 0.5;
        const auto share = static_cast<double>(random() >> 11U) * 0x1p-53;
        const auto seconds = m_seconds * (1 - kJitter + 2 * kJitter * share);
        m_seconds = std::min(m_seconds * kGrowth, kMaxSeconds);
        return Nanoseconds(std::llround(seconds * 1e9));
    }

  private:
    static constexpr double kGrowth = 1.5;
    static constexpr double kMaxSeconds = 60;
    double m_seconds = 0.5;
};

} // namespace hearth::alertmanager
