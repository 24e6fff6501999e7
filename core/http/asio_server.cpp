// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <future>
#include <unordered_map>

#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/connection.h"
#include "http/listen_address.h"

namespace hearth::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// After a failed accept (no file descriptors left, as a rule) the next attempt waits this long.
constexpr std::chrono::milliseconds kAcceptPause{100};

std::unexpected<Error> cannotListen(const std::string& address, const error_code& error) {
    if (error == asio::error::address_in_use) {
        const auto at = address.rfind(':');
        return fail(ErrorCode::kConflict,
                    fmt::format("cannot listen on {}: another program already uses port {}; stop it or choose another "
                                "port",
                                address, address.substr(at + 1)));
    }
    return fail(ErrorCode::kIo, fmt::format("cannot listen on {}: {}", address, error.message()));
}

Result<tcp::endpoint> resolve(asio::io_context& context, const std::string& text) {
    const auto address = HEARTH_TRY(parseListenAddress(text));
    if (address.host.empty()) {
        return tcp::endpoint(tcp::v6(), address.port);
    }
    error_code error;
    tcp::resolver resolver(context);
    const auto found = resolver.resolve(address.host, std::to_string(address.port), tcp::resolver::passive, error);
    if (error || found.empty()) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("cannot listen on {}: no address is known for {}", text, address.host));
    }
    for (const auto& entry : found) {
        if (entry.endpoint().address().is_v4()) {
            return entry.endpoint();
        }
    }
    return found.begin()->endpoint();
}

error_code open(tcp::acceptor& acceptor, const tcp::endpoint& endpoint) {
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (error) {
        return error;
    }
    acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (endpoint.address().is_v6() && endpoint.address().is_unspecified()) {
        acceptor.set_option(asio::ip::v6_only(false), error);
    }
    acceptor.bind(endpoint, error);
    if (!error) {
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    }
    return error;
}

/// A machine without IPv6 still has "every address".
error_code openWithFallback(tcp::acceptor& acceptor, const tcp::endpoint& endpoint) {
    auto error = open(acceptor, endpoint);
    if (error == asio::error::address_family_not_supported && endpoint.address().is_unspecified()) {
        error_code ignored;
        acceptor.close(ignored);
        error = open(acceptor, tcp::endpoint(tcp::v4(), endpoint.port()));
    }
    return error;
}

/// Accepts on the first net thread and deals the connections out to all of them in turn.
class AsioServer final : public Server {
  public:
    AsioServer(ServerOptions options, Handler handler, Log log);
    ~AsioServer() override;

    Result<void> listen();
    void accept();
    std::vector<std::uint16_t> ports() const override { return m_ports; }

  private:
    struct Listener {
        explicit Listener(asio::io_context& context)
            : acceptor(context)
            , pause(context) {}
        tcp::acceptor acceptor;
        asio::steady_timer pause;
        bool waiting = false; ///< For a connection to end.
    };

    void acceptNext(Listener& listener);
    void onAccepted(Listener& listener, const error_code& error, tcp::socket socket, std::size_t thread);
    void serve(tcp::socket socket, const std::shared_ptr<NetThread>& thread);
    void onClosed(Connection& connection);
    void resumeAccepting();
    std::size_t connectionCount();

    ConnectionContext m_context;
    std::vector<std::uint16_t> m_ports;
    std::vector<std::shared_ptr<NetThread>> m_threads;

    // Of the first net thread.
    std::vector<std::unique_ptr<Listener>> m_listeners;
    std::size_t m_nextThread = 0;
    bool m_stopping = false;

    std::mutex m_mutex;
    struct Owned {
        std::shared_ptr<Connection> connection;
        std::shared_ptr<NetThread> thread;
    };
    std::unordered_map<Connection*, Owned> m_connections; // guarded by m_mutex
};

AsioServer::AsioServer(ServerOptions options, Handler handler, Log log)
    : m_context{std::move(options), std::move(handler), std::move(log),
                [this](Connection& connection) { onClosed(connection); }} {
    for (std::size_t i = 0; i < std::max<std::size_t>(m_context.options.threads, 1); ++i) {
        m_threads.push_back(std::make_shared<NetThread>(fmt::format("net-{}", i)));
    }
}

AsioServer::~AsioServer() {
    std::promise<void> closed;
    m_threads.front()->post([this, &closed] {
        m_stopping = true;
        m_listeners.clear();
        closed.set_value();
    });
    closed.get_future().wait();
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [key, owned] : m_connections) {
            owned.thread->post([connection = owned.connection] { connection->close(); });
        }
    }
    for (const auto& thread : m_threads) {
        thread->join();
    }
}

Result<void> AsioServer::listen() {
    auto& context = m_threads.front()->context();
    for (const auto& address : m_context.options.listenAddresses) {
        const auto endpoint = HEARTH_TRY(resolve(context, address));
        auto listener = std::make_unique<Listener>(context);
        if (const auto error = openWithFallback(listener->acceptor, endpoint)) {
            return cannotListen(address, error);
        }
        m_ports.push_back(listener->acceptor.local_endpoint().port());
        m_listeners.push_back(std::move(listener));
    }
    return {};
}

void AsioServer::accept() {
    m_threads.front()->post([this] {
        for (const auto& listener : m_listeners) {
            acceptNext(*listener);
        }
    });
}

void AsioServer::acceptNext(Listener& listener) {
    listener.waiting = connectionCount() >= m_context.options.maxConnections;
    if (listener.waiting) {
        return;
    }
    const auto thread = m_nextThread++ % m_threads.size();
    listener.acceptor.async_accept(m_threads[thread]->context(),
                                   [this, &listener, thread](const error_code& error, tcp::socket socket) {
                                       onAccepted(listener, error, std::move(socket), thread);
                                   });
}

void AsioServer::onAccepted(Listener& listener, const error_code& error, tcp::socket socket, std::size_t thread) {
    if (m_stopping) {
        return; // The listener is gone.
    }
    if (!error) {
        serve(std::move(socket), m_threads[thread]);
        return acceptNext(listener);
    }
    m_context.log.warn("cannot accept a connection", {{"err", error.message()}});
    listener.pause.expires_after(kAcceptPause);
    listener.pause.async_wait([this, &listener](const error_code& canceled) {
        if (!canceled && !m_stopping) {
            acceptNext(listener);
        }
    });
}

void AsioServer::serve(tcp::socket socket, const std::shared_ptr<NetThread>& thread) {
    auto connection = makeConnection(std::move(socket), thread, m_context);
    {
        const std::lock_guard lock(m_mutex);
        m_connections.emplace(connection.get(), Owned{connection, thread});
    }
    thread->post([connection] { connection->start(); });
}

void AsioServer::onClosed(Connection& connection) {
    Owned last; // Destroyed after the lock is released.
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_connections.find(&connection);
        last = std::move(found->second);
        m_connections.erase(found);
    }
    m_threads.front()->post([this] { resumeAccepting(); });
}

void AsioServer::resumeAccepting() {
    for (const auto& listener : m_listeners) {
        if (listener->waiting) {
            acceptNext(*listener);
        }
    }
}

std::size_t AsioServer::connectionCount() {
    const std::lock_guard lock(m_mutex);
    return m_connections.size();
}

} // namespace

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler handler, Log log) {
    auto server = std::make_unique<AsioServer>(std::move(options), std::move(handler), log.component("http"));
    HEARTH_TRY(server->listen());
    server->accept();
    return server;
}

} // namespace hearth::http
