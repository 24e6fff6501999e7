// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include <boost/asio/ip/tcp.hpp>

#include "base/log.h"
#include "http/net_thread.h"
#include "http/server.h"

namespace hearth::http {

/// What the connections of one server have in common. Outlives them.
struct ConnectionContext {
    ServerOptions options;
    Handler handler;
    Log log;
    /// Called on the net thread, once a connection.
    std::function<void(class Connection&)> onClosed;
};

/// One accepted connection: reads a request, has it answered, writes the answer, and over again.
/// Threads: confined to its net thread.
class Connection {
  public:
    virtual ~Connection() = default;

    virtual void start() = 0;
    /// Ends the request under way (its stop token is requested) and the connection.
    virtual void close() = 0;
    /// Sends the answer to the request under way.
    virtual void answer(ServerResponse response) = 0;
};

std::shared_ptr<Connection> makeConnection(boost::asio::ip::tcp::socket socket, std::shared_ptr<NetThread> thread,
                                           const ConnectionContext& context);

} // namespace hearth::http
