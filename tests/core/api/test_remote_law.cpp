// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>
#include <limits>

#include "api/prometheus/prometheus_api.h"
#include "core/api/answer_text.h"
#include "datasource/remote_data_source.h"
#include "support/fake_data_source.h"

using namespace hearth;
using namespace hearth::datasource;
using hearth::tests::toText;

namespace {

/// Both signs, a zero bucket, an empty bucket, a bucket up to infinity.
std::shared_ptr<const model::FloatHistogram> histogram() {
    model::FloatHistogram histogram;
    histogram.layout = {.schema = 1,
                        .zeroThreshold = 0.001,
                        .positiveSpans = {{0, 3}, {2046, 1}},
                        .negativeSpans = {{0, 2}},
                        .customBounds = {}};
    histogram.zeroCount = 0.5;
    histogram.count = 11.5;
    histogram.sum = -1e-7;
    histogram.positiveBuckets = {1, 0, 2, 3};
    histogram.negativeBuckets = {4, 1};
    return std::make_shared<const model::FloatHistogram>(std::move(histogram));
}

model::QueryAnswer vectorAnswer() {
    model::QueryAnswer answer;
    answer.value = model::Vector{
        {{{"__name__", "up"}, {"job", "node"}}, {1435781430781, 1}},
        {{{"text", "quotes \" and \\ and \n and <&> and ünïcödé"}}, {-1, -0.1}},
        {{}, {0, std::numeric_limits<double>::quiet_NaN()}},
        {{{"http.status", "200"}}, {1000, std::numeric_limits<double>::infinity()}},
        {{{"le", "+Inf"}}, {1000, -std::numeric_limits<double>::infinity()}},
        {{{"a", "1"}}, {1, 1e21}},
        {{{"a", "2"}}, {999, 5e-324}},
        {{{"a", "3"}}, {1, std::numeric_limits<double>::max()}},
        {{{"a", "4"}}, {1, -0.0}},
        {{{"a", "5"}}, {1500, 0}, histogram()},
        {{{"a", "6"}}, {1500, 0}, std::make_shared<const model::FloatHistogram>()},
    };
    answer.warnings = {"results truncated due to limit", "\"quoted\""};
    answer.infos = {"PromQL info: metric might not be a counter"};
    answer.stats = {0.25, 0.001, 0.5, 1e-7, 3.5, 2, 1234, 99, 12};
    return answer;
}

model::QueryAnswer matrixAnswer() {
    model::QueryAnswer answer;
    model::Matrix matrix;
    for (int s = 0; s < 50; ++s) {
        model::MatrixSeries series{{{"__name__", "m"}, {"s", fmt::format("{:02}", s)}}, {}};
        for (int i = 0; i < 200; ++i) {
            series.samples.push_back({1'700'000'000'000 + i * 1'234, (i - 100) / 7.0 * s});
        }
        if (s % 10 == 0) {
            series.histograms = {{5000, histogram()}, {6000, histogram()}};
        }
        matrix.push_back(std::move(series));
    }
    answer.value = std::move(matrix);
    return answer;
}

Targets targetsAnswer() {
    Targets targets;
    targets.active = {{"node",
                       {{"__address__", "nas:9100"}, {"job", "node"}},
                       {{"instance", "nas:9100"}, {"job", "node"}},
                       "http://nas:9100/metrics",
                       "http://nas:9100/metrics",
                       "Get \"http://nas:9100/metrics\": dial tcp nas:9100: connect: connection refused",
                       1435781430781,
                       0.0123,
                       TargetHealth::kDown,
                       "15s",
                       "10s"},
                      {"node", {}, {}, "u", "g", "", std::nullopt, 0, TargetHealth::kUnknown, "1m", "10s"}};
    targets.dropped = {{"other", {{"__address__", "x"}}}};
    targets.droppedCounts = {{"node", 0}, {"other", 7}};
    return targets;
}

RuleGroups rulesAnswer() {
    Rule record;
    record.name = "job:up:sum";
    record.query = "sum by (job) (up)";
    Rule alert;
    alert.type = RuleType::kAlerting;
    alert.name = "InstanceDown";
    alert.query = "up == 0";
    alert.labels = {{"severity", "page \"now\""}, {"empty", ""}};
    alert.health = RuleHealth::kErr;
    alert.lastError = "vector contains metrics with the same labelset";
    alert.evaluationSeconds = 1.5e-5;
    alert.lastEvaluation = 1'700'000'000'123;
    alert.state = AlertState::kFiring;
    alert.holdSeconds = 30;
    alert.keepFiringSeconds = 0.5;
    alert.annotations = {{"summary", "{{ $labels.instance }} is down"}, {"none", ""}};
    alert.alerts = {{{{"alertname", "InstanceDown"}, {"instance", "nas"}},
                     {{"summary", "nas is down"}, {"none", ""}},
                     AlertState::kFiring,
                     1'700'000'000'000,
                     1'700'000'060'000,
                     0},
                    {{{"alertname", "InstanceDown"}}, {}, AlertState::kPending, 1, {}, 1e21}};
    RuleGroups rules;
    rules.groups = {{"node", "rules/node.yml", {record, alert}, 15, 7, 0.25, 1'700'000'000'100},
                    {"never run", "rules/ünï.yml", {record}, 0.001, 0, 0, {}}};
    rules.nextToken = "00ff";
    return rules;
}

} // namespace

/// The law of the two data sources: what a server's own source answers, a remote source at that server answers too,
/// and it asks the same question.
class TestRemoteLaw : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup();

    void instantQueries();
    void rangeQueries();
    void otherResultTypes();
    void queryOptionsArePassedOn();
    void queryErrors_data();
    void queryErrors();
    void otherErrors_data();
    void otherErrors();
    void seriesAndLabels();
    void labelNamesOfAllKinds_data();
    void labelNamesOfAllKinds();
    void metadataOfMetrics();
    void targetsAndPools();
    void statusPages();
    void exemplarsOfSeries();
    void blocksAndTheReplayOfTheLog();
    void damagesTravelWithTheStatus();
    void rulesOfAllKinds();
    void alertsAndWhereTheyAreSent();
    void administration();
    void administrationThatIsNotAllowedIsUnavailable();
    void reloading();
    void aServerThatIsNotReadyIsUnavailable();
    void manyThreadsMayAskAtOnce();

  private:
    /// Asks both, and compares answers and questions.
    template <class Ask>
    void compare(Ask ask);

    tests::FakeDataSource m_fake;
    SystemClock m_clock;
    instrument::Registry m_registry;
    std::atomic<api::Readiness> m_readiness = api::Readiness::kReady;
    std::unique_ptr<ThreadPool> m_workers;
    std::unique_ptr<api::PrometheusApi> m_api;
    std::unique_ptr<http::Server> m_server;
    std::unique_ptr<DataSource> m_remote;
};

void TestRemoteLaw::init() {
    api::PrometheusApiOptions options;
    options.routePrefix = "/prefix/";
    options.enableLifecycle = true;
    options.enableAdmin = true;
    options.readiness = [this] { return m_readiness.load(); };
    m_readiness = api::Readiness::kReady;
    m_workers = std::make_unique<ThreadPool>("query", 2, 100);
    m_api = *api::PrometheusApi::create(options, m_fake, *m_workers, m_registry, m_clock);
    http::ServerOptions server;
    server.listenAddresses = {"127.0.0.1:0"};
    m_server = *http::Server::start(server, m_api->handler(), {});
    m_remote = *RemoteDataSource::create(
        {.url = fmt::format("http://127.0.0.1:{}/prefix/", m_server->ports().front()), .client = nullptr});
}

void TestRemoteLaw::cleanup() {
    m_remote.reset();
    m_server.reset();
    m_workers.reset();
    m_api.reset();
    m_fake.takeAsked();
}

template <class Ask>
void TestRemoteLaw::compare(Ask ask) {
    const auto local = ask(static_cast<DataSource&>(m_fake));
    const auto asked = m_fake.takeAsked();
    const auto remote = ask(*m_remote);
    QCOMPARE(toText(remote), toText(local));
    QCOMPARE(QByteArray::fromStdString(toText(m_fake.takeAsked())), QByteArray::fromStdString(toText(asked)));
}

void TestRemoteLaw::instantQueries() {
    m_fake.queryAnswer = vectorAnswer();
    compare([](DataSource& source) {
        return source.query({"up{job=\"node\"}", 1435781430781, 5000, 300'000, 0, true}, {});
    });
}

void TestRemoteLaw::rangeQueries() {
    m_fake.rangeAnswer = matrixAnswer();
    compare([](DataSource& source) {
        return source.queryRange({"rate(m[5m])", {1435781430781, 1435781431000}, 1, {}, {}, 7, false}, {});
    });
    m_fake.rangeAnswer = model::QueryAnswer{model::Matrix{}, {}, {}, {}};
    compare([](DataSource& source) { return source.queryRange({"x", {0, 0}, 1000, {}, {}, 0, false}, {}); });
}

void TestRemoteLaw::otherResultTypes() {
    const auto ask = [](DataSource& source) { return source.query({"1", {}, {}, {}, 0, false}, {}); };
    m_fake.queryAnswer = model::QueryAnswer{model::Scalar{{1500, 0.5}}, {}, {}, {}};
    compare(ask);
    m_fake.queryAnswer = model::QueryAnswer{model::StringValue{1, "a \"text\"\n"}, {}, {}, {}};
    compare(ask);
    m_fake.queryAnswer = model::QueryAnswer{model::Vector{}, {}, {}, {}};
    compare(ask);
    m_fake.queryAnswer = model::QueryAnswer{model::Matrix{{{{"a", "b"}}, {{1, 2}, {3, 4}}}}, {}, {}, {}};
    compare(ask);
}

void TestRemoteLaw::queryOptionsArePassedOn() {
    m_fake.queryAnswer = vectorAnswer();
    m_fake.queryAnswer->stats = {};
    compare([](DataSource& source) { return source.query({"a + b & c = d%20", -1500, 1, 1, 3, false}, {}); });
    compare([](DataSource& source) { return source.query({"", {}, {}, {}, 0, false}, {}); });
}

void TestRemoteLaw::queryErrors_data() {
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("begin");
    const auto row = [](const char* name, ErrorCode code, const char* message, int begin = -1) {
        QTest::newRow(name) << int(code) << QByteArray(message) << begin;
    };
    row("at a place", ErrorCode::kInvalidArgument, "1:3: parse error: unexpected <op:+>", 2);
    row("on the second line", ErrorCode::kInvalidArgument, "2:2: parse error: unexpected character", 5);
    row("at the end", ErrorCode::kInvalidArgument, "1:5: parse error: unexpected end of input", 4);
    row("timeout", ErrorCode::kTimeout, "query timed out in expression evaluation");
    row("canceled", ErrorCode::kCanceled, "query was canceled in expression evaluation");
    row("execution", ErrorCode::kInternal, "found duplicate series for the match group {a=\"b\"}");
    row("unavailable", ErrorCode::kUnavailable, "the log is being replayed");
}

void TestRemoteLaw::queryErrors() {
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    QFETCH(int, begin);
    const auto range = SourceRange{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + 1)};
    m_fake.queryAnswer = std::unexpected(begin < 0 ? Error(ErrorCode(code), message.toStdString())
                                                   : Error(ErrorCode(code), message.toStdString(), range));
    compare([](DataSource& source) { return source.query({"a +\nb", 1, {}, {}, 0, false}, {}); });
}

void TestRemoteLaw::otherErrors_data() {
    QTest::addColumn<int>("code");
    for (const auto code : {ErrorCode::kInvalidArgument, ErrorCode::kNotFound, ErrorCode::kTimeout,
                            ErrorCode::kCanceled, ErrorCode::kUnavailable, ErrorCode::kInternal}) {
        QTest::addRow("%d", int(code)) << int(code);
    }
}

void TestRemoteLaw::otherErrors() {
    QFETCH(int, code);
    m_fake.targetsAnswer = fail(ErrorCode(code), "there is a \"reason\"");
    compare([](DataSource& source) { return source.targets(TargetState::kAny, "", {}); });
}

void TestRemoteLaw::seriesAndLabels() {
    m_fake.seriesAnswer = Listing<model::Labels>{{{{"__name__", "up"}, {"a", "ü"}}, {}}, {"results truncated"}};
    m_fake.namesAnswer = Listing<std::string>{{"__name__", "a.b"}, {}};
    const SeriesQuery query{{"up{a=\"b\"}", "{__name__=~\"x.+\"}"}, 1500, 2'000'000, 10};
    compare([&query](DataSource& source) { return source.series(query, {}); });
    compare([&query](DataSource& source) { return source.labelNames(query, {}); });
    compare([](DataSource& source) { return source.labelNames({}, {}); });
}

void TestRemoteLaw::labelNamesOfAllKinds_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"job", "http.status", "a/b", "ünï", "U__x", "a b%2F", "_", "\xf0\x9f\x94\xa5"}) {
        QTest::newRow(name) << QByteArray(name);
    }
}

