// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <thread>

#include "core/http/raw_client.h"
#include "http/server.h"

using namespace hearth;
using namespace hearth::http;
using hearth::tests::RawClient;

namespace {

ServerOptions loopback() {
    ServerOptions options;
    options.listenAddresses = {"127.0.0.1:0"};
    return options;
}

/// Answers with what was asked.
void echo(ServerRequest request, Responder respond) {
    std::string body = fmt::format("{} {}", request.method, request.path);
    for (const auto& [name, value] : request.parameters) {
        body += fmt::format(" {}={}", name, value);
    }
    respond(ServerResponse::text(200, std::move(body)));
}

/// A handler that keeps what it is asked until the test answers.
class Parked {
  public:
    Handler handler() {
        return [this](ServerRequest request, Responder respond) {
            const std::lock_guard lock(m_mutex);
            m_request = std::move(request);
            m_respond = std::move(respond);
            m_arrived.notify_all();
        };
    }
    void waitForRequest() {
        std::unique_lock lock(m_mutex);
        m_arrived.wait(lock, [this] { return m_respond != nullptr; });
    }
    const ServerRequest& request() const { return m_request; }
    void answer(ServerResponse response) { std::exchange(m_respond, nullptr)(std::move(response)); }
    void drop() { m_respond = nullptr; }

  private:
    std::mutex m_mutex;
    std::condition_variable m_arrived;
    ServerRequest m_request;
    Responder m_respond;
};

/// Waits until `token` is requested.
void waitForStop(std::stop_token token) {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    changed.wait(lock, token, [] { return false; });
}

} // namespace

class TestServer : public QObject {
    Q_OBJECT

  private slots:
    void aRequestIsAnswered();
    void aConnectionServesManyRequests();
    void pipelinedRequestsAreAnsweredInOrder();
    void headAnswersWithoutABody();
    void oldClientsGetTheirConnectionClosed();
    void formsArePartOfTheParameters();
    void chunkedBodiesAreRead();
    void aClientMayWaitForContinue();
    void largeAnswersAreCompressedAsTheClientAccepts();
    void bodiesOverTheLimitAreRefused();
    void chunkedBodiesOverTheLimitAreRefused();
    void headersOverTheLimitAreRefused();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
    void slowSendersAreClosed();
    void connectionsOverTheLimitWait();
    void aClientThatLeavesCancelsItsRequest();
    void aClientThatOnlyStopsSendingStillGetsItsAnswer();
    void answersMayComeFromAnyThread();
    void aDroppedResponderAnswers500();
    void stoppingCancelsRequestsUnderWay();
    void anAnswerAfterTheServerHasGoneIsDropped();
    void aPortInUseIsNamed();
    void unknownHostsAreNamed();
    void severalAddressesAreServed();
    void unnamedStatusesHaveAReason();
};

