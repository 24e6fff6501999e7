// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <mutex>

#include "datasource/acknowledgement.h"
#include "engine/acknowledgement_keeper.h"
#include "support/fake_clock.h"

using namespace hearth;
using namespace hearth::engine;

namespace {

/// One acknowledgement and its alert. Threads: thread-safe.
class OneAcknowledgement final : public datasource::AlertmanagerSource {
  public:
    explicit OneAcknowledgement(const Clock& clock)
        : m_clock(clock) {}

    Result<std::vector<datasource::Silence>> silences(const datasource::SilencesQuery&, std::stop_token) override {
        const std::lock_guard lock(m_mutex);
        ++m_questions;
        return m_silences;
    }
    Result<std::vector<datasource::ReceivedAlert>> alerts(const datasource::ReceivedAlertsQuery&,
                                                          std::stop_token) override {
        const std::lock_guard lock(m_mutex);
        std::vector<datasource::ReceivedAlert> alerts(m_fires ? 1 : 0);
        if (m_fires) {
            alerts[0].labels = {{"alertname", "A"}};
        }
        return alerts;
    }
    Result<std::string> setSilence(const datasource::Silence& silence, std::stop_token) override {
        const std::lock_guard lock(m_mutex);
        m_silences = {silence};
        ++m_prolonged;
        return silence.id;
    }
    Result<void> expireSilence(const std::string&, std::stop_token) override {
        const std::lock_guard lock(m_mutex);
        m_silences.clear();
        return {};
    }

    void acknowledge() {
        const std::lock_guard lock(m_mutex);
        m_fires = true;
        m_silences = {datasource::acknowledgementOf({{"alertname", "A"}}, "ann", "", m_clock.nowMs())};
    }
    void resolve() {
        const std::lock_guard lock(m_mutex);
        m_fires = false;
    }
    int prolonged() {
        const std::lock_guard lock(m_mutex);
        return m_prolonged;
    }
    int questions() {
        const std::lock_guard lock(m_mutex);
        return m_questions;
    }
    bool isGone() {
        const std::lock_guard lock(m_mutex);
        return m_silences.empty();
    }

  private:
    const Clock& m_clock;
    std::mutex m_mutex;
    std::vector<datasource::Silence> m_silences; // guarded by m_mutex
    bool m_fires = false;                        // guarded by m_mutex
    int m_prolonged = 0;                         // guarded by m_mutex
    int m_questions = 0;                         // guarded by m_mutex
};

} // namespace

class TestAcknowledgementKeeper : public QObject {
    Q_OBJECT

  private slots:
    void itIsKeptUntilTheAlertIsResolved();
    void theClockStandsStillWhileThereIsNone();
    void whatAFormerRunLeftIsTakenUp();
};

void TestAcknowledgementKeeper::itIsKeptUntilTheAlertIsResolved() {
    tests::FakeClock clock;
    OneAcknowledgement source(clock);
    AcknowledgementKeeper keeper(source, clock, Log());
    source.acknowledge();
    keeper.begin();
    QTRY_VERIFY(source.prolonged() > 2);
    source.resolve();
    QTRY_VERIFY(source.isGone());
}

void TestAcknowledgementKeeper::theClockStandsStillWhileThereIsNone() {
    tests::FakeClock clock;
    OneAcknowledgement source(clock);
    AcknowledgementKeeper keeper(source, clock, Log());
    keeper.beginWhereNeeded();
    QCOMPARE(source.questions(), 1);
    QCOMPARE(clock.monotonic(), MonotonicTime());
    // One round finds nothing left; whoever waits has then no deadline.
    keeper.begin();
    QTRY_COMPARE(source.questions(), 2);
    QCOMPARE(clock.monotonic(), MonotonicTime(std::chrono::minutes(1)));
}

void TestAcknowledgementKeeper::whatAFormerRunLeftIsTakenUp() {
    tests::FakeClock clock;
    OneAcknowledgement source(clock);
    source.acknowledge();
    AcknowledgementKeeper keeper(source, clock, Log());
    keeper.beginWhereNeeded();
    QTRY_VERIFY(source.prolonged() > 0);
}

QTEST_GUILESS_MAIN(TestAcknowledgementKeeper)
#include "test_acknowledgement_keeper.moc"
