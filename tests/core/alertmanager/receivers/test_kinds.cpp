// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fstream>

#include "alertmanager/receivers/truncate.h"
#include "core/alertmanager/receivers/receiver_bench.h"

using namespace hearth;
using namespace hearth::alertmanager;
using hearth::tests::ReceiverBench;
using hearth::tests::shown;
using nlohmann::json;

namespace {

json corpus() {
    std::ifstream file(HEARTH_SOURCE_DIR "/tests/core/alertmanager/receivers/payloads.json");
    return json::parse(file);
}

json requestsOf(const ReceiverBench& bench) {
    auto list = json::array();
    for (const auto& request : bench.network.requests) {
        auto headers = json::object();
        for (const auto& [name, value] : request.headers) {
            headers[name] = value;
        }
        headers.erase("User-Agent");
        headers.erase("Content-Type");
        auto body = json::parse(request.body, nullptr, false);
        list.push_back({{"request", request.method + " " + request.url},
                        {"headers", headers},
                        {"body", body.is_discarded() ? json(request.body) : body}});
    }
    return list;
}

} // namespace

class TestKinds : public QObject {
    Q_OBJECT

  private slots:
    void requestsAreThoseOfTheCorpus_data();
    void requestsAreThoseOfTheCorpus();
    void refusalsOfServices_data();
    void refusalsOfServices();
    void slackRemembersWhatItMayUpdate();
    void secretsAreNeverTold_data();
    void secretsAreNeverTold();
    void hugeEventsLoseTheirDetails();
    void textsAreCutOffBetweenLetters();
    void everyEntryEqualsItself_data();
    void everyEntryEqualsItself();
};

