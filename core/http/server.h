// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/log.h"
#include "http/message.h"

namespace hearth::http {

/// A request as it came over a listener.
struct ServerRequest {
    std::string method;
    std::string target;    ///< As sent: path and query.
    std::string path;      ///< Percent-decoded; begins with '/'.
    Parameters parameters; ///< Of a form body where the content type says so, then of the URL (Go: Request.Form).
    std::vector<Header> headers;
    std::string body;
    std::string clientAddress; ///< "127.0.0.1:51234"
    std::stop_token canceled;  ///< Requested when the client has gone or the server stops.

    /// The first value; empty where there is none.
    std::string_view parameter(std::string_view name) const;
    bool hasParameter(std::string_view name) const;
    /// All values of one name, in order (`match[]`).
    std::vector<std::string> parameterValues(std::string_view name) const;
    std::string_view header(std::string_view name) const { return headerValue(headers, name); }
};

struct ServerResponse {
    int status = 200;
    std::vector<Header> headers;
    std::string body;

    static ServerResponse text(int status, std::string body);
    static ServerResponse json(int status, std::string body);
};

/// Sends the answer to one request, once, from any thread; destroyed unused it answers 500.
using Responder = std::move_only_function<void(ServerResponse)>;
/// Called on a net thread: must not block; heavy work goes to another thread that keeps the Responder.
using Handler = std::function<void(ServerRequest, Responder)>;

struct ServerOptions {
    std::vector<std::string> listenAddresses = {"0.0.0.0:9090"}; ///< host:port, :port, [v6]:port; port 0 picks one.
    std::size_t threads = 2;
    std::size_t maxConnections = 512;
    std::chrono::seconds readTimeout{300}; ///< Idle connections and slow senders are closed after it.
    std::uint64_t maxBodyBytes = 32U << 20U;
    std::uint32_t maxHeaderBytes = 64U << 10U;
};

/// An HTTP/1.1 server with keep-alive, HEAD, response compression (gzip, deflate as the client accepts) and limits.
/// Threads: thread-safe after start().
class Server {
  public:
    /// Binds all addresses and begins to serve. kConflict names an address in use.
    static Result<std::unique_ptr<Server>> start(ServerOptions options, Handler handler, Log log);
    /// Stops accepting, ends open requests, joins.
    virtual ~Server() = default;

    /// The ports really bound, in the order of listenAddresses.
    virtual std::vector<std::uint16_t> ports() const = 0;
};

} // namespace hearth::http
