// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "rule_world.h"
#include "rules/group_clock.h"

using namespace hearth;
using namespace hearth::rules;
using namespace hearth::tests;
using namespace std::chrono_literals;

namespace {

constexpr const char* kRecording = R"(groups:
- name: g
  interval: 15s
  rules:
  - record: job:x:sum
    expr: sum by (job) (x)
    labels: {level: job}
  - record: x:max
    expr: max(job:x:sum)
)";

constexpr const char* kAlerting = R"(groups:
- name: g
  interval: 15s
  rules:
  - alert: Down
    expr: up == 0
    for: 30s
    labels: {severity: page}
    annotations: {summary: it is down}
)";

} // namespace

class TestManager : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void resultsAreRecordedAtNominalInstants();
    void slowEvaluationsMissInstants();
    void queriesAndResultsAreShiftedByTheOffset();
    void aRuleThatVanishesFromTheResultEndsItsSeries();
    void anErrorWritesNothingAndKeepsTheSet();
    void equalLabelsAreAnError();
    void theLimitDropsTheWholeResult();
    void scalarsAreRecorded();
    void alertsWaitFireAndAreResolved();
    void transitionsTellTheValueThatMadeThem();
    void firingAlertsAreSentAgain();
    void theAlertsNameCannotBeOverridden();
    void tooManyAlertsWipeTheState();
    void clocksAreRestoredAfterARestart();
    void equalGroupsRunOnAfterAReload();
    void changedGroupsCarryTheirStateOver();
    void removedGroupsEndTheirSeries();
    void aStopWritesNoMarkers();
    void oneBadFileRefusesAll();
    void theSameFileTwiceIsReadOnce();
    void metricsAreCountedByGroup();
    void expandedTextsAreCounted();
    void snapshotsShowRulesAndAlerts();
    void theThreadEvaluatesAndStops();

  private:
    void load() {
        const auto updated = m_manager->update(m_world->settings);
        QVERIFY2(updated, updated ? "" : updated.error().message().c_str());
    }
    void start(const char* text) {
        m_world->writeFile("r.yml", text);
        m_world->settings.files = {"/rules/r.yml"};
        m_manager = m_world->makeManager();
        load();
    }
    /// The first instant of group g of r.yml after the start of the world, in milliseconds.
    model::TimestampMs first(Nanoseconds interval = 15s) const {
        GroupClock clock(groupOffset("/rules/r.yml", "g", interval), interval);
        clock.start(WallTime(std::chrono::seconds(1'000'000)));
        return std::chrono::floor<std::chrono::milliseconds>(clock.next().time_since_epoch()).count();
    }
    void run(Nanoseconds duration) { m_manager->runUntil(m_world->clock.monotonic() + duration); }
    QString samples(const char* series) const { return QString::fromStdString(m_world->storage.samples(series)); }
    QString values(const char* series) const { return QString::fromStdString(m_world->storage.values(series)); }

    std::unique_ptr<RuleWorld> m_world;
    std::unique_ptr<Manager> m_manager;
};

void TestManager::init() {
    m_manager.reset();
    m_world = std::make_unique<RuleWorld>();
}

void TestManager::resultsAreRecordedAtNominalInstants() {
    m_world->answer("sum by (job) (x)", {{{{"job", "a"}}, 2}, {{{"job", "b"}}, 3}});
    m_world->answer("max(job:x:sum)", {{{}, 3}});
    start(kRecording);
    run(45s);
    const auto t = first();
    QCOMPARE(samples("job:x:sum{job=\"a\", level=\"job\"}"),
             QString("%1:2 %2:2 %3:2").arg(t).arg(t + 15000).arg(t + 30000));
    QCOMPARE(samples("x:max"), QString("%1:3 %2:3 %3:3").arg(t).arg(t + 15000).arg(t + 30000));
    QCOMPARE(m_world->asked.front(), "sum by (job) (x)@" + std::to_string(t));
    QCOMPARE(m_world->storage.seriesCalls(), std::size_t(3));
}

