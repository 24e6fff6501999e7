// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>

#include <QTest>

#include "promql/engine.h"
#include "support/memory_storage.h"

using namespace hearth;
using namespace hearth::tests;

namespace {

constexpr model::DurationMs kMinute = model::kMinuteMs;

/// A storage that does something of its own before it answers.
class WatchedStorage final : public storage::Queryable {
  public:
    explicit WatchedStorage(storage::Queryable& inner)
        : m_inner(inner) {}
    std::function<Result<void>()> onQuery;

    Result<std::unique_ptr<storage::Querier>> querier(model::TimeRange range) override {
        if (onQuery) {
            HEARTH_TRY(onQuery());
        }
        return m_inner.querier(range);
    }

  private:
    storage::Queryable& m_inner;
};

/// Each look at the clock is a minute later than the one before.
class RunningClock final : public Clock {
  public:
    WallTime now() const override { return {}; }
    MonotonicTime monotonic() const override { return MonotonicTime(std::chrono::minutes(m_looks++)); }
    bool waitUntil(std::unique_lock<std::mutex>&, std::condition_variable_any&, MonotonicTime, std::stop_token,
                   const std::function<bool()>& ready) override {
        return ready();
    }

  private:
    mutable std::atomic<std::int64_t> m_looks{0};
};

/// Series whose sums are not exact, so that another order of additions shows.
void fillUnevenly(MemoryStorage& storage, std::size_t series) {
    for (std::size_t i = 0; i < series; ++i) {
        const model::Labels labels{{"__name__", "uneven"}, {"i", std::to_string(i)}, {"group", std::to_string(i % 3)}};
        for (std::int64_t minute = 0; minute < 60; ++minute) {
            storage.add(labels, minute * kMinute,
                        1.0 / static_cast<double>(i + 3) * static_cast<double>(minute * 7919 + 1));
        }
    }
}

std::vector<std::uint64_t> bitsOf(const model::QueryValue& value) {
    std::vector<std::uint64_t> bits;
    for (const model::MatrixSeries& series : std::get<model::Matrix>(value)) {
        for (const model::Sample& sample : series.samples) {
            bits.push_back(std::bit_cast<std::uint64_t>(sample.value));
        }
    }
    return bits;
}

} // namespace

/// The engine around the evaluation: errors, limits, turns, statistics.
class TestPromqlEngine : public QObject {
    Q_OBJECT

  private:
    struct Fixture {
        explicit Fixture(promql::EngineOptions options = {}, std::size_t threads = 2)
            : workers("test", threads, 100)
            , engine(options, watched, workers, clock, registry) {}

        Result<model::QueryAnswer> ask(std::string_view expr, model::TimestampMs time = 0, std::stop_token stop = {}) {
            return engine.instant(expr, time, {}, std::move(stop));
        }

        MemoryStorage storage;
        WatchedStorage watched{storage};
        SystemClock clock;
        instrument::Registry registry;
        ThreadPool workers;
        promql::Engine engine;
    };

  private slots:
    void aQueryThatDoesNotParseIsTheCallersFault() {
        const auto answer = Fixture().ask("1 +");
        QVERIFY(!answer);
        QCOMPARE(answer.error().code(), ErrorCode::kInvalidArgument);
        QCOMPARE(answer.error().message(), std::string("1:4: parse error: unexpected end of input"));
    }

