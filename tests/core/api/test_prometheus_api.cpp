// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <condition_variable>
#include <fmt/format.h>
#include <optional>

#include "api/prometheus/prometheus_api.h"
#include "core/api/answer_box.h"
#include "http/request_target.h"
#include "support/fake_data_source.h"

using namespace hearth;
using namespace hearth::api;
using hearth::http::headerValue;

namespace {

QByteArray text(std::string_view bytes) {
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

} // namespace

class TestPrometheusApi : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup();

    void parameterFaultsAreSaidAsPrometheusSaysThem_data();
    void parameterFaultsAreSaidAsPrometheusSaysThem();
    void goodParametersReachTheDataSource_data();
    void goodParametersReachTheDataSource();
    void aVectorIsWrittenToTheByte();
    void aMatrixIsWrittenToTheByte();
    void statsComeWhenAskedFor();
    void errorsOfQueriesHaveTheirStatus_data();
    void errorsOfQueriesHaveTheirStatus();
    void expressionsAreFormattedAndTakenApart();
    void targetsAreWrittenToTheByte();
    void metadataMayBeLimited();
    void emptyListsHaveTheirShape_data();
    void emptyListsHaveTheirShape();
    void statusPagesAreWrittenToTheByte();
    void managementPages_data();
    void managementPages();
    void reloadAndQuitNeedTheFlag();
    void onlyListedMethodsAreAllowed();
    void anythingElseIsNotFound();
    void beforeTheStorageIsReadyAnswersAre503();
    void webPagesOfOtherOriginsMayReadAsConfigured();
    void badOriginExpressionsAreRefused();
    void everythingLiesBelowThePrefix();
    void metricsAreServedAndCounted();
    void pagesMayBeAdded();
    void aFullQueueAnswers503();
    void hostileRequestsAreAnswered_data();
    void hostileRequestsAreAnswered();

  private:
    void make(PrometheusApiOptions options);
    http::ServerResponse send(const std::string& method, const std::string& target,
                              std::vector<http::Header> headers = {}, std::string body = {});
    http::ServerResponse get(const std::string& target) { return send("GET", target); }
    /// A function, since moc cannot read raw strings in macros.
    void verifyBody(const std::string& target, const QByteArray& expected) {
        QCOMPARE(text(get(target).body), expected);
    }

    tests::FakeDataSource m_fake;
    SystemClock m_clock;
    std::unique_ptr<instrument::Registry> m_registry;
    std::unique_ptr<ThreadPool> m_workers;
    std::unique_ptr<PrometheusApi> m_api;
};

void TestPrometheusApi::init() {
    m_registry = std::make_unique<instrument::Registry>();
    m_workers = std::make_unique<ThreadPool>("query", 1, 10);
    make({});
}

void TestPrometheusApi::make(PrometheusApiOptions options) {
    m_api = *PrometheusApi::create(std::move(options), m_fake, *m_workers, *m_registry, m_clock);
}

void TestPrometheusApi::cleanup() {
    m_workers.reset();
    m_api.reset();
    m_fake.takeAsked();
}

http::ServerResponse TestPrometheusApi::send(const std::string& method, const std::string& target,
                                             std::vector<http::Header> headers, std::string body) {
    return tests::answerTo(*m_api, method, target, std::move(headers), std::move(body));
}

