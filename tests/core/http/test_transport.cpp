// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <fmt/format.h>
#include <optional>
#include <thread>

#include "base/compress.h"
#include "core/http/raw_peer.h"
#include "http/server.h"
#include "http/transport.h"

using namespace hearth;
using namespace hearth::http;
using hearth::tests::RawPeer;

namespace {

/// An OAuth 2 server that knows one client, `me:s%26` once decoded, and numbers its tokens by the `n` it is asked for.
ServerResponse answerWithToken(const ServerRequest& request) {
    const bool known = request.header("Authorization") == "Basic bWU6cyUyNg==" &&
                       request.parameter("grant_type") == "client_credentials" && request.parameter("scope") == "a b";
    return known ? ServerResponse::json(200, fmt::format(R"({{"access_token":"T{}","expires_in":{}}})",
                                                         request.parameter("n"), request.parameter("life")))
                 : ServerResponse::json(401, R"({"error":"invalid_client"})");
}

/// A server that answers according to the path.
void play(const ServerRequest& request, Responder respond) {
    if (request.path == "/echo") {
        std::string body = fmt::format("{} {}\n", request.method, request.body);
        for (const auto& [name, value] : request.headers) {
            body += fmt::format("{}: {}\n", name, value);
        }
        return respond(ServerResponse::text(200, std::move(body)));
    }
    if (request.path == "/large") {
        return respond(ServerResponse::text(200, std::string(1'000'000, 'x')));
    }
    if (request.path == "/elsewhere") {
        return respond({302, {{"Location", "/echo"}}, "moved"});
    }
    if (request.path == "/circle") {
        return respond({302, {{"Location", "/circle"}}, {}});
    }
    if (request.path == "/away") {
        return respond({302, {{"Location", std::string(request.parameter("to"))}}, {}});
    }
    if (request.path == "/token") {
        return respond(answerWithToken(request));
    }
    if (request.path == "/guarded") {
        const bool good = request.header("Authorization") == "Bearer T0";
        return respond(ServerResponse::text(good ? 200 : 401, std::string(request.header("Authorization"))));
    }
    respond(ServerResponse::text(404, "nothing here"));
}

/// What a peer that has the port answers with "connection refused".
std::uint16_t closedPort() {
    return RawPeer([](int) {}).port();
}

QByteArray text(const std::string& bytes) {
    return QByteArray::fromStdString(bytes);
}

} // namespace

class TestTransport : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup();

    void anAnswerHasStatusReasonHeadersAndBody();
    void otherStatusesAreNoErrors();
    void connectionsAreReused();
    void manyRequestsRunAtOnce();
    void methodsAndBodiesAreSent();
    void compressedBodiesAreUnpacked();
    void memoryGivenBackIsUsed();
    void bodiesOverTheLimitAreRefused_data();
    void bodiesOverTheLimitAreRefused();
    void damagedCompressionIsAnError();
    void redirectsAreFollowedIfWanted();
    void endlessRedirectsEnd();
    void credentialsStayWithTheirHost();
    void credentialsAreSent_data();
    void credentialsAreSent();
    void secretFilesAreReadForEachRequest();
    void configuredHeadersAreSent();
    void lineBreaksInHeadersAreRefused();
    void failuresAreSaidInPrometheussWords_data();
    void failuresAreSaidInPrometheussWords();
    void aRefusedConnectionNamesThePeer();
    void aConnectionThatThePeerClosedIsReplaced();
    void aNameIsLookedUpOnceForItsConnection();
    void aPeerThatComesBackIsFoundAgain();
    void longRequestsAreSentWhole();
    void oddAnswersAreReadAllTheSame_data();
    void oddAnswersAreReadAllTheSame();
    void aSlowAnswerTimesOut();
    void aSlowBodyTimesOut();
    void cancelledRequestsAreNeverAnswered();
    void wakeEndsPoll();
    void pollEndsAtItsDeadline();
    void callbacksMayStartRequests();
    void unixSocketsAreDialled();
    void exchangeReturnsTheAnswer();
    void exchangeEndsWhenStopIsRequested();
    void endlessHeadersAreCutOff();
    void tokensAreFetchedAndKept();
    void refusedTokensAreDropped();
    void tokensThatCannotBeHadAreErrors();

  private:
    ClientRequest guarded(const std::string& secret, const std::string& n, const std::string& life) const;
    Result<ClientResponse> send(ClientRequest request);
    ClientRequest to(const std::string& path) const;
    std::string url(std::uint16_t port, const std::string& path) const {
        return fmt::format("http://127.0.0.1:{}{}", port, path);
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<Transport> m_transport;
    SystemClock m_clock;
};

