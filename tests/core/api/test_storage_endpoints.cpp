// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/api/answer_box.h"
#include "support/fake_data_source.h"

using namespace hearth;
using namespace hearth::api;

/// The endpoints that show, fill and administer the storage.
class TestStorageEndpoints : public QObject {
    Q_OBJECT

  private slots:
    void init();
    void cleanup();

    void exemplarsAreWrittenToTheByte();
    void exemplarsWithoutSelectorsHaveNoContent();
    void exemplarFaultsAreSaidAsPrometheusSaysThem_data();
    void exemplarFaultsAreSaidAsPrometheusSaysThem();
    void blocksAreWrittenAsTheirMetaFiles();
    void theReplayIsShownWhileTheServerStarts();
    void damagesStandInTheStatusOnlyWhereThereAreAny();
    void administrationNeedsTheFlag_data();
    void administrationNeedsTheFlag();
    void administrationReachesTheDataSource_data();
    void administrationReachesTheDataSource();
    void administrationFaultsAreSaidAsPrometheusSaysThem_data();
    void administrationFaultsAreSaidAsPrometheusSaysThem();
    void failuresOfAdministrationAreInternal();
    void writesNeedTheFlag();
    void writesReachTheReceiver();

  private:
    void make(PrometheusApiOptions options);
    http::ServerResponse send(const std::string& method, const std::string& target) {
        return tests::answerTo(*m_api, method, target);
    }
    /// A function, since moc cannot read raw strings in macros.
    void verifyBody(const std::string& method, const std::string& target, int status, const std::string& expected) {
        const auto response = send(method, target);
        QCOMPARE(response.body, expected);
        QCOMPARE(response.status, status);
    }

    tests::FakeDataSource m_fake;
    SystemClock m_clock;
    std::unique_ptr<instrument::Registry> m_registry;
    std::unique_ptr<ThreadPool> m_workers;
    std::unique_ptr<PrometheusApi> m_api;
};

void TestStorageEndpoints::init() {
    m_registry = std::make_unique<instrument::Registry>();
    m_workers = std::make_unique<ThreadPool>("query", 1, 10);
    PrometheusApiOptions options;
    options.enableAdmin = true;
    make(std::move(options));
}

void TestStorageEndpoints::make(PrometheusApiOptions options) {
    m_api = *PrometheusApi::create(std::move(options), m_fake, *m_workers, *m_registry, m_clock);
}

void TestStorageEndpoints::cleanup() {
    m_workers.reset();
    m_api.reset();
    m_fake.takeAsked();
}

void TestStorageEndpoints::exemplarsAreWrittenToTheByte() {
    m_fake.exemplarsAnswer = std::vector<datasource::SeriesExemplars>{
        {{{"__name__", "a"}, {"job", "x"}}, {{{{"trace_id", "7"}}, 1'600'096'945'479, 6}, {{}, 2000, 0.5}}}};
    verifyBody("GET", "/api/v1/query_exemplars?query=a&start=1&end=2", 200,
               R"({"status":"success","data":[{"seriesLabels":{"__name__":"a","job":"x"},"exemplars":[)"
               R"({"labels":{"trace_id":"7"},"value":"6","timestamp":1600096945.479},)"
               R"({"labels":{},"value":"0.5","timestamp":2}]}]})");
    QCOMPARE(m_fake.takeAsked(), (std::vector<std::string>{"exemplars a 1000..2000"}));
    m_fake.exemplarsAnswer = std::vector<datasource::SeriesExemplars>{};
    verifyBody("GET", "/api/v1/query_exemplars?query=a", 200, R"({"status":"success","data":[]})");
}

void TestStorageEndpoints::exemplarsWithoutSelectorsHaveNoContent() {
    verifyBody("GET", "/api/v1/query_exemplars?query=1", 204, "");
    QVERIFY(m_fake.takeAsked().empty());
}

void TestStorageEndpoints::exemplarFaultsAreSaidAsPrometheusSaysThem_data() {
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("error");
    QTest::newRow("start") << "query=a&start=x"
                           << R"(invalid parameter \"start\": Invalid time value for 'start': )"
                              R"(cannot parse \"x\" to a valid timestamp)";
    QTest::newRow("times") << "query=a&start=2&end=1" << "end timestamp must not be before start timestamp";
    QTest::newRow("no query") << "" << R"(unknown position: parse error: no expression found in input)";
}

