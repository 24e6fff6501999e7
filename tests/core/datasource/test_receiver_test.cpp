// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "datasource/channel_kinds.h"
#include "datasource/receiver_test_json.h"

using namespace hearth;
using namespace hearth::datasource;
using Step = TestStep::Kind;

class TestReceiverTest : public QObject {
    Q_OBJECT

  private slots:
    void aTestIsReadBackAsItWasWritten();
    void lastDeliveriesAreReadBackAsTheyWereWritten();
    void whatIsMalformedIsRefused_data();
    void whatIsMalformedIsRefused();
    void aFailureSaysWhatToDo_data();
    void aFailureSaysWhatToDo();
    void everyHintHasASentence();
    void everyKindNamesItsKeys();
};

void TestReceiverTest::aTestIsReadBackAsItWasWritten() {
    ReceiverTest test;
    test.receiver = "a \"b\" <c>";
    test.time = 1'700'000'000'123;
    IntegrationTest one;
    one.integration = "email[0]";
    one.steps = {{Step::kResolve, 12, ""}, {Step::kConnect, 40'000, "[::1]:25"}};
    one.failedStep = Step::kTls;
    one.error = "x509: bad";
    one.answer = "220 hi";
    one.microseconds = 50'000;
    one.transcript = {{41'000, false, "220 hi"}, {42'000, true, "EHLO ä"}};
    test.integrations = {one, {}};
    const auto back = readReceiverTest(receiverTestJson(test)).value();
    QCOMPARE(back.receiver, test.receiver);
    QCOMPARE(back.time, test.time);
    QCOMPARE(back.integrations.size(), 2U);
    QCOMPARE(receiverTestJson(back), receiverTestJson(test));
    QVERIFY(back.integrations[0].failedStep == Step::kTls);
    QVERIFY(!back.integrations[1].failedStep.has_value());
    const auto query = readReceiverTestQuery(receiverTestQueryJson({"r", "email[1]"})).value();
    QCOMPARE(query.receiver, std::string("r"));
    QCOMPARE(query.integration, std::string("email[1]"));
}

void TestReceiverTest::lastDeliveriesAreReadBackAsTheyWereWritten() {
    const std::vector<LastDelivery> list{
        {"r", "slack[0]", LastDelivery::Outcome::kTrying, 1'700'000'000'000, "503 busy", std::nullopt},
        {"r", "email[0]", LastDelivery::Outcome::kSent, 1'700'000'001'000, "", 1'700'000'001'000}};
    const auto back = readLastDeliveries(lastDeliveriesJson(list)).value();
    QCOMPARE(lastDeliveriesJson(back), lastDeliveriesJson(list));
    QVERIFY(back[0].outcome == LastDelivery::Outcome::kTrying && !back[0].lastSent);
    QCOMPARE(back[1].lastSent.value_or(0), list[1].time);
}

void TestReceiverTest::whatIsMalformedIsRefused_data() {
    QTest::addColumn<QString>("json");
    for (const auto* const json : {"", "3", "[]", "{\"receiver\":3}", "{}", "{\"receiver\":\"\"}", "{\"receiver\""}) {
        QTest::newRow(json) << json;
    }
}

void TestReceiverTest::whatIsMalformedIsRefused() {
    QFETCH(const QString, json);
    const auto query = readReceiverTestQuery(json.toStdString());
    QVERIFY(!query && query.error().code() == ErrorCode::kInvalidArgument);
    QVERIFY(json == "[]" || !readLastDeliveries(json.toStdString()));
}

void TestReceiverTest::aFailureSaysWhatToDo_data() {
    QTest::addColumn<QString>("integration");
    QTest::addColumn<int>("step");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<int>("hint");
    const auto add = [](const char* integration, Step step, const char* error, const char* answer, TestHint hint) {
        QTest::addRow("%s %s %s", integration, error, answer)
            << integration << static_cast<int>(step) << error << answer << static_cast<int>(hint);
    };
    using enum TestHint;
    add("webhook[0]", Step::kResolve, "dial tcp: lookup nas: no such host", "", kName);
    add("webhook[0]", Step::kConnect, "dial tcp 127.0.0.1:9: connect: connection refused", "", kNobodyListens);
    add("webhook[0]", Step::kConnect, "context deadline exceeded", "", kUnreachable);
    add("webhook[0]", Step::kTls, "tls: first record does not look like a TLS handshake", "", kNoTls);
    add("webhook[0]", Step::kTls, "x509: certificate signed by unknown authority", "", kCertificate);
    add("webhook[0]", Step::kAnswer, "context deadline exceeded", "", kSilent);
    add("webhook[0]", Step::kAnswer, "unexpected status code 401", "401 Unauthorized", kPassword);
    add("webhook[0]", Step::kAnswer, "unexpected status code 404", "404 Not Found: no such hook", kGone);
    add("webhook[0]", Step::kAnswer, "unexpected status code 429", "429 Too Many Requests", kTooMany);
    add("webhook[0]", Step::kAnswer, "unexpected status code 503", "503 Service Unavailable", kServerFault);
    add("webhook[0]", Step::kAnswer, "unexpected status code 400", "400 Bad Request", kRefused);
    add("email[0]", Step::kLogin, "auth: 535 5.7.8 no", "535 5.7.8 no", kPassword);
    add("email[0]", Step::kLogin, "auth: 534 5.7.9 Application-specific password required",
        "534 5.7.9 Application-specific password required", kAppPassword);
    add("email[0]", Step::kLogin, "PLAIN auth: unencrypted connection", "250 AUTH PLAIN", kClearPassword);
    add("email[0]", Step::kLogin, "find auth mechanism: unknown auth mechanism: XOAUTH2", "250 ok", kNoLoginOffered);
    add("email[0]", Step::kHello,
        "'require_tls' is true (default) but \"a:25\" does not advertise the STARTTLS extension", "250 a", kNoStartTls);
    add("email[0]", Step::kSend, "send MAIL command: 553 not yours", "553 not yours", kSender);
    add("email[0]", Step::kSend, "send RCPT command: 550 unknown", "550 unknown", kRecipient);
    add("email[0]", Step::kSend, "delivery failure: 554 spam", "554 spam", kRefused);
    add("email[0]", Step::kHello, "context deadline exceeded", "", kSilent);
    add("email[0]", Step::kAnswer, "read auth_password_file: open /x: no such file", "", kSecretFile);
    add("command[0]", Step::kAnswer, "command_configs may not run programs: that must be allowed", "", kCommandsOff);
    add("desktop[0]", Step::kAnswer, "no desktop is attached to this process", "", kNoDesktop);
}

void TestReceiverTest::aFailureSaysWhatToDo() {
    QFETCH(const QString, integration);
    QFETCH(const int, step);
    QFETCH(const QString, error);
    QFETCH(const QString, answer);
    QFETCH(const int, hint);
    IntegrationTest test;
    test.integration = integration.toStdString();
    test.failedStep = static_cast<Step>(step);
    test.error = error.toStdString();
    test.answer = answer.toStdString();
    QCOMPARE(static_cast<int>(hintOf(test)), hint);
    test.delivered = true;
    QVERIFY(hintOf(test) == TestHint::kNone);
}

void TestReceiverTest::everyHintHasASentence() {
    for (int i = 1; i <= static_cast<int>(TestHint::kCommandsOff); ++i) {
        QVERIFY(!hintText(static_cast<TestHint>(i)).empty());
    }
}

void TestReceiverTest::everyKindNamesItsKeys() {
    for (const auto& kind : channelKinds()) {
        QCOMPARE(std::string(kind.key), std::string(kind.kind) + "_configs");
        QVERIFY(findChannelKind(kind.kind) == &kind);
    }
    QVERIFY(findChannelKind("carrier-pigeon") == nullptr);
}

QTEST_GUILESS_MAIN(TestReceiverTest)
#include "test_receiver_test.moc"
