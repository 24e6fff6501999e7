// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "desktop/starter_config.h"
#include "hostmetrics/host_metrics.h"
#include "instrument/registry.h"
#include "promql/engine.h"
#include "rules/manager.h"
#include "support/fake_clock.h"
#include "support/fake_file_system.h"
#include "tsdb/db.h"

using namespace hearth;
using namespace std::chrono_literals;

namespace {

constexpr auto kEvery = 15s;

/// The starter rules over a database of their own, on the test's thread.
class World {
  public:
    World(tests::FakeFileSystem& files, tests::FakeClock& clock)
        : m_clock(clock)
        , m_db(tsdb::Db::open({.directory = "/data", .storageThread = false}, files, clock, m_registry, {}).value())
        , m_query({}, *m_db, m_workers, clock, m_registry)
        , m_rules({.externalUrl = "http://hearth:9090"}, surroundings(files), m_registry, {}) {
        m_rules.update({.evaluationInterval = 30'000, .files = {"/starter.yml"}}).value();
    }

    void add(const instrument::Families& families, const char* job) {
        const auto appender = m_db->appender();
        std::vector<storage::Rejection> rejections;
        for (const auto& family : families) {
            for (const auto& metric : family.metrics) {
                std::vector<std::pair<std::string, std::string>> labels{
                    {"__name__", family.name}, {"instance", "localhost:9090"}, {"job", job}};
                labels.insert(labels.end(), metric.labels.begin(), metric.labels.end());
                append(*appender, model::Labels::fromPairs({labels.begin(), labels.end()}), metric.value, rejections);
            }
        }
        append(*appender, {{"__name__", "up"}, {"instance", "localhost:9090"}, {"job", job}}, 1, rejections);
        appender->commit().value();
    }
    const instrument::Registry& registry() const { return m_registry; }
    void step() { m_rules.runUntil(m_clock.monotonic() + kEvery); }

    QStringList notInactive() const {
        QStringList found;
        for (const auto& group : m_rules.groups()) {
            for (const auto& rule : group.rules) {
                if (rule.state != rules::AlertState::kInactive) {
                    found << QString::fromStdString(rule.name);
                }
                if (!rule.lastError.empty()) {
                    found << QString::fromStdString(rule.name + ": " + rule.lastError);
                }
            }
        }
        return found;
    }
    std::size_t sent = 0;

  private:
    void append(storage::Appender& appender, const model::Labels& labels, double value,
                std::vector<storage::Rejection>& rejections) const {
        const storage::RefSample sample{appender.series(labels).value(), m_clock.nowMs(), value};
        appender.append(std::span(&sample, 1), rejections);
    }
    rules::Surroundings surroundings(tests::FakeFileSystem& files) {
        return {.query = [this](const std::string& expr, model::TimestampMs time,
                                std::stop_token stop) { return m_query.instant(expr, time, {}, std::move(stop)); },
                .storage = *m_db,
                .restoreFrom = *m_db,
                .files = files,
                .clock = m_clock,
                .send = [this](std::span<const rules::OutgoingAlert> alerts) { sent += alerts.size(); },
                .observe = {},
                .execute = {}};
    }

    tests::FakeClock& m_clock;
    instrument::Registry m_registry;
    ThreadPool m_workers{"query", 1, 16};
    std::unique_ptr<tsdb::Db> m_db;
    promql::Engine m_query;
    rules::Manager m_rules;
};

} // namespace

/// An hour of a machine on which nothing is wrong.
class TestStarterRules : public QObject {
    Q_OBJECT

  private slots:
    void thisMachineIsQuietForAnHour();
    void thereAreAFewOfThemWithARunbookEach();
};

void TestStarterRules::thisMachineIsQuietForAnHour() {
    tests::FakeFileSystem files;
    files.createDirectories("/data").value();
    files.replaceAtomically("/starter.yml", app::starterRules()).value();
    hostmetrics::HostMetrics machine({});
    // What it says now stands for the whole hour: the machine that builds this is busy, but not for long.
    auto host = machine.collect();
    std::erase_if(
        host, [](const auto& family) { return family.name == "node_load15" || family.name == "node_time_seconds"; });
    tests::FakeClock clock;
    World world(files, clock);
    for (int i = 0; i < 240; ++i) {
        world.add(host, "node");
        world.add(world.registry().gather(), "hearth");
        world.step();
        clock.advanceTo(MonotonicTime(kEvery * (i + 1)));
    }
    QCOMPARE(world.notInactive(), QStringList());
    QCOMPARE(world.sent, std::size_t{0});
}

void TestStarterRules::thereAreAFewOfThemWithARunbookEach() {
    const auto text = QString::fromUtf8(app::starterRules().data(), static_cast<qsizetype>(app::starterRules().size()));
    const auto count = text.count("- alert: ");
    QVERIFY(count >= 12 && count <= 16);
    QCOMPARE(text.count("runbook: "), count);
    QCOMPARE(text.count("summary: "), count);
    QCOMPARE(text.count("description: "), count);
}

QTEST_GUILESS_MAIN(TestStarterRules)
#include "test_starter_rules.moc"
