// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <fmt/format.h>
#include <fstream>

#include "core/alertmanager/receivers/receiver_bench.h"

using namespace hearth;
using namespace hearth::alertmanager;
using hearth::tests::ReceiverBench;
using hearth::tests::shown;
using nlohmann::json;

class TestWebhook : public QObject {
    Q_OBJECT

  private slots:
    void theBodyIsVersionFour();
    void alertsBeyondTheLimitAreCounted();
    void payloadsAreTemplatesWhoseTextsMayBecomeOtherTypes();
    void aTextThatOnlyLooksLikeYamlStaysText();
    void theUrlIsATemplate();
    void theUrlIsReadFromItsFileAtEachMessage();
    void answersAreJudgedByTheirStatus_data();
    void answersAreJudgedByTheirStatus();
    void secretsInUrlsAreNeverTold();
    void aTimeoutOfItsOwnIsNamed();
    void badEntriesAreRefused_data();
    void badEntriesAreRefused();
    void equalEntriesAreEqual();
    void whatIsUnderWayEndsWithTheIntegration();
};

void TestWebhook::theBodyIsVersionFour() {
    ReceiverBench bench;
    const auto outcome = bench.send("webhook_configs: [{url: 'http://hook.example/x'}]");
    QCOMPARE(outcome.kind, Outcome::Kind::kSent);
    QCOMPARE(shown(outcome.answer), QString("200 OK: ok"));
    QCOMPARE(bench.network.requests.size(), 1U);
    const auto& request = bench.network.requests[0];
    QCOMPARE(shown(request.method + " " + request.url), QString("POST http://hook.example/x"));
    QCOMPARE(shown(bench.header("Content-Type")), QString("application/json"));
    QVERIFY(bench.header("User-Agent").starts_with("Alertmanager/"));
    auto body = bench.body();
    QCOMPARE(body["alerts"].size(), 3U);
    QCOMPARE(shown(body["alerts"][1]), shown(json::parse(R"({
        "status": "firing",
        "labels": {"alertname": "DiskFull", "instance": "db-2", "job": "node", "severity": "critical"},
        "annotations": {"summary": "Disk of \"db-2\" <b>full</b> & slow", "runbook": "https://wiki/läuft?a=1&b=2"},
        "startsAt": "2023-11-14T22:05:00.25Z", "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "http://prom:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1",
        "fingerprint": ")" + fingerprintText(ReceiverBench::notification().alerts[1]->fingerprint) +
                                                         "\"}")));
    QCOMPARE(shown(body["alerts"][2]["status"]), QString("\"resolved\""));
    QCOMPARE(shown(body["alerts"][2]["endsAt"]), QString("\"2023-11-14T22:13:19Z\""));
    body.erase("alerts");
    QCOMPARE(shown(body), shown(json::parse(R"({
        "receiver": "on-call", "status": "firing", "notification_reason": "first notification",
        "groupLabels": {"alertname": "DiskFull", "job": "node"},
        "commonLabels": {"alertname": "DiskFull", "job": "node", "severity": "critical"},
        "commonAnnotations": {"runbook": "https://wiki/läuft?a=1&b=2"}, "routeLabels": {},
        "externalURL": "http://am.example:9093", "version": "4",
        "groupKey": "{}/{team=\"x\"}:{alertname=\"DiskFull\", job=\"node\"}", "truncatedAlerts": 0})")));
}

void TestWebhook::alertsBeyondTheLimitAreCounted() {
    ReceiverBench bench;
    bench.send("webhook_configs: [{url: 'http://hook.example/x', max_alerts: 1}]");
    QCOMPARE(bench.body()["alerts"].size(), 1U);
    QCOMPARE(bench.body()["truncatedAlerts"].get<int>(), 2);
    QCOMPARE(shown(bench.body()["commonLabels"]["instance"]), QString("\"db-1\""));
}

void TestWebhook::payloadsAreTemplatesWhoseTextsMayBecomeOtherTypes() {
    ReceiverBench bench;
    const auto outcome = bench.send(R"(webhook_configs:
- url: http://hook.example/x
  payload:
    title: '{{ .GroupLabels.alertname }}'
    count: '{{ len .Alerts }}'
    '{{ .Status }}': yes
    plain: 7
    nothing: '{{ .CommonLabels.none }}'
    list: ['{{ .CommonLabels.severity }}', 1.5, null, '[1, two]']
    alerts: '{{ .GroupLabels | toJson }}')");
    QVERIFY2(outcome.kind == Outcome::Kind::kSent, outcome.error.c_str());
    QCOMPARE(shown(bench.body()), shown(json::parse(R"({"title": "DiskFull", "count": 3, "firing": true, "plain": 7,
        "nothing": null, "list": ["critical", 1.5, null, [1, "two"]],
        "alerts": {"alertname": "DiskFull", "job": "node"}})")));
}

void TestWebhook::aTextThatOnlyLooksLikeYamlStaysText() {
    ReceiverBench bench;
    auto message = ReceiverBench::notification();
    message.groupLabels = {{"a", "x: y: z"}, {"b", "@home"}, {"c", "007"}, {"d", "1_000"}, {"e", "2024-01-01"}};
    bench.send(R"(webhook_configs:
- url: http://hook.example/x
  payload: ['{{.GroupLabels.a}}', '{{.GroupLabels.b}}', '{{.GroupLabels.c}}', '{{.GroupLabels.d}}', '{{.GroupLabels.e}}'])",
               message);
    QCOMPARE(shown(bench.body()), shown(json::parse(R"(["x: y: z", "@home", 7, 1000, "2024-01-01"])")));
}

void TestWebhook::theUrlIsATemplate() {
    ReceiverBench bench;
    bench.send("webhook_configs: [{url: 'http://{{ .CommonLabels.job }}.example/{{ .Status }}'}]");
    QCOMPARE(shown(bench.network.requests[0].url), QString("http://node.example/firing"));
    QCOMPARE(shown(bench.send("webhook_configs: [{url: '{{ .CommonLabels.none }}'}]").error),
             QString("webhook URL is empty after templating"));
}

void TestWebhook::theUrlIsReadFromItsFileAtEachMessage() {
    QTemporaryDir directory;
    const auto path = directory.filePath("url").toStdString();
    const auto entry = fmt::format("webhook_configs: [{{url_file: '{}'}}]", path);
    ReceiverBench bench;
    QVERIFY(shown(bench.send(entry).error).startsWith("read url_file: "));
    std::ofstream(path) << "http://one.example/\n";
    bench.send(entry);
    std::ofstream(path) << "http://two.example/\n";
    bench.send(entry);
    QCOMPARE(shown(bench.network.requests[0].url + bench.network.requests[1].url),
             QString("http://one.example/http://two.example/"));
}

void TestWebhook::answersAreJudgedByTheirStatus_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<Outcome::Kind>("kind");
    QTest::addColumn<Outcome::Cause>("cause");
    QTest::newRow("200") << 200 << Outcome::Kind::kSent << Outcome::Cause::kNone;
    QTest::newRow("204") << 204 << Outcome::Kind::kSent << Outcome::Cause::kNone;
    QTest::newRow("302") << 302 << Outcome::Kind::kFailed << Outcome::Cause::kOther;
    QTest::newRow("400") << 400 << Outcome::Kind::kFailed << Outcome::Cause::kClientError;
    QTest::newRow("403") << 403 << Outcome::Kind::kFailed << Outcome::Cause::kAuthentication;
    QTest::newRow("429") << 429 << Outcome::Kind::kFailed << Outcome::Cause::kRateLimited;
    QTest::newRow("500") << 500 << Outcome::Kind::kRetry << Outcome::Cause::kServerError;
    QTest::newRow("503") << 503 << Outcome::Kind::kRetry << Outcome::Cause::kServerError;
}