void TestRemoteLaw::labelNamesOfAllKinds() {
    QFETCH(QByteArray, name);
    m_fake.valuesAnswer = Listing<std::string>{{"", "x", "<y>"}, {"a warning"}};
    compare([&name](DataSource& source) { return source.labelValues(name.toStdString(), {{"up"}, {}, {}, 2}, {}); });
}

void TestRemoteLaw::metadataOfMetrics() {
    m_fake.metadataAnswer = std::vector<MetricMetadata>{
        {"a", {model::MetricType::kCounter, "one", ""}},
        {"a", {model::MetricType::kGauge, "two \"\\\n", "bytes"}},
        {"b", {model::MetricType::kGaugeHistogram, "", ""}},
    };
    compare([](DataSource& source) { return source.metadata("", {}); });
    compare([](DataSource& source) { return source.metadata("a", {}); });
    m_fake.metadataAnswer = std::vector<MetricMetadata>{};
    compare([](DataSource& source) { return source.metadata("none", {}); });
}

void TestRemoteLaw::targetsAndPools() {
    m_fake.targetsAnswer = targetsAnswer();
    compare([](DataSource& source) { return source.targets(TargetState::kAny, "", {}); });
    compare([](DataSource& source) { return source.targets(TargetState::kActive, "a pool", {}); });
    compare([](DataSource& source) { return source.targets(TargetState::kDropped, "", {}); });
    m_fake.poolsAnswer = std::vector<std::string>{"a", "b"};
    compare([](DataSource& source) { return source.scrapePools({}); });
}

