// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "http/peer_address.h"
#include "http/plain_answer.h"
#include "http/plain_request.h"
#include "http/transport.h"

namespace hearth::http {

/// The short way for what a server does all day: plain GET requests over connections that are kept, a few system calls
/// each and no copy of the body. It knows only what well-behaved peers need, and the plainest failures; whatever else
/// happens, the request is handed back to be sent over libcurl, which knows the rest.
///
/// Only peers whose address is known are dialled: those named by address, and those that libcurl has reached before.
/// Threads: confined to the transport's thread.
class PlainLane {
  public:
    using RequestId = Transport::RequestId;

    /// How a request ended here.
    struct Outcome {
        RequestId id = 0;
        Transport::Done done;
        ClientRequest request;
        std::optional<Result<ClientResponse>> result; ///< Unset: start the request, which is whole, once more.
    };

    /// Sockets are watched by the epoll instance `epoll`, with the connection's address as their data.
    PlainLane(int epoll, std::string userAgent);
    ~PlainLane();
    PlainLane(const PlainLane&) = delete;
    PlainLane& operator=(const PlainLane&) = delete;

    /// Whether start() could take requests like this one if it knew the peer's address: see learn().
    bool suits(const ClientRequest& request) const;
    /// Begins a request; false, with nothing moved from, where libcurl must do it.
    bool start(RequestId id, ClientRequest& request, Transport::Done& done, MonotonicTime now);
    bool cancel(RequestId id);

    /// What libcurl found out: the peer of a request that suits().
    void learn(const ClientRequest& request, const std::string& address, std::uint16_t port);

    /// An event of epoll with this data.
    void onEvent(void* connection, std::uint32_t events, MonotonicTime now);
    /// When expire() wants to be called.
    std::optional<MonotonicTime> nextDeadline() const;
    void expire(MonotonicTime now);

    std::vector<Outcome> takeOutcomes() { return std::exchange(m_outcomes, {}); }
    /// Memory for bodies to come.
    void giveBack(std::string memory);

  private:
    struct Exchange;
    struct Connection;

    std::optional<PeerAddress> addressOf(const PlainTarget& target) const;
    Connection* idleConnection(const std::string& authority);
    Connection* connect(const std::string& authority, const PeerAddress& address);
    bool send(Connection& connection);
    void onReadable(Connection& connection, MonotonicTime now);
    void finish(Connection& connection, std::optional<Result<ClientResponse>> result, MonotonicTime now);
    Result<ClientResponse> answerOf(Exchange& exchange);
    Error bodyFailure(const Exchange& exchange) const;
    void onEnded(Connection& connection, MonotonicTime now);
    void onConnectFailure(Connection& connection, int error, MonotonicTime now);
    void avoid(const std::string& url);
    void close(Connection& connection);
    void keep(Connection& connection, MonotonicTime now);
    void closeOld(MonotonicTime now);
    std::unique_ptr<Exchange> idleExchange();
    std::string spareMemory();

    const int m_epoll;
    const std::string m_userAgent;
    std::unordered_map<Connection*, std::unique_ptr<Connection>> m_connections;
    std::unordered_map<std::string, std::vector<Connection*>> m_idle; ///< By authority; the latest at the end.
    std::set<std::pair<MonotonicTime, Connection*>> m_deadlines;      ///< Of those under way.
    std::unordered_map<RequestId, Connection*> m_running;
    std::unordered_map<std::string, PeerAddress> m_learned; ///< By authority, while a connection stands.
    std::unordered_set<std::string> m_avoided;              ///< URLs whose answers need libcurl.
    std::vector<std::unique_ptr<Exchange>> m_idleExchanges;
    std::vector<std::string> m_spare;
    std::vector<Outcome> m_outcomes;
    MonotonicTime m_nextSweep;
};

} // namespace hearth::http
