// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/plain_lane.h"

#include <algorithm>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/compress.h"
#include "base/text.h"
#include "http/transfer_error.h"

namespace hearth::http {
namespace {

constexpr std::uint64_t kMaxUnlimitedBodyBytes = 1ULL << 30U;
/// Connections kept open, idle ones included: one a target of a large configuration.
constexpr std::size_t kMaxConnections = 10'000;
/// Idle connections are kept this long for the next request (Go's client as Prometheus sets it: 5 minutes).
constexpr std::chrono::minutes kMaxIdle{5};
constexpr std::chrono::seconds kSweepInterval{30};
constexpr std::size_t kMaxAvoided = 10'000;
constexpr std::size_t kMaxIdleExchanges = 16;
/// Memory of bodies kept for later ones.
constexpr std::size_t kMaxSpare = 2;
constexpr std::size_t kLeastSpareBytes = 4096;
constexpr std::size_t kMostSpareBytes = 4U << 20U;

constexpr std::uint32_t kReading = EPOLLIN | EPOLLRDHUP;
constexpr std::uint32_t kConnecting = EPOLLOUT;

bool isGzip(const ClientResponse& response) {
    return toLowerAscii(headerValue(response.headers, "Content-Encoding")) == "gzip";
}

bool isRedirect(const ClientResponse& response, const ClientRequest& request) {
    return response.status / 100 == 3 && (!request.options || request.options->followRedirects) &&
           !headerValue(response.headers, "Location").empty();
}

std::uint64_t bodyLimit(const ClientRequest& request) {
    return request.maxBodyBytes == 0 ? kMaxUnlimitedBodyBytes : request.maxBodyBytes;
}

} // namespace

/// One request under way. Kept for reuse, with the memory it has.
struct PlainLane::Exchange {
    RequestId id = 0;
    ClientRequest request;
    Transport::Done done;
    MonotonicTime deadline;
    std::string head; ///< The request as sent.
    PlainAnswer answer;
};

struct PlainLane::Connection {
    int socket = -1;
    std::string authority;
    std::unique_ptr<Exchange> exchange; ///< Null: idle.
    bool connecting = true;
    bool hasAnswered = false;
    bool answersGzip = false; ///< As far as known.
    std::size_t headSize = 0; ///< Of the last answer.
    MonotonicTime idleSince;
};

PlainLane::PlainLane(int epoll, std::string userAgent)
    : m_epoll(epoll)
    , m_userAgent(std::move(userAgent)) {}

PlainLane::~PlainLane() {
    for (const auto& [raw, connection] : m_connections) {
        ::close(connection->socket);
    }
}

bool PlainLane::suits(const ClientRequest& request) const {
    return plainTargetOf(request) && !m_avoided.contains(request.url);
}

/// Addresses in the URL, and what was learned of names.
std::optional<PeerAddress> PlainLane::addressOf(const PlainTarget& target) const {
    if (isAddress(target.host)) {
        return peerAddress(std::string(target.host), target.port);
    }
    const auto known = m_learned.find(std::string(target.authority));
    return known != m_learned.end() ? std::optional(known->second) : std::nullopt;
}

void PlainLane::learn(const ClientRequest& request, const std::string& address, std::uint16_t port) {
    const auto target = plainTargetOf(request);
    const auto found = peerAddress(address, port);
    if (target && found) {
        m_learned.insert_or_assign(std::string(target->authority), *found);
    }
}

PlainLane::Connection* PlainLane::idleConnection(const std::string& authority) {
    const auto found = m_idle.find(authority);
    if (found == m_idle.end() || found->second.empty()) {
        return nullptr;
    }
    auto* const connection = found->second.back();
    found->second.pop_back();
    return connection;
}

PlainLane::Connection* PlainLane::connect(const std::string& authority, const PeerAddress& address) {
    const int socket = connectTo(address);
    if (socket < 0) {
        return nullptr;
    }
    auto made = std::make_unique<Connection>();
    auto* const connection = made.get();
    connection->socket = socket;
    connection->authority = authority;
    m_connections.emplace(connection, std::move(made));
    epoll_event event{};
    event.events = kConnecting;
    event.data.ptr = connection;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event);
    return connection;
}

