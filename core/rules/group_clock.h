// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "base/clock.h"

namespace hearth::rules {

/// `file;name`: what identifies a group.
std::string groupKey(std::string_view file, std::string_view name);

/// How far a group's instants lie behind the multiples of its interval: the hash of its labels {file, name}, so that
/// groups are spread and yet stay where they are over restarts. Prometheus: Group.hash().
Nanoseconds groupOffset(std::string_view file, std::string_view name, Nanoseconds interval);

/// When a group is evaluated: at the instants t with t mod interval == offset, by the wall clock. What was not
/// evaluated in time is skipped, and counted. Prometheus: Group.run(). Threads: thread-compatible.
class GroupClock {
  public:
    GroupClock(Nanoseconds offset, Nanoseconds interval)
        : m_offset(offset)
        , m_interval(interval) {}

    /// Makes the first instant after the one before `now` the next.
    void start(WallTime now);
    /// The instant to be evaluated next.
    WallTime next() const { return m_next; }

    struct Tick {
        WallTime at;              ///< What is evaluated now: the last instant before `now`.
        std::uint64_t missed = 0; ///< Instants that were skipped.
    };
    /// next() has come: moves on. `now` >= next(), unless somebody has set the clock back; then it follows the clock.
    Tick advance(WallTime now);
    /// The last instant that is not after `time`.
    WallTime instantBefore(WallTime time) const;

  private:
    const Nanoseconds m_offset;
    const Nanoseconds m_interval;
    WallTime m_next;
};

} // namespace hearth::rules