void TestTransport::init() {
    ServerOptions options;
    options.listenAddresses = {"127.0.0.1:0"};
    m_server = *Server::start(options, play, {});
    m_transport = makeCurlTransport("Hearth/test");
}

void TestTransport::cleanup() {
    m_transport.reset();
    m_server.reset();
}

ClientRequest TestTransport::to(const std::string& path) const {
    ClientRequest request;
    request.url = url(m_server->ports().front(), path);
    return request;
}

Result<ClientResponse> TestTransport::send(ClientRequest request) {
    return exchange(*m_transport, m_clock, std::move(request), {});
}

void TestTransport::anAnswerHasStatusReasonHeadersAndBody() {
    const auto response = send(to("/echo"));
    QVERIFY(response.has_value());
    QCOMPARE(response->status, 200);
    QCOMPARE(text(response->reason), QByteArray("OK"));
    QVERIFY(headerValue(response->headers, "content-type") == "text/plain; charset=utf-8");
    QVERIFY(response->body.starts_with("GET \n"));
    QVERIFY(response->body.contains("User-Agent: Hearth/test\n"));
    QVERIFY(response->body.contains("Accept-Encoding: gzip\n"));
}

void TestTransport::otherStatusesAreNoErrors() {
    const auto response = send(to("/nowhere"));
    QVERIFY(response.has_value());
    QCOMPARE(response->status, 404);
    QCOMPARE(text(response->reason), QByteArray("Not Found"));
    QCOMPARE(text(response->body), QByteArray("nothing here"));
}