void TestManager::slowEvaluationsMissInstants() {
    m_world->answers["max(job:x:sum)"] = [&](model::TimestampMs time) {
        m_world->clock.advance(time < first() + 15000 ? 40s : 0s);
        return std::vector<Answered>{{{}, 1}};
    };
    start(kRecording);
    run(60s);
    const auto t = first();
    QCOMPARE(samples("x:max"), QString("%1:1 %2:1 %3:1").arg(t).arg(t + 30000).arg(t + 45000));
    QCOMPARE(m_world->metric("prometheus_rule_group_iterations_missed_total", "/rules/r.yml;g"), 1.0);
    QCOMPARE(m_world->metric("prometheus_rule_group_iterations_total", "/rules/r.yml;g"), 4.0);
}

void TestManager::queriesAndResultsAreShiftedByTheOffset() {
    m_world->settings.queryOffset = 5000;
    m_world->answer("y", {{{{"__name__", "y"}}, 1}});
    start("groups:\n- name: g\n  interval: 15s\n  rules:\n  - record: a\n    expr: y\n"
          "- name: h\n  interval: 15s\n  query_offset: 0s\n  rules:\n  - record: b\n    expr: z\n");
    run(15s);
    QCOMPARE(samples("a"), QString("%1:1").arg(first() - 5000));
    QCOMPARE(m_manager->groups()[0].queryOffsetSeconds, 5.0);
    QCOMPARE(m_manager->groups()[1].queryOffsetSeconds, 0.0);
}

void TestManager::aRuleThatVanishesFromTheResultEndsItsSeries() {
    m_world->answers["max(job:x:sum)"] = [&](model::TimestampMs time) {
        return time == first() ? std::vector<Answered>{{{}, 1}} : std::vector<Answered>{};
    };
    start(kRecording);
    run(45s);
    QCOMPARE(samples("x:max"), QString("%1:1 %2:stale").arg(first()).arg(first() + 15000));
}

void TestManager::anErrorWritesNothingAndKeepsTheSet() {
    m_world->answers["max(job:x:sum)"] = [&](model::TimestampMs time) -> Result<std::vector<Answered>> {
        if (time == first() + 15000) {
            return fail(ErrorCode::kTimeout, "query timed out in expression evaluation");
        }
        return time == first() ? std::vector<Answered>{{{}, 1}} : std::vector<Answered>{};
    };
    start(kRecording);
    run(30s);
    QCOMPARE(samples("x:max"), QString("%1:1").arg(first()));
    const auto rule = m_manager->groups()[0].rules[1];
    QCOMPARE(rule.health, RuleHealth::kErr);
    QCOMPARE(rule.lastError, std::string("query timed out in expression evaluation"));
    run(15s);
    QCOMPARE(samples("x:max"), QString("%1:1 %2:stale").arg(first()).arg(first() + 30000));
    QCOMPARE(m_manager->groups()[0].rules[1].health, RuleHealth::kOk);
    QCOMPARE(m_world->metric("prometheus_rule_evaluation_failures_total", "/rules/r.yml;g"), 1.0);
}

void TestManager::equalLabelsAreAnError() {
    m_world->answer("sum by (job) (x)", {{{{"level", "a"}}, 2}, {{{"level", "b"}}, 3}});
    start(kRecording);
    run(15s);
    QCOMPARE(m_manager->groups()[0].rules[0].lastError,
             std::string("vector contains metrics with the same labelset after applying rule labels"));
    QVERIFY(m_world->storage.seriesNames().empty());
}

void TestManager::theLimitDropsTheWholeResult() {
    m_world->answer("y", {{{{"job", "a"}}, 2}, {{{"job", "b"}}, 3}});
    start("groups:\n- name: g\n  limit: 1\n  rules:\n  - record: a\n    expr: y\n");
    run(1min);
    QCOMPARE(m_manager->groups()[0].rules[0].lastError, std::string("exceeded limit of 1 with 2 series"));
    QVERIFY(m_world->storage.seriesNames().empty());
}

void TestManager::scalarsAreRecorded() {
    rules::Surroundings world{
        .query = [](const std::string&, model::TimestampMs time, std::stop_token) -> Result<model::QueryAnswer> {
            model::QueryAnswer answer;
            answer.value = model::Scalar{{time, 7}};
            return answer;
        },
        .storage = m_world->storage,
        .restoreFrom = m_world->past,
        .files = m_world->files,
        .clock = m_world->clock,
        .send = {},
        .observe = {},
        .execute = {}};
    m_world->writeFile("r.yml", "groups:\n- name: g\n  rules:\n  - record: a\n    expr: 7\n");
    m_world->settings.files = {"/rules/r.yml"};
    m_manager = std::make_unique<Manager>(ManagerOptions{}, std::move(world), m_world->registry, Log());
    load();
    run(1min);
    QCOMPARE(values("a"), QString("7"));
}

