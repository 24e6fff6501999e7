// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "datasource/backtest.h"
#include "model/time.h"

namespace hearth::backtest {

/// The instants of a group within a range, evenly spaced. A value.
struct Instants {
    model::TimestampMs first = 0;
    model::DurationMs interval = 1;
    std::size_t count = 0;

    model::TimestampMs at(std::size_t index) const { return first + static_cast<model::DurationMs>(index) * interval; }
    model::TimestampMs last() const { return at(count - 1); }
    /// The index of the first instant that is not before `time`; `count` where there is none.
    std::size_t from(model::TimestampMs time) const {
        const auto past = time - first;
        return past <= 0 ? 0 : std::min(count, static_cast<std::size_t>((past + interval - 1) / interval));
    }
    /// The index of an instant; nothing where `time` is none of them.
    std::optional<std::size_t> indexOf(model::TimestampMs time) const {
        const auto past = time - first;
        if (past < 0 || past % interval != 0 || static_cast<std::size_t>(past / interval) >= count) {
            return std::nullopt;
        }
        return static_cast<std::size_t>(past / interval);
    }
};

/// The instants at which something was evaluated, numbered without holes, and the clock of the engine that stands
/// still while it sleeps: what `for` and the Alertmanager's timers count.
/// Threads: thread-safe (immutable).
class Timeline {
  public:
    /// Leaves out the instants of gaps in which nothing was evaluated.
    Timeline(const Instants& instants, const std::vector<datasource::BacktestGap>& gaps);

    std::size_t size() const { return m_times.size(); }
    /// When the step is by the wall clock.
    model::TimestampMs timeOf(std::size_t step) const { return m_times[step]; }
    /// By the clock that stands still; 0 at the first step.
    model::DurationMs clockOf(std::size_t step) const { return static_cast<model::DurationMs>(step) * interval(); }
    model::DurationMs interval() const { return m_instants.interval; }
    /// The step of an instant; nothing where it was slept through, or is none.
    std::optional<std::uint32_t> stepOf(model::TimestampMs time) const;
    /// The step of a time that is one, else the next; size() where there is none.
    std::size_t stepAt(model::TimestampMs time) const;
    /// The wall time when the other clock shows `clock`; goes on evenly after the last step.
    model::TimestampMs wallOf(model::DurationMs clock) const;

  private:
    static constexpr std::uint32_t kAsleep = UINT32_MAX;

    Instants m_instants;
    std::vector<model::TimestampMs> m_times; ///< By step.
    std::vector<std::uint32_t> m_steps;      ///< By instant; empty: the same.
};

} // namespace hearth::backtest