bool PlainLane::start(RequestId id, ClientRequest& request, Transport::Done& done, MonotonicTime now) {
    const auto target = plainTargetOf(request);
    if (!target || (!m_avoided.empty() && m_avoided.contains(request.url))) {
        return false;
    }
    auto exchange = idleExchange();
    if (!appendPlainRequest(exchange->head, *target, request, m_userAgent)) {
        return false;
    }
    const std::string authority(target->authority);
    auto* connection = idleConnection(authority);
    for (; connection != nullptr; connection = idleConnection(authority)) {
        connection->exchange = std::move(exchange);
        if (send(*connection)) {
            break;
        }
        exchange = std::move(connection->exchange); // the peer has closed it
        close(*connection);
    }
    if (connection == nullptr) {
        const auto address = addressOf(*target);
        connection = address ? connect(authority, *address) : nullptr;
        if (connection == nullptr) {
            return false;
        }
        connection->exchange = std::move(exchange);
    }
    auto& running = *connection->exchange;
    running.id = id;
    running.deadline = now + request.timeout;
    running.request = std::move(request);
    running.done = std::move(done);
    const bool unpacks = running.request.acceptGzip && (connection->answersGzip || connection->headSize == 0);
    auto& given = running.request.reuse;
    running.answer.begin(unpacks || given.capacity() < kLeastSpareBytes ? spareMemory() : std::move(given),
                         bodyLimit(running.request), connection->headSize);
    m_running.emplace(id, connection);
    m_deadlines.emplace(running.deadline, connection);
    return true;
}

bool PlainLane::send(Connection& connection) {
    const auto& head = connection.exchange->head;
    return ::send(connection.socket, head.data(), head.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(head.size());
}

bool PlainLane::cancel(RequestId id) {
    const auto found = m_running.find(id);
    if (found == m_running.end()) {
        return false;
    }
    auto& connection = *found->second;
    m_deadlines.erase({connection.exchange->deadline, &connection});
    m_running.erase(found);
    close(connection);
    return true;
}

void PlainLane::onEvent(void* raw, std::uint32_t /*events*/, MonotonicTime now) {
    auto& connection = *static_cast<Connection*>(raw);
    if (!connection.exchange) { // the peer closes it, or speaks out of turn
        std::erase(m_idle[connection.authority], &connection);
        close(connection);
        return;
    }
    if (!connection.connecting) {
        onReadable(connection, now);
        return;
    }
    int error = 0;
    socklen_t size = sizeof(error);
    ::getsockopt(connection.socket, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0 || !send(connection)) {
        onConnectFailure(connection, error, now);
        return;
    }
    connection.connecting = false;
    epoll_event event{};
    event.events = kReading;
    event.data.ptr = &connection;
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection.socket, &event);
}

void PlainLane::onReadable(Connection& connection, MonotonicTime now) {
    auto& exchange = *connection.exchange;
    switch (exchange.answer.read(connection.socket)) {
    case PlainAnswer::Progress::kWaiting:
        return;
    case PlainAnswer::Progress::kComplete:
        if (isRedirect(exchange.answer.response(), exchange.request)) {
            avoid(exchange.request.url);
            return finish(connection, std::nullopt, now);
        }
        connection.answersGzip = isGzip(exchange.answer.response());
        return finish(connection, answerOf(exchange), now);
    case PlainAnswer::Progress::kUnusual:
        avoid(exchange.request.url);
        break;
    case PlainAnswer::Progress::kTooLarge:
        return finish(connection, fail(ErrorCode::kLimit, "body size limit exceeded"), now);
    case PlainAnswer::Progress::kEnded:
        return onEnded(connection, now);
    }
    finish(connection, std::nullopt, now);
}

/// An address that refuses has refused; a name may have got another address since it was looked up.
void PlainLane::onConnectFailure(Connection& connection, int error, MonotonicTime now) {
    const auto& request = connection.exchange->request;
    const auto target = plainTargetOf(request);
    if (error != 0 && target && isAddress(target->host)) {
        finish(connection, std::unexpected(describeFailure({CURLE_COULDNT_CONNECT, error, {}, false}, request)), now);
        return;
    }
    if (error == 0) { // the request does not fit into one send()
        avoid(request.url);
    }
    finish(connection, std::nullopt, now);
}

void PlainLane::onEnded(Connection& connection, MonotonicTime now) {
    const auto& exchange = *connection.exchange;
    if (exchange.answer.isInBody()) {
        return finish(connection, std::unexpected(bodyFailure(exchange)), now);
    }
    if (exchange.answer.hasBegun()) {
        avoid(exchange.request.url);
        return finish(connection, std::nullopt, now);
    }
    if (connection.hasAnswered) { // the peer gave the connection up before it saw this request
        return finish(connection, std::nullopt, now);
    }
    const auto number = exchange.answer.errorNumber();
    const TransferFailure failure{number != 0 ? CURLE_RECV_ERROR : CURLE_GOT_NOTHING, number, {}, false};
    finish(connection, std::unexpected(describeFailure(failure, exchange.request)), now);
}

Error PlainLane::bodyFailure(const Exchange& exchange) const {
    const auto number = exchange.answer.errorNumber();
    return describeFailure({number != 0 ? CURLE_RECV_ERROR : CURLE_PARTIAL_FILE, number, {}, true}, exchange.request);
}