void TestManager::alertsWaitFireAndAreResolved() {
    m_world->answers["up == 0"] = [&](model::TimestampMs time) {
        return time < first() + 60000 ? std::vector<Answered>{{{{"__name__", "up"}, {"job", "a"}}, 0}}
                                      : std::vector<Answered>{};
    };
    m_world->options.externalUrl = "http://h:9090/p";
    // The state of an earlier run would be restored first.
    start("groups: []\n");
    m_world->writeFile("r.yml", kAlerting);
    load();
    run(90s);
    const auto at = [&](int i) { return first() + i * 15000; };
    QCOMPARE(samples("ALERTS{alertname=\"Down\", alertstate=\"pending\", job=\"a\", severity=\"page\"}"),
             QString("%1:1 %2:1 %3:stale").arg(at(0)).arg(at(1)).arg(at(2)));
    QCOMPARE(samples("ALERTS{alertname=\"Down\", alertstate=\"firing\", job=\"a\", severity=\"page\"}"),
             QString("%1:1 %2:1 %3:stale").arg(at(2)).arg(at(3)).arg(at(4)));
    const QString active("1.000005e+06");
    QCOMPARE(
        samples("ALERTS_FOR_STATE{alertname=\"Down\", job=\"a\", severity=\"page\"}"),
        QString("%1:%5 %2:%5 %3:%5 %4:%5 %6:stale").arg(at(0)).arg(at(1)).arg(at(2)).arg(at(3)).arg(active).arg(at(4)));
    const std::string labels = "{alertname=\"Down\", job=\"a\", severity=\"page\"}: ";
    QCOMPARE(m_world->transitions,
             (std::vector<std::string>{labels + "inactive to pending", labels + "pending to firing",
                                       labels + "firing to inactive"}));
    QCOMPARE(m_world->sent.size(), std::size_t(2));
    const auto& firing = m_world->sent[0];
    QCOMPARE(firing.startsAt.time_since_epoch() / 1ms, at(2));
    QCOMPARE((firing.endsAt - firing.startsAt) / 1s, 240);
    QVERIFY(!firing.resolved);
    QVERIFY(firing.annotations == (TextMap{{"summary", "it is down"}}));
    QCOMPARE(firing.generatorUrl, std::string("http://h:9090/p/graph?g0.expr=up+%3D%3D+0&g0.tab=1"));
    const auto& resolved = m_world->sent[1];
    QVERIFY(resolved.resolved);
    QCOMPARE(resolved.startsAt, firing.startsAt);
    QCOMPARE(resolved.endsAt.time_since_epoch() / 1ms, at(4));
}

void TestManager::transitionsTellTheValueThatMadeThem() {
    m_world->answers["up == 0"] = [&](model::TimestampMs time) {
        return std::vector<Answered>{{{{"job", "a"}}, time < first() + 15000 ? 3.0 : 5.0}};
    };
    start("groups: []\n");
    m_world->writeFile("r.yml", kAlerting);
    load();
    run(90s);
    QVERIFY((m_world->transitionValues == std::vector<double>{3, 5}));
}

void TestManager::firingAlertsAreSentAgain() {
    m_world->answer("up == 0", {{{{"job", "a"}}, 0}});
    start(kAlerting);
    run(10min);
    // Fires at 30 s; each sending is the first evaluation more than a minute after the last.
    QCOMPARE(m_world->sent.size(), std::size_t(8));
    QCOMPARE((m_world->sent[1].endsAt - m_world->sent[0].endsAt) / 1s, 75);
    QCOMPARE(m_world->sent[1].startsAt, m_world->sent[0].startsAt);
    m_world->answer("up == 0", {});
    m_world->sent.clear();
    run(30min);
    QCOMPARE(m_world->sent.size(), std::size_t(13));
    QVERIFY(m_manager->groups()[0].rules[0].alerts.empty());
}