void TestRemoteLaw::statusPages() {
    m_fake.configAnswer = "global:\n  scrape_interval: 15s\n";
    compare([](DataSource& source) { return source.configYaml({}); });
    m_fake.flagsAnswer = Facts{{"web.listen-address", ":9090"}, {"config.file", "prometheus.yml"}, {"empty", ""}};
    compare([](DataSource& source) { return source.flags({}); });
    m_fake.buildAnswer = BuildFacts{"0.1.0", "abc", "main", "me", "today", "gcc 12"};
    compare([](DataSource& source) { return source.buildFacts({}); });
    m_fake.runtimeAnswer = RuntimeFacts{
        1'700'000'000'123, "/var/lib", "nas", 1'700'000'001'000, false, 1'700'000'000'500, 3, 42, 4, "15d"};
    compare([](DataSource& source) { return source.runtimeFacts({}); });
    m_fake.tsdbAnswer = TsdbStatus{5, 6, 7, 1, 1'700'000'000'000, {{"up", 2}}, {{"job", 1}}, {}, {{"a=b", 9}}};
    compare([](DataSource& source) { return source.tsdbStatus(25, {}); });
}

void TestRemoteLaw::exemplarsOfSeries() {
    m_fake.exemplarsAnswer = std::vector<SeriesExemplars>{
        {{{"__name__", "a_bucket"}, {"le", "+Inf"}},
         {{{{"trace_id", "x \" y"}}, 1'700'000'000'123, 6}, {{}, 1'700'000'001'000, 1e-7}}},
        {{{"__name__", "b"}}, {}}};
    compare([](DataSource& source) { return source.exemplars({"a_bucket + b", 1000, 1'700'000'002'000}, {}); });
    compare([](DataSource& source) { return source.exemplars({"a_bucket", {}, {}}, {}); });
    m_fake.exemplarsAnswer = fail(ErrorCode::kInternal, "the disk is on fire");
    compare([](DataSource& source) { return source.exemplars({"a", {}, {}}, {}); });
    const auto none = m_remote->exemplars({"1 + 1", {}, {}}, {});
    QVERIFY(none.has_value() && none->empty());
}