void TestPrometheusApi::parameterFaultsAreSaidAsPrometheusSaysThem_data() {
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* target, const char* message) {
        QTest::newRow(target) << QByteArray(target) << QByteArray(message);
    };
    row("query?query=up&time=x",
        R"(invalid parameter \"time\": Invalid time value for 'time': cannot parse \"x\" to a valid timestamp)");
    row("query?query=up&timeout=x", R"(invalid parameter \"timeout\": cannot parse \"x\" to a valid duration)");
    row("query?query=up&limit=-1", R"(invalid parameter \"limit\": limit must be non-negative)");
    row("query_range?query=up", R"(invalid parameter \"start\": cannot parse \"\" to a valid timestamp)");
    row("query_range?query=up&start=1&end=0&step=1",
        R"(invalid parameter \"end\": end timestamp must not be before start time)");
    row("query_range?query=up&start=0&end=1&step=0",
        R"(invalid parameter \"step\": zero or negative query resolution step widths are not accepted. Try a positive integer)");
    row("query_range?query=up&start=0&end=1&step=x",
        R"(invalid parameter \"step\": cannot parse \"x\" to a valid duration)");
    row("query_range?query=up&start=0&end=1&step=1e40",
        R"(invalid parameter \"step\": cannot parse \"1e40\" to a valid duration. It overflows int64)");
    row("query_range?query=up&start=0&end=1&step=NaN",
        R"(invalid parameter \"step\": cannot parse \"NaN\" to a valid duration. It overflows int64)");
    row("query_range?query=up&start=0&end=100000&step=1",
        "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)");
    row("series", "no match[] parameter provided");
    row("series?match[]=up%7B",
        R"(invalid parameter \"match[]\": 1:4: parse error: unexpected end of input inside braces)");
    row("series?match[]=%7B%7D",
        R"(invalid parameter \"match[]\": match[] must contain at least one non-empty matcher)");
    row("labels?start=x",
        R"(invalid parameter \"start\": Invalid time value for 'start': cannot parse \"x\" to a valid timestamp)");
    row("label/%FF/values", R"(invalid label name: \"\\xff\")");
    row("metadata?limit=x", "limit must be a number");
    row("rules?type=x", R"(invalid parameter \"type\": not supported value \"x\")");
    row("rules?exclude_alerts=maybe",
        R"(invalid parameter \"exclude_alerts\": error converting exclude_alerts: strconv.ParseBool: parsing \"maybe\": invalid syntax)");
    row("rules?group_limit=0", R"(invalid parameter \"group_limit\": group_limit needs to be greater than 0)");
    row("rules?group_limit=x",
        R"(invalid parameter \"group_limit\": group_limit needs to be a valid number: strconv.ParseInt: parsing \"x\": invalid syntax)");
    row("rules?group_next_token=x",
        R"(invalid parameter \"group_next_token\": group_limit needs to be present in order to paginate over the groups)");
    row("rules?match[]=%7B%7D", "match[] must contain at least one non-empty matcher");
    row("format_query", R"(invalid parameter \"query\": unknown position: parse error: no expression found in input)");
    row("parse_query?query=up%20%2B", R"(invalid parameter \"query\": 1:5: parse error: unexpected end of input)");
    row("status/tsdb?limit=0", "limit must be a positive number");
}

void TestPrometheusApi::parameterFaultsAreSaidAsPrometheusSaysThem() {
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, message);
    const auto response = get("/api/v1/" + target.toStdString());
    QCOMPARE(response.status, 400);
    QCOMPARE(text(response.body),
             QByteArray("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"" + message + "\"}"));
    QCOMPARE(text(headerValue(response.headers, "Content-Type")), QByteArray("application/json"));
}

void TestPrometheusApi::goodParametersReachTheDataSource_data() {
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("asked");
    const auto row = [](const char* target, const char* asked) {
        QTest::newRow(target) << QByteArray(target) << QByteArray(asked);
    };
    row("query?query=up", "query up time=- timeout=- lookback=- limit=0 stats=false");
    row("query?query=a%2Bb&time=1435781430.7814&timeout=1m30s&lookback_delta=2.5&limit=4&stats=all",
        "query a+b time=1435781430781 timeout=90000 lookback=2500 limit=4 stats=true");
    row("query?query=up&time=2015-07-01T20:10:51.781Z",
        "query up time=1435781451781 timeout=- lookback=- limit=0 stats=false");
    row("query_range?query=up&start=1&end=2.5&step=500ms",
        "range up 1000..2500 step=500 timeout=- lookback=- limit=0 stats=false");
    row("query_range?query=up&start=0&end=11000&step=1",
        "range up 0..11000000 step=1000 timeout=- lookback=- limit=0 stats=false");
    row("series?match[]=up&match[]=%7Ba=%22b%22%7D&start=1&end=2&limit=3",
        "series [up | {a=\"b\"}] 1000..2000 limit=3");
    row("labels", "names [] -..- limit=0");
    row("label/job/values?match[]=up", "values of job [up] -..- limit=0");
    row("label/U__http_2e_status/values", "values of http.status [] -..- limit=0");
    row("label/U__a_2f_b/values", "values of a/b [] -..- limit=0");
    row("label/a-b/values", "values of a-b [] -..- limit=0");
    row("metadata?metric=up", "metadata up");
    row("targets?state=active&scrapePool=x", "targets active x");
    row("targets", "targets any ");
    row("status/tsdb?limit=10000", "tsdb 10000");
    row("status/tsdb", "tsdb 10");
}

