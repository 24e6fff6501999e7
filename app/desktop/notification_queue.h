// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>

#include "base/subscription.h"
#include "datasource/desktop.h"

namespace hearth::app {

/// Between the engine, which has something to show, and the window, which comes later and may be gone before.
/// Threads: thread-safe. A subscription may outlive the queue.
class NotificationQueue {
  public:
    /// Groups that wait for a listener; the oldest is dropped for one more.
    static constexpr std::size_t kMaxWaiting = 500;

    /// Hands it to the listener, or keeps it as the state of its group until there is one.
    void show(datasource::DesktopNotification notification, datasource::DesktopAnswer answer);
    /// Replaces the listener before, if any. It is called with the queue locked: it must not call back.
    Subscription listen(datasource::DesktopHost::NotificationListener listener);

  private:
    struct State {
        std::mutex mutex;
        datasource::DesktopHost::NotificationListener listener; // guarded by mutex
        std::size_t listenerId = 0;                             // guarded by mutex
        std::deque<datasource::DesktopNotification> waiting;    // guarded by mutex
    };
    static void keep(State& state, datasource::DesktopNotification notification);

    const std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace hearth::app
