// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/alertmanager/harness.h"

using namespace hearth;
using namespace hearth::tests;

class TestDispatch : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<Harness> m_harness;
    using Strings = std::vector<std::string>;

    Strings sent() { return m_harness->service.takeTexts(); }
    static AlertQuery all() { return {}; }

  private slots:
    void init() {
        m_harness = std::make_unique<Harness>(m_directory.filePath(QTest::currentTestFunction()).toStdString());
    }
    void cleanup() { m_harness.reset(); }

    void aGroupWaitsThenTellsOnceThenRepeats() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A")));
        h.run(29'999);
        QCOMPARE(sent(), Strings{});
        h.run(1);
        QCOMPARE(sent(), Strings{"mail: first notification: A"});
        h.run(4 * model::kHourMs);
        QCOMPARE(sent(), Strings{});
        h.run(5 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: repeat interval elapsed: A"});
    }

    void newAlertsOfAGroupWaitForItsInterval() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A")));
        h.run(30'000);
        QCOMPARE(sent(), Strings{"mail: first notification: A"});
        h.post(h.firing(Harness::alert("B")));
        h.run(5 * model::kMinuteMs - 1);
        QCOMPARE(sent(), Strings{});
        h.run(1);
        QCOMPARE(sent(), Strings{"mail: new alerts added: A B"});
        h.post(h.resolved(Harness::alert("A")));
        h.run(5 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: some alerts resolved: A(resolved) B"});
        h.post(h.resolved(Harness::alert("B")));
        h.run(5 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: all alerts resolved: B(resolved)"});
        QCOMPARE(h.metric("alertmanager_dispatcher_aggregation_groups"), 0);
    }

    void anOldAlertIsToldAtOnce() {
        auto& h = *m_harness;
        h.load(h.simple());
        auto alert = h.firing(Harness::alert("A"));
        alert.startsAt -= 31'000;
        h.post(alert);
        h.run(0);
        QCOMPARE(sent(), Strings{"mail: first notification: A"});
    }

    void whatNobodyRepeatsIsResolvedAfterTheTimeout() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.post(Harness::alert("A"));
        h.run(30'000);
        QCOMPARE(sent(), Strings{"mail: first notification: A"});
        QCOMPARE(h.manager->alerts(all())->size(), 1U);
        h.run(5 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: all alerts resolved: A(resolved)"});
        QCOMPARE(h.manager->alerts(all())->size(), 0U);
    }

    void withoutSendResolvedTheLogLearnsOfTheEndAlone() {
        auto& h = *m_harness;
        h.load(h.simple({"mail"}, false));
        h.post(h.firing(Harness::alert("A")));
        h.post(h.firing(Harness::alert("B")));
        h.run(30'000);
        h.post(h.resolved(Harness::alert("A")));
        h.run(5 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: first notification: A B"});
        h.post(h.resolved(Harness::alert("B")));
        h.run(5 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{});
        h.post(h.firing(Harness::alert("A")));
        h.run(30'000);
        QCOMPARE(sent(), Strings{"mail: first notification: A"});
    }

    void silencedAlertsAreNotToldAndShowTheirSilence() {
        auto& h = *m_harness;
        h.load(h.simple());
        Silence silence{.matchers = {model::Matcher::equal("alertname", "A")},
                        .endsAt = h.clock.nowMs() + model::kHourMs,
                        .createdBy = "me",
                        .comment = "known"};
        const auto id = h.manager->setSilence(silence).value();
        h.post(h.firing(Harness::alert("A")));
        h.post(h.firing(Harness::alert("B")));
        h.run(model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: first notification: B"});
        const auto views = h.manager->alerts(all()).value();
        QCOMPARE(views.size(), 2U);
        for (const auto& view : views) {
            const auto isSilenced = view.alert->labels.value("alertname") == "A";
            QCOMPARE(view.silencedBy, isSilenced ? Strings{id} : Strings{});
            QCOMPARE(view.state, isSilenced ? AlertState::kSuppressed : AlertState::kActive);
        }
        QCOMPARE(h.metric("alertmanager_alerts", {{"state", "suppressed"}}), 1);
        h.run(model::kHourMs + 5 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: new alerts added: A B"});
        QCOMPARE(h.manager->silence(id)->state, SilenceState::kExpired);
    }

    void inhibitedAlertsAreNotTold() {
        auto& h = *m_harness;
        auto options = h.simple();
        options.inhibitRules.push_back({.name = "dead hosts",
                                        .source = {model::Matcher::equal("alertname", "HostDown")},
                                        .target = {model::Matcher::equal("severity", "warning")},
                                        .equal = {"host"}});
        h.load(options);
        h.post(h.firing(Harness::alert("HostDown", {{"host", "a"}})));
        h.post(h.firing(Harness::alert("DiskFull", {{"host", "a"}, {"severity", "warning"}})));
        h.post(h.firing(Harness::alert("Slow", {{"host", "b"}, {"severity", "warning"}})));
        h.run(model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: first notification: HostDown Slow"});
        QCOMPARE(h.metric("alertmanager_notifications_suppressed_total", {{"reason", "inhibition"}}), 1);
        h.post(h.resolved(Harness::alert("HostDown", {{"host", "a"}})));
        h.run(5 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: new alerts added: HostDown(resolved) DiskFull Slow"});
    }

    void mutedGroupsAreToldAtTheFirstFlushAfterwards() {
        auto& h = *m_harness;
        auto options = h.simple();
        // 2023-11-14T22:13:20Z is where the clock stands.
        TimeInterval night{.times = {{.begin = 22 * 60, .end = 23 * 60}}};
        options.timeIntervals["night"] = {night};
        auto child = RouteOptions{.receiver = "team", .muteTimeIntervals = {"night"}};
        child.matchers = {model::Matcher::equal("quiet", "yes")};
        options.route.routes.push_back(child);
        h.load(options);
        h.post(h.firing(Harness::alert("A", {{"quiet", "yes"}})));
        h.run(model::kMinuteMs);
        QCOMPARE(sent(), Strings{});
        QCOMPARE(h.manager->groups(all())->front().mutedBy, Strings{"night"});
        QCOMPARE(h.manager->groups({.muted = false})->size(), 0U);
        h.run(model::kHourMs);
        QCOMPARE(sent(), Strings{"mail: first notification: A"});
    }

    void routesThatContinueTellSeveralReceivers() {
        auto& h = *m_harness;
        auto options = h.simple();
        options.receivers.push_back({.name = "other",
                                     .labels = {{"owner", "me"}},
                                     .integrations = {std::make_shared<FakeIntegrationOptions>(h.service, "chat")}});
        options.route.routes = {{.receiver = "other", .goesOn = true}, {.receiver = "team"}};
        h.load(options);
        h.post(h.firing(Harness::alert("A")));
        h.run(30'000);
        auto texts = sent();
        std::ranges::sort(texts);
        QCOMPARE(texts, (Strings{"chat: first notification: A", "mail: first notification: A"}));
        QCOMPARE(h.manager->alerts(all())->front().receivers, (Strings{"other", "team"}));
        const auto groups = h.manager->groups({.receiver = model::Regex::create("oth.*").value()}).value();
        QCOMPARE(groups.size(), 1U);
        QCOMPARE(groups[0].receiver, std::string("other"));
        QCOMPARE(h.manager->alerts({.receiverLabels = {model::Matcher::equal("owner", "me")}})->size(), 1U);
        QCOMPARE(h.manager->alerts({.receiverLabels = {model::Matcher::equal("owner", "you")}})->size(), 0U);
    }

    void badAlertsAreRefusedOneByOne() {
        auto& h = *m_harness;
        h.load(h.simple());
        auto backwards = Harness::alert("B");
        backwards.startsAt = 20;
        backwards.endsAt = 10;
        const auto received =
            h.manager->receive({Harness::alert("A"), PostedAlert{}, backwards, Harness::alert("C")}).value();
        QCOMPARE(received.stored, 2U);
        QCOMPARE(received.rejected.size(), 2U);
        QCOMPARE(received.rejected[0].index, 1U);
        QCOMPARE(received.rejected[0].reason, std::string("at least one label pair required"));
        QCOMPARE(received.rejected[1].reason, std::string("start time must be before end time"));
        QCOMPARE(h.metric("alertmanager_alerts_invalid_total", {{"version", "v2"}}), 2);
    }

    void aReloadKeepsGroupsAndTellsNothingTwice() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A")));
        h.run(model::kMinuteMs);
        QCOMPARE(sent().size(), 1U);
        h.load(h.simple());
        h.run(model::kMinuteMs);
        QCOMPARE(sent(), Strings{});
        h.post(h.resolved(Harness::alert("A")));
        h.load(h.simple());
        h.run(10 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: all alerts resolved: A(resolved)"});
    }

    void startDelayHoldsEverythingBack() {
        auto& h = *m_harness;
        h.limits.startDelay = 10 * model::kMinuteMs;
        h.restart();
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A")));
        h.run(10 * model::kMinuteMs - 1);
        QCOMPARE(sent(), Strings{});
        h.run(1);
        QCOMPARE(sent(), Strings{"mail: first notification: A"});
    }

    void filtersWithoutAValueAskForMissingLabels() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A", {{"x", "1"}})));
        h.post(h.firing(Harness::alert("B")));
        const auto count = [&](model::Matcher matcher) {
            return h.manager->alerts({.filter = {std::move(matcher)}})->size();
        };
        QCOMPARE(count(model::Matcher::equal("x", "")), 1U);
        QCOMPARE(count(model::Matcher::notEqual("x", "")), 1U);
        QCOMPARE(count(model::Matcher::equal("x", "1")), 1U);
        QCOMPARE(count(model::Matcher::notEqual("x", "1")), 1U);
    }

    void listenersHearOfChanges() {
        auto& h = *m_harness;
        h.load(h.simple());
        int calls = 0;
        auto subscription = h.manager->onChange([&] { ++calls; });
        h.run(1);
        calls = 0;
        h.run(1'000);
        QCOMPARE(calls, 0);
        h.post(h.firing(Harness::alert("A")));
        h.run(1);
        QCOMPARE(calls, 1);
        subscription.reset();
        h.post(h.firing(Harness::alert("B")));
        h.run(1);
        QCOMPARE(calls, 1);
    }

    void whatTakesTimeIsTimed() {
        auto& h = *m_harness;
        const auto count = [&](std::string_view name) {
            const auto families = h.registry->gather();
            const auto found = std::ranges::find(families, name, &instrument::Family::name);
            return found == families.end() ? 0U : found->metrics.front().count;
        };
        h.load(h.simple());
        QVERIFY(h.metric("alertmanager_nflog_snapshot_size_bytes", {}) > 0);
        QVERIFY(h.metric("alertmanager_silences_snapshot_size_bytes", {}) > 0);
        h.post(h.firing(Harness::alert("A")));
        h.post(h.firing(Harness::alert("B")));
        QCOMPARE(count("alertmanager_dispatcher_alert_processing_duration_seconds"), 2U);
        QCOMPARE(count("alertmanager_nflog_query_duration_seconds"), 0U);
        h.run(model::kMinuteMs);
        QVERIFY(count("alertmanager_nflog_query_duration_seconds") > 0);
        QVERIFY(count("alertmanager_nflog_snapshot_duration_seconds") > 0);
        QVERIFY(count("alertmanager_silences_query_duration_seconds") > 0);
        QCOMPARE(count("alertmanager_nflog_gc_duration_seconds"), 0U);
        h.run(15 * model::kMinuteMs);
        QCOMPARE(count("alertmanager_nflog_gc_duration_seconds"), 1U);
        QCOMPARE(count("alertmanager_silences_gc_duration_seconds"), 1U);
    }

    void integrationsOfAllKnownKindsCountFromZero() {
        QCOMPARE(m_harness->metric("alertmanager_notifications_total", {{"integration", "slack"}}), 0);
        QCOMPARE(m_harness->metric("alertmanager_notifications_failed_total",
                                   {{"integration", "email"}, {"reason", "rateLimited"}}),
                 0);
    }
};

QTEST_APPLESS_MAIN(TestDispatch)
#include "test_dispatch.moc"
