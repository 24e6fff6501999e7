// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/machine_clock.h"

namespace hearth::engine {

Nanoseconds MachineClock::suspended() const {
    const std::lock_guard lock(m_mutex);
    return m_clock.suspended() + m_awake;
}

void MachineClock::pause() {
    const std::lock_guard lock(m_mutex);
    if (!m_pausedAt) {
        m_pausedAt = m_clock.monotonic();
    }
}

/// The monotonic time stood still while the machine was really suspended: what it moved on by comes on top.
void MachineClock::resume() {
    const std::lock_guard lock(m_mutex);
    if (m_pausedAt) {
        m_awake += m_clock.monotonic() - *m_pausedAt;
        m_pausedAt.reset();
    }
}

} // namespace hearth::engine
