// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>

namespace hearth {

using Nanoseconds = std::chrono::nanoseconds;
/// Wall time since the Unix epoch, UTC.
using WallTime = std::chrono::time_point<std::chrono::system_clock, Nanoseconds>;
/// Time since an arbitrary start; never goes back.
using MonotonicTime = std::chrono::time_point<std::chrono::steady_clock, Nanoseconds>;

/// The one source of time, passed in through constructors so that tests can run an hour in milliseconds.
/// Threads: thread-safe.
class Clock {
  public:
    virtual ~Clock() = default;

    virtual WallTime now() const = 0;
    virtual MonotonicTime monotonic() const = 0;
    /// How long the machine has been suspended since it was started; the monotonic time stands still meanwhile.
    virtual Nanoseconds suspended() const { return Nanoseconds::zero(); }

    /// Waits on `condition` (with `lock` held, as std::condition_variable_any does) until `ready()` holds, `deadline`
    /// passes or `stop` is requested. Returns what `ready()` says last.
    virtual bool waitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable_any& condition,
                           MonotonicTime deadline, std::stop_token stop, const std::function<bool()>& ready) = 0;

    /// Milliseconds since the Unix epoch, the unit of every stored sample.
    std::int64_t nowMs() const {
        return std::chrono::floor<std::chrono::milliseconds>(now().time_since_epoch()).count();
    }
};

/// The machine's own clocks.
class SystemClock final : public Clock {
  public:
    WallTime now() const override;
    MonotonicTime monotonic() const override;
    Nanoseconds suspended() const override;
    bool waitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable_any& condition, MonotonicTime deadline,
                   std::stop_token stop, const std::function<bool()>& ready) override;
};

} // namespace hearth
