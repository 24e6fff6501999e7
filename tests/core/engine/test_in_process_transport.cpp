// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/in_process_transport.h"

using namespace hearth;

namespace {

/// Notes what reaches the network.
class NotedNetwork final : public http::Transport {
  public:
    explicit NotedNetwork(std::vector<std::string>& urls)
        : m_urls(urls) {}

    RequestId start(http::ClientRequest request, Done) override {
        m_urls.push_back(request.url);
        return m_urls.size();
    }
    void cancel(RequestId request) override { m_urls.push_back("cancel " + std::to_string(request)); }
    void poll(MonotonicTime) override {}
    void wake() override {}

  private:
    std::vector<std::string>& m_urls;
};

http::ClientRequest requestFor(const std::string& url) {
    http::ClientRequest request;
    request.url = url;
    return request;
}

} // namespace

class TestInProcessTransport : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void ownPagesAreAnsweredWithoutTheNetwork();
    void everythingElseGoesToTheNetwork();
    void aCancelledRequestIsNotAnswered();
    void anAnswerMayStartTheNextRequest();

  private:
    std::vector<std::string> m_urls;
    std::unique_ptr<engine::InProcessTransport> m_transport;
};

void TestInProcessTransport::init() {
    m_urls.clear();
    auto own = std::make_shared<engine::OwnEndpoints>();
    own->addresses = {"localhost:9090"};
    own->pages["/metrics"] = [] { return std::string("up 1\n"); };
    m_transport = std::make_unique<engine::InProcessTransport>(std::make_unique<NotedNetwork>(m_urls), own);
}

void TestInProcessTransport::ownPagesAreAnsweredWithoutTheNetwork() {
    std::string body;
    m_transport->start(requestFor("http://localhost:9090/metrics"), [&](Result<http::ClientResponse>&& response) {
        QCOMPARE(response->status, 200);
        QVERIFY(http::headerValue(response->headers, "content-type").starts_with("text/plain"));
        body = response->body;
    });
    QVERIFY(body.empty());
    m_transport->poll({});
    QCOMPARE(body, std::string("up 1\n"));
    QVERIFY(m_urls.empty());
}

void TestInProcessTransport::everythingElseGoesToTheNetwork() {
    for (const auto* url : {"http://localhost:9090/other", "http://nas:9090/metrics", "https://localhost:9090/metrics",
                            "http://localhost:9091/metrics"}) {
        m_transport->cancel(m_transport->start(requestFor(url), [](auto&&) {}));
    }
    QCOMPARE(m_urls.size(), std::size_t{8});
}

void TestInProcessTransport::aCancelledRequestIsNotAnswered() {
    const auto request =
        m_transport->start(requestFor("http://localhost:9090/metrics"), [](auto&&) { QFAIL("answered"); });
    m_transport->cancel(request);
    m_transport->poll({});
    QVERIFY(m_urls.empty());
}

void TestInProcessTransport::anAnswerMayStartTheNextRequest() {
    int answers = 0;
    m_transport->start(requestFor("http://localhost:9090/metrics"), [&](auto&&) {
        ++answers;
        m_transport->start(requestFor("http://localhost:9090/metrics"), [&](auto&&) { ++answers; });
    });
    m_transport->poll({});
    QCOMPARE(answers, 1);
    m_transport->poll({});
    QCOMPARE(answers, 2);
}

QTEST_GUILESS_MAIN(TestInProcessTransport)
#include "test_in_process_transport.moc"