void TestManager::theAlertsNameCannotBeOverridden() {
    m_world->answer("up == 0", {{{{"alertname", "x"}, {"severity", "y"}}, 0}});
    start(kAlerting);
    run(15s);
    const auto alerts = m_manager->groups()[0].rules[0].alerts;
    QCOMPARE(alerts.size(), std::size_t(1));
    QCOMPARE(alerts[0].labels.toString(), std::string("{alertname=\"Down\", severity=\"page\"}"));
}

void TestManager::tooManyAlertsWipeTheState() {
    m_world->answer("y", {{{{"job", "a"}}, 2}});
    start("groups: []\n");
    m_world->writeFile("r.yml",
                       "groups:\n- name: g\n  interval: 15s\n  limit: 1\n  rules:\n  - alert: A\n    expr: y\n");
    load();
    run(15s);
    QCOMPARE(m_manager->groups()[0].rules[0].alerts.size(), std::size_t(1));
    m_world->answer("y", {{{{"job", "a"}}, 2}, {{{"job", "b"}}, 3}});
    run(15s);
    QCOMPARE(m_manager->groups()[0].rules[0].lastError, std::string("exceeded limit of 1 with 2 alerts"));
    QVERIFY(m_manager->groups()[0].rules[0].alerts.empty());
    QCOMPARE(samples("ALERTS{alertname=\"A\", alertstate=\"firing\", job=\"a\"}"), QString("%1:1").arg(first()));
    m_world->answer("y", {});
    run(15s);
    QCOMPARE(samples("ALERTS{alertname=\"A\", alertstate=\"firing\", job=\"a\"}"),
             QString("%1:1 %2:stale").arg(first()).arg(first() + 30000));
}