void TestPrometheusApi::goodParametersReachTheDataSource() {
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, asked);
    QCOMPARE(get("/api/v1/" + target.toStdString()).status, 200);
    const auto lines = m_fake.takeAsked();
    QCOMPARE(lines.size(), std::size_t(1));
    QCOMPARE(text(lines.front()), asked);
}

void TestPrometheusApi::aVectorIsWrittenToTheByte() {
    m_fake.queryAnswer = model::QueryAnswer{
        model::Vector{{{{"__name__", "up"}, {"job", "a\"b"}}, {1435781430781, 1}}, {{}, {1435781430000, 1e-7}}},
        {"careful"},
        {"by the way"},
        {}};
    const auto response =
        send("POST", "/api/v1/query", {{"Content-Type", "application/x-www-form-urlencoded"}}, "query=up");
    QCOMPARE(response.status, 200);
    const QByteArray expected = R"({"status":"success","data":{"resultType":"vector","result":[)"
                                R"({"metric":{"__name__":"up","job":"a\"b"},"value":[1435781430.781,"1"]},)"
                                R"({"metric":{},"value":[1435781430,"1e-07"]}]},"warnings":["careful"],)"
                                R"("infos":["by the way"]})";
    QCOMPARE(text(response.body), expected);
}

void TestPrometheusApi::aMatrixIsWrittenToTheByte() {
    m_fake.rangeAnswer =
        model::QueryAnswer{model::Matrix{{{{"a", "b"}}, {{1000, 0.5}, {1500, model::staleNan()}}}}, {}, {}, {}};
    verifyBody("/api/v1/query_range?query=x&start=1&end=2&step=1",
               QByteArray(R"({"status":"success","data":{"resultType":"matrix","result":[)"
                          R"({"metric":{"a":"b"},"values":[[1,"0.5"],[1.500,"NaN"]]}]}})"));
}

void TestPrometheusApi::statsComeWhenAskedFor() {
    m_fake.queryAnswer = model::QueryAnswer{model::Scalar{{1000, 2}}, {}, {}, {0.5, 0, 1e-7, 0, 0, 0, 7, 8, 9}};
    const std::string head = R"({"status":"success","data":{"resultType":"scalar","result":[1,"2"],"stats":)"
                             R"({"timings":{"evalTotalTime":0.5,"resultSortTime":0,"queryPreparationTime":1e-07,)"
                             R"("innerEvalTime":0,"execQueueTime":0,"execTotalTime":0},"samples":)"
                             R"({"totalQueryableSamples":7,"samplesRead":8,"peakSamples":9}}})";
    verifyBody("/api/v1/query?query=2&stats=true", text(head + "}"));
    verifyBody("/api/v1/query?query=2&stats=yes",
               text(head +
                    R"(,"warnings":["value \"yes\" for parameter \"stats\" is deprecated and will be rejected in )"
                    R"(the next major release, use \"true\" or \"all\""]})"));
}

void TestPrometheusApi::errorsOfQueriesHaveTheirStatus_data() {
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("bad query") << int(ErrorCode::kInvalidArgument) << 400 << QByteArray("bad_data");
    QTest::newRow("too much") << int(ErrorCode::kLimit) << 422 << QByteArray("execution");
    QTest::newRow("ambiguous") << int(ErrorCode::kInternal) << 422 << QByteArray("execution");
    QTest::newRow("timeout") << int(ErrorCode::kTimeout) << 503 << QByteArray("timeout");
    QTest::newRow("canceled") << int(ErrorCode::kCanceled) << 499 << QByteArray("canceled");
    QTest::newRow("damaged storage") << int(ErrorCode::kCorruption) << 500 << QByteArray("internal");
    QTest::newRow("unavailable") << int(ErrorCode::kUnavailable) << 500 << QByteArray("unavailable");
}

