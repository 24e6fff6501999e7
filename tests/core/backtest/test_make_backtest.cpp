// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "backtest/backtest.h"
#include "backtest/query_source.h"
#include "base/number_format.h"
#include "support/memory_storage.h"
#include "support/scripted_data_source.h"

using namespace hearth;

namespace {

constexpr model::TimestampMs kBegin = 1'700'000'040'000;

datasource::BacktestQuery queryFor(const std::string& expression, model::DurationMs length) {
    datasource::BacktestQuery query;
    query.name = "A";
    query.expression = expression;
    query.range = {kBegin, kBegin + length};
    return query;
}

std::string thresholdOf(const std::string& expression) {
    tests::MemoryStorage storage;
    backtest::QuerySource source(storage, 60'000);
    const auto made = backtest::makeBacktest(queryFor(expression, model::kHourMs), source, {}, {}).value();
    const auto& threshold = made->threshold();
    return threshold ? fmt::format("{} | {} | {}", threshold->left, threshold->operation, threshold->value) : "none";
}

} // namespace

/// What a back-test asks, and what it is made of.
class TestMakeBacktest : public QObject {
    Q_OBJECT

  private slots:
    void comparisonsWithNumbersHaveThresholds();
    void thresholdsAnswerAsTheLanguageDoes_data();
    void thresholdsAnswerAsTheLanguageDoes();
    void longRangesAreAskedInPiecesNewestFirst();
    void whatNobodyCouldEvaluateIsAProblem();
    void tooMuchIsRefused();
    void whatIsNoVectorIsRefused();
    void aRequestedStopEndsIt();
    void withoutAnAlertmanagerThereAreNoMessages();
};

void TestMakeBacktest::comparisonsWithNumbersHaveThresholds() {
    QCOMPARE(thresholdOf("rate(a[5m]) > 5"), std::string("rate(a[5m]) | > | 5"));
    QCOMPARE(thresholdOf("((a + b) <= (-1.5))"), std::string("a + b | <= | -1.5"));
    QCOMPARE(thresholdOf("5 > a"), std::string("a | < | 5"));
    QCOMPARE(thresholdOf("0 == a"), std::string("a | == | 0"));
    QCOMPARE(thresholdOf("a > bool 5"), std::string("none"));
    QCOMPARE(thresholdOf("a > b"), std::string("none"));
    QCOMPARE(thresholdOf("a > 5 and b"), std::string("none"));
    QCOMPARE(thresholdOf("sum(a > 5)"), std::string("none"));
}

void TestMakeBacktest::thresholdsAnswerAsTheLanguageDoes_data() {
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("label");
    for (const auto* const operation : {">", ">=", "<", "<=", "==", "!="}) {
        QTest::newRow(operation) << operation << "none";
        QTest::addRow("%s, a label of each value", operation) << operation << "{{ $value }}";
        QTest::addRow("%s, a label of each series", operation) << operation << "{{ $labels.i }}";
        QTest::addRow("%s, alerts that clash", operation) << operation << "{{ if gt $value 1.5 }}high{{ end }}";
    }
}

/// The slider's threshold against the same threshold written into an expression that has none of its own.
void TestMakeBacktest::thresholdsAnswerAsTheLanguageDoes() {
    QFETCH(QString, operation);
    QFETCH(QString, label);
    tests::MemoryStorage storage;
    const std::vector<double> values = {0, 1, 2, model::normalNan(), 3, HUGE_VAL, -HUGE_VAL, 2, 2, 5, -1, 0, 2};
    for (std::size_t i = 0; i < 600; ++i) {
        storage.add({{"__name__", "m"}, {"i", i % 2 == 0 ? "even" : "odd"}},
                    kBegin + static_cast<model::TimestampMs>(i) * 30'000, values[(i * i + i / 7) % values.size()]);
    }
    backtest::QuerySource source(storage, 60'000);
    auto query = queryFor(fmt::format("m {} 77", operation.toStdString()), 4 * model::kHourMs);
    query.labels["of"] = label.toStdString();
    if (label.contains(QLatin1String("if"))) {
        query.labels["i"] = "all";
    }
    query.annotations["summary"] = "{{ $labels.i }} is at {{ $value }}";
    const auto slider = backtest::makeBacktest(query, source, {}, {}).value();
    for (const auto* const number : {"2", "0", "-1", "Inf", "NaN", "1", "2"}) {
        query.expression = fmt::format("m {} {} and m", operation.toStdString(), number);
        const auto written = backtest::makeBacktest(query, source, {}, {}).value();
        const auto moved = slider->run(parseFloat(number));
        const auto fresh = written->run({});
        const auto& left = moved.alerts;
        const auto& right = fresh.alerts;
        QCOMPARE(left.size(), right.size());
        QCOMPARE(moved.firings, fresh.firings);
        QCOMPARE(moved.failed, fresh.failed);
        for (std::size_t i = 0; i < left.size(); ++i) {
            QCOMPARE(left[i].labels, right[i].labels);
            QVERIFY(left[i].annotations == right[i].annotations);
            QVERIFY(std::ranges::equal(left[i].spans, right[i].spans, [](const auto& one, const auto& other) {
                return one.activeAt == other.activeAt && one.firedAt == other.firedAt &&
                       one.resolvedAt == other.resolvedAt;
            }));
        }
    }
}

void TestMakeBacktest::longRangesAreAskedInPiecesNewestFirst() {
    tests::ScriptedDataSource source;
    std::vector<std::pair<model::TimestampMs, model::TimestampMs>> asked;
    source.onQueryRange = [&](const datasource::RangeQuery& query, std::stop_token) -> Result<model::QueryAnswer> {
        model::QueryAnswer answer;
        if (query.expression == "m") {
            asked.emplace_back(query.range.begin, query.range.end);
            model::MatrixSeries series{.labels = {{"__name__", "m"}}, .samples = {}, .histograms = {}};
            for (auto time = query.range.begin; time <= query.range.end; time += query.step) {
                series.samples.push_back({.time = time, .value = 1});
            }
            answer.value = model::Matrix{std::move(series)};
        } else {
            answer.value = model::Matrix{};
        }
        return answer;
    };
    const auto made = backtest::makeBacktest(queryFor("m > 0", 30 * model::kDayMs), source, {}, {}).value();
    QVERIFY(asked.size() >= 4);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        QVERIFY((asked[i].second - asked[i].first) / 60'000 < 11'000);
        QVERIFY(i == 0 || asked[i].second == asked[i - 1].first - 60'000);
    }
    QCOMPARE(asked.front().second, kBegin + 30 * model::kDayMs);
    QCOMPARE(asked.back().first, kBegin);
    QCOMPARE(made->series().at(0).values.size(), std::size_t(30 * 1440 + 1));
    QVERIFY(std::ranges::is_sorted(made->series().at(0).timestamps));
}

void TestMakeBacktest::whatNobodyCouldEvaluateIsAProblem() {
    tests::MemoryStorage storage;
    for (int i = 0; i < 60; ++i) {
        storage.add({{"__name__", "a"}, {"i", "1"}}, kBegin + i * 60'000, 1);
        if (i == 30) {
            storage.add({{"__name__", "a"}, {"i", "2"}}, kBegin + i * 60'000, 1);
            storage.add({{"__name__", "a"}, {"i", "2"}}, kBegin + (i + 1) * 60'000, model::staleNan());
        }
        storage.add({{"__name__", "b"}}, kBegin + i * 60'000, 1);
    }
    backtest::QuerySource source(storage, 60'000);
    const auto made = backtest::makeBacktest(queryFor("a > on () b - 1", 59 * 60'000), source, {}, {}).value();
    const auto outcome = made->run({});
    QCOMPARE(outcome.failed, std::vector<model::TimestampMs>({kBegin + 30 * 60'000}));
    QCOMPARE(outcome.problems.size(), std::size_t(1));
    QCOMPARE(outcome.firings, std::size_t(1)); // it goes on as if nothing had been
}

void TestMakeBacktest::tooMuchIsRefused() {
    tests::MemoryStorage storage;
    backtest::QuerySource source(storage, 60'000);
    auto query = queryFor("m", 400 * model::kDayMs);
    query.interval = 1'000;
    QCOMPARE(backtest::makeBacktest(query, source, {}, {}).error().code(), ErrorCode::kLimit);
    query.interval = 0;
    QCOMPARE(backtest::makeBacktest(query, source, {}, {}).error().code(), ErrorCode::kInvalidArgument);
}

void TestMakeBacktest::whatIsNoVectorIsRefused() {
    tests::MemoryStorage storage;
    backtest::QuerySource source(storage, 60'000);
    for (const auto* const expression : {"m[5m]", "\"text\"", "m >", "max_over_time((m @ end())[5m:1m])"}) {
        const auto made = backtest::makeBacktest(queryFor(expression, model::kHourMs), source, {}, {});
        QVERIFY2(!made, expression);
        QCOMPARE(made.error().code(), ErrorCode::kInvalidArgument);
        QVERIFY2(made.error().range().has_value(), expression);
    }
}

void TestMakeBacktest::aRequestedStopEndsIt() {
    tests::MemoryStorage storage;
    backtest::QuerySource source(storage, 60'000);
    std::stop_source stop;
    stop.request_stop();
    const auto made = backtest::makeBacktest(queryFor("m > 0", model::kHourMs), source, {}, stop.get_token());
    QCOMPARE(made.error().code(), ErrorCode::kCanceled);
}

void TestMakeBacktest::withoutAnAlertmanagerThereAreNoMessages() {
    tests::MemoryStorage storage;
    backtest::QuerySource source(storage, 60'000);
    const auto made = backtest::makeBacktest(queryFor("m > 0", model::kHourMs), source, {}, {}).value();
    QCOMPARE(made->notifications(made->run({}), {}).error().code(), ErrorCode::kUnsupported);
}

QTEST_GUILESS_MAIN(TestMakeBacktest)
#include "test_make_backtest.moc"
