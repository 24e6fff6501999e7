// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/connection.h"

#include <array>
#include <fmt/format.h>
#include <optional>
#include <sys/socket.h>

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include "http/content_coding.h"
#include "http/http_date.h"
#include "http/pending_answer.h"
#include "http/request_target.h"

namespace hearth::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using Parser = beast::http::request_parser<beast::http::string_body>;
using BeastRequest = Parser::value_type;
using BeastResponse = beast::http::response<beast::http::string_body>;
using beast::http::field;

/// Room in the input buffer beside the header, for a part of the body.
constexpr std::size_t kBodyBufferBytes = 64U << 10U;
/// How long a client that was refused may go on sending, so that it reads why rather than "connection reset".
constexpr std::chrono::seconds kLingerTime{1};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
/// Prometheus's status for a query that the client gave up; no RFC names it.
constexpr int kClientClosedRequest = 499;

/// What to say to a request that could not be read; nothing where nobody listens any more.
std::optional<ServerResponse> refusal(const error_code& error) {
    using Kind = beast::http::error;
    if (error == Kind::body_limit) {
        return ServerResponse::text(413, "The request body is larger than this server accepts.\n");
    }
    if (error == Kind::header_limit || error == Kind::buffer_overflow) {
        return ServerResponse::text(431, "The request header is larger than this server accepts.\n");
    }
    const bool malformed = error.category() == make_error_code(Kind::bad_method).category();
    if (!malformed || error == Kind::end_of_stream || error == Kind::partial_message) {
        return std::nullopt;
    }
    return ServerResponse::text(400, fmt::format("Malformed HTTP request: {}.\n", error.message()));
}

ServerRequest takeRequest(BeastRequest&& message) {
    ServerRequest request;
    request.method = message.method_string();
    request.target = message.target();
    for (const auto& header : message) {
        request.headers.emplace_back(header.name_string(), header.value());
    }
    request.body = std::move(message.body());
    readTarget(request);
    return request;
}

BeastResponse makeResponse(ServerResponse&& answer, unsigned httpVersion, bool keepAlive, bool headOnly) {
    BeastResponse response;
    response.version(httpVersion);
    response.result(static_cast<unsigned>(answer.status));
    if (answer.status == kClientClosedRequest) {
        response.reason("Client Closed Request");
    }
    for (const auto& [name, value] : answer.headers) {
        response.insert(name, value);
    }
    response.set(field::date, httpDate(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())));
    response.keep_alive(keepAlive);
    const bool bodyAllowed = answer.status != 204 && answer.status != 304;
    if (bodyAllowed) {
        response.content_length(answer.body.size());
    }
    if (bodyAllowed && !headOnly) {
        response.body() = std::move(answer.body);
    }
    return response;
}

std::string addressText(const asio::ip::tcp::socket& socket) {
    error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) {
        return {};
    }
    const auto address = endpoint.address();
    return fmt::format(fmt::runtime(address.is_v6() ? "[{}]:{}" : "{}:{}"), address.to_string(), endpoint.port());
}

class HttpConnection final : public Connection, public std::enable_shared_from_this<HttpConnection> {
  public:
    HttpConnection(asio::ip::tcp::socket socket, std::shared_ptr<NetThread> thread, const ConnectionContext& context);

    void start() override { readHeader(); }
    void close() override;
    void answer(ServerResponse response) override;

  private:
    void readHeader();
    void onHeader(const error_code& error);
    void readBody();
    void onRequest(const error_code& error);
    void handle(BeastRequest&& message);
    void watchForDisconnect();
    void onReadable();
    void refuse(const error_code& error);
    void write(ServerResponse&& response);
    void onWritten(const error_code& error);
    void linger();
    void discard();

    const std::shared_ptr<NetThread> m_thread;
    const ConnectionContext& m_context;
    const std::string m_clientAddress;
    beast::tcp_stream m_stream;
    beast::flat_buffer m_input;
    std::array<char, 4096> m_discarded{};

    // Of the request under way.
    std::optional<Parser> m_parser;
    std::optional<BeastResponse> m_response;
    std::stop_source m_stop{std::nostopstate};
    unsigned m_httpVersion = 11;
    bool m_keepAlive = false;
    bool m_headOnly = false;
    bool m_handling = false; ///< The handler has the request.
    bool m_watching = false; ///< A wait for the socket to become readable is pending.
    bool m_closed = false;
};

HttpConnection::HttpConnection(asio::ip::tcp::socket socket, std::shared_ptr<NetThread> thread,
                               const ConnectionContext& context)
    : m_thread(std::move(thread))
    , m_context(context)
    , m_clientAddress(addressText(socket))
    , m_stream(std::move(socket))
    , m_input(context.options.maxHeaderBytes + kBodyBufferBytes) {
    error_code ignored;
    m_stream.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
}

