// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

#include "base/subscription.h"

namespace hearth {

/// Who wants to hear of something. Subscriptions may outlive the list.
/// Threads: thread-safe; listeners are called on the thread of call(), one after the other, and must not call back.
template <class... Arguments>
class Listeners {
  public:
    using Listener = std::function<void(Arguments...)>;

    Subscription add(Listener listener) {
        const std::lock_guard lock(m_state->mutex);
        const auto id = ++m_state->lastId;
        m_state->all.emplace(id, std::move(listener));
        return Subscription([state = m_state, id] {
            const std::lock_guard inner(state->mutex);
            state->all.erase(id);
        });
    }

    void call(const Arguments&... arguments) {
        const std::lock_guard lock(m_state->mutex);
        for (const auto& [id, listener] : m_state->all) {
            listener(arguments...);
        }
    }

  private:
    struct State {
        std::mutex mutex;
        std::uint64_t lastId = 0;              // guarded by mutex
        std::map<std::uint64_t, Listener> all; // guarded by mutex
    };
    const std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace hearth
