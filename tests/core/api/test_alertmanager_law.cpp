// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "api/alertmanager/alertmanager_api.h"
#include "core/api/alertmanager_text.h"
#include "datasource/receiver_test_json.h"
#include "datasource/remote_alertmanager.h"
#include "support/fake_alertmanager.h"

using namespace hearth;
using namespace hearth::datasource;
using hearth::tests::toText;

namespace {

constexpr const char* kId = "7b7ea05a-7a25-4cf0-a2f4-d0a6f3e2c5aa";

ReceivedAlert alert() {
    return {{{"alertname", "Down <&> \"quoted\""}, {"instance", "ünï"}},
            {{"summary", "<b>it & burns</b>"}, {"none", ""}},
            "http://h/graph?g0.expr=up&g0.tab=1",
            1'700'000'000'123,
            1'700'000'300'000,
            1'700'000'000'124,
            "706ab1f0f6dc6364",
            {"desktop", "mail"},
            NotificationState::kSuppressed,
            {kId},
            {"0000000000000001"},
            {"night"}};
}

Silence silence() {
    Silence silence;
    silence.id = kId;
    silence.matchers = {model::Matcher::equal("a", "b \"c\""), model::Matcher::notEqual("n.m", ""),
                        *model::Matcher::create(model::MatchType::kRegex, "r", "x|y.*"),
                        *model::Matcher::create(model::MatchType::kNotRegex, "s", "<.+>")};
    silence.startsAt = 1'700'000'000'000;
    silence.endsAt = 1'700'000'600'001;
    silence.updatedAt = 1'700'000'000'002;
    silence.createdBy = "me";
    silence.comment = "while I <work> & sleep";
    silence.annotations = {{"ticket", "1"}};
    silence.state = SilenceState::kPending;
    return silence;
}

} // namespace

/// The law of the two sources: what a server's own source answers, a remote source at that server answers too, and it
/// asks the same question.
class TestAlertmanagerLaw : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup();

    void statusAndReceivers();
    void alertsAndGroups();
    void postedAlerts();
    void silences();
    void traceAndHistory();
    void testsAndLastDeliveries();
    void reloading();
    void errors_data();
    void errors();
    void aSilenceThatIsNotThereIsNotFound();

  private:
    template <class Ask>
    void compare(Ask ask);

    tests::FakeAlertmanager m_fake;
    SystemClock m_clock;
    instrument::Registry m_registry;
    std::unique_ptr<ThreadPool> m_workers;
    std::unique_ptr<api::alertmanager::AlertmanagerApi> m_api;
    std::unique_ptr<http::Server> m_server;
    std::unique_ptr<AlertmanagerSource> m_remote;
};

void TestAlertmanagerLaw::init() {
    m_workers = std::make_unique<ThreadPool>("query", 2, 100);
    m_api = std::make_unique<api::alertmanager::AlertmanagerApi>(
        api::alertmanager::AlertmanagerApiOptions{.routePrefix = "/prefix"}, m_fake, *m_workers, m_registry, m_clock);
    http::ServerOptions server;
    server.listenAddresses = {"127.0.0.1:0"};
    m_server = *http::Server::start(server, m_api->handler(), {});
    m_remote =
        *RemoteAlertmanager::create({.url = fmt::format("http://127.0.0.1:{}/prefix/", m_server->ports().front())});
}

void TestAlertmanagerLaw::cleanup() {
    m_remote.reset();
    m_server.reset();
    m_workers.reset();
    m_api.reset();
    m_fake.takeAsked();
}

template <class Ask>
void TestAlertmanagerLaw::compare(Ask ask) {
    const auto local = ask(static_cast<AlertmanagerSource&>(m_fake));
    const auto asked = m_fake.takeAsked();
    const auto remote = ask(*m_remote);
    QCOMPARE(toText(remote), toText(local));
    QCOMPARE(m_fake.takeAsked(), asked);
}

