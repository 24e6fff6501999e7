// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "http/transport.h"

namespace hearth::datasource {

/// Lends transports, each to one caller at a time, and keeps returned ones with their open connections.
/// Threads: thread-safe.
class TransportPool {
  public:
    using Make = std::function<std::unique_ptr<http::Transport>()>;

    explicit TransportPool(Make make)
        : m_make(std::move(make)) {}

    /// A transport that goes back to the pool when it is destroyed.
    class Loan {
      public:
        Loan(TransportPool& pool, std::unique_ptr<http::Transport> transport)
            : m_pool(pool)
            , m_transport(std::move(transport)) {}
        ~Loan() { m_pool.giveBack(std::move(m_transport)); }
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        http::Transport& operator*() { return *m_transport; }

      private:
        TransportPool& m_pool;
        std::unique_ptr<http::Transport> m_transport;
    };

    Loan lend();

    /// One blocking exchange over a transport of the pool.
    Result<http::ClientResponse> exchange(const Clock& clock, http::ClientRequest request, std::stop_token stop) {
        auto transport = lend();
        return http::exchange(*transport, clock, std::move(request), std::move(stop));
    }

  private:
    void giveBack(std::unique_ptr<http::Transport> transport);

    const Make m_make;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<http::Transport>> m_idle; // guarded by m_mutex
};

} // namespace hearth::datasource
