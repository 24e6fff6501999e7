// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <ctime>

namespace hearth {
namespace {

Nanoseconds timeOf(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec);
}

} // namespace

WallTime SystemClock::now() const {
    return std::chrono::time_point_cast<Nanoseconds>(std::chrono::system_clock::now());
}

MonotonicTime SystemClock::monotonic() const {
    return std::chrono::time_point_cast<Nanoseconds>(std::chrono::steady_clock::now());
}

Nanoseconds SystemClock::suspended() const {
    // Read in this order a pause in between makes it longer by the pause, never negative.
    const auto awake = timeOf(CLOCK_MONOTONIC);
    return timeOf(CLOCK_BOOTTIME) - awake;
}

bool SystemClock::waitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable_any& condition,
                            MonotonicTime deadline, std::stop_token stop, const std::function<bool()>& ready) {
    return condition.wait_until(lock, stop, deadline, ready);
}

} // namespace hearth
