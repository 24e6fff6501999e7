// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>
#include <latch>

#include "api/alertmanager/alertmanager_api.h"
#include "core/api/answer_box.h"
#include "support/fake_alertmanager.h"

using namespace hearth;
using namespace hearth::datasource;
using api::alertmanager::AlertmanagerApi;
using tests::AnswerBox;
using tests::requestOf;

namespace {

constexpr const char* kId = "7b7ea05a-7a25-4cf0-a2f4-d0a6f3e2c5aa";

/// A source whose answers wait until they are let go.
class SlowSource final : public AlertmanagerSource {
  public:
    explicit SlowSource(std::ptrdiff_t askers)
        : arrived(askers) {}
    Result<std::vector<ReceivedAlert>> alerts(const ReceivedAlertsQuery&, std::stop_token) override {
        arrived.count_down();
        release.wait();
        return std::vector<ReceivedAlert>();
    }
    std::latch arrived;
    std::latch release{1};
};

} // namespace

class TestAlertmanagerApi : public QObject {
    Q_OBJECT

  private slots:
    void refusals_data();
    void refusals();
    void postedAlertsReachTheSource();
    void postedSilencesReachTheSource();
    void markupIsEscapedInAlertsAndSilencesAlone();
    void tooManyGetsAreTurnedAway();
    void pagesOfOtherOriginsMayReadOnly();
    void theFirstApiIsGone();
    void healthAndReadiness();
    void aBrowserIsToldWhatThisIs();
    void requestsAreMeasured();

  private:
    http::ServerResponse ask(http::ServerRequest request) {
        AnswerBox box;
        m_api.handler()(std::move(request), box.responder());
        return box.wait();
    }
    http::ServerResponse post(const std::string& path, std::string body) {
        return ask(requestOf("POST", path, std::move(body), {{"Content-Type", "application/json; charset=utf-8"}}));
    }

    tests::FakeAlertmanager m_fake;
    SystemClock m_clock;
    instrument::Registry m_registry;
    ThreadPool m_workers{"query", 2, 100};
    bool m_isReady = true;
    AlertmanagerApi m_api{{.readiness = [this] { return m_isReady; }}, m_fake, m_workers, m_registry, m_clock};
};

void TestAlertmanagerApi::refusals_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char* method, const char* path, const char* body, int status, const char* answer) {
        QTest::addRow("%s %s %.40s", method, path, body)
            << QByteArray(method) << QByteArray(path) << QByteArray(body) << status << QByteArray(answer);
    };
    row("GET", "/api/v2/nothing", "", 404, R"({"code":404,"message":"path /api/v2/nothing was not found"})");
    row("PUT", "/api/v2/silences", "", 405,
        R"({"code":405,"message":"method PUT is not allowed, but [GET,POST] are"})");
    row("GET", "/api/v2/silence/xx", "", 422,
        R"({"code":601,"message":"silenceID in path must be of type uuid: \"xx\""})");
    row("POST", "/api/v2/alerts", "", 422, R"({"code":602,"message":"alerts in body is required"})");
    row("POST", "/api/v2/alerts", "[{}]", 422, R"({"code":602,"message":"0.labels in body is required"})");
    row("POST", "/api/v2/alerts", R"([{"labels":{"a":"b"},"generatorURL":"%zz"}])", 422,
        R"({"code":601,"message":"0.generatorURL in body must be of type uri: \"%zz\""})");
    row("POST", "/api/v2/alerts", R"({"a":1})", 400,
        R"({"code":400,"message":"parsing alerts body from \"\" failed, because json: cannot unmarshal object into Go value of type models.PostableAlerts"})");
    row("POST", "/api/v2/alerts", R"([{"labels":{"a":"b"},"startsAt":"x"}])", 400,
        R"({"code":400,"message":"parsing alerts body from \"\" failed, because parsing time \"x\" as \"2006-01-02\": cannot parse \"x\" as \"2006\""})");
    row("POST", "/api/v2/silences", "{}", 422, R"({"code":602,"message":"comment in body is required"})");
    row("POST", "/api/v2/silences",
        R"({"matchers":[],"startsAt":"2026-01-01","endsAt":"2027-01-01T00:00:00Z","createdBy":"me","comment":""})", 422,
        R"({"code":612,"message":"matchers in body should have at least 1 items"})");
    row("POST", "/api/v2/silences",
        R"({"matchers":[{}],"startsAt":"2026-01-01","endsAt":"2027-01-01T00:00:00Z","createdBy":"me","comment":""})",
        422, R"({"code":602,"message":"matchers.0.isRegex in body is required"})");
    row("GET", "/api/v2/hearth/trace?fingerprint=x", "", 400,
        "\"invalid parameter \\\"fingerprint\\\": it takes 16 hexadecimal digits\"\n");
}

void TestAlertmanagerApi::refusals() {
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, answer);
    const auto response = ask(requestOf(method.toStdString(), path.toStdString(), body.toStdString(),
                                        {{"Content-Type", "application/json"}}));
    QCOMPARE(QByteArray::fromStdString(response.body), answer);
    QCOMPARE(response.status, status);
    QVERIFY(m_fake.takeAsked().empty());
}

