// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "http/connection.h"
#include "http/content_coding.h"

namespace hearth::http {

/// The Responder that handlers get: carries the answer from whatever thread has it to the connection's own. Packs the
/// body on the caller's thread. Outlives connection and server without harm: the answer is then dropped.
/// Threads: thread-compatible.
class PendingAnswer {
  public:
    PendingAnswer(std::shared_ptr<NetThread> thread, std::weak_ptr<Connection> connection, ContentCoding coding);
    PendingAnswer(PendingAnswer&&) noexcept = default;
    PendingAnswer& operator=(PendingAnswer&&) = delete;
    /// Answers 500 where nobody has answered.
    ~PendingAnswer();

    /// The first call counts.
    void operator()(ServerResponse response);

  private:
    std::shared_ptr<NetThread> m_thread; ///< Empty when answered.
    std::weak_ptr<Connection> m_connection;
    ContentCoding m_coding;
};

} // namespace hearth::http
