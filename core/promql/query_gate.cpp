// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/query_gate.h"

namespace hearth::promql {

QueryGate::Place::~Place() {
    if (m_gate != nullptr) {
        const std::lock_guard lock(m_gate->m_mutex);
        ++m_gate->m_free;
        m_gate->m_left.notify_one();
    }
}

Result<QueryGate::Place> QueryGate::enter(MonotonicTime deadline, const std::stop_token& stop) {
    std::unique_lock lock(m_mutex);
    const auto isFree = [this] { return m_free > 0; };
    const bool entered = isFree() || m_clock.waitUntil(lock, m_left, deadline, stop, isFree);
    if (stop.stop_requested()) {
        return fail(ErrorCode::kCanceled, "query was canceled in query execution");
    }
    if (!entered) {
        return fail(ErrorCode::kTimeout, "query timed out in query execution");
    }
    --m_free;
    return Place(this);
}

} // namespace hearth::promql