void TestAlertmanagerLaw::statusAndReceivers() {
    m_fake.statusAnswer = AlertmanagerStatus{{"0.1.0", "abc", "main", "me", "today", "gcc 12"},
                                             "route:\n  receiver: \"<x>\"\n",
                                             1'700'000'000'123,
                                             "ready",
                                             "01BX",
                                             {{"a", "10.0.0.1:9094"}}};
    compare([](AlertmanagerSource& source) { return source.status({}); });
    m_fake.receiversAnswer = std::vector<AlertReceiver>{{"a", {{"name", "a"}}}, {"b \"c\"", {}}};
    compare([](AlertmanagerSource& source) { return source.receivers({}, {}); });
    compare([](AlertmanagerSource& source) { return source.receivers({"owner=\"me\"", "x=~\"y&z\""}, {}); });
}

void TestAlertmanagerLaw::alertsAndGroups() {
    m_fake.alertsAnswer = std::vector<ReceivedAlert>{alert(), {}};
    compare([](AlertmanagerSource& source) { return source.alerts({}, {}); });
    const ReceivedAlertsQuery query{.filter = {"a=\"b\"", "c=~\"d.*\""},
                                    .active = false,
                                    .silenced = false,
                                    .inhibited = false,
                                    .muted = false,
                                    .receiver = "mail|x.+",
                                    .receiverMatchers = {"team=\"x\""}};
    m_fake.groupsAnswer = std::vector<AlertGroup>{{{{"alertname", "Down"}}, {{"url", "http://x"}}, "mail", {alert()}},
                                                  {{}, {}, "desktop", {}}};
    compare([](AlertmanagerSource& source) { return source.groups({}, {}); });
    compare([&](AlertmanagerSource& source) { return source.groups(query, {}); });
    m_fake.alertsAnswer->clear();
    auto ofAlerts = query;
    ofAlerts.muted = true; // not asked of alerts
    compare([&](AlertmanagerSource& source) { return source.alerts(ofAlerts, {}); });
}

void TestAlertmanagerLaw::postedAlerts() {
    compare([](AlertmanagerSource& source) { return source.post({}, {}); });
    compare([](AlertmanagerSource& source) {
        return source.post({{{{"alertname", "A <b>"}},
                             {{"x", ""}, {"y", "z"}},
                             1'700'000'000'001,
                             1'700'000'000'002,
                             "http://x/?a=b&c"},
                            {{{"a", "ü"}}, {}, {}, {}, ""}},
                           {});
    });
    m_fake.postAnswer = fail(ErrorCode::kInvalidArgument, "at least one label pair required\nstart time must be "
                                                          "before end time");
    compare([](AlertmanagerSource& source) { return source.post({{}}, {}); });
}

void TestAlertmanagerLaw::silences() {
    m_fake.silencesAnswer = std::vector<Silence>{silence(), silence()};
    m_fake.silencesAnswer->back().state = SilenceState::kExpired;
    compare([](AlertmanagerSource& source) { return source.silences({}, {}); });
    compare([](AlertmanagerSource& source) { return source.silences({{"a=b"}, false, false, false}, {}); });
    m_fake.silenceAnswer = silence();
    compare([](AlertmanagerSource& source) { return source.silence(kId, {}); });
    m_fake.setAnswer = kId;
    compare([](AlertmanagerSource& source) { return source.setSilence(silence(), {}); });
    compare([](AlertmanagerSource& source) { return source.expireSilence(kId, {}); });
    m_fake.setAnswer = fail(ErrorCode::kNotFound, "silence not found");
    compare([](AlertmanagerSource& source) { return source.setSilence(silence(), {}); });
    m_fake.setAnswer = fail(ErrorCode::kInvalidArgument, "invalid silence: \"<x>\"");
    compare([](AlertmanagerSource& source) { return source.setSilence(silence(), {}); });
}

