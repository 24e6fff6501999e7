// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/alertmanager/harness.h"

using namespace hearth;
using namespace hearth::tests;

class TestTrace : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<Harness> m_harness;
    model::TimestampMs m_start = 0;
    using Strings = std::vector<std::string>;

    /// `30s webhook[0] sent x1 #1: 200 OK`
    Strings trace(const PostedAlert& alert) {
        const auto events =
            m_harness->manager->trace(fingerprintOf(alert.labels), {.begin = 0, .end = m_harness->clock.nowMs()})
                .value();
        Strings lines;
        for (const auto& event : events) {
            auto line = fmt::format("{}s {}", (event.time - m_start) / 1'000, traceKindText(event.kind));
            const auto add = [&](const char* format, const auto& value) {
                line += fmt::format(fmt::runtime(format), value);
            };
            if (!event.from.empty() || !event.to.empty()) {
                line += fmt::format(" {}->{}", event.from, event.to);
            }
            if (!event.integration.empty()) {
                add(" {}", event.integration);
            }
            if (!event.by.empty()) {
                add(" by {}", event.by);
            }
            if (event.count > 1) {
                line += fmt::format(" x{} until {}s", event.count, (event.last - m_start) / 1'000);
            }
            if (event.until != 0) {
                add(" until {}s", (event.until - m_start) / 1'000);
            }
            if (event.attempt != 0) {
                add(" #{}", event.attempt);
            }
            if (!event.detail.empty()) {
                add(": {}", event.detail);
            }
            lines.push_back(std::move(line));
        }
        return lines;
    }

  private slots:
    void init() {
        m_harness = std::make_unique<Harness>(m_directory.filePath(QTest::currentTestFunction()).toStdString());
        m_start = m_harness->clock.nowMs();
    }
    void cleanup() { m_harness.reset(); }

    void theWholeChainIsThere() {
        auto& h = *m_harness;
        h.load(h.simple());
        const auto alert = Harness::alert("A");
        h.manager->recordTransition(
            {.time = m_start - 30'000, .labels = alert.labels, .from = "inactive", .to = "pending", .value = 7});
        h.manager->recordTransition(
            {.time = m_start, .labels = alert.labels, .from = "pending", .to = "firing", .value = 7});
        h.post(h.firing(alert));
        h.run(16 * model::kMinuteMs);
        h.post(h.resolved(alert));
        h.run(5 * model::kMinuteMs);
        QCOMPARE(trace(alert),
                 (Strings{"-30s rule inactive->pending", "0s rule pending->firing", "0s received ->firing",
                          "0s grouped until 30s: group_wait", "30s notifying webhook[0]: first notification",
                          "30s sent webhook[0] #1: 200 OK",
                          "330s deduplicated webhook[0] x3 until 930s: nothing new within the repeat interval",
                          "960s received ->resolved", "960s grouped until 1230s: group_interval",
                          "1230s notifying webhook[0]: all alerts resolved", "1230s sent webhook[0] #1: 200 OK",
                          "1230s left"}));
        const auto history = h.manager->history({.range = {.begin = 0, .end = h.clock.nowMs()}}).value();
        QCOMPARE(history.size(), 4U);
        QCOMPARE(history[0].to, std::string("resolved"));
        QCOMPARE(history[3].source, std::string("rule"));
        QCOMPARE(history[3].labels, alert.labels);
    }

    void eachNoHasItsCause() {
        auto& h = *m_harness;
        auto options = h.simple();
        options.inhibitRules.push_back({.name = "dead hosts",
                                        .source = {model::Matcher::equal("alertname", "HostDown")},
                                        .target = {model::Matcher::equal("alertname", "DiskFull")},
                                        .equal = {}});
        h.load(options);
        const auto source = Harness::alert("HostDown");
        const auto inhibited = Harness::alert("DiskFull");
        const auto silenced = Harness::alert("Known");
        const auto id = h.manager
                            ->setSilence({.matchers = {model::Matcher::equal("alertname", "Known")},
                                          .endsAt = m_start + 7 * model::kMinuteMs,
                                          .createdBy = "me",
                                          .comment = "tomorrow"})
                            .value();
        h.post(h.firing(source));
        h.post(h.firing(inhibited));
        h.post(h.firing(silenced));
        h.run(11 * model::kMinuteMs);
        QCOMPARE(trace(inhibited), (Strings{"0s received ->firing", "0s grouped until 30s: group_wait",
                                            "30s inhibited by " + fingerprintText(fingerprintOf(source.labels)) +
                                                " x3 until 630s: dead hosts"}));
        QCOMPARE(trace(silenced),
                 (Strings{"0s received ->firing", "0s grouped until 30s: group_wait",
                          "30s silenced by " + id + " x2 until 330s: me: tomorrow",
                          "630s notifying webhook[0]: new alerts added", "630s sent webhook[0] #1: 200 OK"}));
    }

    void failuresAreCountedWithTheServersWords() {
        auto& h = *m_harness;
        h.service.answer = [&](const std::string&, const Notification&) {
            return Outcome{.kind = Outcome::Kind::kRetry, .error = "unexpected status 503", .answer = "try later"};
        };
        h.load(h.simple());
        const auto alert = Harness::alert("A");
        h.post(h.firing(alert));
        h.run(model::kDayMs - 1);
        const auto lines = trace(alert);
        QCOMPARE(lines.size(), 5U);
        QVERIFY(lines[2].starts_with("30s notifying webhook[0] x28"));
        QVERIFY(lines[3].starts_with("30s attempt webhook[0] x"));
        QVERIFY(lines[3].ends_with(": unexpected status 503: try later"));
        QVERIFY(lines[4].contains("failed webhook[0] x28"));
    }

    void theTraceSurvivesAndIsBounded() {
        auto& h = *m_harness;
        h.load(h.simple());
        const auto alert = Harness::alert("A");
        for (int i = 0; i < 400; ++i) {
            h.post(i % 2 == 0 ? h.firing(alert) : h.resolved(alert));
            h.run(model::kMinuteMs);
        }
        h.run(16 * model::kMinuteMs);
        h.restart();
        const auto lines = trace(alert);
        QVERIFY2(lines.size() > 100 && lines.size() < 600, std::to_string(lines.size()).c_str());
    }
};

QTEST_APPLESS_MAIN(TestTrace)
#include "test_trace.moc"