void TestManager::clocksAreRestoredAfterARestart() {
    const model::Labels labels{{"__name__", "ALERTS_FOR_STATE"}, {"alertname", "Slow"}, {"job", "a"}};
    const auto now = m_world->clock.nowMs();
    // Active for 20 of 60 minutes when the server went down 10 minutes ago.
    m_world->past.add(labels, now - 600'000, static_cast<double>(now / 1000 - 1800));
    m_world->answer("y", {{{{"job", "a"}}, 2}, {{{"job", "b"}}, 3}});
    start("groups:\n- name: g\n  interval: 15s\n  rules:\n  - alert: Slow\n    expr: y\n    for: 1h\n");
    run(15s);
    QVERIFY(m_world->storage.seriesNames().empty());
    run(15s);
    const auto alerts = m_manager->groups()[0].rules[0].alerts;
    const auto restoredAt = first() + 15000; // the second evaluation
    const auto waited = (restoredAt - alerts[0].activeAt.time_since_epoch() / 1ms) / 1000;
    QVERIFY2(waited >= 1199 && waited <= 1201, qPrintable(QString::number(waited)));
    QCOMPARE(alerts[1].activeAt.time_since_epoch() / 1ms, first());
    run(15s);
    QCOMPARE(m_world->storage.seriesNames().size(), std::size_t(4));
    QVERIFY(m_world->metric("prometheus_rule_group_last_restore_duration_seconds", "/rules/r.yml;g") >= 0);
    run(39min);
    QCOMPARE(m_manager->groups()[0].rules[0].state, AlertState::kPending);
    run(2min);
    QCOMPARE(m_manager->groups()[0].rules[0].state, AlertState::kFiring);
    QCOMPARE(m_world->sent.size(), m_world->sent.empty() ? 0U : m_world->sent.size());
    QVERIFY(m_world->sent.front().labels.value("job") == "a");
}

void TestManager::equalGroupsRunOnAfterAReload() {
    m_world->answer("up == 0", {{{{"job", "a"}}, 0}});
    start(kAlerting);
    run(31s);
    const auto before = m_manager->groups()[0].rules[0].alerts[0].activeAt;
    m_world->writeFile("r.yml", std::string("# a comment\n") + kAlerting + "- name: h\n");
    load();
    QCOMPARE(m_manager->groups().size(), std::size_t(2));
    QCOMPARE(m_manager->groups()[0].rules[0].health, RuleHealth::kOk);
    run(60s);
    QCOMPARE(m_manager->groups()[0].rules[0].alerts[0].activeAt, before);
}

void TestManager::changedGroupsCarryTheirStateOver() {
    m_world->answer("up == 0", {{{{"job", "a"}}, 0}});
    m_world->answer("z", {{{}, 5}});
    const std::string rest = "  - record: z:old\n    expr: z\n  - record: z:kept\n    expr: z\n";
    start((kAlerting + rest).c_str());
    run(30s);
    const auto before = m_manager->groups()[0].rules[0].alerts[0].activeAt;
    m_world->writeFile("r.yml", kAlerting + std::string("  - record: z:kept\n    expr: z\n"));
    load();
    QCOMPARE(m_manager->groups()[0].rules[0].health, RuleHealth::kUnknown);
    QCOMPARE(m_manager->groups()[0].rules[0].alerts[0].activeAt, before);
    run(30s);
    QCOMPARE(m_manager->groups()[0].rules[0].alerts[0].activeAt, before);
    QCOMPARE(values("z:old"), QString("5 5 stale"));
    QCOMPARE(values("z:kept"), QString("5 5 5 5"));
    QCOMPARE(m_world->metric("prometheus_rule_group_iterations_total", "/rules/r.yml;g"), 4.0);
    // A longer `for` makes it wait again; nothing is sent twice for that.
    QCOMPARE(m_manager->groups()[0].rules[0].state, AlertState::kFiring);
    auto longer = std::string(kAlerting);
    longer.replace(longer.find("30s"), 3, "10m");
    m_world->writeFile("r.yml", longer);
    load();
    run(15s);
    QCOMPARE(m_manager->groups()[0].rules[0].state, AlertState::kPending);
    QCOMPARE(m_manager->groups()[0].rules[0].alerts[0].activeAt, before);
}

void TestManager::removedGroupsEndTheirSeries() {
    m_world->answer("max(job:x:sum)", {{{}, 3}});
    start(kRecording);
    run(31s);
    const auto stopped = m_world->clock.nowMs();
    m_world->settings.files.clear();
    load();
    QVERIFY(m_manager->groups().empty());
    QVERIFY(std::isnan(m_world->metric("prometheus_rule_group_rules", "/rules/r.yml;g")));
    run(29s);
    QCOMPARE(values("x:max"), QString("3 3"));
    run(2s);
    QVERIFY(samples("x:max").endsWith(QString(" %1:stale").arg(stopped)));
}

void TestManager::aStopWritesNoMarkers() {
    m_world->answer("max(job:x:sum)", {{{}, 3}});
    start(kRecording);
    run(30s);
    m_manager->stop();
    run(10min);
    QCOMPARE(values("x:max"), QString("3 3"));
    QCOMPARE(m_manager->groups().size(), std::size_t(1));
    m_manager.reset();
    QCOMPARE(values("x:max"), QString("3 3"));
}

void TestManager::oneBadFileRefusesAll() {
    start(kAlerting);
    m_world->writeFile("r.yml", "groups: []\n");
    m_world->writeFile("bad.yml", "groups:\n- name: g\n  rules:\n  - record: x\n");
    m_world->settings.files = {"/rules/r.yml", "/rules/bad.yml"};
    const auto updated = m_manager->update(m_world->settings);
    QVERIFY(!updated);
    QCOMPARE(updated.error().message(),
             std::string("/rules/bad.yml: 4:5: group \"g\", rule 1, \"x\": field 'expr' must be set in rule"));
    QCOMPARE(m_manager->groups().size(), std::size_t(1));
    m_world->settings.files = {"/rules/none.yml"};
    QVERIFY(!m_manager->update(m_world->settings));
    QCOMPARE(m_manager->groups().size(), std::size_t(1));
}

void TestManager::theSameFileTwiceIsReadOnce() {
    start(kAlerting);
    m_world->settings.files = {"/rules/r.yml", "/rules/r.yml"};
    load();
    QCOMPARE(m_manager->groups().size(), std::size_t(1));
}

void TestManager::metricsAreCountedByGroup() {
    m_world->answer("max(job:x:sum)", {{{}, 3}});
    start(kRecording);
    QCOMPARE(m_world->metric("prometheus_rule_group_rules", "/rules/r.yml;g"), 2.0);
    QCOMPARE(m_world->metric("prometheus_rule_group_interval_seconds", "/rules/r.yml;g"), 15.0);
    run(30s);
    QCOMPARE(m_world->metric("prometheus_rule_evaluations_total", "/rules/r.yml;g"), 4.0);
    QCOMPARE(m_world->metric("prometheus_rule_group_last_evaluation_samples", "/rules/r.yml;g"), 1.0);
    QVERIFY(std::isnan(m_world->metric("prometheus_rule_group_last_restore_duration_seconds", "/rules/none")));
}

void TestManager::expandedTextsAreCounted() {
    const auto count = [&](std::string_view name) {
        for (const auto& family : m_world->registry.gather()) {
            if (family.name == name) {
                return family.metrics.front().value;
            }
        }
        return -1.0;
    };
    m_world->answer("up == 0", {{{{"job", "a"}}, 1}, {{{"job", "b"}}, 2}});
    start("groups:\n- name: g\n  interval: 15s\n  rules:\n  - alert: A\n    expr: up == 0\n    labels: {x: plain}\n"
          "    annotations: {good: \"{{ $value }}\", bad: \"{{ humanize \\\"x\\\" }}\"}\n");
    QCOMPARE(count("prometheus_template_text_expansions_total"), 0.0);
    QCOMPARE(count("prometheus_template_text_expansion_failures_total"), 0.0);
    run(15s);
    QCOMPARE(count("prometheus_template_text_expansions_total"), 6.0);
    QCOMPARE(count("prometheus_template_text_expansion_failures_total"), 2.0);
    run(15s); // with the same result: what failed fails again
    QCOMPARE(count("prometheus_template_text_expansions_total"), 12.0);
    QCOMPARE(count("prometheus_template_text_expansion_failures_total"), 4.0);
}

void TestManager::snapshotsShowRulesAndAlerts() {
    m_world->answer("up == 0", {{{{"job", "b"}}, 2}, {{{"job", "a"}}, 1}});
    start(kAlerting);
    auto group = m_manager->groups()[0];
    QCOMPARE(group.rules[0].state, AlertState::kUnknown);
    QCOMPARE(group.rules[0].health, RuleHealth::kUnknown);
    QVERIFY(!group.lastEvaluation);
    run(15s);
    group = m_manager->groups()[0];
    QCOMPARE(group.file, std::string("/rules/r.yml"));
    QCOMPARE(group.intervalSeconds, 15.0);
    QVERIFY(group.lastEvaluation.has_value());
    const auto& rule = group.rules[0];
    QCOMPARE(rule.query, std::string("up == 0"));
    QCOMPARE(rule.durationSeconds, 30.0);
    QCOMPARE(rule.state, AlertState::kPending);
    QCOMPARE(rule.alerts.size(), std::size_t(2));
    QCOMPARE(rule.alerts[0].labels.value("job"), std::string_view("a"));
    QCOMPARE(rule.alerts[0].value, 1.0);
    QCOMPARE(rule.alerts[0].activeAt.time_since_epoch() / 1ms, first());
}

void TestManager::theThreadEvaluatesAndStops() {
    SystemClock clock;
    ThreadPool pool("query", 2, 16);
    std::mutex mutex;
    std::condition_variable changed;
    int evaluations = 0;
    rules::Surroundings world{
        .query = [&](const std::string&, model::TimestampMs, std::stop_token) -> Result<model::QueryAnswer> {
            const std::lock_guard lock(mutex);
            ++evaluations;
            changed.notify_all();
            return model::QueryAnswer{.value = model::Vector()};
        },
        .storage = m_world->storage,
        .restoreFrom = m_world->past,
        .files = m_world->files,
        .clock = clock,
        .send = {},
        .observe = {},
        .execute = [&](ThreadPool::Task task) { return pool.post(std::move(task)); }};
    m_world->writeFile("r.yml", "groups:\n- name: g\n  interval: 10ms\n  rules:\n  - record: a\n    expr: y\n"
                                "- name: h\n  interval: 10ms\n  rules:\n  - record: b\n    expr: z\n");
    m_world->settings.files = {"/rules/r.yml"};
    m_manager = std::make_unique<Manager>(ManagerOptions{}, std::move(world), m_world->registry, Log());
    load();
    m_manager->start();
    {
        std::unique_lock lock(mutex);
        QVERIFY(changed.wait_for(lock, 30s, [&] { return evaluations > 10; }));
    }
    m_world->settings.files.clear();
    load();
    m_manager->stop();
    const std::lock_guard lock(mutex);
    QVERIFY(evaluations > 10);
}

QTEST_GUILESS_MAIN(TestManager)
#include "test_manager.moc"
