// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/notification_queue.h"

#include <algorithm>

namespace hearth::app {

void NotificationQueue::show(datasource::DesktopNotification notification, datasource::DesktopAnswer answer) {
    {
        const std::lock_guard lock(m_state->mutex);
        if (m_state->listener) {
            m_state->listener(std::move(notification), std::move(answer));
            return;
        }
        keep(*m_state, std::move(notification));
    }
    answer(std::string("kept until the window is there"));
}

void NotificationQueue::keep(State& state, datasource::DesktopNotification notification) {
    std::erase_if(state.waiting, [&notification](const auto& older) {
        return older.group == notification.group && older.receiver == notification.receiver;
    });
    if (notification.firing.empty()) {
        return; // nobody has seen it: there is nothing to take away
    }
    if (state.waiting.size() >= kMaxWaiting) {
        state.waiting.pop_front();
    }
    state.waiting.push_back(std::move(notification));
}

Subscription NotificationQueue::listen(datasource::DesktopHost::NotificationListener listener) {
    const std::lock_guard lock(m_state->mutex);
    m_state->listener = std::move(listener);
    const auto id = ++m_state->listenerId;
    for (auto& notification : std::exchange(m_state->waiting, {})) {
        m_state->listener(std::move(notification), [](const Result<std::string>&) {});
    }
    return Subscription([state = m_state, id] {
        const std::lock_guard inner(state->mutex);
        if (state->listenerId == id) {
            state->listener = nullptr;
        }
    });
}

} // namespace hearth::app
