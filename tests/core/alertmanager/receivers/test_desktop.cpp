// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/alertmanager/receivers/receiver_bench.h"

using namespace hearth;
using namespace hearth::alertmanager;
using hearth::tests::ReceiverBench;
using hearth::tests::shown;

namespace {

const std::string kEntry = "desktop_configs: [{}]";

/// A desktop that answers as a test says.
struct FakeDesktop {
    std::vector<DesktopMessage> messages;
    std::optional<Result<std::string>> answer = std::string("shown by a test");
    DesktopAnswer held;

    ShowOnDesktop show() {
        return [this](DesktopMessage message, DesktopAnswer done) {
            messages.push_back(std::move(message));
            if (answer) {
                done(*answer);
            }
        };
    }
};

Notification one(std::size_t index = 0) {
    auto message = ReceiverBench::notification();
    message.alerts = {message.alerts[index]};
    return message;
}

AlertPtr plain(model::Labels labels, model::Labels annotations = {}) {
    Alert alert;
    alert.labels = std::move(labels);
    alert.annotations = std::move(annotations);
    return std::make_shared<const Alert>(std::move(alert));
}

} // namespace

class TestDesktop : public QObject {
    Q_OBJECT

  private slots:
    void aGroupIsShownWithItsAlerts();
    void oneAlertSaysItsSummaryAndDescription();
    void manyAlertsAreCountedAndTheFirstFiveListed();
    void whatHasNoSummaryIsCalledByItsName();
    void aResolvedGroupHasNothingFiring();
    void urgencyFollowsTheSeverity_data();
    void urgencyFollowsTheSeverity();
    void textsAreTheUsersWhereHeWritesThem();
    void outcomesAreTold();
    void withoutADesktopItFailsForGood();
    void aWindowThatEndsIsTold();
    void wrongEntriesAreRefused();

  private:
    static DesktopMessage sent(const Notification& message, const std::string& entry = kEntry) {
        ReceiverBench bench;
        FakeDesktop desktop;
        bench.showOnDesktop = desktop.show();
        bench.send(entry, message);
        return desktop.messages.empty() ? DesktopMessage() : desktop.messages.front();
    }
};

void TestDesktop::aGroupIsShownWithItsAlerts() {
    const auto message = sent(ReceiverBench::notification());
    QCOMPARE(shown(message.groupKey), QString(R"({}/{team="x"}:{alertname="DiskFull", job="node"})"));
    QCOMPARE(shown(message.receiver), QString("on-call"));
    QCOMPARE(message.firing.size(), 2U);
    QCOMPARE(message.resolved.size(), 1U);
    QCOMPARE(shown(message.title), QString("DiskFull: 2 alerts"));
    QCOMPARE(shown(message.body), QString("Disk of \"db-1\" <b>full</b> & slow\nDisk of \"db-2\" <b>full</b> & slow"));
}

void TestDesktop::oneAlertSaysItsSummaryAndDescription() {
    auto message = one();
    message.alerts = {plain({{"alertname", "A"}, {"instance", "nas:9100"}},
                            {{"summary", "The disk fills"}, {"description", "97 % of / are used."}})};
    const auto told = sent(message);
    QCOMPARE(shown(told.title), QString("The disk fills"));
    QCOMPARE(shown(told.body), QString("97 % of / are used."));
}