void TestServer::aRequestIsAnswered() {
    const auto server = Server::start(loopback(), echo, {});
    QVERIFY(server.has_value());
    RawClient client((*server)->ports().front());
    client.send("GET /a%20b?x=%31&y HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    const auto answer = client.readAll();
    QVERIFY2(answer.starts_with("HTTP/1.1 200 OK\r\n"), answer.c_str());
    QVERIFY(answer.contains("Content-Type: text/plain; charset=utf-8\r\n"));
    QVERIFY(answer.contains("Date: "));
    QVERIFY(answer.ends_with("\r\n\r\nGET /a b x=1 y="));
}

void TestServer::aConnectionServesManyRequests() {
    const auto server = Server::start(loopback(), echo, {});
    RawClient client((*server)->ports().front());
    for (int i = 0; i < 100; ++i) {
        client.send(fmt::format("GET /{} HTTP/1.1\r\nHost: h\r\n\r\n", i));
        QVERIFY(client.readResponse().ends_with(fmt::format("GET /{}", i)));
    }
}

void TestServer::pipelinedRequestsAreAnsweredInOrder() {
    const auto server = Server::start(loopback(), echo, {});
    RawClient client((*server)->ports().front());
    std::string requests;
    for (int i = 0; i < 50; ++i) {
        requests += fmt::format("POST /{} HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc", i);
    }
    client.send(requests);
    for (int i = 0; i < 50; ++i) {
        QVERIFY(client.readResponse().ends_with(fmt::format("POST /{}", i)));
    }
}

void TestServer::headAnswersWithoutABody() {
    const auto server = Server::start(loopback(), echo, {});
    RawClient client((*server)->ports().front());
    client.send("HEAD /x HTTP/1.1\r\nHost: h\r\n\r\nGET /y HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto head = client.readUntil("\r\n\r\n");
    QVERIFY(head.contains("Content-Length: 7\r\n"));
    QVERIFY(client.readResponse().ends_with("GET /y"));
}

void TestServer::oldClientsGetTheirConnectionClosed() {
    const auto server = Server::start(loopback(), echo, {});
    RawClient client((*server)->ports().front());
    client.send("GET /old HTTP/1.0\r\n\r\n");
    QVERIFY(client.readAll().ends_with("GET /old"));
}

void TestServer::formsArePartOfTheParameters() {
    const auto server = Server::start(loopback(), echo, {});
    RawClient client((*server)->ports().front());
    client.send("POST /q?a=1 HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                "Content-Length: 11\r\n\r\nquery=up%2B");
    QVERIFY(client.readResponse().ends_with("POST /q query=up+ a=1"));
}

void TestServer::chunkedBodiesAreRead() {
    const auto server = Server::start(loopback(), echo, {});
    RawClient client((*server)->ports().front());
    client.send("POST /q HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                "Transfer-Encoding: chunked\r\n\r\n2\r\na=\r\n3\r\n1&b\r\n0\r\n\r\n");
    QVERIFY(client.readResponse().ends_with("POST /q a=1 b="));
}

void TestServer::aClientMayWaitForContinue() {
    const auto server = Server::start(loopback(), echo, {});
    RawClient client((*server)->ports().front());
    client.send("POST /q HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n");
    QCOMPARE(QByteArray::fromStdString(client.readUntil("\r\n\r\n")), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
    client.send("x");
    QVERIFY(client.readResponse().ends_with("POST /q"));
}

void TestServer::largeAnswersAreCompressedAsTheClientAccepts() {
    const auto server = Server::start(
        loopback(),
        [](const ServerRequest&, Responder respond) { respond(ServerResponse::text(200, std::string(9000, 'x'))); },
        {});
    RawClient client((*server)->ports().front());
    client.send("GET / HTTP/1.1\r\nHost: h\r\nAccept-Encoding: deflate, gzip\r\n\r\n");
    const auto packed = client.readResponse();
    QVERIFY(packed.contains("Content-Encoding: gzip\r\n"));
    QVERIFY(packed.size() < 1000);
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    QVERIFY(client.readResponse().ends_with(std::string(9000, 'x')));
}

void TestServer::bodiesOverTheLimitAreRefused() {
    auto options = loopback();
    options.maxBodyBytes = 10;
    const auto server = Server::start(options, echo, {});
    RawClient client((*server)->ports().front());
    client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n01234567890");
    QVERIFY(client.readAll().starts_with("HTTP/1.1 413 "));
}

void TestServer::chunkedBodiesOverTheLimitAreRefused() {
    auto options = loopback();
    options.maxBodyBytes = 10;
    const auto server = Server::start(options, echo, {});
    RawClient client((*server)->ports().front());
    client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n" +
                std::string(100'000, 'x'));
    QVERIFY(client.readAll().starts_with("HTTP/1.1 413 "));
}

void TestServer::headersOverTheLimitAreRefused() {
    auto options = loopback();
    options.maxHeaderBytes = 4096;
    const auto server = Server::start(options, echo, {});
    RawClient client((*server)->ports().front());
    client.send("GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(1U << 20U, 'x'));
    QVERIFY(client.readAll().starts_with("HTTP/1.1 431 "));
}

void TestServer::nonsenseIsRefused_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("another protocol") << QByteArray("\x16\x03\x01\x02hello\r\n\r\n");
    QTest::newRow("no version") << QByteArray("GET /\r\n\r\n");
    QTest::newRow("a blank in a header's name") << QByteArray("GET / HTTP/1.1\r\nA B: c\r\n\r\n");
    QTest::newRow("a negative length") << QByteArray("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n");
    QTest::newRow("two lengths") << QByteArray(
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab");
    QTest::newRow("length and chunks") << QByteArray(
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    QTest::newRow("a bad chunk") << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");
}

void TestServer::nonsenseIsRefused() {
    QFETCH(QByteArray, bytes);
    const auto server = Server::start(loopback(), echo, {});
    RawClient client((*server)->ports().front());
    client.send(bytes.toStdString());
    const auto answer = client.readAll();
    QVERIFY2(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"), answer.c_str());
}

void TestServer::slowSendersAreClosed() {
    auto options = loopback();
    options.readTimeout = std::chrono::seconds(1);
    const auto server = Server::start(options, echo, {});
    RawClient client((*server)->ports().front());
    client.send("GET / HTTP/1.1\r\nHost:");
    QCOMPARE(client.readAll().size(), std::size_t(0));
}

void TestServer::connectionsOverTheLimitWait() {
    auto options = loopback();
    options.maxConnections = 1;
    const auto server = Server::start(options, echo, {});
    RawClient first((*server)->ports().front());
    first.send("GET /1 HTTP/1.1\r\nHost: h\r\n\r\n");
    QVERIFY(first.readResponse().ends_with("/1"));
    RawClient second((*server)->ports().front()); // In the kernel's queue.
    second.send("GET /2 HTTP/1.1\r\nHost: h\r\n\r\n");
    first.close();
    QVERIFY(second.readResponse().ends_with("/2"));
}

void TestServer::aClientThatLeavesCancelsItsRequest() {
    Parked parked;
    const auto server = Server::start(loopback(), parked.handler(), {});
    RawClient client((*server)->ports().front());
    client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    parked.waitForRequest();
    QVERIFY(!parked.request().canceled.stop_requested());
    client.close();
    waitForStop(parked.request().canceled);
    parked.answer(ServerResponse::text(200, "too late"));
}

void TestServer::aClientThatOnlyStopsSendingStillGetsItsAnswer() {
    Parked parked;
    const auto server = Server::start(loopback(), parked.handler(), {});
    RawClient client((*server)->ports().front());
    client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    parked.waitForRequest();
    client.closeSending();
    waitForStop(parked.request().canceled);
    parked.answer(ServerResponse::text(200, "still here"));
    QVERIFY(client.readAll().ends_with("still here"));
}

void TestServer::answersMayComeFromAnyThread() {
    std::vector<std::jthread> threads;
    const auto server =
        Server::start(loopback(),
                      [&threads](ServerRequest request, Responder respond) {
                          threads.emplace_back([r = std::move(request), answer = std::move(respond)]() mutable {
                              answer(ServerResponse::json(201, r.path));
                          });
                      },
                      {});
    RawClient client((*server)->ports().front());
    client.send("GET /there HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto answer = client.readResponse();
    QVERIFY(answer.starts_with("HTTP/1.1 201 Created\r\n"));
    QVERIFY(answer.contains("Content-Type: application/json\r\n"));
    QVERIFY(answer.ends_with("/there"));
}

void TestServer::aDroppedResponderAnswers500() {
    const auto server = Server::start(loopback(), [](const ServerRequest&, const Responder&) {}, {});
    RawClient client((*server)->ports().front());
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    QVERIFY(client.readResponse().starts_with("HTTP/1.1 500 "));
}

void TestServer::stoppingCancelsRequestsUnderWay() {
    Parked parked;
    auto server = Server::start(loopback(), parked.handler(), {});
    RawClient client((*server)->ports().front());
    client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    parked.waitForRequest();
    server->reset();
    QVERIFY(parked.request().canceled.stop_requested());
    parked.drop();
}

void TestServer::anAnswerAfterTheServerHasGoneIsDropped() {
    Parked parked;
    auto server = Server::start(loopback(), parked.handler(), {});
    RawClient client((*server)->ports().front());
    client.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
    parked.waitForRequest();
    server->reset();
    parked.answer(ServerResponse::text(200, "nobody hears this"));
    QCOMPARE(client.readAll().size(), std::size_t(0));
}

void TestServer::aPortInUseIsNamed() {
    const auto first = Server::start(loopback(), echo, {});
    auto options = loopback();
    options.listenAddresses = {fmt::format("127.0.0.1:{}", (*first)->ports().front())};
    const auto second = Server::start(options, echo, {});
    QVERIFY(!second.has_value());
    QCOMPARE(second.error().code(), ErrorCode::kConflict);
    QVERIFY(second.error().message().contains("cannot listen on " + options.listenAddresses.front()));
}

void TestServer::unknownHostsAreNamed() {
    auto options = loopback();
    options.listenAddresses = {"no-such-host.invalid:0"};
    const auto server = Server::start(options, echo, {});
    QVERIFY(!server.has_value());
    QCOMPARE(server.error().code(), ErrorCode::kInvalidArgument);
    QVERIFY(server.error().message().contains("no-such-host.invalid"));
}

void TestServer::severalAddressesAreServed() {
    auto options = loopback();
    options.listenAddresses = {"127.0.0.1:0", ":0"};
    const auto server = Server::start(options, echo, {});
    QCOMPARE((*server)->ports().size(), std::size_t(2));
    for (const auto port : (*server)->ports()) {
        RawClient client(port);
        client.send("GET /x HTTP/1.1\r\nHost: h\r\n\r\n");
        QVERIFY(client.readResponse().ends_with("/x"));
    }
}

void TestServer::unnamedStatusesHaveAReason() {
    const auto server = Server::start(
        loopback(), [](const ServerRequest&, Responder respond) { respond(ServerResponse::text(499, "gone")); }, {});
    RawClient client((*server)->ports().front());
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    QVERIFY(client.readResponse().starts_with("HTTP/1.1 499 Client Closed Request\r\n"));
}

QTEST_GUILESS_MAIN(TestServer)
#include "test_server.moc"