void TestPrometheusApi::errorsOfQueriesHaveTheirStatus() {
    QFETCH(int, code);
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    m_fake.queryAnswer = fail(ErrorCode(code), "why");
    const auto response = get("/api/v1/query?query=up");
    QCOMPARE(response.status, status);
    const auto prefix = code == int(ErrorCode::kInvalidArgument) ? R"(invalid parameter \"query\": )" : "";
    QCOMPARE(text(response.body),
             QByteArray("{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"" + prefix + "why\"}"));
}

void TestPrometheusApi::expressionsAreFormattedAndTakenApart() {
    verifyBody("/api/v1/format_query?query=up%2bup", QByteArray(R"({"status":"success","data":"up + up"})"));
    verifyBody("/api/v1/parse_query?query=1",
               QByteArray(R"({"status":"success","data":{"type":"numberLiteral","val":"1"}})"));
}

void TestPrometheusApi::targetsAreWrittenToTheByte() {
    datasource::Targets targets;
    targets.active.push_back({"node",
                              {{"__address__", "nas:9100"}},
                              {{"job", "node"}},
                              "http://nas:9100/metrics",
                              "http://nas:9100/metrics",
                              "",
                              std::nullopt,
                              0,
                              datasource::TargetHealth::kUnknown,
                              "15s",
                              "10s"});
    targets.dropped.push_back({"other", {{"__address__", "x"}}});
    targets.droppedCounts = {{"other", 1}};
    m_fake.targetsAnswer = targets;
    QCOMPARE(
        text(get("/api/v1/targets").body),
        QByteArray(R"({"status":"success","data":{"activeTargets":[{"discoveredLabels":{"__address__":"nas:9100"},)"
                   R"("labels":{"job":"node"},"scrapePool":"node","scrapeUrl":"http://nas:9100/metrics",)"
                   R"("globalUrl":"http://nas:9100/metrics","lastError":"","lastScrape":"0001-01-01T00:00:00Z",)"
                   R"("lastScrapeDuration":0,"health":"unknown","scrapeInterval":"15s","scrapeTimeout":"10s"}],)"
                   R"("droppedTargets":[{"discoveredLabels":{"__address__":"x"},"scrapePool":"other"}],)"
                   R"("droppedTargetCounts":{"other":1}}})"));
    m_fake.takeAsked();
    QCOMPARE(
        text(get("/api/v1/targets?state=nonsense").body),
        QByteArray(R"({"status":"success","data":{"activeTargets":[],"droppedTargets":[],"droppedTargetCounts":{}}})"));
    QVERIFY(m_fake.takeAsked().empty());
}

void TestPrometheusApi::metadataMayBeLimited() {
    m_fake.metadataAnswer = std::vector<datasource::MetricMetadata>{
        {"a", {model::MetricType::kCounter, "one", ""}},
        {"a", {model::MetricType::kGauge, "two", "bytes"}},
        {"b", {model::MetricType::kUnknown, "three", ""}},
    };
    const std::string one = R"({"type":"counter","unit":"","help":"one"})";
    const std::string two = R"({"type":"gauge","unit":"bytes","help":"two"})";
    const std::string three = R"({"type":"unknown","unit":"","help":"three"})";
    const auto answer = [](const std::string& data) { return text(R"({"status":"success","data":{)" + data + "}}"); };
    verifyBody("/api/v1/metadata", answer(R"("a":[)" + one + "," + two + R"(],"b":[)" + three + "]"));
    verifyBody("/api/v1/metadata?limit=1", answer(R"("a":[)" + one + "," + two + "]"));
    verifyBody("/api/v1/metadata?limit_per_metric=1", answer(R"("a":[)" + one + R"(],"b":[)" + three + "]"));
    verifyBody("/api/v1/metadata?limit=0", answer(""));
}