void TestTransport::connectionsAreReused() {
    const RawPeer peer([](int socket) {
        while (!tests::readRequestHead(socket).empty()) {
            tests::sendBytes(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        }
    });
    for (int i = 0; i < 20; ++i) {
        ClientRequest request;
        request.url = url(peer.port(), "/");
        QVERIFY(send(std::move(request)).has_value());
    }
    QCOMPARE(peer.accepted(), 1);
    m_transport.reset();
}

void TestTransport::manyRequestsRunAtOnce() {
    int answered = 0;
    for (int i = 0; i < 200; ++i) {
        m_transport->start(to("/large"), [&answered](Result<ClientResponse>&& response) {
            answered += response && response->body.size() == 1'000'000 ? 1 : 0;
        });
    }
    const auto deadline = m_clock.monotonic() + std::chrono::seconds(20);
    while (answered < 200 && m_clock.monotonic() < deadline) {
        m_transport->poll(deadline);
    }
    QCOMPARE(answered, 200);
}

void TestTransport::methodsAndBodiesAreSent() {
    auto request = to("/echo");
    request.method = "POST";
    request.body = std::string("a\0b", 3);
    QVERIFY(send(request)->body.starts_with(std::string("POST a\0b\n", 9)));
    request.body.clear();
    QVERIFY(send(request)->body.starts_with("POST \n"));
    request.method = "PUT";
    request.body = "x";
    QVERIFY(send(request)->body.starts_with("PUT x\n"));
    request.method = "DELETE";
    request.body.clear();
    QVERIFY(send(request)->body.starts_with("DELETE \n"));
    request.method = "HEAD";
    QCOMPARE(send(request)->body.size(), std::size_t(0));
}

void TestTransport::compressedBodiesAreUnpacked() {
    const auto response = send(to("/large"));
    QVERIFY(headerValue(response->headers, "Content-Encoding") == "gzip");
    QVERIFY(response->body == std::string(1'000'000, 'x'));

    auto plain = to("/large");
    plain.acceptGzip = false;
    const auto unpacked = send(plain);
    QVERIFY(headerValue(unpacked->headers, "Content-Encoding").empty());
    QCOMPARE(unpacked->body.size(), std::size_t(1'000'000));
}

void TestTransport::memoryGivenBackIsUsed() {
    for (const bool gzip : {true, false}) {
        auto request = to("/large");
        request.acceptGzip = gzip;
        request.reuse.reserve(2'000'000);
        const auto* memory = request.reuse.data();
        const auto response = send(std::move(request));
        QCOMPARE(response->body.size(), std::size_t(1'000'000));
        QVERIFY(response->body.data() == memory);
    }
}

void TestTransport::bodiesOverTheLimitAreRefused_data() {
    QTest::addColumn<bool>("gzip");
    QTest::newRow("compressed") << true;
    QTest::newRow("plain") << false;
}

void TestTransport::bodiesOverTheLimitAreRefused() {
    QFETCH(bool, gzip);
    auto request = to("/large");
    request.acceptGzip = gzip;
    request.maxBodyBytes = 1'000'000;
    QVERIFY(send(request).has_value());
    request.maxBodyBytes = 999'999;
    const auto response = send(request);
    QVERIFY(!response.has_value());
    QCOMPARE(response.error().code(), ErrorCode::kLimit);
    QCOMPARE(text(response.error().message()), QByteArray("body size limit exceeded"));
}

void TestTransport::damagedCompressionIsAnError() {
    auto packed = gzipCompress(std::string(5000, 'x'));
    packed[packed.size() / 2] = static_cast<char>(packed[packed.size() / 2] ^ 0x55);
    const RawPeer peer(RawPeer::replying("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed));
    ClientRequest request;
    request.url = url(peer.port(), "/");
    const auto response = send(request);
    QVERIFY(!response.has_value());
    QCOMPARE(response.error().code(), ErrorCode::kCorruption);
}

void TestTransport::redirectsAreFollowedIfWanted() {
    const auto followed = send(to("/elsewhere"));
    QCOMPARE(followed->status, 200);
    QVERIFY(followed->body.starts_with("GET \n"));
    QVERIFY(headerValue(followed->headers, "Location").empty());

    ClientOptions options;
    options.followRedirects = false;
    auto request = to("/elsewhere");
    request.options = std::make_shared<const ClientOptions>(options);
    const auto stayed = send(request);
    QCOMPARE(stayed->status, 302);
    QCOMPARE(text(stayed->body), QByteArray("moved"));
}

void TestTransport::endlessRedirectsEnd() {
    const auto response = send(to("/circle"));
    QVERIFY(!response.has_value());
    QVERIFY(response.error().message().ends_with("stopped after 10 redirects"));
}

void TestTransport::credentialsStayWithTheirHost() {
    ClientOptions options;
    options.authorization = Authorization{"Bearer", "secret", {}};
    std::string seen;
    {
        const RawPeer other([&seen](int socket) {
            seen = tests::readRequestHead(socket);
            tests::sendBytes(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
        auto request = to(fmt::format("/away?to=http://localhost:{}/", other.port()));
        request.options = std::make_shared<const ClientOptions>(options);
        QCOMPARE(send(request)->status, 200);
    }
    QVERIFY(seen.starts_with("GET / "));
    QVERIFY2(!seen.contains("secret"), seen.c_str());
}

void TestTransport::credentialsAreSent_data() {
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("basic") << QByteArray("basic") << QByteArray("Authorization: Basic bWU6cHc6MQ==\n");
    QTest::newRow("bearer") << QByteArray("Bearer") << QByteArray("Authorization: Bearer token\n");
    QTest::newRow("another type") << QByteArray("Token") << QByteArray("Authorization: Token token\n");
}

void TestTransport::credentialsAreSent() {
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, header);
    ClientOptions options;
    if (kind == "basic") {
        options.basicAuth = BasicAuth{"me", {}, "pw:1", {}};
    } else {
        options.authorization = Authorization{kind.toStdString(), "token", {}};
    }
    auto request = to("/echo");
    request.options = std::make_shared<const ClientOptions>(options);
    const auto response = send(request);
    QVERIFY2(response->body.contains(header.toStdString()), response->body.c_str());
}

void TestTransport::secretFilesAreReadForEachRequest() {
    const QTemporaryDir directory;
    const auto path = directory.filePath("token");
    const auto write = [&path](const QByteArray& contents) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(contents);
    };
    ClientOptions options;
    options.authorization = Authorization{"Bearer", {}, path.toStdString()};
    auto request = to("/echo");
    request.options = std::make_shared<const ClientOptions>(options);
    write("first\n");
    QVERIFY(send(request)->body.contains("Authorization: Bearer first\n"));
    write("second \r\n\n");
    QVERIFY(send(request)->body.contains("Authorization: Bearer second\n"));
    QFile::remove(path);
    const auto missing = send(request);
    QVERIFY(!missing.has_value());
    QCOMPARE(missing.error().code(), ErrorCode::kInvalidArgument);
    QVERIFY(missing.error().message().contains(
        fmt::format("unable to read authorization credentials file {}", path.toStdString())));
}

void TestTransport::configuredHeadersAreSent() {
    ClientOptions options;
    options.headers["X-Scope"] = HeaderValues{{"a", ""}, {"b"}, {}};
    auto request = to("/echo");
    request.headers = {{"Accept", "text/plain"}};
    request.options = std::make_shared<const ClientOptions>(options);
    const auto body = send(request)->body;
    QVERIFY(body.contains("X-Scope: a\nX-Scope: \nX-Scope: b\n"));
    QVERIFY(body.contains("Accept: text/plain\n"));
}

void TestTransport::lineBreaksInHeadersAreRefused() {
    auto request = to("/echo");
    request.headers = {{"X", "a\r\nY: b"}};
    QCOMPARE(send(request).error().code(), ErrorCode::kInvalidArgument);
}

void TestTransport::failuresAreSaidInPrometheussWords_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("nothing") << QByteArray() << QByteArray(": EOF");
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
                                 << QByteArray("unexpected EOF");
    QTest::newRow("another protocol") << QByteArray("SSH-2.0-OpenSSH\r\n") << QByteArray("malformed HTTP response");
    QTest::newRow("a bad chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")
                                 << QByteArray("chunk");
}

void TestTransport::failuresAreSaidInPrometheussWords() {
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, message);
    const RawPeer peer(RawPeer::replying(answer.toStdString()));
    ClientRequest request;
    request.url = url(peer.port(), "/");
    const auto response = send(request);
    QVERIFY(!response.has_value());
    QVERIFY2(response.error().message().contains(message.toStdString()), response.error().message().c_str());
    QCOMPARE(response.error().code(), ErrorCode::kIo);
}

void TestTransport::aRefusedConnectionNamesThePeer() {
    const auto port = closedPort();
    ClientRequest request;
    request.url = url(port, "/metrics");
    const auto response = send(request);
    QVERIFY(!response.has_value());
    QCOMPARE(response.error().code(), ErrorCode::kIo);
    QCOMPARE(text(response.error().message()),
             text(fmt::format(
                 "Get \"http://127.0.0.1:{0}/metrics\": dial tcp 127.0.0.1:{0}: connect: connection refused", port)));

    request.url = "http://no-such-host.invalid/";
    QCOMPARE(text(send(request).error().message()),
             QByteArray("Get \"http://no-such-host.invalid/\": dial tcp: lookup no-such-host.invalid: no such host"));
    request.url = "gopher://nas/";
    QCOMPARE(send(request).error().code(), ErrorCode::kInvalidArgument);
}

void TestTransport::aConnectionThatThePeerClosedIsReplaced() {
    const RawPeer peer([](int socket) {
        tests::readRequestHead(socket);
        tests::sendBytes(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"); // and closes
    });
    for (int i = 0; i < 4; ++i) {
        ClientRequest request;
        request.url = url(peer.port(), "/");
        const auto response = send(request);
        QVERIFY2(response.has_value(), response ? "" : response.error().message().c_str());
        QCOMPARE(response->body, std::string("hello"));
    }
}

void TestTransport::aNameIsLookedUpOnceForItsConnection() {
    std::atomic<int> connections = 0;
    const RawPeer peer([&connections](int socket) {
        ++connections;
        while (!tests::readRequestHead(socket).empty()) {
            tests::sendBytes(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        }
    });
    for (int i = 0; i < 5; ++i) {
        ClientRequest request;
        request.url = fmt::format("http://localhost:{}/", peer.port());
        QCOMPARE(send(request)->body, std::string("hello"));
    }
    m_transport.reset();             // ends the connection, and so the peer
    QCOMPARE(connections.load(), 2); // one that found the peer, one that stays
}

void TestTransport::aPeerThatComesBackIsFoundAgain() {
    const auto answering = RawPeer::replying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab");
    for (const auto* host : {"127.0.0.1", "localhost"}) {
        for (int i = 0; i < 3; ++i) {
            ClientRequest request;
            {
                const RawPeer peer(answering);
                request.url = fmt::format("http://{}:{}/", host, peer.port());
                QCOMPARE(send(request)->body, std::string("ab"));
                QCOMPARE(send(request)->body, std::string("ab"));
            }
            const auto refused = send(request);
            QVERIFY(!refused.has_value());
            QVERIFY2(refused.error().message().contains("connection refused"), refused.error().message().c_str());
        }
    }
}

void TestTransport::longRequestsAreSentWhole() {
    auto request = to("/echo");
    request.headers.emplace_back("X-Long", std::string(5'000, 'x'));
    const auto response = send(request);
    QVERIFY2(response.has_value(), response ? "" : response.error().message().c_str());
    QVERIFY(response->body.contains(request.headers[0].second));
}

void TestTransport::oddAnswersAreReadAllTheSame_data() {
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::newRow("interim") << QByteArray("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: "
                                           "2\r\n\r\nab")
                             << 200;
    QTest::newRow("folded") << QByteArray("HTTP/1.1 200 OK\r\nX-A: b\r\n c\r\nContent-Length: 2\r\n\r\nab") << 200;
    QTest::newRow("two lengths that agree")
        << QByteArray("HTTP/1.1 503 Busy\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab") << 503;
    QTest::newRow("until the end") << QByteArray("HTTP/1.0 200 OK\r\n\r\nab") << 200;
    QTest::newRow("in chunks") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                             "1\r\na\r\n1\r\nb\r\n0\r\n\r\n")
                               << 200;
}

void TestTransport::oddAnswersAreReadAllTheSame() {
    QFETCH(QByteArray, answer);
    QFETCH(int, status);
    const RawPeer peer(RawPeer::replying(answer.toStdString()));
    for (int i = 0; i < 3; ++i) {
        ClientRequest request;
        request.url = url(peer.port(), "/");
        const auto response = send(request);
        QVERIFY2(response.has_value(), response ? "" : response.error().message().c_str());
        QCOMPARE(response->status, status);
        QCOMPARE(response->body, std::string("ab"));
    }
}

void TestTransport::aSlowAnswerTimesOut() {
    const RawPeer peer([](int socket) {
        tests::readRequestHead(socket);
        tests::readRequestHead(socket); // Returns when the client gives up.
    });
    ClientRequest request;
    request.url = url(peer.port(), "/");
    request.timeout = std::chrono::milliseconds(50);
    const auto response = send(request);
    QCOMPARE(response.error().code(), ErrorCode::kTimeout);
    QVERIFY(response.error().message().ends_with(": context deadline exceeded"));
}

void TestTransport::aSlowBodyTimesOut() {
    const RawPeer peer([](int socket) {
        tests::readRequestHead(socket);
        tests::sendBytes(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
        tests::readRequestHead(socket);
    });
    ClientRequest request;
    request.url = url(peer.port(), "/");
    request.timeout = std::chrono::milliseconds(50);
    const auto response = send(request);
    QCOMPARE(response.error().code(), ErrorCode::kTimeout);
    QCOMPARE(text(response.error().message()), QByteArray("context deadline exceeded"));
}

void TestTransport::cancelledRequestsAreNeverAnswered() {
    bool answered = false;
    const auto id = m_transport->start(to("/echo"), [&answered](Result<ClientResponse>&&) { answered = true; });
    m_transport->cancel(id);
    auto bad = to("/echo");
    bad.url = "nonsense";
    m_transport->cancel(m_transport->start(bad, [&answered](Result<ClientResponse>&&) { answered = true; }));
    m_transport->cancel(4711);
    QVERIFY(send(to("/echo")).has_value());
    QVERIFY(!answered);
}

void TestTransport::wakeEndsPoll() {
    const std::jthread waker([this] { m_transport->wake(); });
    m_transport->poll(m_clock.monotonic() + std::chrono::minutes(1));
}

void TestTransport::pollEndsAtItsDeadline() {
    const auto deadline = m_clock.monotonic() + std::chrono::milliseconds(20);
    m_transport->poll(deadline);
    QVERIFY(m_clock.monotonic() >= deadline);
}

void TestTransport::callbacksMayStartRequests() {
    int answers = 0;
    const std::function<void()> next = [&] {
        m_transport->start(to("/echo"), [&](Result<ClientResponse>&& response) {
            answers += response ? 1 : 0;
            if (answers < 10) {
                next();
            }
        });
    };
    next();
    const auto deadline = m_clock.monotonic() + std::chrono::seconds(10);
    while (answers < 10 && m_clock.monotonic() < deadline) {
        m_transport->poll(deadline);
    }
    QCOMPARE(answers, 10);
}

void TestTransport::unixSocketsAreDialled() {
    const QTemporaryDir directory;
    const auto path = directory.filePath("s").toStdString();
    ClientRequest request;
    request.url = "http://localhost/containers";
    request.unixSocket = path;
    QCOMPARE(text(send(request).error().message()),
             text("Get \"http://localhost/containers\": dial unix " + path + ": connect: no such file or directory"));
    const RawPeer peer(path, RawPeer::replying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]"));
    QCOMPARE(text(send(request)->body), QByteArray("[]"));
}

void TestTransport::exchangeReturnsTheAnswer() {
    std::stop_source never;
    QVERIFY(exchange(*m_transport, m_clock, to("/echo"), never.get_token()).has_value());
}

void TestTransport::exchangeEndsWhenStopIsRequested() {
    std::stop_source stop;
    const RawPeer peer([&stop](int socket) {
        tests::readRequestHead(socket);
        stop.request_stop();
        tests::readRequestHead(socket);
    });
    ClientRequest request;
    request.url = url(peer.port(), "/");
    const auto response = exchange(*m_transport, m_clock, request, stop.get_token());
    QVERIFY(!response.has_value());
    QCOMPARE(response.error().code(), ErrorCode::kCanceled);
}

void TestTransport::endlessHeadersAreCutOff() {
    const RawPeer peer([](int socket) {
        tests::readRequestHead(socket);
        std::string answer = "HTTP/1.1 200 OK\r\n";
        for (int i = 0; i < 30'000; ++i) {
            answer += "X-Header: " + std::string(60, 'x') + "\r\n";
        }
        tests::sendBytes(socket, answer);
    });
    ClientRequest request;
    request.url = url(peer.port(), "/");
    const auto response = send(request);
    QVERIFY(!response.has_value());
    QCOMPARE(response.error().code(), ErrorCode::kLimit);
}

ClientRequest TestTransport::guarded(const std::string& secret, const std::string& n, const std::string& life) const {
    ClientOptions options;
    options.oauth2 = OAuth2{};
    options.oauth2->clientId = "me";
    options.oauth2->clientSecret = secret;
    options.oauth2->scopes = {"a", "b"};
    options.oauth2->tokenUrl = to("/token").url;
    options.oauth2->endpointParams = {{"n", n}, {"life", life}};
    auto request = to("/guarded");
    request.options = std::make_shared<const ClientOptions>(options);
    return request;
}

void TestTransport::tokensAreFetchedAndKept() {
    const auto response = send(guarded("s&", "0", "3600"));
    QVERIFY2(response.has_value(), response ? "" : response.error().message().c_str());
    QCOMPARE(response->status, 200);
    QCOMPARE(text(response->body), QByteArray("Bearer T0"));
    // The kept token serves, though its server would now give another.
    QCOMPARE(text(send(guarded("s&", "1", "3600"))->body), QByteArray("Bearer T0"));
    auto cancelled = m_transport->start(guarded("s&", "2", "1"), [](Result<ClientResponse>&&) { QFAIL("answered"); });
    m_transport->cancel(cancelled);
}

void TestTransport::refusedTokensAreDropped() {
    QCOMPARE(send(guarded("s&", "7", "3600"))->status, 401);
    QCOMPARE(send(guarded("s&", "0", "5"))->status, 200);
    // Five seconds are within the margin: the next request fetches again.
    QCOMPARE(text(send(guarded("s&", "8", "3600"))->body), QByteArray("Bearer T8"));
}

void TestTransport::tokensThatCannotBeHadAreErrors() {
    const auto refused = send(guarded("wrong", "0", "1"));
    QVERIFY(!refused.has_value());
    QVERIFY2(refused.error().message().contains("/token: 401 Unauthorized: \"{\\\"error\\\":\\\"invalid_client\\\"}\""),
             refused.error().message().c_str());
    auto request = guarded("", "0", "1");
    auto options = *request.options;
    options.oauth2->clientSecretFile = "/nonexistent";
    request.options = std::make_shared<const ClientOptions>(options);
    QVERIFY(send(request).error().message().contains("unable to read oauth2 client secret file /nonexistent"));
}

QTEST_GUILESS_MAIN(TestTransport)
#include "test_transport.moc"