void TestRemoteLaw::blocksAndTheReplayOfTheLog() {
    m_fake.blocksAnswer = std::vector<BlockFacts>{
        {"01BX5ZZKBKACTAV9WEVGEMMVRZ",
         0,
         7'200'000,
         10,
         7,
         3,
         2,
         4,
         1,
         2,
         {"A", "B"},
         {{"A", 0, 1}, {"B", 1, 2}},
         true,
         true,
         {"from-out-of-order"},
         1},
        {"01BX5ZZKBKACTAV9WEVGEMMVS0", -5, 5, 0, 0, 0, 0, 0, 0, 1, {}, {}, false, false, {}, 1}};
    compare([](DataSource& source) { return source.blocks({}); });
    m_fake.sleepsAnswer = std::vector<SleepSpan>{{1'700'000'000'123, 1'700'000'100'000}, {5, 6}};
    compare([](DataSource& source) { return source.sleeps({1'699'999'999'001, 1'700'000'200'000}, {}); });
    m_fake.walReplayAnswer = WalReplay{3, 17, 12};
    compare([](DataSource& source) { return source.walReplay({}); });
    m_readiness = api::Readiness::kStarting;
    compare([](DataSource& source) { return source.walReplay({}); });
}

void TestRemoteLaw::damagesTravelWithTheStatus() {
    m_fake.tsdbAnswer = TsdbStatus{};
    QCOMPARE(m_remote->storageDamages({})->size(), std::size_t{0});
    m_fake.damagesAnswer = std::vector<StorageDamage>{
        {"data/wal/00000003", "checksum mismatch at offset 32768", "data/damaged/wal-00000003", 4096},
        {"b", "r", "", 0}};
    QCOMPARE(toText(m_remote->storageDamages({})), toText(m_fake.storageDamages({})));
}

