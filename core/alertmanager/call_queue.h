// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <vector>

#include "base/error.h"

namespace hearth::alertmanager {

/// Calls of other threads that wait for the notify thread. Threads: thread-safe.
class CallQueue {
  public:
    using Call = std::move_only_function<void()>;

    explicit CallQueue(std::size_t limit)
        : m_limit(limit) {}

    /// kUnavailable where it is full or closed; the call is destroyed unmade then.
    Result<void> post(Call call) {
        const std::scoped_lock lock(m_mutex);
        if (m_closed) {
            return fail(ErrorCode::kUnavailable, "the Alertmanager has stopped");
        }
        if (m_calls.size() >= m_limit) {
            return fail(ErrorCode::kUnavailable, "too many calls wait for the Alertmanager");
        }
        m_calls.push_back(std::move(call));
        return {};
    }

    std::deque<Call> take() {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_calls, {});
    }

    /// From now on nothing is taken.
    std::deque<Call> close() {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        return std::exchange(m_calls, {});
    }

  private:
    const std::size_t m_limit;
    std::mutex m_mutex;
    std::deque<Call> m_calls; // guarded by m_mutex
    bool m_closed = false;    // guarded by m_mutex
};

} // namespace hearth::alertmanager
