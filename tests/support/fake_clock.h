// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

#include "base/clock.h"

namespace hearth::tests {

/// A clock that stands still until somebody waits, and then jumps to the deadline. Threads: thread-safe.
class FakeClock final : public Clock {
  public:
    explicit FakeClock(WallTime start = WallTime(std::chrono::seconds(1'700'000'000)))
        : m_start(start) {}

    WallTime now() const override { return m_start + elapsed() + Nanoseconds(m_wallShift.load()); }
    MonotonicTime monotonic() const override { return MonotonicTime(elapsed()); }

    bool waitUntil(std::unique_lock<std::mutex>& /*lock*/, std::condition_variable_any& /*condition*/,
                   MonotonicTime deadline, std::stop_token stop, const std::function<bool()>& ready) override {
        if (!ready() && !stop.stop_requested()) {
            advanceTo(deadline);
        }
        return ready();
    }

    void advance(Nanoseconds by) { m_elapsed += by.count(); }
    /// Never goes back.
    void advanceTo(MonotonicTime time) {
        auto now = m_elapsed.load();
        while (now < time.time_since_epoch().count() &&
               !m_elapsed.compare_exchange_weak(now, time.time_since_epoch().count())) {
        }
    }
    Nanoseconds suspended() const override { return Nanoseconds(m_suspended.load()); }
    /// The machine is suspended.
    void sleep(Nanoseconds length) {
        m_wallShift += length.count();
        m_suspended += length.count();
    }
    /// Somebody sets the wall clock.
    void shiftWall(Nanoseconds by) { m_wallShift += by.count(); }

  private:
    Nanoseconds elapsed() const { return Nanoseconds(m_elapsed.load()); }

    const WallTime m_start;
    std::atomic<std::int64_t> m_elapsed{0};
    std::atomic<std::int64_t> m_wallShift{0};
    std::atomic<std::int64_t> m_suspended{0};
};

} // namespace hearth::tests
