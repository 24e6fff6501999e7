// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/alertmanager/harness.h"

using namespace hearth;
using namespace hearth::tests;

class TestDelivery : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<Harness> m_harness;
    using Strings = std::vector<std::string>;

    Strings sent() { return m_harness->service.takeTexts(); }

  private slots:
    void init() {
        m_harness = std::make_unique<Harness>(m_directory.filePath(QTest::currentTestFunction()).toStdString());
    }
    void cleanup() { m_harness.reset(); }

    void passingFailuresAreTriedAgainWithGrowingPauses() {
        auto& h = *m_harness;
        std::vector<model::TimestampMs> times;
        h.service.answer = [&](const std::string&, const Notification&) {
            times.push_back(h.clock.nowMs());
            return times.size() < 4 ? Outcome{.kind = Outcome::Kind::kRetry,
                                              .cause = Outcome::Cause::kServerError,
                                              .error = "unexpected status code 500",
                                              .answer = "oops"}
                                    : Outcome{.answer = "202 Accepted"};
        };
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A")));
        h.run(model::kMinuteMs);
        QCOMPARE(times.size(), 4U);
        double expected = 500;
        for (std::size_t i = 1; i < times.size(); ++i) {
            const auto pause = static_cast<double>(times[i] - times[i - 1]);
            QVERIFY2(pause >= expected / 2 - 1 && pause <= expected * 1.5 + 1, std::to_string(pause).c_str());
            expected *= 1.5;
        }
        QCOMPARE(sent().size(), 1U);
        QCOMPARE(h.metric("alertmanager_notification_requests_total", {{"integration", "webhook"}}), 4);
        QCOMPARE(h.metric("alertmanager_notification_requests_failed_total", {{"integration", "webhook"}}), 3);
        QCOMPARE(h.metric("alertmanager_notifications_total", {{"integration", "webhook"}}), 1);
    }

    void lastingFailuresWaitForTheNextFlush() {
        auto& h = *m_harness;
        auto works = false;
        h.service.answer = [&](const std::string&, const Notification&) {
            return works ? Outcome{} : Outcome{.kind = Outcome::Kind::kFailed, .cause = Outcome::Cause::kClientError};
        };
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A")));
        h.run(model::kMinuteMs);
        QCOMPARE(h.service.attempts, 1U);
        QCOMPARE(h.metric("alertmanager_notifications_failed_total",
                          {{"integration", "webhook"}, {"reason", "clientError"}}),
                 1);
        works = true;
        h.run(5 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: first notification: A"});
    }

    void aReceiverThatIsDownForADayGetsItAllAfterwards() {
        auto& h = *m_harness;
        auto works = false;
        h.service.answer = [&](const std::string&, const Notification&) {
            return works ? Outcome{} : Outcome{.kind = Outcome::Kind::kRetry, .error = "connection refused"};
        };
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A"), 2 * model::kDayMs));
        h.post(h.firing(Harness::alert("B"), 2 * model::kDayMs));
        h.run(model::kHourMs);
        h.post(h.resolved(Harness::alert("A")));
        h.run(model::kDayMs);
        QCOMPARE(sent(), Strings{});
        works = true;
        h.run(5 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: first notification: A(resolved) B"});
    }

    void hangingReceiversHoldUpNobodyElse() {
        auto& h = *m_harness;
        h.service.hanging = {"slow"};
        auto options = h.simple({"slow", "mail"});
        options.receivers.push_back({.name = "other",
                                     .labels = {},
                                     .integrations = {std::make_shared<FakeIntegrationOptions>(h.service, "chat")}});
        auto child = RouteOptions{.receiver = "other"};
        child.matchers = {model::Matcher::equal("to", "other")};
        options.route.routes.push_back(child);
        h.load(options);
        h.post(h.firing(Harness::alert("A")));
        h.post(h.firing(Harness::alert("B", {{"to", "other"}})));
        h.run(model::kMinuteMs);
        auto texts = sent();
        std::ranges::sort(texts);
        QCOMPARE(texts, (Strings{"chat: first notification: B", "mail: first notification: A"}));
        h.service.release();
        QCOMPARE(sent(), Strings{"slow: first notification: A"});
        h.run(20 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{});
    }

    void aReloadWaitsForTheAttemptUnderWayInsteadOfSendingTwice() {
        auto& h = *m_harness;
        h.service.hanging = {"mail"};
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A")));
        h.run(model::kMinuteMs);
        QCOMPARE(h.service.held.size(), 1U);
        h.load(h.simple());
        h.run(model::kMinuteMs);
        QCOMPARE(h.service.held.size(), 1U);
        h.service.release();
        h.service.hanging.clear();
        h.run(10 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: first notification: A"});
    }

    void whatAnIntegrationRemembersComesBackUntilTheGroupBeginsAnew() {
        auto& h = *m_harness;
        std::vector<std::size_t> remembered;
        h.service.answer = [&](const std::string&, const Notification& notification) {
            remembered.push_back(notification.remembered.size());
            return Outcome{.remember = {{"ts", std::string("1")}}};
        };
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A")));
        h.run(model::kMinuteMs);
        h.restart();
        h.post(h.resolved(Harness::alert("A")));
        h.run(10 * model::kMinuteMs);
        h.post(h.firing(Harness::alert("A")));
        h.run(model::kMinuteMs);
        QCOMPARE(remembered, (std::vector<std::size_t>{0, 1, 0}));
    }
};

QTEST_APPLESS_MAIN(TestDelivery)
#include "test_delivery.moc"