void TestAlertmanagerLaw::traceAndHistory() {
    TraceEvent sent;
    sent.kind = TraceEvent::Kind::kSent;
    sent.time = 1'700'000'000'001;
    sent.last = 1'700'000'000'002;
    sent.count = 3;
    sent.group = "{}/{team=\"x\"}:{alertname=\"A\"}";
    sent.route = "{}/{team=\"x\"}/0";
    sent.receiver = "mail";
    sent.integration = "email[0]";
    sent.from = "a";
    sent.to = "b";
    sent.by = "c";
    sent.detail = "250 2.0.0 <ok> & queued";
    sent.until = 1'700'000'000'003;
    sent.attempt = 2;
    sent.value = 1e-9;
    m_fake.traceAnswer = std::vector<TraceEvent>{sent, {}};
    compare([](AlertmanagerSource& source) { return source.trace("00ff00ff00ff00ff", {1'000, 2'000}, {}); });
    compare([](AlertmanagerSource& source) { return source.trace("00ff00ff00ff00ff", {0, model::kMaxTimestamp}, {}); });
    m_fake.historyAnswer = std::vector<AlertTransition>{
        {1'700'000'000'001, "00ff00ff00ff00ff", {{"alertname", "A"}}, "rule", "pending", "firing", 0.5}};
    compare([](AlertmanagerSource& source) { return source.history({}, {}); });
    compare([](AlertmanagerSource& source) {
        return source.history({1'000, 2'000, "00ff00ff00ff00ff", {"a=b", "c!=d"}, 17}, {});
    });
}

void TestAlertmanagerLaw::testsAndLastDeliveries() {
    m_fake.deliveriesAnswer = std::vector<LastDelivery>{
        {"mail", "email[0]", LastDelivery::Outcome::kFailed, 1'700'000'000'001, "535 <no>", 1'700'000'000'000},
        {"chat", "slack[1]", LastDelivery::Outcome::kSent, 1'700'000'000'002, "", std::nullopt}};
    const auto deliveries = [](const auto& list) { return list ? lastDeliveriesJson(*list) : list.error().message(); };
    QCOMPARE(deliveries(m_remote->lastDeliveries({})), deliveries(m_fake.lastDeliveries({})));
    IntegrationTest test;
    test.integration = "email[0]";
    test.steps = {{TestStep::Kind::kConnect, 17, "127.0.0.1:25"}};
    test.failedStep = TestStep::Kind::kHello;
    test.error = "context deadline exceeded";
    test.transcript = {{18, true, "EHLO \"x\""}};
    m_fake.testAnswer = ReceiverTest{"mail", 1'700'000'000'001, {test}};
    m_fake.takeAsked();
    const auto tested = [](const auto& result) {
        return result ? receiverTestJson(*result) : result.error().message();
    };
    const ReceiverTestQuery query{"mäil \"1\"", "email[0]"};
    QCOMPARE(tested(m_remote->testReceiver(query, {})), tested(m_fake.testReceiver(query, {})));
    const auto asked = m_fake.takeAsked();
    QVERIFY(asked.size() == 2 && asked[0] == asked[1]);
    m_fake.testAnswer = fail(ErrorCode::kNotFound, "there is no receiver of this name");
    QVERIFY(m_remote->testReceiver(query, {}).error().code() == ErrorCode::kNotFound);
}

void TestAlertmanagerLaw::reloading() {
    compare([](AlertmanagerSource& source) { return source.reload({}); });
}

void TestAlertmanagerLaw::errors_data() {
    QTest::addColumn<int>("code");
    for (const auto code : {ErrorCode::kInvalidArgument, ErrorCode::kUnavailable, ErrorCode::kInternal}) {
        QTest::addRow("%d", int(code)) << int(code);
    }
}

void TestAlertmanagerLaw::errors() {
    QFETCH(int, code);
    m_fake.alertsAnswer = fail(ErrorCode(code), "there is a \"reason\" & more");
    compare([](AlertmanagerSource& source) { return source.alerts({}, {}); });
}

void TestAlertmanagerLaw::aSilenceThatIsNotThereIsNotFound() {
    m_fake.silenceAnswer = fail(ErrorCode::kNotFound, "silence not found");
    compare([](AlertmanagerSource& source) { return source.silence(kId, {}); });
    m_fake.expireAnswer = fail(ErrorCode::kNotFound, "silence not found");
    compare([](AlertmanagerSource& source) { return source.expireSilence(kId, {}); });
    QCOMPARE(m_remote->silence("no id", {}).error().code(), ErrorCode::kInvalidArgument);
}

QTEST_GUILESS_MAIN(TestAlertmanagerLaw)
#include "test_alertmanager_law.moc"