    void aRangeQueryTakesNoRangeVector() {
        Fixture fixture;
        const auto answer = fixture.engine.range("up[5m]", {0, kMinute}, kMinute, {}, {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code(), ErrorCode::kInvalidArgument);
        QCOMPARE(answer.error().message(), std::string("invalid expression type \"range vector\" for range query, must "
                                                       "be Scalar or instant Vector"));
    }

    void aStepMustBePositive() {
        Fixture fixture;
        const auto answer = fixture.engine.range("up", {0, kMinute}, 0, {}, {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code(), ErrorCode::kInvalidArgument);
    }

    void theDefaultStepOfSubqueriesMayChange() {
        Fixture fixture;
        const auto steps = [&] {
            const auto answer = fixture.ask("count_over_time(vector(1)[1h:])", 2 * model::kHourMs).value();
            return std::get<model::Vector>(answer.value).front().sample.value;
        };
        QCOMPARE(steps(), 60.0);
        fixture.engine.setDefaultSubqueryStep(10 * model::kMinuteMs);
        QCOMPARE(steps(), 6.0);
    }

    void tooManySamplesAreRefused() {
        promql::EngineOptions options;
        options.maxSamples = 100;
        Fixture fixture(options);
        fillUnevenly(fixture.storage, 200);
        const auto answer = fixture.ask("uneven", kMinute);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code(), ErrorCode::kLimit);
        QCOMPARE(answer.error().message(),
                 std::string("query processing would load too many samples into memory in query execution"));
    }

    void moreStepsThanSamplesAreRefusedBeforeAnythingIsHeld_data() {
        QTest::addColumn<QString>("expr");
        QTest::newRow("range") << "vector(1)";
        QTest::newRow("subquery") << "sum_over_time(vector(1)[100y:1ms])";
    }
    void moreStepsThanSamplesAreRefusedBeforeAnythingIsHeld() {
        QFETCH(QString, expr);
        Fixture fixture;
        const bool isRange = expr.startsWith("vector");
        const auto answer =
            isRange ? fixture.engine.range(expr.toStdString(), {model::kMinTimestamp, model::kMaxTimestamp}, 1, {}, {})
                    : fixture.ask(expr.toStdString());
        QVERIFY(!answer);
        QCOMPARE(answer.error().code(), ErrorCode::kLimit);
    }

    void deepExpressionsAreEvaluated_data() {
        QTest::addColumn<QString>("begin");
        QTest::addColumn<QString>("end");
        QTest::newRow("calls") << "abs(" << ")";
        QTest::newRow("parentheses") << "(" << ")";
        QTest::newRow("signs") << "-" << "";
        QTest::newRow("sums") << "" << "+vector(0)";
        QTest::newRow("aggregations") << "sum(" << ")";
        QTest::newRow("subqueries") << "sum_over_time(" << "[1s:1s])";
    }
    void deepExpressionsAreEvaluated() {
        QFETCH(QString, begin);
        QFETCH(QString, end);
        constexpr int kDepth = 400; // well below the parser's limit, also in builds with large frames
        const QString expr = begin.repeated(kDepth) + "vector(1)" + end.repeated(kDepth);
        const auto answer = Fixture().ask(expr.toStdString());
        QVERIFY2(answer.has_value(), answer ? "" : answer.error().message().c_str());
        QCOMPARE(std::get<model::Vector>(answer->value).front().sample.value, 1.0);
    }

    void aStreamedAggregationHoldsOnlyItsGroups() {
        promql::EngineOptions options;
        options.maxSamples = 500;
        Fixture fixture(options);
        fillUnevenly(fixture.storage, 200);
        QVERIFY(fixture.ask("sum(uneven)", kMinute));
    }

    void aQueryThatIsNotWantedAnyMoreEnds() {
        Fixture fixture;
        fillUnevenly(fixture.storage, 1);
        std::stop_source stop;
        stop.request_stop();
        const auto answer = fixture.ask("uneven", kMinute, stop.get_token());
        QVERIFY(!answer);
        QCOMPARE(answer.error().code(), ErrorCode::kCanceled);
    }

    void aQueryEndsAtItsDeadline() {
        MemoryStorage storage;
        fillUnevenly(storage, 1);
        RunningClock clock;
        instrument::Registry registry;
        ThreadPool workers("test", 1, 10);
        promql::Engine engine({}, storage, workers, clock, registry);
        const auto answer = engine.instant("uneven", kMinute, {}, {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code(), ErrorCode::kTimeout);
        QCOMPARE(answer.error().message(), std::string("query timed out in expression evaluation"));
    }

    void aQueryWaitsForItsTurnNoLongerThanItsTimeout() {
        promql::EngineOptions options;
        options.maxConcurrent = 1;
        Fixture fixture(options);
        Result<model::QueryAnswer> inner = fail(ErrorCode::kInternal, "not asked");
        fixture.watched.onQuery = [&]() -> Result<void> {
            inner = fixture.engine.instant("1", 0, {.lookback = {}, .timeout = 1}, {});
            return {};
        };
        QVERIFY(fixture.ask("up"));
        QVERIFY(!inner);
        QCOMPARE(inner.error().code(), ErrorCode::kTimeout);
        QCOMPARE(inner.error().message(), std::string("query timed out in query execution"));
    }

    void aFailureOfTheStorageIsPassedOn() {
        Fixture fixture;
        fixture.watched.onQuery = [] { return fail(ErrorCode::kCorruption, "block 7 is damaged"); };
        const auto answer = fixture.ask("up");
        QVERIFY(!answer);
        QCOMPARE(answer.error().code(), ErrorCode::kCorruption);
    }

    void theNumberOfThreadsDoesNotChangeAnAnswer_data() {
        QTest::addColumn<QString>("expr");
        for (const char* expr : {"sum(uneven)", "avg by (group) (uneven)", "stddev(uneven)", "topk(3, uneven)",
                                 "sum by (group) (rate(uneven[5m]))", "quantile(0.3, uneven)"}) {
            QTest::newRow(expr) << expr;
        }
    }
    void theNumberOfThreadsDoesNotChangeAnAnswer() {
        QFETCH(QString, expr);
        std::vector<std::vector<std::uint64_t>> answers;
        for (const std::size_t threads : {1, 2, 5}) {
            Fixture fixture({}, threads);
            fillUnevenly(fixture.storage, 500);
            const auto answer = fixture.engine.range(expr.toStdString(), {0, 59 * kMinute}, kMinute, {}, {});
            QVERIFY2(answer.has_value(), answer ? "" : answer.error().message().c_str());
            answers.push_back(bitsOf(answer->value));
        }
        QVERIFY(!answers[0].empty());
        QCOMPARE(answers[1], answers[0]);
        QCOMPARE(answers[2], answers[0]);
    }

    void namesAreDroppedAtOnceByDefault() {
        Fixture fixture;
        fixture.storage.add({{"__name__", "a"}}, 0, 1);
        fixture.storage.add({{"__name__", "b"}}, 10 * kMinute, 2);
        const std::string sameLabels = "vector cannot contain metrics with the same labelset";
        // One after the other they are one series, except to functions of ranges.
        const auto merged = fixture.engine.range("-{__name__=~'a|b'}", {0, 10 * kMinute}, 10 * kMinute, {}, {});
        QVERIFY(merged);
        QCOMPARE(std::get<model::Matrix>(merged->value).size(), std::size_t(1));
        const auto rejected =
            fixture.engine.range("count_over_time({__name__=~'a|b'}[1m])", {0, 10 * kMinute}, 10 * kMinute, {}, {});
        QVERIFY(!rejected);
        QCOMPARE(rejected.error().message(), sameLabels);
        fixture.storage.add({{"__name__", "b"}}, 0, 2);
        const auto collided = fixture.ask("-{__name__=~'a|b'}");
        QVERIFY(!collided);
        QCOMPARE(collided.error().message(), sameLabels);
    }

    void namesThatWereWrittenAreNotTakenForOne() {
        Fixture fixture;
        fixture.storage.add({{"__name__", "m"}, {"i", "a"}}, 0, 1);
        fixture.storage.add({{"__name__", "m"}, {"i", "b"}}, 0, 2);
        const std::string renamed = R"q(label_replace(m, "__name__", "m_$1", "i", "(.*)"))q";
        const auto answer = fixture.ask("abs(label_replace(" + renamed + R"q(, "i", "", "", "")))q");
        QVERIFY(!answer);
        QCOMPARE(answer.error().message(), std::string("vector cannot contain metrics with the same labelset"));
    }

    void annotationsAreCutAfterTen() {
        Fixture fixture;
        for (int i = 0; i < 13; ++i) {
            const std::string name = "metric" + std::to_string(i);
            fixture.storage.add({{"__name__", name}, {"i", name}}, 0, 1);
            fixture.storage.add({{"__name__", name}, {"i", name}}, kMinute, 2);
        }
        const auto answer = fixture.ask("rate({i!=''}[5m])", kMinute);
        QVERIFY(answer);
        QCOMPARE(answer->infos.size(), std::size_t(11));
        QCOMPARE(answer->infos.back(), std::string("3 more info annotations omitted"));
    }

    void statisticsCountSamplesAsPrometheusDoes() {
        Fixture fixture;
        fillUnevenly(fixture.storage, 10);
        const auto selector = fixture.engine.range("uneven", {10 * kMinute, 19 * kMinute}, kMinute, {}, {});
        QVERIFY(selector);
        QCOMPARE(selector->stats.totalQueryableSamples, 100);
        const auto rate = fixture.engine.range("rate(uneven[5m])", {10 * kMinute, 19 * kMinute}, kMinute, {}, {});
        QVERIFY(rate);
        QCOMPARE(rate->stats.totalQueryableSamples, 500);
        QVERIFY(rate->stats.peakSamples > 0);
    }

    void theEngineTellsOfItself() {
        Fixture fixture;
        fillUnevenly(fixture.storage, 10);
        QVERIFY(fixture.ask("uneven", kMinute));
        const auto families = fixture.registry.gather();
        const auto family = [&](std::string_view name) {
            return std::ranges::find(families, name, &instrument::Family::name);
        };
        QVERIFY(family("prometheus_engine_query_duration_seconds") != families.end());
        QVERIFY(family("prometheus_engine_queries_concurrent_max") != families.end());
        QCOMPARE(family("prometheus_engine_query_samples_total")->metrics.front().value, 10.0);
        QCOMPARE(family("prometheus_engine_queries")->metrics.front().value, 0.0);
    }
};

QTEST_GUILESS_MAIN(TestPromqlEngine)
#include "test_promql_engine.moc"
