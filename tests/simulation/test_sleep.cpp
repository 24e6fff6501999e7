// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "config/config.h"
#include "core/alertmanager/harness.h"
#include "discovery/discovery.h"
#include "promql/engine.h"
#include "rules/manager.h"
#include "scrape/scrape_pools.h"
#include "support/fake_clock.h"
#include "support/fake_file_system.h"
#include "support/fake_transport.h"
#include "tsdb/db.h"

using namespace hearth;
using namespace std::chrono_literals;

namespace {

constexpr const char* kRules = R"(groups:
- name: alerts
  interval: 15s
  rules:
  - alert: Down
    expr: up == 0
  - alert: Full
    expr: disk_used > 90
    for: 10m
  - record: disk:used
    expr: disk_used
)";

model::TimestampMs milliseconds(WallTime time) {
    return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

/// A laptop: it collects from itself, judges and tells, and is closed now and then.
class Laptop {
  public:
    explicit Laptop(const QString& directory)
        : am(directory.toStdString())
        , m_clock(am.clock)
        , m_db(tsdb::Db::open({.directory = "/data", .storageThread = false}, m_files, m_clock, m_registry, {}).value())
        , m_query({}, *m_db, m_workers, m_clock, m_registry) {
        m_network.servers["http://node:80/metrics"] = [this](const http::ClientRequest&) {
            return isReachable ? tests::FakeAnswer::text(fmt::format("disk_used {}\n", diskUsed))
                               : tests::FakeAnswer::refused();
        };
        m_pools = std::make_unique<scrape::ScrapePools>(
            *m_db, [this] { return std::make_unique<tests::FakeTransport>(m_network, m_clock); }, m_clock, m_registry,
            Log(),
            scrape::ScrapePools::Settings{.threads = 0, .onSleep = [this](const Sleep& sleep) { noteSleep(sleep); }});
        auto config = config::parse("global: {scrape_interval: 15s}\n"
                                    "scrape_configs: [{job_name: node, static_configs: [{targets: ['node:80']}]}]\n",
                                    "prometheus.yml")
                          .value();
        m_pools->apply(config.scrapeConfigs);
        m_pools->setTargets("node", {{.source = "0", .targets = {targetLabels()}, .labels = {}}});
        m_files.replaceAtomically("/rules.yml", kRules).value();
        m_rules = std::make_unique<rules::Manager>(rules::ManagerOptions{.externalUrl = "http://hearth:9090"},
                                                   surroundings(), m_registry, Log());
        m_rules->update({.evaluationInterval = 15'000, .files = {"/rules.yml"}}).value();
        auto options = am.simple();
        options.route.groupWait = 5 * model::kSecondMs;
        options.route.groupInterval = model::kMinuteMs;
        options.route.repeatInterval = 30 * model::kDayMs;
        am.load(std::move(options));
    }

    void run(Nanoseconds duration) {
        const auto end = m_clock.monotonic() + duration;
        while (m_clock.monotonic() < end) {
            m_pools->runUntil(std::min(end, m_clock.monotonic() + 1s));
            m_rules->runUntil(m_clock.monotonic());
            am.run(0);
            (void)m_db->maintain();
        }
    }

    void sleep(Nanoseconds length) {
        sleptFrom = milliseconds(m_clock.now());
        m_clock.sleep(length);
    }

    std::size_t seriesAt(const std::string& expression, model::TimestampMs time) {
        const auto answer = m_query.instant(expression, time, {}, {});
        const auto* vector = answer ? std::get_if<model::Vector>(&answer->value) : nullptr;
        return vector != nullptr ? vector->size() : 0;
    }
    std::size_t seriesNow(const std::string& expression) { return seriesAt(expression, milliseconds(m_clock.now())); }

    tests::Harness am;
    bool isReachable = true;
    double diskUsed = 50;
    std::vector<Sleep> sleeps;
    model::TimestampMs sleptFrom = 0;

  private:
    static model::Labels targetLabels() { return model::Labels::fromPairs({{"__address__", "node:80"}}); }

    void noteSleep(const Sleep& sleep) {
        m_rules->wakeUp();
        sleeps.push_back(sleep);
    }

    rules::Surroundings surroundings() {
        return {.query = [this](const std::string& expr, model::TimestampMs time,
                                std::stop_token stop) { return m_query.instant(expr, time, {}, std::move(stop)); },
                .storage = *m_db,
                .restoreFrom = *m_db,
                .files = m_files,
                .clock = m_clock,
                .send = [this](std::span<const rules::OutgoingAlert> alerts) { tell(alerts); },
                .observe = {},
                .execute = {}};
    }

    void tell(std::span<const rules::OutgoingAlert> alerts) {
        std::vector<alertmanager::PostedAlert> posted;
        for (const auto& alert : alerts) {
            posted.push_back({.labels = alert.labels,
                              .annotations = {},
                              .generatorUrl = {},
                              .startsAt = milliseconds(alert.startsAt),
                              .endsAt = milliseconds(alert.endsAt)});
        }
        am.manager->receive(std::move(posted)).value();
    }

    tests::FakeClock& m_clock;
    tests::FakeFileSystem m_files;
    tests::FakeNetwork m_network;
    instrument::Registry m_registry;
    ThreadPool m_workers{"query", 1, 16};
    std::unique_ptr<tsdb::Db> m_db;
    promql::Engine m_query;
    std::unique_ptr<scrape::ScrapePools> m_pools;
    std::unique_ptr<rules::Manager> m_rules;
};

using Texts = std::vector<std::string>;

} // namespace

/// A machine that is suspended neither raises false alarms nor forgets true ones.
class TestSleep : public QObject {
    Q_OBJECT

  private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void aNetworkThatComesBackLateRaisesNoAlarm();
    void aPendingAlertWaitsForAsMuchWakingTime();
    void aFiringAlertNeitherEndsNorBeginsAnew();
    void whatEndedDuringTheSleepIsToldOnceAfterwards();
    void seriesEndWhereTheSleepBegan();
    void sleepsDayAfterDayAreEachNoticedOnce();

  private:
    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestSleep::aNetworkThatComesBackLateRaisesNoAlarm() {
    Laptop laptop(m_directory->path());
    laptop.run(10min);
    laptop.sleep(8h);
    laptop.isReachable = false;
    laptop.run(40s);
    QCOMPARE(laptop.seriesNow("up == 0"), std::size_t{1});
    laptop.isReachable = true;
    laptop.run(20min);
    QCOMPARE(laptop.am.service.takeTexts(), Texts{});

    laptop.sleep(8h);
    laptop.isReachable = false;
    laptop.run(3min);
    QCOMPARE(laptop.am.service.takeTexts(), Texts{"mail: first notification: Down"});
}

void TestSleep::aPendingAlertWaitsForAsMuchWakingTime() {
    Laptop laptop(m_directory->path());
    laptop.run(10min);
    laptop.diskUsed = 95;
    laptop.run(6min);
    QCOMPARE(laptop.seriesNow("ALERTS{alertname='Full', alertstate='pending'}"), std::size_t{1});
    laptop.sleep(8h);
    laptop.run(4min);
    QCOMPARE(laptop.am.service.takeTexts(), Texts{});
    QCOMPARE(laptop.seriesNow("ALERTS{alertname='Full', alertstate='pending'}"), std::size_t{1});
    laptop.run(2min);
    QCOMPARE(laptop.am.service.takeTexts(), Texts{"mail: first notification: Full"});
}

void TestSleep::aFiringAlertNeitherEndsNorBeginsAnew() {
    Laptop laptop(m_directory->path());
    laptop.diskUsed = 95;
    laptop.run(20min);
    QCOMPARE(laptop.am.service.takeTexts(), Texts{"mail: first notification: Full"});
    for (int night = 0; night < 3; ++night) {
        laptop.sleep(8h);
        laptop.run(3h);
        QCOMPARE(laptop.am.service.takeTexts(), Texts{});
    }
}

void TestSleep::whatEndedDuringTheSleepIsToldOnceAfterwards() {
    Laptop laptop(m_directory->path());
    laptop.diskUsed = 95;
    laptop.run(20min);
    laptop.am.service.sent.clear();
    laptop.sleep(8h);
    laptop.diskUsed = 40;
    laptop.run(55s);
    QCOMPARE(laptop.am.service.takeTexts(), Texts{});
    laptop.run(10min);
    QCOMPARE(laptop.am.service.takeTexts(), Texts{"mail: all alerts resolved: Full(resolved)"});
}

void TestSleep::seriesEndWhereTheSleepBegan() {
    Laptop laptop(m_directory->path());
    laptop.diskUsed = 95;
    laptop.run(20min);
    laptop.sleep(1h);
    laptop.run(10min);
    for (const auto* const expression : {"up", "disk_used", "disk:used", "ALERTS"}) {
        QCOMPARE(laptop.seriesAt(expression, laptop.sleptFrom - 1000), std::size_t{1});
        QVERIFY2(laptop.seriesAt(expression, laptop.sleptFrom + model::kMinuteMs) == 0, expression);
        QCOMPARE(laptop.seriesNow(expression), std::size_t{1});
    }
}

void TestSleep::sleepsDayAfterDayAreEachNoticedOnce() {
    Laptop laptop(m_directory->path());
    for (int day = 0; day < 5; ++day) {
        laptop.run(1h);
        laptop.sleep(2s); // too short to matter
        laptop.run(1h);
        laptop.sleep(9h);
    }
    laptop.run(1min);
    QCOMPARE(laptop.sleeps.size(), std::size_t{5});
    for (const auto& sleep : laptop.sleeps) {
        QVERIFY(sleep.length() >= 9h && sleep.length() < 9h + 3s);
    }
}

QTEST_GUILESS_MAIN(TestSleep)
#include "test_sleep.moc"