void TestRemoteLaw::rulesOfAllKinds() {
    m_fake.rulesAnswer = rulesAnswer();
    compare([](DataSource& source) { return source.rules({}, {}); });
    compare([](DataSource& source) {
        RulesQuery query;
        query.type = RuleType::kAlerting;
        query.ruleNames = {"a b", "&c"};
        query.groups = {"g"};
        query.files = {"rules/node.yml", "x"};
        query.selectors = {"{severity=\"page\"}", "{a=~\"b.+\"}"};
        query.groupLimit = 2;
        query.nextToken = "abc";
        return source.rules(query, {});
    });
    m_fake.rulesAnswer->groups.front().rules.back().alerts.clear();
    compare([](DataSource& source) { return source.rules({.type = RuleType::kRecording, .withAlerts = false}, {}); });
    m_fake.rulesAnswer = fail(ErrorCode::kInvalidArgument, "invalid parameter \"group_next_token\": no such group");
    compare([](DataSource& source) { return source.rules({.groupLimit = 1, .nextToken = "x"}, {}); });
}

void TestRemoteLaw::alertsAndWhereTheyAreSent() {
    m_fake.alertsAnswer = rulesAnswer().groups.front().rules.back().alerts;
    compare([](DataSource& source) { return source.alerts({}); });
    m_fake.alertsAnswer->clear();
    compare([](DataSource& source) { return source.alerts({}); });
    m_fake.alertmanagersAnswer = Alertmanagers{{"http://a:9093/api/v2/alerts"}, {"http://b:9093/x/api/v2/alerts", ""}};
    compare([](DataSource& source) { return source.alertmanagers({}); });
}