void TestDesktop::manyAlertsAreCountedAndTheFirstFiveListed() {
    auto message = one();
    message.alerts.clear();
    for (int i = 0; i < 10'000; ++i) {
        message.alerts.push_back(plain({{"alertname", "A"}, {"instance", "h" + std::to_string(i)}}));
    }
    const auto told = sent(message);
    QCOMPARE(shown(told.title), QString("A: 10000 alerts"));
    QCOMPARE(shown(told.body), QString("A (h0)\nA (h1)\nA (h2)\nA (h3)\nA (h4)\n…"));
    QCOMPARE(told.firing.size(), 10'000U);
}

void TestDesktop::whatHasNoSummaryIsCalledByItsName() {
    auto message = one();
    message.alerts = {plain({{"alertname", "TargetDown"}})};
    QCOMPARE(shown(sent(message).title), QString("TargetDown"));
    message.alerts = {plain({{"job", "x"}})};
    QVERIFY(shown(sent(message).title).contains("x"));
    message.alerts = {plain({{"alertname", "A"}}), plain({{"alertname", "B"}})};
    QCOMPARE(shown(sent(message).title), QString("2 alerts"));
}

void TestDesktop::aResolvedGroupHasNothingFiring() {
    const auto told = sent(one(2));
    QVERIFY(told.firing.empty());
    QCOMPARE(told.resolved.size(), 1U);
    QCOMPARE(shown(told.title), QString("Disk of \"web-1\" <b>full</b> & slow"));
    QCOMPARE(told.urgency, DesktopMessage::Urgency::kNormal);
}

void TestDesktop::urgencyFollowsTheSeverity_data() {
    QTest::addColumn<QString>("severities");
    QTest::addColumn<DesktopMessage::Urgency>("urgency");
    QTest::addColumn<QString>("sound");
    using enum DesktopMessage::Urgency;
    QTest::newRow("none said") << "" << kNormal << "";
    QTest::newRow("warning") << "warning" << kNormal << "";
    QTest::newRow("page is not critical") << "page" << kNormal << "";
    QTest::newRow("info") << "info info" << kLow << "";
    QTest::newRow("mixed") << "info warning" << kNormal << "";
    QTest::newRow("one is critical") << "info critical warning critical" << kCritical << "dialog-warning";
}

void TestDesktop::urgencyFollowsTheSeverity() {
    QFETCH(QString, severities);
    QFETCH(DesktopMessage::Urgency, urgency);
    QFETCH(QString, sound);
    auto message = one();
    message.alerts.clear();
    for (const auto& severity : severities.split(' ')) {
        message.alerts.push_back(plain({{"alertname", "A"}, {"severity", severity.toStdString()}}));
    }
    const auto told = sent(message);
    QCOMPARE(told.urgency, urgency);
    QCOMPARE(shown(told.sound), sound);
}

void TestDesktop::textsAreTheUsersWhereHeWritesThem() {
    const auto told = sent(one(), "desktop_configs: [{title: 'T {{ .Receiver }}', body: '{{ .Status }}', urgency: low, "
                                  "sound: bell}]");
    QCOMPARE(shown(told.title), QString("T on-call"));
    QCOMPARE(shown(told.body), QString("firing"));
    QCOMPARE(told.urgency, DesktopMessage::Urgency::kLow);
    QCOMPARE(shown(told.sound), QString("bell"));
}

void TestDesktop::outcomesAreTold() {
    ReceiverBench bench;
    FakeDesktop desktop;
    bench.showOnDesktop = desktop.show();
    auto outcome = bench.send(kEntry, one());
    QCOMPARE(outcome.kind, Outcome::Kind::kSent);
    QCOMPARE(shown(outcome.answer), QString("shown by a test"));
    desktop.answer = fail(ErrorCode::kUnavailable, "dunst did not answer");
    outcome = bench.send(kEntry, one());
    QCOMPARE(outcome.kind, Outcome::Kind::kRetry);
    QCOMPARE(shown(outcome.error), QString("dunst did not answer"));
    desktop.answer = fail(ErrorCode::kInvalidArgument, "refused");
    QCOMPARE(bench.send(kEntry, one()).kind, Outcome::Kind::kFailed);
    const auto bad = bench.send("desktop_configs: [{urgency: loud}]", one());
    QCOMPARE(shown(bad.error), QString("urgency \"loud\" is none of low, normal, critical"));
    QCOMPARE(bad.kind, Outcome::Kind::kFailed);
}

void TestDesktop::withoutADesktopItFailsForGood() {
    ReceiverBench bench;
    const auto outcome = bench.send(kEntry, one());
    QCOMPARE(outcome.kind, Outcome::Kind::kFailed);
    QVERIFY(shown(outcome.error).startsWith("no desktop is attached to this process"));
}

void TestDesktop::aWindowThatEndsIsTold() {
    ReceiverBench bench;
    FakeDesktop desktop;
    desktop.answer.reset();
    bench.showOnDesktop = desktop.show();
    const auto outcome = bench.send(kEntry, one());
    QCOMPARE(outcome.kind, Outcome::Kind::kFailed);
    QVERIFY(shown(outcome.error).contains("its window has ended"));
}

void TestDesktop::wrongEntriesAreRefused() {
    QVERIFY(!ReceiverBench::read("desktop_configs: [{summary: x}]"));
    QVERIFY(!ReceiverBench::read("desktop_configs: [{send_resolved: perhaps}]"));
    QVERIFY(ReceiverBench::read("desktop_configs: [{send_resolved: false}, {}]"));
}

QTEST_GUILESS_MAIN(TestDesktop)
#include "test_desktop.moc"
