// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <shared_mutex>

#include "http/server.h"
#include "remote/write_receiver.h"

namespace hearth::engine {

/// Lets remote writes through to a receiver as long as there is one.
/// Threads: thread-safe.
class WriteGate {
  public:
    /// From now on hands requests to `receiver`; null takes it away and returns when no request is under way there.
    void direct(remote::WriteReceiver* receiver) {
        const std::unique_lock lock(m_mutex);
        m_receiver = receiver;
    }

    http::ServerResponse receive(const http::ServerRequest& request) {
        const std::shared_lock lock(m_mutex);
        return m_receiver != nullptr ? m_receiver->receive(request)
                                     : http::ServerResponse::text(503, "Service Unavailable");
    }

  private:
    std::shared_mutex m_mutex;
    remote::WriteReceiver* m_receiver = nullptr; ///< Guarded by m_mutex.
};

} // namespace hearth::engine