void TestKinds::requestsAreThoseOfTheCorpus_data() {
    QTest::addColumn<QString>("name");
    const auto cases = corpus();
    for (const auto& [name, value] : cases.items()) {
        QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
}

void TestKinds::requestsAreThoseOfTheCorpus() {
    QFETCH(QString, name);
    const auto all = corpus();
    const auto& one = all[name.toStdString()];
    ReceiverBench bench;
    auto message = ReceiverBench::notification();
    if (one.value("resolved", false)) {
        message.alerts = {message.alerts.back()};
    }
    for (const auto& answer : one.value("answers", json::array())) {
        bench.network.answer(200, answer.dump(), "application/json");
    }
    const auto outcome = bench.send(one["receiver"], message, one.value("global", "{}"));
    QCOMPARE(shown(outcome.error), QString());
    QVERIFY(outcome.kind == Outcome::Kind::kSent);
    QVERIFY2(requestsOf(bench) == one["requests"], requestsOf(bench).dump(1).c_str());
}

void TestKinds::refusalsOfServices_data() {
    QTest::addColumn<QString>("receiver");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("body");
    QTest::addColumn<Outcome::Kind>("kind");
    QTest::addColumn<QString>("error");
    using enum Outcome::Kind;
    const QString slack = "slack_configs: [{api_url: 'http://x/hook', channel: c}]";
    QTest::newRow("slack text") << slack << 200 << "no_team" << kFailed
                                << "channel \"c\": received an error response from Slack: 200 OK: no_team";
    QTest::newRow("slack json") << slack << 200 << R"({"ok":false,"error":"invalid_auth"})" << kFailed
                                << "channel \"c\": error response from Slack: invalid_auth";
    QTest::newRow("slack down") << slack << 503 << "busy" << kRetry
                                << "channel \"c\": unexpected status code 503: busy";
    const QString pagerduty = "pagerduty_configs: [{routing_key: k}]";
    QTest::newRow("pagerduty 400") << pagerduty << 400 << R"({"message":"bad","errors":["a","b"]})" << kFailed
                                   << "unexpected status code 400: bad: a,b";
    QTest::newRow("pagerduty 429") << pagerduty << 429 << "" << kRetry << "unexpected status code 429";
    QTest::newRow("pagerduty 403") << pagerduty << 403 << "" << kFailed << "unexpected status code 403";
    QTest::newRow("pagerduty v1 403") << "pagerduty_configs: [{service_key: k}]" << 403 << "" << kRetry
                                      << "unexpected status code 403";
    QTest::newRow("opsgenie 429") << "opsgenie_configs: [{api_key: k}]" << 429 << "" << kRetry
                                  << "unexpected status code 429";
    QTest::newRow("opsgenie 422") << "opsgenie_configs: [{api_key: k}]" << 422 << "no" << kFailed
                                  << "unexpected status code 422: no";
    QTest::newRow("telegram 400") << "telegram_configs: [{bot_token: '1:a', chat_id: 1}]" << 400
                                  << R"({"ok":false,"description":"Bad Request: chat not found"})" << kRetry
                                  << "unexpected status code 400: Bad Request: chat not found";
    QTest::newRow("rocketchat") << "rocketchat_configs: [{token: t, token_id: i, channel: c}]" << 200
                                << R"({"success":false,"error":"no room"})" << kFailed
                                << "channel \"c\": error response from Rocketchat: no room";
    QTest::newRow("ntfy 429") << "ntfy_configs: [{topic: t}]" << 429 << "slow down" << kRetry
                              << "unexpected status code 429: slow down";
}

void TestKinds::refusalsOfServices() {
    QFETCH(QString, receiver);
    QFETCH(int, status);
    QFETCH(QString, body);
    QFETCH(Outcome::Kind, kind);
    QFETCH(QString, error);
    ReceiverBench bench;
    bench.network.answer(status, body.toStdString(), body.startsWith('{') ? "application/json" : "text/plain");
    const auto outcome = bench.send(receiver.toStdString());
    QCOMPARE(shown(outcome.error), error);
    QCOMPARE(outcome.kind, kind);
}

void TestKinds::slackRemembersWhatItMayUpdate() {
    const std::string receiver = "slack_configs: [{api_url: 'https://slack.com/api/chat.postMessage', channel: '#a', "
                                 "update_message: true, http_config: {authorization: {credentials: t}}}]";
    ReceiverBench bench;
    bench.network.answer(200, R"({"ok":true,"ts":"12.3","channel":"C9"})", "application/json; charset=utf-8");
    const auto first = bench.send(receiver);
    QCOMPARE(shown(std::get<std::string>(first.remember.at("threadTs"))), QString("12.3"));
    auto message = ReceiverBench::notification();
    message.remembered = first.remember;
    bench.network.answer(200, R"({"ok":true,"ts":"12.3","channel":"C9"})", "application/json");
    bench.send(receiver, message);
    QCOMPARE(shown(bench.network.requests[1].url), QString("https://slack.com/api/chat.update"));
    QCOMPARE(shown(bench.body()["ts"]), QString("\"12.3\""));
    QCOMPARE(shown(bench.body()["channel"]), QString("\"C9\""));
}

void TestKinds::secretsAreNeverTold_data() {
    QTest::addColumn<QString>("receiver");
    QTest::newRow("telegram") << "telegram_configs: [{bot_token: SECRETWORD, chat_id: 1}]";
    QTest::newRow("slack") << "slack_configs: [{api_url: 'http://x/SECRETWORD', channel: c}]";
    QTest::newRow("discord") << "discord_configs: [{webhook_url: 'http://x/SECRETWORD'}]";
    QTest::newRow("msteams") << "msteams_configs: [{webhook_url: 'http://x/SECRETWORD'}]";
    QTest::newRow("pagerduty") << "pagerduty_configs: [{routing_key: SECRETWORD}]";
    QTest::newRow("opsgenie") << "opsgenie_configs: [{api_key: SECRETWORD}]";
    QTest::newRow("pushover") << "pushover_configs: [{user_key: u, token: SECRETWORD}]";
    QTest::newRow("rocketchat") << "rocketchat_configs: [{token: SECRETWORD, token_id: i}]";
    QTest::newRow("mattermost") << "mattermost_configs: [{webhook_url: 'http://x/SECRETWORD'}]";
    QTest::newRow("ntfy") << "ntfy_configs: [{topic: t, token: SECRETWORD}]";
    QTest::newRow("gotify") << "gotify_configs: [{url: 'http://x', token: SECRETWORD}]";
}

void TestKinds::secretsAreNeverTold() {
    QFETCH(QString, receiver);
    ReceiverBench bench;
    bench.send(receiver.toStdString());
    const auto url = bench.network.requests[0].url;
    bench.network.answer(400, "echo of " + url + ": SECRETWORD");
    auto outcome = bench.send(receiver.toStdString());
    const auto hides = [](const Outcome& told, const char* secret) {
        return !told.error.contains(secret) && !told.answer.contains(secret);
    };
    // A server that says a word of the URL alone may say it: it stands in a path.
    QVERIFY2(!outcome.error.contains(url), outcome.error.c_str());
    if (!url.contains("/SECRETWORD")) {
        QVERIFY2(hides(outcome, "SECRETWORD"), outcome.error.c_str());
    }
    bench.network.answers.emplace_back(fail(ErrorCode::kIo, "Post \"" + url + "\": dial tcp: refused"));
    outcome = bench.send(receiver.toStdString());
    QVERIFY2(hides(outcome, "SECRETWORD"), outcome.error.c_str());
}

void TestKinds::hugeEventsLoseTheirDetails() {
    ReceiverBench bench;
    auto message = ReceiverBench::notification();
    for (int i = 0; i < 2000; ++i) {
        message.alerts.push_back(ReceiverBench::alert("host-" + std::to_string(i), 1'699'999'000'000, 0));
    }
    bench.send("pagerduty_configs: [{routing_key: k}]", message);
    QVERIFY(bench.network.requests[0].body.size() < 10'000);
    QCOMPARE(
        shown(bench.body()["payload"]["custom_details"]["error"]),
        QString("\"Custom details have been removed because the original event exceeds the maximum size of 512KB\""));
}

void TestKinds::textsAreCutOffBetweenLetters() {
    QCOMPARE(shown(truncateRunes("äöü", 3)), QString("äöü"));
    QCOMPARE(shown(truncateRunes("äöüä", 3)), QString("äöü"));
    QCOMPARE(shown(truncateRunes("äöüäö", 4)), QString("äöü…"));
    QCOMPARE(shown(truncateBytes("äöüä", 8)), QString("äöüä"));
    QCOMPARE(shown(truncateBytes("äöüäö", 8)), QString("äö…"));
    QCOMPARE(shown(truncateBytes("abcd", 3)), QString("…"));
    QCOMPARE(shown(truncateBytes("abcd", 2)), QString(".."));
}

void TestKinds::everyEntryEqualsItself_data() {
    requestsAreThoseOfTheCorpus_data();
}

void TestKinds::everyEntryEqualsItself() {
    QFETCH(QString, name);
    const auto all = corpus();
    const auto& one = all[name.toStdString()];
    const auto read = [&one] { return ReceiverBench::read(one["receiver"], one.value("global", "{}")); };
    const auto first = read();
    const auto second = read();
    QVERIFY2(first, first ? "" : first.error().message().c_str());
    QVERIFY(first->receivers[0].integrations[0]->equals(*second->receivers[0].integrations[0]));
}

QTEST_GUILESS_MAIN(TestKinds)
#include "test_kinds.moc"