void HttpConnection::close() {
    if (std::exchange(m_closed, true)) {
        return;
    }
    m_stop.request_stop();
    m_stream.close();
    m_context.onClosed(*this);
}

void HttpConnection::readHeader() {
    m_parser.emplace();
    m_parser->header_limit(m_context.options.maxHeaderBytes);
    m_parser->body_limit(m_context.options.maxBodyBytes);
    m_stream.expires_after(m_context.options.readTimeout);
    beast::http::async_read_header(
        m_stream, m_input, *m_parser,
        [self = shared_from_this()](const error_code& error, std::size_t) { self->onHeader(error); });
}

void HttpConnection::onHeader(const error_code& error) {
    if (error) {
        return refuse(error);
    }
    if (!beast::iequals(m_parser->get()[field::expect], "100-continue")) {
        return readBody();
    }
    asio::async_write(m_stream, asio::buffer(kContinue),
                      [self = shared_from_this()](const error_code& writeError, std::size_t) {
                          writeError ? self->close() : self->readBody();
                      });
}

void HttpConnection::readBody() {
    beast::http::async_read(
        m_stream, m_input, *m_parser,
        [self = shared_from_this()](const error_code& error, std::size_t) { self->onRequest(error); });
}

void HttpConnection::onRequest(const error_code& error) {
    if (error) {
        return refuse(error);
    }
    m_stream.expires_never();
    handle(m_parser->release());
}

void HttpConnection::handle(BeastRequest&& message) {
    m_httpVersion = message.version();
    m_keepAlive = message.keep_alive();
    m_headOnly = message.method() == beast::http::verb::head;
    m_stop = std::stop_source();
    m_handling = true;

    auto request = takeRequest(std::move(message));
    request.clientAddress = m_clientAddress;
    request.canceled = m_stop.get_token();
    const auto coding = chooseContentCoding(request.header("Accept-Encoding"));
    watchForDisconnect();
    m_context.handler(std::move(request), PendingAnswer(m_thread, weak_from_this(), coding));
}

void HttpConnection::watchForDisconnect() {
    if (std::exchange(m_watching, true)) {
        return;
    }
    m_stream.socket().async_wait(asio::ip::tcp::socket::wait_read,
                                 [self = shared_from_this()](const error_code& error) {
                                     self->m_watching = false;
                                     if (!error && self->m_handling && !self->m_closed) {
                                         self->onReadable();
                                     }
                                 });
}

void HttpConnection::onReadable() {
    char byte = 0;
    const auto size = ::recv(m_stream.socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (size > 0) {
        return; // The next request, sent ahead: it waits its turn, and hides a disconnect until then.
    }
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) {
        return watchForDisconnect();
    }
    // As Go's server does: the work is cancelled, yet an answer is sent to a client that only closed its own half.
    m_stop.request_stop();
}

void HttpConnection::refuse(const error_code& error) {
    auto response = m_closed ? std::nullopt : refusal(error);
    if (!response) {
        return close();
    }
    m_context.log.debug("refused a request", {{"client", m_clientAddress}, {"reason", error.message()}});
    m_keepAlive = false;
    m_headOnly = false;
    write(*std::move(response));
}

void HttpConnection::answer(ServerResponse response) {
    if (m_closed || !std::exchange(m_handling, false)) {
        return;
    }
    write(std::move(response));
}

void HttpConnection::write(ServerResponse&& response) {
    m_response.emplace(makeResponse(std::move(response), m_httpVersion, m_keepAlive, m_headOnly));
    m_stream.expires_after(m_context.options.readTimeout);
    beast::http::async_write(m_stream, *m_response, [self = shared_from_this()](const error_code& error, std::size_t) {
        self->onWritten(error);
    });
}

void HttpConnection::onWritten(const error_code& error) {
    m_response.reset();
    if (error || m_closed) {
        return close();
    }
    m_keepAlive ? readHeader() : linger();
}

void HttpConnection::linger() {
    error_code ignored;
    m_stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    m_stream.expires_after(kLingerTime);
    discard();
}

void HttpConnection::discard() {
    m_stream.async_read_some(
        asio::buffer(m_discarded),
        [self = shared_from_this()](const error_code& error, std::size_t) { error ? self->close() : self->discard(); });
}

} // namespace

std::shared_ptr<Connection> makeConnection(asio::ip::tcp::socket socket, std::shared_ptr<NetThread> thread,
                                           const ConnectionContext& context) {
    return std::make_shared<HttpConnection>(std::move(socket), std::move(thread), context);
}

} // namespace hearth::http
