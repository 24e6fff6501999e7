// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include "promql/engine.h"
#include "rules/manager.h"
#include "support/fake_clock.h"
#include "support/fake_file_system.h"
#include "tsdb/db.h"

using namespace hearth;
using namespace std::chrono_literals;

namespace {

constexpr const char* kRules = R"(groups:
- name: records
  interval: 15s
  rules:
  - record: job:up:sum
    expr: sum by (job) (up)
  - record: job:down:bool
    expr: job:up:sum == bool 0
- name: alerts
  interval: 15s
  rules:
  - alert: JobDown
    expr: job:down:bool == 1
    for: 30m
    labels: {severity: page}
    annotations: {summary: "{{ $labels.job }} has {{ $value }}"}
  - alert: InstanceDown
    expr: up == 0
    for: 30s
)";

/// A database and rules over it, on the test's thread; what is scraped is made up.
class World {
  public:
    World(tests::FakeFileSystem& files, tests::FakeClock& clock)
        : m_clock(clock)
        , m_db(tsdb::Db::open({.directory = "/data", .storageThread = false}, files, clock, m_registry, {}).value())
        , m_query({}, *m_db, m_workers, clock, m_registry)
        , m_rules({.externalUrl = "http://hearth:9090"}, surroundings(files), m_registry, {}) {
        m_rules.update({.evaluationInterval = 15'000, .files = {"/rules.yml"}}).value();
    }

    /// `up` is the value of the only target meanwhile.
    void run(Nanoseconds duration, double up) {
        const auto end = m_clock.monotonic() + duration;
        while (m_clock.monotonic() < end) {
            scrape(up);
            m_rules.runUntil(std::min(end, m_clock.monotonic() + 5s));
            (void)m_db->maintain();
        }
    }

    double value(const std::string& expression) {
        const auto answer = m_query.instant(expression, m_clock.nowMs(), {}, {});
        const auto* vector = answer ? std::get_if<model::Vector>(&answer->value) : nullptr;
        return vector != nullptr && vector->size() == 1 ? vector->front().sample.value : model::normalNan();
    }

    rules::RuleSnapshot alert(std::size_t index) const { return m_rules.groups().front().rules.at(index); }

    std::vector<rules::OutgoingAlert> sent;

  private:
    rules::Surroundings surroundings(tests::FakeFileSystem& files) {
        return {.query = [this](const std::string& expr, model::TimestampMs time,
                                std::stop_token stop) { return m_query.instant(expr, time, {}, std::move(stop)); },
                .storage = *m_db,
                .restoreFrom = *m_db,
                .files = files,
                .clock = m_clock,
                .send =
                    [this](std::span<const rules::OutgoingAlert> alerts) {
                        sent.insert(sent.end(), alerts.begin(), alerts.end());
                    },
                .observe = {},
                .execute = {}};
    }

    void scrape(double up) {
        const auto appender = m_db->appender();
        std::vector<storage::Rejection> rejections;
        const auto ref = appender->series({{"__name__", "up"}, {"job", "node"}, {"instance", "a"}}).value();
        const storage::RefSample sample{ref, m_clock.nowMs(), up};
        appender->append(std::span(&sample, 1), rejections);
        appender->commit().value();
    }

    tests::FakeClock& m_clock;
    instrument::Registry m_registry;
    ThreadPool m_workers{"query", 1, 16};
    std::unique_ptr<tsdb::Db> m_db;
    promql::Engine m_query;
    rules::Manager m_rules;
};

} // namespace

/// Rules over a real database live hours in milliseconds.
class TestRules : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void anHourIsRecordedAndAlerted();
    void clocksSurviveARestart();
    void aPowerCutCostsNoClock();

  private:
    std::unique_ptr<tests::FakeFileSystem> m_files;
    std::unique_ptr<tests::FakeClock> m_clock;
};

void TestRules::init() {
    m_files = std::make_unique<tests::FakeFileSystem>();
    m_clock = std::make_unique<tests::FakeClock>();
    QVERIFY(m_files->replaceAtomically("/rules.yml", kRules));
}

void TestRules::anHourIsRecordedAndAlerted() {
    QElapsedTimer timer;
    timer.start();
    World world(*m_files, *m_clock);
    world.run(20min, 1);
    QCOMPARE(world.value("count_over_time(job:up:sum[20m])"), 80.0);
    QCOMPARE(world.value("sum_over_time(job:down:bool[20m])"), 0.0);
    QVERIFY(world.sent.empty());
    world.run(40min, 0);
    QCOMPARE(world.alert(0).state, rules::AlertState::kFiring);
    QCOMPARE(world.alert(0).alerts.at(0).annotations.at("summary"), std::string("node has 1"));
    QCOMPARE(world.value("count(ALERTS{alertstate=\"firing\"})"), 2.0);
    QCOMPARE(world.value("count_over_time(ALERTS{alertname=\"InstanceDown\",alertstate=\"pending\"}[1h])"), 2.0);
    world.sent.clear();
    world.run(1min, 1);
    QCOMPARE(world.alert(0).state, rules::AlertState::kInactive);
    QCOMPARE(world.value("count(ALERTS) or vector(0)"), 0.0);
    QVERIFY(!world.sent.empty());
    QVERIFY(world.sent.back().resolved);
    QVERIFY2(timer.elapsed() < 10000, qPrintable(QString::number(timer.elapsed())));
}

void TestRules::clocksSurviveARestart() {
    WallTime active;
    {
        World world(*m_files, *m_clock);
        world.run(10min, 0);
        QCOMPARE(world.alert(0).state, rules::AlertState::kPending);
        active = world.alert(0).alerts.at(0).activeAt;
    }
    m_clock->advance(5min);
    World world(*m_files, *m_clock);
    world.run(1min, 0);
    // The time down does not count.
    const auto shift = world.alert(0).alerts.at(0).activeAt - active;
    QVERIFY2(shift > 4min && shift < 7min, qPrintable(QString::number(shift / 1s)));
    world.run(15min, 0);
    QCOMPARE(world.alert(0).state, rules::AlertState::kPending);
    world.run(7min, 0);
    QCOMPARE(world.alert(0).state, rules::AlertState::kFiring);
}

void TestRules::aPowerCutCostsNoClock() {
    {
        World world(*m_files, *m_clock);
        world.run(35min, 0);
        QCOMPARE(world.alert(0).state, rules::AlertState::kFiring);
        m_files->powerCut();
    }
    World world(*m_files, *m_clock);
    world.run(1min, 0);
    // It was firing: it fires again at once.
    QCOMPARE(world.alert(0).state, rules::AlertState::kFiring);
}

QTEST_GUILESS_MAIN(TestRules)
#include "test_rules.moc"
