// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include "config/config.h"
#include "discovery/discovery.h"
#include "promql/engine.h"
#include "scrape/scrape_pools.h"
#include "support/fake_clock.h"
#include "support/fake_file_system.h"
#include "support/fake_transport.h"
#include "tsdb/db.h"

using namespace hearth;
using namespace std::chrono_literals;

namespace {

constexpr const char* kConfig = R"(
global: {scrape_interval: 15s}
scrape_configs:
  - job_name: app
    static_configs: [{targets: ["app:80"]}]
  - job_name: flaky
    static_configs: [{targets: ["flaky:80"]}]
)";

/// Nobody's directories change.
class StillWatcher final : public discovery::DirectoryWatcher {
  public:
    void watch(const std::set<std::string>&) override {}
    std::vector<std::string> wait(MonotonicTime) override { return {}; }
    void wake() override {}
};

/// Collecting, keeping and answering, driven by the test's thread over a fake disk, network and clock.
class World {
  public:
    World(tests::FakeFileSystem& files, tests::FakeClock& clock, tests::FakeNetwork& network)
        : m_clock(clock)
        , m_db(tsdb::Db::open({.directory = "/data", .storageThread = false}, files, clock, m_registry, {}).value())
        , m_query({}, *m_db, m_workers, clock, m_registry)
        , m_pools(*m_db, [&] { return std::make_unique<tests::FakeTransport>(network, clock); }, clock, m_registry, {},
                  {.threads = 0})
        , m_discovery("scrape", files, clock, m_registry, {}, std::make_unique<StillWatcher>(),
                      [this](const std::string& job, std::vector<discovery::TargetGroup> groups) {
                          m_pools.setTargets(job, std::move(groups));
                      }) {
        auto config = config::parse(kConfig, "prometheus.yml").value();
        std::map<std::string, discovery::Options> jobs;
        for (const auto& pool : config.scrapeConfigs) {
            jobs.emplace(pool.jobName, pool.discovery);
        }
        m_pools.apply(std::move(config.scrapeConfigs));
        m_discovery.apply(std::move(jobs));
        m_discovery.step({});
    }

    /// Collects for that long, syncing the log as the storage thread would.
    void run(Nanoseconds duration) {
        const auto end = m_clock.monotonic() + duration;
        while (m_clock.monotonic() < end) {
            m_pools.runUntil(std::min(end, m_clock.monotonic() + 5s));
            (void)m_db->maintain();
        }
    }

    /// The one value of an instant query now; NaN where there is none.
    double value(const std::string& expression) {
        const auto answer = m_query.instant(expression, m_clock.nowMs(), {}, {});
        const auto* vector = answer ? std::get_if<model::Vector>(&answer->value) : nullptr;
        return vector != nullptr && vector->size() == 1 ? vector->front().sample.value : model::normalNan();
    }

    tsdb::Db& db() { return *m_db; }

  private:
    tests::FakeClock& m_clock;
    instrument::Registry m_registry;
    ThreadPool m_workers{"query", 1, 16};
    std::unique_ptr<tsdb::Db> m_db;
    promql::Engine m_query;
    scrape::ScrapePools m_pools;
    discovery::Discovery m_discovery;
};

} // namespace

/// A whole Hearth lives an hour in milliseconds, without a sleep, a port or a disk.
class TestHour : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void anHourIsCollectedAndAnswered();
    void aPowerCutCostsSecondsAtMost();
    void aFullDiskPausesIngestionAndNothingElse();

  private:
    std::unique_ptr<tests::FakeFileSystem> m_files;
    std::unique_ptr<tests::FakeClock> m_clock;
    std::unique_ptr<tests::FakeNetwork> m_network;
    int m_requests = 0;
};

void TestHour::init() {
    m_files = std::make_unique<tests::FakeFileSystem>();
    m_clock = std::make_unique<tests::FakeClock>();
    m_network = std::make_unique<tests::FakeNetwork>();
    m_requests = 0;
    m_network->servers["http://app:80/metrics"] = [this](const http::ClientRequest&) {
        ++m_requests;
        return tests::FakeAnswer::text("# TYPE requests_total counter\nrequests_total " +
                                       std::to_string(m_requests * 30) + "\n");
    };
    // Up in even minutes, down in odd ones.
    m_network->servers["http://flaky:80/metrics"] = [this](const http::ClientRequest&) {
        const auto minute = m_clock->nowMs() / model::kMinuteMs;
        return minute % 2 == 0 ? tests::FakeAnswer::text("flame 1\n") : tests::FakeAnswer::refused();
    };
}

void TestHour::anHourIsCollectedAndAnswered() {
    QElapsedTimer timer;
    timer.start();
    World world(*m_files, *m_clock, *m_network);
    world.run(1h);
    QCOMPARE(world.value("count_over_time(up{job=\"app\"}[1h])"), 240.0);
    QCOMPARE(world.value("rate(requests_total[5m])"), 2.0);
    QCOMPARE(world.value("avg_over_time(up{job=\"flaky\"}[1h])"), 0.5);
    QCOMPARE(world.value("sum_over_time(flame[1h])"), 120.0);
    // A target that went away takes its series with it at once, not after the lookback.
    const bool up = world.value("up{job=\"flaky\"}") == 1;
    QCOMPARE(world.value("count(flame) or vector(0)"), up ? 1.0 : 0.0);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void TestHour::aPowerCutCostsSecondsAtMost() {
    {
        World world(*m_files, *m_clock, *m_network);
        world.run(30min);
        m_files->powerCut();
    }
    World world(*m_files, *m_clock, *m_network);
    const auto kept = world.value("count_over_time(up{job=\"app\"}[1h])");
    QVERIFY2(kept >= 119, qPrintable(QString::number(kept)));
    QVERIFY(world.db().replayReport().damages.empty());
    world.run(10min);
    QCOMPARE(world.value("count_over_time(up{job=\"app\"}[1h])"), kept + 40);
}

void TestHour::aFullDiskPausesIngestionAndNothingElse() {
    World world(*m_files, *m_clock, *m_network);
    world.run(10min);
    const auto before = world.value("count_over_time(up{job=\"app\"}[1h])");
    m_files->setCapacity(m_files->usedBytes());
    world.run(5min);
    QVERIFY(world.db().refusal().has_value());
    QCOMPARE(world.value("count_over_time(up{job=\"app\"}[1h])"), before);
    m_files->setCapacity(std::nullopt);
    world.run(5min);
    QVERIFY(!world.db().refusal().has_value());
    const auto after = world.value("count_over_time(up{job=\"app\"}[1h])");
    QVERIFY2(after >= before + 19, qPrintable(QString::number(after - before)));
}

QTEST_GUILESS_MAIN(TestHour)
#include "test_hour.moc"