void TestStorageEndpoints::exemplarFaultsAreSaidAsPrometheusSaysThem() {
    QFETCH(const QString, query);
    QFETCH(const QString, error);
    verifyBody("GET", "/api/v1/query_exemplars?" + query.toStdString(), 400,
               R"({"status":"error","errorType":"bad_data","error":")" + error.toStdString() + "\"}");
}

void TestStorageEndpoints::blocksAreWrittenAsTheirMetaFiles() {
    m_fake.blocksAnswer = std::vector<datasource::BlockFacts>{
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
         {{"A", 0, 1}},
         false,
         false,
         {"from-out-of-order"},
         1},
        {"01BX5ZZKBKACTAV9WEVGEMMVS0", -5, 5, 0, 0, 0, 0, 0, 0, 1, {}, {}, true, true, {}, 1}};
    verifyBody("GET", "/api/v1/status/tsdb/blocks", 200,
               R"({"status":"success","data":{"blocks":[{"ulid":"01BX5ZZKBKACTAV9WEVGEMMVRZ","minTime":0,)"
               R"("maxTime":7200000,"stats":{"numSamples":10,"numFloatSamples":7,"numHistogramSamples":3,)"
               R"("numSeries":2,"numChunks":4,"numTombstones":1},"compaction":{"level":2,"sources":["A","B"],)"
               R"("parents":[{"ulid":"A","minTime":0,"maxTime":1}],"hints":["from-out-of-order"]},"version":1},)"
               R"({"ulid":"01BX5ZZKBKACTAV9WEVGEMMVS0","minTime":-5,"maxTime":5,"stats":{},)"
               R"("compaction":{"level":1,"deletable":true,"failed":true},"version":1}]}})");
}

void TestStorageEndpoints::theReplayIsShownWhileTheServerStarts() {
    PrometheusApiOptions options;
    options.readiness = [] { return Readiness::kStarting; };
    make(std::move(options));
    m_fake.walReplayAnswer = datasource::WalReplay{2, 9, 4};
    verifyBody("GET", "/api/v1/status/walreplay", 200, R"({"status":"success","data":{"min":2,"max":9,"current":4}})");
    QCOMPARE(send("GET", "/api/v1/status/tsdb/blocks").status, 503);
}

void TestStorageEndpoints::damagesStandInTheStatusOnlyWhereThereAreAny() {
    m_fake.tsdbAnswer = datasource::TsdbStatus{};
    m_fake.damagesAnswer = std::vector<datasource::StorageDamage>{};
    QVERIFY(!send("GET", "/api/v1/status/tsdb").body.contains("damages"));
    m_fake.damagesAnswer = std::vector<datasource::StorageDamage>{{"wal/00000001", "torn", "aside", 7}};
    const std::string own = R"("damages":[{"path":"wal/00000001","reason":"torn","setAside":"aside","lostBytes":7}]}})";
    QVERIFY(send("GET", "/api/v1/status/tsdb").body.ends_with(own));
    m_fake.damagesAnswer = fail(ErrorCode::kUnsupported, "no");
    QCOMPARE(send("GET", "/api/v1/status/tsdb").status, 200);
}

void TestStorageEndpoints::administrationNeedsTheFlag_data() {
    QTest::addColumn<QString>("path");
    QTest::newRow("delete") << "delete_series?match[]=up";
    QTest::newRow("clean") << "clean_tombstones";
    QTest::newRow("snapshot") << "snapshot";
}

void TestStorageEndpoints::administrationNeedsTheFlag() {
    QFETCH(const QString, path);
    make({});
    verifyBody("POST", "/api/v1/admin/tsdb/" + path.toStdString(), 500,
               R"({"status":"error","errorType":"unavailable","error":"admin APIs disabled"})");
    QVERIFY(m_fake.takeAsked().empty());
}