void TestWebhook::answersAreJudgedByTheirStatus() {
    QFETCH(int, status);
    QFETCH(Outcome::Kind, kind);
    QFETCH(Outcome::Cause, cause);
    ReceiverBench bench;
    bench.network.answer(status, "two\nlines");
    const auto outcome = bench.send("webhook_configs: [{url: 'http://hook.example/x'}]");
    QCOMPARE(outcome.kind, kind);
    QCOMPARE(outcome.cause, cause);
    QCOMPARE(shown(outcome.error),
             kind == Outcome::Kind::kSent ? QString() : QString("unexpected status code %1: two lines").arg(status));
}

void TestWebhook::secretsInUrlsAreNeverTold() {
    const std::string entry = "webhook_configs: [{url: 'http://u:pass-word@hook.example/s3cr3t-path?key=abc'}]";
    ReceiverBench bench;
    bench.network.answer(404, "no route for /s3cr3t-path?key=abc, /s3cr3t-path or http://hook.example/s3cr3t-path");
    auto outcome = bench.send(entry);
    QVERIFY2(!outcome.error.contains("s3cr3t") && !outcome.answer.contains("s3cr3t"), outcome.error.c_str());
    bench.network.answers.emplace_back(
        fail(ErrorCode::kIo, R"(Post "http://u:xxxxx@hook.example/s3cr3t-path?key=abc": dial tcp: refused)"));
    outcome = bench.send(entry);
    QVERIFY2(!outcome.error.contains("s3cr3t") && outcome.error.contains("refused"), outcome.error.c_str());
    QCOMPARE(outcome.kind, Outcome::Kind::kRetry);
}

void TestWebhook::aTimeoutOfItsOwnIsNamed() {
    ReceiverBench bench;
    bench.network.answers.emplace_back(fail(ErrorCode::kTimeout, "context deadline exceeded"));
    const auto outcome = bench.send("webhook_configs: [{url: 'http://hook.example/x', timeout: 1m1s}]");
    QVERIFY(!outcome.error.contains("configured"));
    bench.network.answers.emplace_back(fail(ErrorCode::kTimeout, "context deadline exceeded"));
    const auto own = bench.send("webhook_configs: [{url: 'http://hook.example/x', timeout: 1.5s}]");
    QCOMPARE(bench.network.requests.back().timeout.count(), 1500);
    QCOMPARE(shown(own.error), QString("context deadline exceeded: configured timeout reached (1s500ms)"));
    QCOMPARE(own.cause, Outcome::Cause::kDeadline);
}

void TestWebhook::badEntriesAreRefused_data() {
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no url") << "{}" << "one of url or url_file must be configured";
    QTest::newRow("both") << "{url: 'http://x', url_file: f}" << "at most one of url & url_file must be configured";
    QTest::newRow("scheme") << "{url: 'ftp://x'}" << "unsupported scheme";
    QTest::newRow("key") << "{url: 'http://x', colour: red}" << "colour";
    QTest::newRow("timeout") << "{url: 'http://x', timeout: 1d}" << "invalid duration";
}

void TestWebhook::badEntriesAreRefused() {
    QFETCH(QString, entry);
    QFETCH(QString, reason);
    const auto options = ReceiverBench::read("webhook_configs: [" + entry.toStdString() + "]");
    QVERIFY(!options);
    QVERIFY2(shown(options.error().message()).contains(reason), options.error().message().c_str());
}

void TestWebhook::equalEntriesAreEqual() {
    const auto read = [](const std::string& entry) {
        return ReceiverBench::read("webhook_configs: [" + entry + "]")->receivers[0].integrations[0];
    };
    const auto one = read("{url: 'http://x/', payload: {a: [1]}, http_config: {basic_auth: {username: u}}}");
    QVERIFY(one->equals(*read("{url: 'http://x/', payload: {a: [1]}, http_config: {basic_auth: {username: u}}}")));
    QVERIFY(!one->equals(*read("{url: 'http://x/', payload: {a: [2]}, http_config: {basic_auth: {username: u}}}")));
    QVERIFY(!one->equals(*read("{url: 'http://x/', payload: {a: [1]}, http_config: {basic_auth: {username: v}}}")));
}

void TestWebhook::whatIsUnderWayEndsWithTheIntegration() {
    ReceiverBench bench;
    const auto options = ReceiverBench::read("webhook_configs: [{url: 'http://x/'}]");
    const IntegrationTools tools{bench.network, bench.files, bench.clock, bench.templates(), seededRandom(1), Log()};
    bool told = false;
    auto integration = options->receivers[0].integrations[0]->build(tools);
    integration->send(std::make_shared<const Notification>(ReceiverBench::notification()),
                      bench.clock.monotonic() + std::chrono::seconds(1), [&told](Outcome) { told = true; });
    integration.reset();
    QCOMPARE(bench.network.canceled, 1);
    QVERIFY(!told);
}

QTEST_GUILESS_MAIN(TestWebhook)
#include "test_webhook.moc"
