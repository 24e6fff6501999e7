// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "base/clock.h"

namespace hearth {

/// A time in which the machine was suspended and nothing ran.
struct Sleep {
    WallTime begin; ///< Late by the time that passed between waking and noticing.
    WallTime end;   ///< When it was noticed.

    Nanoseconds length() const { return end - begin; }
};

/// How long nothing is judged after the machine woke: networks and their machines take their time to come back.
inline constexpr Nanoseconds kSleepGrace = std::chrono::seconds(60);

/// Notices that the machine has slept, by a comparison of its clocks; whoever acts on a schedule asks before it acts.
/// Threads: thread-compatible.
class SleepDetector {
  public:
    /// Shorter ones do not count.
    static constexpr Nanoseconds kShortest = std::chrono::seconds(5);

    /// `clock` outlives it.
    explicit SleepDetector(const Clock& clock)
        : m_clock(clock)
        , m_suspended(clock.suspended()) {}

    /// The sleep since the last call, if there was one. About 50 ns.
    std::optional<Sleep> take() {
        const auto suspended = m_clock.suspended();
        const auto length = suspended - m_suspended;
        m_suspended = suspended;
        if (length < kShortest) {
            return std::nullopt;
        }
        const auto now = m_clock.now();
        return Sleep{.begin = now - length, .end = now};
    }

  private:
    const Clock& m_clock;
    Nanoseconds m_suspended;
};

} // namespace hearth
