// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>

#include "base/clock.h"

namespace hearth::engine {

/// A clock that also believes those who say that the machine goes to sleep: the time from pause() to resume() counts as
/// suspended where the machine's own clocks do not say so.
/// Threads: thread-safe.
class MachineClock final : public Clock {
  public:
    /// `clock` outlives it.
    explicit MachineClock(Clock& clock)
        : m_clock(clock) {}

    WallTime now() const override { return m_clock.now(); }
    MonotonicTime monotonic() const override { return m_clock.monotonic(); }
    Nanoseconds suspended() const override;
    bool waitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable_any& condition, MonotonicTime deadline,
                   std::stop_token stop, const std::function<bool()>& ready) override {
        return m_clock.waitUntil(lock, condition, deadline, std::move(stop), ready);
    }

    void pause();
    /// Nothing where there was no pause().
    void resume();

  private:
    Clock& m_clock;
    mutable std::mutex m_mutex;
    std::optional<MonotonicTime> m_pausedAt; // guarded by m_mutex
    Nanoseconds m_awake{0};                  // guarded by m_mutex: pauses in which the machine ran on
};

} // namespace hearth::engine
