// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>

#include "datasource/remote_data_source.h"

using namespace hearth;
using namespace hearth::datasource;

namespace {

using Serve = std::function<Result<http::ClientResponse>(const http::ClientRequest&)>;

/// A network of one function.
class ScriptedTransport final : public http::Transport {
  public:
    explicit ScriptedTransport(Serve serve)
        : m_serve(std::move(serve)) {}

    RequestId start(http::ClientRequest request, Done done) override {
        m_pending.emplace_back(m_serve(request), std::move(done));
        return 1;
    }
    void cancel(RequestId) override { m_pending.clear(); }
    void poll(MonotonicTime) override {
        for (auto& [response, done] : std::exchange(m_pending, {})) {
            done(std::move(response));
        }
    }
    void wake() override {}

  private:
    const Serve m_serve;
    std::vector<std::pair<Result<http::ClientResponse>, Done>> m_pending;
};

http::ClientResponse response(int status, std::string body, std::string reason = "Reason") {
    return {status, std::move(reason), {}, std::move(body)};
}

QByteArray text(const std::string& bytes) {
    return QByteArray::fromStdString(bytes);
}

} // namespace

class TestRemoteDataSource : public QObject {
    Q_OBJECT

  private slots:
    void onlyHttpUrlsAreAccepted_data();
    void onlyHttpUrlsAreAccepted();
    void requestsGoBelowThePrefix();
    void getTakesTheMatterOverWherePostIsForbidden();
    void failuresAreMappedBack_data();
    void failuresAreMappedBack();
    void positionsAreReadFromMessages_data();
    void positionsAreReadFromMessages();
    void aServerOutOfReachIsUnavailable();
    void aSlowServerIsATimeout();
    void passwordsAreNotShown();
    void reloadMayBeSwitchedOff();

  private:
    std::unique_ptr<DataSource> at(const std::string& url, Serve serve) {
        return std::make_unique<RemoteDataSource>(
            RemoteOptions{.url = url, .client = nullptr},
            [serve] { return std::make_unique<ScriptedTransport>(serve); }, m_clock);
    }
    Error queryError(const std::string& expression, Result<http::ClientResponse> answer) {
        const auto source = at("http://nas:9090", [&answer](const auto&) { return answer; });
        return source->query({expression, {}, {}, {}, 0, false}, {}).error();
    }

    SystemClock m_clock;
};

void TestRemoteDataSource::onlyHttpUrlsAreAccepted_data() {
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("good");
    QTest::newRow("http") << QByteArray("http://nas:9090") << true;
    QTest::newRow("https with a path") << QByteArray("https://mimir/prometheus/") << true;
    QTest::newRow("no scheme") << QByteArray("nas:9090") << false;
    QTest::newRow("a file") << QByteArray("file:///tmp") << false;
    QTest::newRow("nothing") << QByteArray("") << false;
}

void TestRemoteDataSource::onlyHttpUrlsAreAccepted() {
    QFETCH(QByteArray, url);
    QFETCH(bool, good);
    const auto source = RemoteDataSource::create({.url = url.toStdString(), .client = nullptr});
    QCOMPARE(source.has_value(), good);
    QVERIFY(good || source.error().code() == ErrorCode::kInvalidArgument);
}

void TestRemoteDataSource::requestsGoBelowThePrefix() {
    std::vector<std::string> urls;
    const auto source = at("http://vm:8481/select/0/prometheus//", [&urls](const http::ClientRequest& request) {
        urls.push_back(request.method + " " + request.url + " " + request.body);
        return response(200, R"({"status":"success","data":{"resultType":"vector","result":[]}})");
    });
    QVERIFY(source->query({"a+b", 1500, {}, {}, 0, false}, {}).has_value());
    QVERIFY(source->targets(TargetState::kActive, "a b", {}).has_value());
    QCOMPARE(text(urls.at(0)),
             QByteArray("POST http://vm:8481/select/0/prometheus/api/v1/query query=a%2Bb&time=1.500"));
    QCOMPARE(text(urls.at(1)),
             QByteArray("GET http://vm:8481/select/0/prometheus/api/v1/targets?state=active&scrapePool=a%20b "));
}

void TestRemoteDataSource::getTakesTheMatterOverWherePostIsForbidden() {
    std::vector<std::string> methods;
    const auto source = at("http://nas", [&methods](const http::ClientRequest& request) {
        methods.push_back(request.method);
        return request.method == "POST"
                   ? response(405, "no")
                   : response(200, R"({"status":"success","data":{"resultType":"scalar","result":[1,"2"]}})");
    });
    QVERIFY(source->query({"2", {}, {}, {}, 0, false}, {}).has_value());
    QVERIFY((methods == std::vector<std::string>{"POST", "GET"}));
}