void TestStorageEndpoints::administrationReachesTheDataSource_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("asked");
    QTest::newRow("delete") << "delete_series?match[]=up&match[]={job=%22x%22}&start=1&end=2.5"
                            << "delete [up | {job=\"x\"}] 1000..2500";
    QTest::newRow("delete all times") << "delete_series?match[]=up" << "delete [up] -..-";
    QTest::newRow("clean") << "clean_tombstones" << "clean";
}

void TestStorageEndpoints::administrationReachesTheDataSource() {
    QFETCH(const QString, path);
    QFETCH(const QString, asked);
    for (const std::string method : {"POST", "PUT"}) {
        verifyBody(method, "/api/v1/admin/tsdb/" + path.toStdString(), 204, "");
        QCOMPARE(m_fake.takeAsked(), (std::vector<std::string>{asked.toStdString()}));
    }
    QCOMPARE(send("GET", "/api/v1/admin/tsdb/" + path.toStdString()).status, 405);
    m_fake.snapshotAnswer = "20171210T211224Z-2be650b6d019eb54";
    verifyBody("POST", "/api/v1/admin/tsdb/snapshot?skip_head=t", 200,
               R"({"status":"success","data":{"name":"20171210T211224Z-2be650b6d019eb54"}})");
    QCOMPARE(m_fake.takeAsked(), (std::vector<std::string>{"snapshot head=false"}));
    send("PUT", "/api/v1/admin/tsdb/snapshot");
    QCOMPARE(m_fake.takeAsked(), (std::vector<std::string>{"snapshot head=true"}));
}

void TestStorageEndpoints::administrationFaultsAreSaidAsPrometheusSaysThem_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("error");
    QTest::newRow("no selector") << "delete_series" << "no match[] parameter provided";
    QTest::newRow("end") << "delete_series?match[]=up&end=x"
                         << R"(invalid parameter \"end\": Invalid time value for 'end': )"
                            R"(cannot parse \"x\" to a valid timestamp)";
    QTest::newRow("skip_head") << "snapshot?skip_head=maybe"
                               << R"(invalid parameter \"skip_head\": unable to parse boolean: )"
                                  R"(strconv.ParseBool: parsing \"maybe\": invalid syntax)";
}

void TestStorageEndpoints::administrationFaultsAreSaidAsPrometheusSaysThem() {
    QFETCH(const QString, path);
    QFETCH(const QString, error);
    verifyBody("POST", "/api/v1/admin/tsdb/" + path.toStdString(), 400,
               R"({"status":"error","errorType":"bad_data","error":")" + error.toStdString() + "\"}");
    QVERIFY(m_fake.takeAsked().empty());
}

void TestStorageEndpoints::failuresOfAdministrationAreInternal() {
    m_fake.cleanAnswer = fail(ErrorCode::kUnavailable, "the disk is full");
    verifyBody("POST", "/api/v1/admin/tsdb/clean_tombstones", 500,
               R"({"status":"error","errorType":"internal","error":"the disk is full"})");
    m_fake.snapshotAnswer = fail(ErrorCode::kIo, "no links here");
    verifyBody("POST", "/api/v1/admin/tsdb/snapshot", 500,
               R"({"status":"error","errorType":"internal","error":"create snapshot: no links here"})");
}

void TestStorageEndpoints::writesNeedTheFlag() {
    verifyBody("POST", "/api/v1/write", 404,
               "remote write receiver needs to be enabled with --web.enable-remote-write-receiver\n");
    QCOMPARE(send("GET", "/api/v1/write").status, 405);
}

void TestStorageEndpoints::writesReachTheReceiver() {
    PrometheusApiOptions options;
    options.receiveWrite = [](const http::ServerRequest& request) {
        return http::ServerResponse{request.body == "x" ? 204 : 400, {}, {}};
    };
    make(std::move(options));
    QCOMPARE(tests::answerTo(*m_api, "POST", "/api/v1/write", {}, "x").status, 204);
    QCOMPARE(tests::answerTo(*m_api, "POST", "/api/v1/write", {}, "y").status, 400);
}

QTEST_GUILESS_MAIN(TestStorageEndpoints)
#include "test_storage_endpoints.moc"
