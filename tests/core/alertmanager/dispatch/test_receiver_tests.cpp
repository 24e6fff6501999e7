// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/alertmanager/harness.h"

using namespace hearth;
using namespace hearth::tests;

class TestReceiverTests : public QObject {
    Q_OBJECT

  private slots:
    void aTestGoesToEachIntegrationOutsideOfGroupsAndLog();
    void oneIntegrationCanBeTestedAlone();
    void whatTheServerSaysIsTold();
    void unknownNamesAreRefused();
    void testsAreLimited();
    void oneThatHangsIsEnded();
    void theLastDeliveryIsRemembered();
    void theLastDeliverySurvivesARestartWithoutItsWords();

  private:
    QTemporaryDir m_directory;
    std::unique_ptr<Harness> harness(const char* name) {
        return std::make_unique<Harness>(m_directory.filePath(name).toStdString());
    }
};

void TestReceiverTests::aTestGoesToEachIntegrationOutsideOfGroupsAndLog() {
    auto made = harness("all");
    made->load(made->simple({"mail", "chat"}));
    const auto tests = made->manager->testReceiver("team", {}).value();
    QCOMPARE(tests.size(), 2U);
    QCOMPARE(tests[0].name, std::string("webhook[0]"));
    QCOMPARE(tests[1].name, std::string("webhook[1]"));
    QVERIFY(tests[0].outcome.kind == Outcome::Kind::kSent);
    QCOMPARE(tests[0].outcome.answer, std::string("200 OK"));
    const auto& sent = made->service.sent.at(0);
    QVERIFY(sent.notification->isTest);
    QCOMPARE(std::string(sent.notification->alerts.at(0)->labels.value("hearth_test")), std::string("true"));
    QVERIFY(made->manager->groups({}).value().empty());
    QVERIFY(made->manager->alerts({}).value().empty());
    QVERIFY(made->manager->lastDeliveries().value().empty());
    QCOMPARE(made->metric("alertmanager_notifications_total", {{"integration", "webhook"}}), 0.0);
}

void TestReceiverTests::oneIntegrationCanBeTestedAlone() {
    auto made = harness("one");
    made->load(made->simple({"mail", "chat"}));
    const auto tests = made->manager->testReceiver("team", "webhook[1]").value();
    QCOMPARE(tests.size(), 1U);
    QCOMPARE(made->service.sent.at(0).integration, std::string("chat"));
}

void TestReceiverTests::whatTheServerSaysIsTold() {
    auto made = harness("words");
    made->load(made->simple());
    made->service.answer = [](const auto&, const auto&) {
        return Outcome{.kind = Outcome::Kind::kRetry, .error = "no", .answer = "503 busy"};
    };
    const auto tests = made->manager->testReceiver("team", {}).value();
    QVERIFY(tests.at(0).outcome.kind == Outcome::Kind::kRetry);
    QCOMPARE(tests.at(0).outcome.answer, std::string("503 busy"));
    QCOMPARE(made->service.attempts, 1U);
    made->run(model::kMinuteMs);
    QCOMPARE(made->service.attempts, 1U);
}

void TestReceiverTests::unknownNamesAreRefused() {
    auto made = harness("unknown");
    QVERIFY(made->manager->testReceiver("team", {}).error().code() == ErrorCode::kUnavailable);
    made->load(made->simple());
    QVERIFY(made->manager->testReceiver("nobody", {}).error().code() == ErrorCode::kNotFound);
    QVERIFY(made->manager->testReceiver("team", "email[0]").error().code() == ErrorCode::kNotFound);
    made->load(made->simple({}));
    QVERIFY(made->manager->testReceiver("team", {}).error().code() == ErrorCode::kInvalidArgument);
}

void TestReceiverTests::testsAreLimited() {
    auto made = harness("limits");
    made->load(made->simple());
    for (int i = 0; i < 20; ++i) {
        QVERIFY(made->manager->testReceiver("team", {}).has_value());
    }
    QVERIFY(made->manager->testReceiver("team", {}).error().code() == ErrorCode::kLimit);
    made->run(model::kMinuteMs);
    QVERIFY(made->manager->testReceiver("team", {}).has_value());
}

void TestReceiverTests::oneThatHangsIsEnded() {
    auto made = harness("hangs");
    const IdleTransport network(made->clock);
    made->load(made->simple());
    made->service.hanging = {"mail"};
    instrument::Registry registry;
    std::optional<Result<std::vector<TestedIntegration>>> told;
    ReceiverTests tests(made->clock, {});
    const auto options = made->simple();
    tests.begin({.keepsAlive = {},
                 .receiver = &options.receivers.front(),
                 .integration = {},
                 .tools = {.network = made->network,
                           .files = made->files,
                           .clock = made->clock,
                           .templates = *reinterpret_cast<const NotificationTemplates*>(&registry),
                           .random = seededRandom(1),
                           .log = Log()}},
                [&told](auto result) { told = std::move(result); });
    QVERIFY(!told);
    made->clock.advanceTo(tests.nextDue());
    tests.step();
    QVERIFY(told && told->has_value());
    QCOMPARE(told->value().at(0).outcome.error, std::string("context deadline exceeded"));
    QVERIFY(tests.nextDue() == MonotonicTime::max());
    made->service.release(); // nobody listens any longer
}

void TestReceiverTests::theLastDeliveryIsRemembered() {
    auto made = harness("last");
    made->load(made->simple());
    made->post(made->firing(Harness::alert("Disk")));
    made->run(model::kMinuteMs);
    auto last = made->manager->lastDeliveries().value();
    QCOMPARE(last.size(), 1U);
    QCOMPARE(last[0].receiver, std::string("team"));
    QCOMPARE(last[0].integration, std::string("webhook[0]"));
    QVERIFY(last[0].outcome == LastDelivery::Outcome::kSent);
    QCOMPARE(last[0].detail, std::string("200 OK"));
    const auto sentAt = last[0].time;

    made->service.answer = [](const auto&, const auto&) {
        return Outcome{.kind = Outcome::Kind::kFailed, .error = "refused", .answer = "401 no"};
    };
    made->post(made->firing(Harness::alert("Memory")));
    made->run(10 * model::kMinuteMs);
    last = made->manager->lastDeliveries().value();
    QVERIFY(last[0].outcome == LastDelivery::Outcome::kFailed);
    QCOMPARE(last[0].detail, std::string("refused: 401 no"));
    QCOMPARE(last[0].lastSent.value_or(0), sentAt);
}

void TestReceiverTests::theLastDeliverySurvivesARestartWithoutItsWords() {
    auto made = harness("restart");
    made->load(made->simple());
    made->post(made->firing(Harness::alert("Disk")));
    made->run(model::kMinuteMs);
    const auto before = made->manager->lastDeliveries().value().at(0);
    made->restart();
    const auto after = made->manager->lastDeliveries().value().at(0);
    QCOMPARE(after.time, before.time);
    QCOMPARE(after.detail, std::string());
    QVERIFY(after.outcome == LastDelivery::Outcome::kSent);
}

QTEST_GUILESS_MAIN(TestReceiverTests)
#include "test_receiver_tests.moc"