void TestRemoteLaw::administration() {
    compare([](DataSource& source) { return source.deleteSeries({{"up{job=\"a\"}", "b"}, 1000, {}}, {}); });
    compare([](DataSource& source) { return source.cleanTombstones({}); });
    m_fake.snapshotAnswer = "20171210T211224Z-2be650b6d019eb54";
    compare([](DataSource& source) { return source.snapshot(true, {}); });
    compare([](DataSource& source) { return source.snapshot(false, {}); });
    m_fake.cleanAnswer = fail(ErrorCode::kInternal, "no space left on device");
    compare([](DataSource& source) { return source.cleanTombstones({}); });
}

void TestRemoteLaw::administrationThatIsNotAllowedIsUnavailable() {
    const auto port = m_server->ports().front();
    m_remote.reset();
    m_server.reset();
    m_api = *api::PrometheusApi::create({}, m_fake, *m_workers, m_registry, m_clock);
    http::ServerOptions server;
    server.listenAddresses = {fmt::format("127.0.0.1:{}", port)};
    m_server = *http::Server::start(server, m_api->handler(), {});
    m_remote = *RemoteDataSource::create({.url = fmt::format("http://127.0.0.1:{}", port), .client = nullptr});
    const auto refused = m_remote->snapshot(true, {});
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().code(), ErrorCode::kUnavailable);
    QCOMPARE(refused.error().message(), std::string("admin APIs disabled"));
    QVERIFY(m_fake.takeAsked().empty());
}

void TestRemoteLaw::reloading() {
    compare([](DataSource& source) { return source.reload({}); });
    m_fake.reloadAnswer = fail(ErrorCode::kInvalidArgument, "prometheus.yml:3:5: unknown key \"jobs\"");
    const auto reloaded = m_remote->reload({});
    QVERIFY(!reloaded.has_value());
    QCOMPARE(reloaded.error().code(), ErrorCode::kInvalidArgument);
    QCOMPARE(QByteArray::fromStdString(reloaded.error().message()),
             QByteArray("failed to reload config: prometheus.yml:3:5: unknown key \"jobs\""));
}

void TestRemoteLaw::aServerThatIsNotReadyIsUnavailable() {
    m_readiness = api::Readiness::kStarting;
    const auto answer = m_remote->query({"up", {}, {}, {}, 0, false}, {});
    QVERIFY(!answer.has_value());
    QCOMPARE(answer.error().code(), ErrorCode::kUnavailable);
    QVERIFY(answer.error().message().contains("is starting or stopping"));
}

void TestRemoteLaw::manyThreadsMayAskAtOnce() {
    m_fake.queryAnswer = vectorAnswer();
    m_fake.queryAnswer->stats = {};
    const auto expected = toText(m_fake.queryAnswer);
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 25; ++i) {
                    right += toText(m_remote->query({"up", {}, {}, {}, 0, false}, {})) == expected ? 1 : 0;
                }
            });
        }
    }
    QCOMPARE(right.load(), 200);
}

QTEST_GUILESS_MAIN(TestRemoteLaw)
#include "test_remote_law.moc"