void TestRemoteDataSource::failuresAreMappedBack_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, int status, const char* body, ErrorCode code, const char* message) {
        QTest::newRow(name) << status << QByteArray(body) << int(code) << QByteArray(message);
    };
    row("bad data", 400, R"({"status":"error","errorType":"bad_data","error":"no"})", ErrorCode::kInvalidArgument,
        "no");
    row("VictoriaMetrics", 422, R"({"status":"error","errorType":"422","error":"unknown func"})",
        ErrorCode::kInvalidArgument, "unknown func");
    row("timeout", 503, R"({"status":"error","errorType":"timeout","error":"late"})", ErrorCode::kTimeout, "late");
    row("no such page", 404, "404 page not found\n", ErrorCode::kUnsupported,
        "http://nas:9090 has no such endpoint (404 Reason)");
    row("no such page of VictoriaMetrics", 400, "requestURI: /x; unsupported path requested: \"/x\"\n",
        ErrorCode::kUnsupported, "http://nas:9090 has no such endpoint");
    row("no credentials", 401, "Unauthorized", ErrorCode::kUnavailable,
        "http://nas:9090 refused the credentials (401 Reason)");
    row("a proxy's page", 502, "<html>Bad Gateway</html>", ErrorCode::kUnavailable,
        "http://nas:9090 answered 502 Reason");
    row("a plain text", 500, "out of luck\n", ErrorCode::kInternal, "http://nas:9090 answered 500 Reason: out of luck");
    row("bytes", 500, "\xff\xfe", ErrorCode::kInternal, "http://nas:9090 answered 500 Reason");
    row("no JSON at all", 200, "<html>", ErrorCode::kCorruption, "malformed answer: it is not JSON at byte 1");
    row("an odd envelope", 400, R"({"errorType":7,"error":"x"})", ErrorCode::kInvalidArgument,
        "http://nas:9090 answered 400 Reason: {\"errorType\":7,\"error\":\"x\"}");
}

void TestRemoteDataSource::failuresAreMappedBack() {
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    const auto error = queryError("up", response(status, body.toStdString()));
    QCOMPARE(text(error.message()), message);
    QCOMPARE(int(error.code()), code);
}

void TestRemoteDataSource::positionsAreReadFromMessages_data() {
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    QTest::newRow("in the first line") << QByteArray("1:3: parse error: x") << 2 << 3;
    QTest::newRow("in the second line") << QByteArray("2:2: parse error: x") << 6 << 7;
    QTest::newRow("at the end") << QByteArray("2:4: parse error: x") << 8 << 8;
    QTest::newRow("behind the end") << QByteArray("2:99: parse error: x") << 8 << 8;
    QTest::newRow("below the end") << QByteArray("9:1: parse error: x") << 8 << 8;
    QTest::newRow("none") << QByteArray("unknown position: parse error: x") << -1 << -1;
    QTest::newRow("zero") << QByteArray("0:0: parse error: x") << -1 << -1;
    QTest::newRow("a time of day") << QByteArray("12:30: too late") << -1 << -1;
    QTest::newRow("too large a number") << QByteArray("99999999999999999999999:1: parse error: x") << -1 << -1;
}

void TestRemoteDataSource::positionsAreReadFromMessages() {
    QFETCH(QByteArray, message);
    QFETCH(int, begin);
    QFETCH(int, end);
    const auto body =
        fmt::format(R"({{"status":"error","errorType":"bad_data","error":"invalid parameter \"query\": {}"}})",
                    message.toStdString());
    const auto error = queryError("a + \nb +", response(400, body));
    QCOMPARE(text(error.message()), message);
    QCOMPARE(error.range() ? int(error.range()->begin) : -1, begin);
    QCOMPARE(error.range() ? int(error.range()->end) : -1, end);
}

void TestRemoteDataSource::aServerOutOfReachIsUnavailable() {
    const auto error =
        queryError("up", fail(ErrorCode::kIo,
                              "Post \"http://nas:9090/api/v1/query\": dial tcp nas:9090: connect: connection refused"));
    QCOMPARE(error.code(), ErrorCode::kUnavailable);
    QCOMPARE(text(error.message()),
             QByteArray("cannot reach http://nas:9090: dial tcp nas:9090: connect: connection refused"));
}

void TestRemoteDataSource::aSlowServerIsATimeout() {
    const auto error = queryError("up", fail(ErrorCode::kTimeout, "context deadline exceeded"));
    QCOMPARE(error.code(), ErrorCode::kTimeout);
    QCOMPARE(text(error.message()), QByteArray("http://nas:9090 did not answer in time"));
}

void TestRemoteDataSource::passwordsAreNotShown() {
    const auto source =
        at("http://me:secret@nas:9090", [](const auto&) { return fail(ErrorCode::kIo, "no route to host"); });
    const auto error = source->flags({}).error();
    QVERIFY(error.message().contains("http://me:xxxxx@nas:9090"));
}

void TestRemoteDataSource::reloadMayBeSwitchedOff() {
    const auto source =
        at("http://nas:9090", [](const auto&) { return response(403, "Lifecycle API is not enabled.\n"); });
    const auto error = source->reload({}).error();
    QCOMPARE(error.code(), ErrorCode::kUnsupported);
    QCOMPARE(text(error.message()), QByteArray("Lifecycle API is not enabled."));
}

QTEST_APPLESS_MAIN(TestRemoteDataSource)
#include "test_remote_data_source.moc"