void TestPrometheusApi::emptyListsHaveTheirShape_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("rules") << QByteArray("rules?type=alert") << QByteArray(R"({"groups":[]})");
    QTest::newRow("alerts") << QByteArray("alerts") << QByteArray(R"({"alerts":[]})");
    QTest::newRow("alertmanagers") << QByteArray("alertmanagers")
                                   << QByteArray(R"({"activeAlertmanagers":[],"droppedAlertmanagers":[]})");
    QTest::newRow("scrape pools") << QByteArray("scrape_pools") << QByteArray(R"({"scrapePools":[]})");
    QTest::newRow("labels") << QByteArray("labels") << QByteArray("[]");
    QTest::newRow("series") << QByteArray("series?match[]=up") << QByteArray("[]");
    QTest::newRow("a query") << QByteArray("query?query=up") << QByteArray(R"({"resultType":"vector","result":[]})");
}

void TestPrometheusApi::emptyListsHaveTheirShape() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, data);
    m_fake.queryAnswer = model::QueryAnswer{model::Vector{}, {}, {}, {}};
    verifyBody("/api/v1/" + path.toStdString(), QByteArray(R"({"status":"success","data":)" + data + "}"));
}

void TestPrometheusApi::statusPagesAreWrittenToTheByte() {
    m_fake.buildAnswer = datasource::BuildFacts{"0.1.0", "abc", "main", "me", "today", "gcc"};
    const QByteArray build = R"({"version":"0.1.0","revision":"abc","branch":"main","buildUser":"me",)"
                             R"("buildDate":"today","goVersion":"gcc"})";
    verifyBody("/api/v1/status/buildinfo", QByteArray(R"({"status":"success","data":)" + build + "}"));
    verifyBody("/version", QByteArray(build + "\n"));
    m_fake.flagsAnswer = datasource::Facts{{"b", "1"}, {"a", "2"}};
    verifyBody("/api/v1/status/flags", QByteArray(R"({"status":"success","data":{"b":"1","a":"2"}})"));
    m_fake.configAnswer = "global: {}\n";
    verifyBody("/api/v1/status/config", QByteArray(R"({"status":"success","data":{"yaml":"global: {}\n"}})"));
    m_fake.runtimeAnswer = datasource::RuntimeFacts{1000, "/d", "nas", 2500, true, 2000, 0, 12, 4, "15d"};
    verifyBody(
        "/api/v1/status/runtimeinfo",
        QByteArray(R"({"status":"success","data":{"startTime":"1970-01-01T00:00:01Z","CWD":"/d","hostname":"nas",)"
                   R"("serverTime":"1970-01-01T00:00:02.5Z","reloadConfigSuccess":true,)"
                   R"("lastConfigTime":"1970-01-01T00:00:02Z","corruptionCount":0,"goroutineCount":12,)"
                   R"("GOMAXPROCS":4,"GOMEMLIMIT":9223372036854775807,"GOGC":"","GODEBUG":"",)"
                   R"("storageRetention":"15d"}})"));
}

void TestPrometheusApi::managementPages_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("healthy") << QByteArray("/-/healthy") << QByteArray("Prometheus Server is Healthy.\n");
    QTest::newRow("ready") << QByteArray("/-/ready") << QByteArray("Prometheus Server is Ready.\n");
}

void TestPrometheusApi::managementPages() {
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    const auto response = get(path.toStdString());
    QCOMPARE(response.status, 200);
    QCOMPARE(text(response.body), body);
    QCOMPARE(send("HEAD", path.toStdString()).status, 200);
}

