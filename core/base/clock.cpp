// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

namespace hearth {

WallTime SystemClock::now() const {
    return std::chrono::time_point_cast<Nanoseconds>(std::chrono::system_clock::now());
}

MonotonicTime SystemClock::monotonic() const {
    return std::chrono::time_point_cast<Nanoseconds>(std::chrono::steady_clock::now());
}

bool SystemClock::waitUntil(std::unique_lock<std::mutex>& lock, std::condition_variable_any& condition,
                            MonotonicTime deadline, std::stop_token stop, const std::function<bool()>& ready) {
    return condition.wait_until(lock, stop, deadline, ready);
}

} // namespace hearth