void TestAlertmanagerApi::postedAlertsReachTheSource() {
    const auto answer =
        post("/api/v2/alerts", R"([{"labels":{"alertname":"A","empty":""},"annotations":{"x":""},)"
                               R"("startsAt":"2026-01-01T00:00:00.5+02:00","endsAt":"0001-01-01T00:00:00Z",)"
                               R"("generatorURL":"http://h/?a=b"}])");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.empty());
    QCOMPARE(m_fake.takeAsked(),
             std::vector<std::string>{"post {alertname=\"A\"} [x= ] 1767218400500..-1 http://h/?a=b"});
    const auto plain = ask(requestOf("POST", "/api/v2/alerts", "[]", {{"Content-Type", "text/plain"}}));
    QCOMPARE(plain.status, 415);
    QVERIFY(m_fake.takeAsked().empty());
}

void TestAlertmanagerApi::postedSilencesReachTheSource() {
    m_fake.setAnswer = kId;
    const auto answer = post(
        "/api/v2/silences",
        R"({"matchers":[{"name":"a","value":"b.*","isRegex":true,"isEqual":false},{"name":"c","value":"d","isRegex":false}],)"
        R"("startsAt":"2026-01-01","endsAt":"2026-01-02 00:00:00","createdBy":"me","comment":"why","annotations":{"k":"v"}})");
    QCOMPARE(QByteArray::fromStdString(answer.body),
             QByteArray::fromStdString(fmt::format("{{\"silenceID\":\"{}\"}}\n", kId)));
    QCOMPARE(m_fake.takeAsked(),
             std::vector<std::string>{"set  1767225600000..1767312000000 me why [k=v ] a!~\"b.*\" c=\"d\""});
}

void TestAlertmanagerApi::markupIsEscapedInAlertsAndSilencesAlone() {
    AlertGroup group;
    group.labels = {{"a", "<&>"}};
    group.receiver = "r";
    group.alerts.emplace_back().labels = {{"a", "<&>"}};
    m_fake.groupsAnswer = std::vector{group};
    const auto body = ask(requestOf("GET", "/api/v2/alerts/groups")).body;
    QVERIFY(body.contains(R"("labels":{"a":"\u003c\u0026\u003e"}}],"labels":{"a":"<&>"})"));
    m_fake.takeAsked();
}

void TestAlertmanagerApi::tooManyGetsAreTurnedAway() {
    SlowSource source(2);
    ThreadPool workers("slow", 2, 100);
    AlertmanagerApi api({.concurrentGets = 2}, source, workers, m_registry, m_clock);
    std::array<AnswerBox, 4> boxes;
    api.handler()(requestOf("GET", "/api/v2/alerts"), boxes[0].responder());
    api.handler()(requestOf("GET", "/api/v2/alerts"), boxes[1].responder());
    source.arrived.wait();
    api.handler()(requestOf("GET", "/api/v2/alerts"), boxes[2].responder());
    const auto refused = boxes[2].wait();
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.body.starts_with("Limit of concurrent GET requests reached (2), try again later.\n"));
    source.release.count_down();
    QCOMPARE(boxes[0].wait().status, 200);
    QCOMPARE(boxes[1].wait().status, 200);
}

void TestAlertmanagerApi::pagesOfOtherOriginsMayReadOnly() {
    const std::vector<http::Header> origin{{"Origin", "http://elsewhere"}};
    const auto read = ask(requestOf("GET", "/api/v2/receivers", {}, origin));
    QCOMPARE(http::headerValue(read.headers, "Access-Control-Allow-Origin"), std::string_view("*"));
    QCOMPARE(http::headerValue(read.headers, "Cache-Control"), std::string_view("no-store"));
    const auto asked = ask(requestOf("OPTIONS", "/api/v2/silences", {}, origin));
    QCOMPARE(http::headerValue(asked.headers, "Access-Control-Allow-Methods"), std::string_view("GET, OPTIONS"));
    QVERIFY(http::headerValue(asked.headers, "Access-Control-Allow-Headers").empty());
    m_fake.takeAsked();
}

void TestAlertmanagerApi::theFirstApiIsGone() {
    const auto answer = ask(requestOf("POST", "/api/v1/alerts", "[]"));
    QCOMPARE(answer.status, 410);
    QVERIFY(answer.body.contains("deprecated"));
}

void TestAlertmanagerApi::healthAndReadiness() {
    QCOMPARE(ask(requestOf("GET", "/-/healthy")).body, std::string("OK"));
    QCOMPARE(ask(requestOf("GET", "/-/ready")).status, 200);
    m_isReady = false;
    QCOMPARE(ask(requestOf("GET", "/-/ready")).status, 503);
    m_isReady = true;
    m_fake.reloadAnswer = fail(ErrorCode::kInvalidArgument, "alertmanager.yml:1:1: nonsense");
    const auto refused = ask(requestOf("POST", "/-/reload"));
    QCOMPARE(refused.status, 500);
    QCOMPARE(refused.body, std::string("failed to reload config: alertmanager.yml:1:1: nonsense\n"));
    m_fake.reloadAnswer = {};
    QCOMPARE(ask(requestOf("POST", "/-/reload")).status, 200);
    m_fake.takeAsked();
}

void TestAlertmanagerApi::aBrowserIsToldWhatThisIs() {
    const auto page = ask(requestOf("GET", "/"));
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.find("<h1>Alertmanager</h1>\n<p>Hearth&#39;s own") != std::string::npos);
    QVERIFY(page.body.find("<a href=\"api/v2/status\">api/v2/status</a>") != std::string::npos);
}

void TestAlertmanagerApi::requestsAreMeasured() {
    ask(requestOf("GET", "/api/v2/silences"));
    const auto page = ask(requestOf("GET", "/metrics")).body;
    QVERIFY(page.contains("alertmanager_http_request_duration_seconds_count{code=\"200\",handler=\"/api/v2/silences\","
                          "method=\"get\"}"));
    QVERIFY(page.contains("alertmanager_http_concurrency_limit_exceeded_total{method=\"get\"}"));
    m_fake.takeAsked();
}

QTEST_GUILESS_MAIN(TestAlertmanagerApi)
#include "test_alertmanager_api.moc"