void TestPrometheusApi::reloadAndQuitNeedTheFlag() {
    for (const std::string path : {"/-/reload", "/-/quit"}) {
        QCOMPARE(get(path).status, 405);
        verifyBody(path, QByteArray("Only POST or PUT requests allowed\n"));
        QCOMPARE(send("POST", path).status, 403);
        QCOMPARE(text(send("PUT", path).body), QByteArray("Lifecycle API is not enabled.\n"));
    }
    bool quit = false;
    PrometheusApiOptions options;
    options.enableLifecycle = true;
    options.quit = [&quit] { quit = true; };
    make(options);
    QCOMPARE(send("POST", "/-/reload").status, 200);
    m_fake.reloadAnswer = fail(ErrorCode::kInvalidArgument, "line 3: no");
    QCOMPARE(send("PUT", "/-/reload").status, 500);
    QCOMPARE(text(send("POST", "/-/reload").body), QByteArray("failed to reload config: line 3: no\n"));
    m_fake.reloadAnswer = {};
    QCOMPARE(text(send("POST", "/-/quit").body), QByteArray("Requesting termination... Goodbye!"));
    QVERIFY(quit);
}

void TestPrometheusApi::onlyListedMethodsAreAllowed() {
    const auto response = send("DELETE", "/api/v1/query");
    QCOMPARE(response.status, 405);
    QCOMPARE(text(headerValue(response.headers, "Allow")), QByteArray("GET, POST, OPTIONS"));
    QCOMPARE(send("POST", "/api/v1/label/job/values").status, 405);
    QCOMPARE(send("OPTIONS", "/api/v1/anything").status, 204);
}

void TestPrometheusApi::anythingElseIsNotFound() {
    for (const std::string path : {"/api/v1/nothing", "/nothing", "/api/v1/query/", "/api/v1/label//values",
                                   "/api/v1/label/a/b/values", "/api/v1/label/values", "//"}) {
        const auto response = get(path);
        QCOMPARE(response.status, 404);
        QCOMPARE(text(response.body), QByteArray("404 page not found\n"));
    }
}

void TestPrometheusApi::beforeTheStorageIsReadyAnswersAre503() {
    auto readiness = Readiness::kStarting;
    PrometheusApiOptions options;
    options.readiness = [&readiness] { return readiness; };
    make(options);
    for (const std::string path : {"/api/v1/query?query=up", "/-/ready", "/api/v1/targets"}) {
        const auto response = get(path);
        QCOMPARE(response.status, 503);
        QCOMPARE(text(response.body), QByteArray("Service Unavailable"));
        QCOMPARE(text(headerValue(response.headers, "X-Prometheus-Stopping")), QByteArray("false"));
    }
    for (const std::string path : {"/-/healthy", "/metrics", "/version"}) {
        QCOMPARE(get(path).status, 200);
    }
    readiness = Readiness::kStopping;
    QCOMPARE(text(headerValue(get("/-/ready").headers, "X-Prometheus-Stopping")), QByteArray("true"));
    readiness = Readiness::kReady;
    QCOMPARE(get("/-/ready").status, 200);
}

void TestPrometheusApi::webPagesOfOtherOriginsMayReadAsConfigured() {
    const auto origin = [this](const char* from) {
        const auto response = send("GET", "/api/v1/labels", {{"Origin", from}});
        return text(headerValue(response.headers, "Access-Control-Allow-Origin"));
    };
    QCOMPARE(origin("http://x"), QByteArray("*"));
    QVERIFY(headerValue(get("/api/v1/labels").headers, "Access-Control-Allow-Origin").empty());
    QCOMPARE(text(headerValue(get("/api/v1/labels").headers, "Vary")), QByteArray("Origin"));
    PrometheusApiOptions options;
    options.corsOrigin = "https?://(a|b)\\.lan";
    make(options);
    QCOMPARE(origin("http://a.lan"), QByteArray("http://a.lan"));
    QCOMPARE(origin("http://a.lan.evil"), QByteArray());
}

void TestPrometheusApi::badOriginExpressionsAreRefused() {
    PrometheusApiOptions options;
    options.corsOrigin = "(";
    const auto api = PrometheusApi::create(options, m_fake, *m_workers, *m_registry, m_clock);
    QVERIFY(!api.has_value());
    QCOMPARE(api.error().code(), ErrorCode::kInvalidArgument);
}

