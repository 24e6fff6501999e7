// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/alertmanager/harness.h"

using namespace hearth;
using namespace hearth::tests;

class TestRestart : public QObject {
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

    void anAlertThatWasAcknowledgedIsToldAfterAKill() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A")));
        h.restart();
        h.run(model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: first notification: A"});
    }

    void whatWasToldIsNotToldAgainAfterAKill() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A")));
        h.run(model::kMinuteMs);
        QCOMPARE(sent().size(), 1U);
        h.restart();
        h.run(model::kHourMs);
        QCOMPARE(sent(), Strings{});
    }

    void aKillBetweenDeliveryAndLogTellsTwiceAtMost() {
        auto& h = *m_harness;
        h.service.hanging = {"mail"};
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A")));
        h.run(30'000);
        h.service.release(); // Delivered; step() would commit.
        h.kill();
        h.service.hanging.clear();
        h.boot();
        h.run(model::kHourMs);
        QCOMPARE(sent(), (Strings{"mail: first notification: A", "mail: first notification: A"}));
    }

    void theEndOfAnAlertIsToldEvenIfItCameBeforeAKill() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A")));
        h.run(model::kMinuteMs);
        h.post(h.resolved(Harness::alert("A")));
        h.restart();
        h.run(10 * model::kMinuteMs);
        QCOMPARE(sent(), (Strings{"mail: first notification: A", "mail: all alerts resolved: A(resolved)"}));
        h.restart();
        h.run(10 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{});
    }

    void timeInWhichNobodyListenedResolvesNothing() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A"), 4 * model::kMinuteMs));
        h.run(model::kMinuteMs);
        QCOMPARE(sent().size(), 1U);
        h.kill();
        h.clock.advance(std::chrono::hours(1));
        h.boot();
        h.run(2 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{});
        QCOMPARE(h.manager->alerts({})->size(), 1U);
        h.run(10 * model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: all alerts resolved: A(resolved)"});
    }

    void repeatingAnAlertThatFiresIsWrittenNowAndThen() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A"), 4 * model::kMinuteMs));
        h.run(model::kMinuteMs);
        const auto before = h.metric("hearth_journal_commits_total");
        for (int i = 0; i < 20; ++i) {
            h.post(h.firing(Harness::alert("A"), 4 * model::kMinuteMs));
            h.run(model::kSecondMs);
        }
        const auto commits = h.metric("hearth_journal_commits_total") - before;
        QVERIFY2(commits >= 1 && commits <= 3, std::to_string(commits).c_str());
    }

    void aRepetitionThatWasNotWrittenIsNotMissed() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A"), model::kMinuteMs));
        for (int i = 0; i < 50; ++i) {
            h.run(model::kSecondMs);
            h.post(h.firing(Harness::alert("A"), model::kMinuteMs));
        }
        QCOMPARE(sent().size(), 1U);
        h.kill();
        h.clock.advance(std::chrono::seconds(40));
        h.boot();
        h.run(10 * model::kSecondMs);
        QCOMPARE(sent(), Strings{});
    }

    void anEndThatIsNearIsMovedAtOnce() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.post(h.firing(Harness::alert("A"), 20 * model::kSecondMs));
        h.run(model::kSecondMs);
        const auto before = h.metric("hearth_journal_commits_total");
        h.post(h.firing(Harness::alert("A"), 20 * model::kSecondMs));
        QCOMPARE(h.metric("hearth_journal_commits_total"), before + 1);
    }

    void silencesSurvive() {
        auto& h = *m_harness;
        h.load(h.simple());
        const auto id = h.manager
                            ->setSilence({.matchers = {model::Matcher::equal("alertname", "A")},
                                          .endsAt = h.clock.nowMs() + model::kHourMs})
                            .value();
        h.restart();
        QCOMPARE(h.manager->silence(id)->state, SilenceState::kActive);
        h.post(h.firing(Harness::alert("A")));
        h.run(model::kMinuteMs);
        QCOMPARE(sent(), Strings{});
    }

    void aFullDiskIsToldToTheSenderButTheAlertGoesOut() {
        auto& h = *m_harness;
        h.journalOptions.maxBytes = 150'000;
        h.restart();
        h.load(h.simple());
        auto big = h.firing(Harness::alert("Big"));
        big.annotations = model::Labels{{"text", std::string(500'000, 'x')}};
        const auto refused = h.manager->receive({big});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::kIo);
        h.run(model::kMinuteMs);
        QCOMPARE(sent(), Strings{"mail: first notification: Big"});
        big.annotations = {};
        QVERIFY(h.manager->receive({big}));
        h.restart();
        h.run(model::kMinuteMs);
        QCOMPARE(sent(), Strings{});
    }

    void afterStopEverythingSaysSo() {
        auto& h = *m_harness;
        h.load(h.simple());
        h.manager->stop();
        QCOMPARE(h.manager->receive({}).error().code(), ErrorCode::kUnavailable);
        QCOMPARE(h.manager->alerts({}).error().code(), ErrorCode::kUnavailable);
    }
};

QTEST_APPLESS_MAIN(TestRestart)
#include "test_restart.moc"