Result<ClientResponse> PlainLane::answerOf(Exchange& exchange) {
    auto& response = exchange.answer.response();
    auto& given = exchange.request.reuse;
    if (!exchange.request.acceptGzip || !isGzip(response)) {
        giveBack(std::move(given));
        return std::move(response);
    }
    auto packed = std::exchange(response.body, given.capacity() != 0 ? std::move(given) : spareMemory());
    auto unpacked = gzipDecompress(packed, response.body, bodyLimit(exchange.request));
    giveBack(std::move(packed));
    if (unpacked) {
        return std::move(response);
    }
    if (unpacked.error().code() == ErrorCode::kLimit) {
        return fail(ErrorCode::kLimit, "body size limit exceeded");
    }
    return std::unexpected(std::move(unpacked).error());
}

/// Hands the request back with what came of it, and keeps or closes the connection.
void PlainLane::finish(Connection& connection, std::optional<Result<ClientResponse>> result, MonotonicTime now) {
    auto& exchange = *connection.exchange;
    m_deadlines.erase({exchange.deadline, &connection});
    m_running.erase(exchange.id);
    if (!result) { // what is left of its time is for libcurl
        exchange.request.timeout = std::max(std::chrono::ceil<std::chrono::milliseconds>(exchange.deadline - now),
                                            std::chrono::milliseconds(1));
    }
    if (exchange.answer.isInBody()) {
        connection.headSize = exchange.answer.headSize();
        connection.hasAnswered = true;
    }
    m_outcomes.push_back({exchange.id, std::move(exchange.done), std::move(exchange.request), std::move(result)});
    if (!connection.connecting && exchange.answer.keepsAlive() && m_connections.size() <= kMaxConnections) {
        keep(connection, now);
    } else {
        close(connection);
    }
}

void PlainLane::avoid(const std::string& url) {
    if (m_avoided.size() >= kMaxAvoided) {
        m_avoided.clear();
    }
    m_avoided.insert(url);
}

void PlainLane::keep(Connection& connection, MonotonicTime now) {
    if (m_idleExchanges.size() < kMaxIdleExchanges) {
        m_idleExchanges.push_back(std::move(connection.exchange));
    }
    connection.exchange.reset();
    connection.idleSince = now;
    m_idle[connection.authority].push_back(&connection);
    if (now >= m_nextSweep) {
        m_nextSweep = now + kSweepInterval;
        closeOld(now);
    }
}

void PlainLane::closeOld(MonotonicTime now) {
    for (auto& [authority, idle] : m_idle) {
        const auto firstKept = std::ranges::find_if(
            idle, [now](const auto* connection) { return now - connection->idleSince < kMaxIdle; });
        const std::vector<Connection*> old(idle.begin(), firstKept);
        idle.erase(idle.begin(), firstKept);
        std::ranges::for_each(old, [this](auto* connection) { close(*connection); });
    }
    std::erase_if(m_idle, [](const auto& entry) { return entry.second.empty(); });
}

/// What was learned of a name goes with its connection, so that the next one looks the name up anew.
void PlainLane::close(Connection& connection) {
    m_learned.erase(connection.authority);
    ::close(connection.socket); // which also ends epoll's interest
    m_connections.erase(&connection);
}

std::optional<MonotonicTime> PlainLane::nextDeadline() const {
    return m_deadlines.empty() ? std::nullopt : std::optional(m_deadlines.begin()->first);
}

void PlainLane::expire(MonotonicTime now) {
    while (!m_deadlines.empty() && m_deadlines.begin()->first <= now) {
        auto& connection = *m_deadlines.begin()->second;
        const bool inBody = connection.exchange->answer.isInBody();
        const TransferFailure failure{CURLE_OPERATION_TIMEDOUT, 0, {}, inBody};
        auto error = describeFailure(failure, connection.exchange->request);
        connection.exchange->answer.abandon();
        finish(connection, std::unexpected(std::move(error)), now);
    }
}

std::unique_ptr<PlainLane::Exchange> PlainLane::idleExchange() {
    if (m_idleExchanges.empty()) {
        return std::make_unique<Exchange>();
    }
    auto exchange = std::move(m_idleExchanges.back());
    m_idleExchanges.pop_back();
    exchange->head.clear();
    return exchange;
}

void PlainLane::giveBack(std::string memory) {
    if (memory.capacity() >= kLeastSpareBytes && memory.capacity() <= kMostSpareBytes && m_spare.size() < kMaxSpare) {
        m_spare.push_back(std::move(memory));
    }
}

std::string PlainLane::spareMemory() {
    if (m_spare.empty()) {
        return {};
    }
    auto memory = std::move(m_spare.back());
    m_spare.pop_back();
    return memory;
}

} // namespace hearth::http