void TestPrometheusApi::everythingLiesBelowThePrefix() {
    PrometheusApiOptions options;
    options.routePrefix = "prometheus/";
    make(options);
    QCOMPARE(get("/prometheus/-/healthy").status, 200);
    QCOMPARE(get("/prometheus/api/v1/labels").status, 200);
    QCOMPARE(get("/-/healthy").status, 404);
    QCOMPARE(get("/prometheusX/-/healthy").status, 404);
    QCOMPARE(get("/prometheus/").status, 200);
    QCOMPARE(get("/").status, 302);
    QCOMPARE(text(headerValue(get("/").headers, "Location")), QByteArray("/prometheus/"));
}

void TestPrometheusApi::metricsAreServedAndCounted() {
    get("/api/v1/labels");
    get("/api/v1/labels?start=x");
    get("/api/v1/label/job/values");
    const auto metrics = get("/metrics");
    QVERIFY(headerValue(metrics.headers, "Content-Type").starts_with("text/plain; version=0.0.4"));
    for (const std::string line :
         {"prometheus_http_requests_total{code=\"200\",handler=\"/api/v1/labels\"} 1\n",
          "prometheus_http_requests_total{code=\"400\",handler=\"/api/v1/labels\"} 1\n",
          "prometheus_http_requests_total{code=\"200\",handler=\"/api/v1/label/:name/values\"} 1\n",
          "prometheus_http_request_duration_seconds_count{handler=\"/api/v1/labels\"} 2\n",
          "prometheus_http_response_size_bytes_bucket{handler=\"/api/v1/labels\",le=\"100\"} 1\n"}) {
        QVERIFY2(metrics.body.contains(line), metrics.body.c_str());
    }
}

void TestPrometheusApi::pagesMayBeAdded() {
    m_api->addExposition("/host/metrics", [] {
        return instrument::Families{{"node_load1", "1m load.", instrument::FamilyType::kGauge, {{{}, 0.5}}}};
    });
    QVERIFY(get("/host/metrics").body.ends_with("# TYPE node_load1 gauge\nnode_load1 0.5\n"));
}

void TestPrometheusApi::aFullQueueAnswers503() {
    m_workers = std::make_unique<ThreadPool>("query", 1, 0);
    make({});
    const auto response = get("/api/v1/labels");
    QCOMPARE(response.status, 503);
    QVERIFY(response.body.contains("Try again"));
}

void TestPrometheusApi::hostileRequestsAreAnswered_data() {
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("bad escapes") << QByteArray("/api/v1/query?query=%zz%&%=%&=&&");
    QTest::newRow("bad UTF-8") << QByteArray("/api/v1/format_query?query=%ff%fe%22%c0%80%22");
    QTest::newRow("bad UTF-8 in a path") << QByteArray("/api/v1/label/%ff%00/values");
    QTest::newRow("zero bytes") << QByteArray("/api/v1/series?match[]=%00&match[]=up%00");
    QTest::newRow("deep parentheses") << QByteArray("/api/v1/parse_query?query=" + QByteArray(50'000, '('));
    QTest::newRow("deep unary") << QByteArray("/api/v1/format_query?query=" + QByteArray(50'000, '-') + "1");
    QTest::newRow("many selectors") << QByteArray("/api/v1/series?" + QByteArray("match[]=up&").repeated(20'000));
    QTest::newRow("extreme times") << QByteArray(
        "/api/v1/query_range?query=1&start=-9223309901257974&end=9223309901257974&step=1ms");
    QTest::newRow("extreme numbers") << QByteArray("/api/v1/query?query=1&time=1e308&limit=99999999999999999999999");
    QTest::newRow("a path of dots") << QByteArray("/../../etc/passwd");
    QTest::newRow("a long path") << QByteArray("/" + QByteArray(60'000, 'x'));
}

void TestPrometheusApi::hostileRequestsAreAnswered() {
    QFETCH(QByteArray, target);
    const auto response = get(target.toStdString());
    QVERIFY(response.status >= 200 && response.status < 500);
}

QTEST_GUILESS_MAIN(TestPrometheusApi)
#include "test_prometheus_api.moc"
