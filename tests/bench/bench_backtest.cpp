// SPDX-License-Identifier: GPL-3.0-or-later
// How long it takes to fetch the past of a rule from an engine in this process, and to run the rule over it.
//   bench_backtest
//   bench_backtest values                  for a profiler: steps of a slider where labels hold values
//   bench_backtest URL EXPRESSION HOURS    the same of a server, every 15 s up to now
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "backtest/backtest.h"
#include "backtest/query_source.h"
#include "base/clock.h"
#include "base/file_system.h"
#include "datasource/remote_data_source.h"
#include "support/fake_clock.h"
#include "support/fake_file_system.h"
#include "tsdb/db.h"

using namespace hearth;

namespace {

constexpr model::DurationMs kDays = 7 * model::kDayMs;
constexpr model::TimestampMs kBegin = 1'700'000'040'000;

double millisecondsOf(const std::function<void()>& body) {
    const auto begin = std::chrono::steady_clock::now();
    body();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

double best(int times, const std::function<void()>& body) {
    double least = HUGE_VAL;
    for (int i = 0; i < times; ++i) {
        least = std::min(least, millisecondsOf(body));
    }
    return least;
}

/// Series every 15 s that swing between 0 and 100, each at a time of its own.
std::unique_ptr<tsdb::Db> fill(std::size_t count, tests::FakeFileSystem& files, tests::FakeClock& clock,
                               instrument::Registry& registry) {
    auto db = tsdb::Db::open({.directory = "/data", .storageThread = false}, files, clock, registry, {}).value();
    std::vector<storage::SeriesRef> refs(count);
    for (model::TimestampMs t = kBegin; t <= kBegin + kDays; t += 15'000) {
        const auto appender = db->appender();
        std::vector<storage::Rejection> rejections;
        std::vector<storage::RefSample> samples;
        for (std::size_t i = 0; i < count; ++i) {
            if (refs[i] == 0) {
                refs[i] = appender->series({{"__name__", "m"}, {"instance", std::to_string(i)}}).value();
            }
            const auto phase = static_cast<double>(t - kBegin) / 3.6e6 + static_cast<double>(i);
            samples.push_back({refs[i], t, std::round(50 + 50 * std::sin(phase))});
        }
        appender->append(samples, rejections);
        appender->commit().value();
    }
    return db;
}

/// Series from an engine of their own.
struct Server {
    tests::FakeFileSystem files;
    tests::FakeClock clock{WallTime(std::chrono::milliseconds(kBegin + kDays))};
    instrument::Registry registry;
    std::unique_ptr<tsdb::Db> db;
    backtest::QuerySource source;

    explicit Server(std::size_t count)
        : db(fill(count, files, clock, registry))
        , source(*db, model::kMinuteMs) {}
};

datasource::BacktestQuery question() {
    datasource::BacktestQuery query;
    query.name = "High";
    query.expression = "m > 80";
    query.holdFor = 10 * model::kMinuteMs;
    query.labels = {{"severity", "page"}, {"of", "{{ $labels.instance }}"}};
    query.annotations = {{"summary", "{{ $labels.instance }} is at {{ $value }}"}};
    query.range = {kBegin, kBegin + kDays};
    return query;
}

/// Each value makes an alert of its own.
datasource::BacktestQuery questionByValue() {
    auto query = question();
    query.labels["value"] = "{{ $value }}";
    return query;
}

void profile() {
    constexpr int kRuns = 200;
    Server server(100);
    const auto backtest = backtest::makeBacktest(questionByValue(), server.source, {}, {}).value();
    const auto first = millisecondsOf([&] { static_cast<void>(backtest->run({})); });
    const auto then = millisecondsOf([&] {
        for (int i = 0; i < kRuns; ++i) {
            static_cast<void>(backtest->run(80 + i % 5));
        }
    });
    std::printf("labels with values, 100 series: first %.1f ms, then %.2f ms\n", first, then / kRuns);
}

void measure(std::size_t count) {
    Server server(count);
    auto& source = server.source;
    const auto query = question();
    alertmanager::Options options;
    options.route.receiver = "team";
    options.receivers.push_back({.name = "team", .labels = {}, .integrations = {}});
    backtest::Surroundings surroundings;
    surroundings.notifying = [&options]() -> Result<backtest::Notifying> {
        return backtest::Notifying{.options = std::make_shared<const alertmanager::Options>(options), .silences = {}};
    };
    std::unique_ptr<datasource::Backtest> backtest;
    std::size_t firings = 0;
    const auto all = best(3, [&] {
        backtest = backtest::makeBacktest(query, source, surroundings, {}).value();
        firings = backtest->run({}).firings;
    });
    double threshold = 0;
    const auto step = best(20, [&] { static_cast<void>(backtest->run(threshold += 5)); });
    double slowest = 0;
    for (double at = 0; at <= 100; at += 5) {
        slowest = std::max(slowest, millisecondsOf([&] { static_cast<void>(backtest->run(at)); }));
    }
    const auto messages = millisecondsOf([&] { backtest->notifications(backtest->run({}), {}).value(); });
    backtest = backtest::makeBacktest(questionByValue(), source, {}, {}).value();
    const auto first = millisecondsOf([&] { static_cast<void>(backtest->run({})); });
    const auto byValue = best(3, [&] { static_cast<void>(backtest->run({})); });
    std::printf("%4zu series x 10,081 steps: fetch and run %7.1f ms (%zu firings), run %6.2f ms at best, %6.2f ms at "
                "most, messages %7.1f ms; labels with values: first %7.1f ms, then %6.2f ms\n",
                count, all, firings, step, slowest, messages, first, byValue);
}

int ask(const std::string& url, const std::string& expression, int hours) {
    const auto source = datasource::RemoteDataSource::create({.url = url}).value();
    datasource::BacktestQuery query;
    query.name = "Asked";
    query.expression = expression;
    query.interval = 15'000;
    const auto now = SystemClock().nowMs();
    query.range = {now - hours * model::kHourMs, now};
    const auto begin = std::chrono::steady_clock::now();
    const auto made = backtest::makeBacktest(query, *source, {}, {});
    if (!made) {
        std::printf("%s\n", made.error().message().c_str());
        return 1;
    }
    const auto outcome = (*made)->run({});
    std::printf("%.1f ms, %zu series, %zu gaps, %zu alerts, %zu firings, longest %s\n",
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count(),
                (*made)->series().size(), (*made)->gaps().size(), outcome.alerts.size(), outcome.firings,
                model::formatDuration(outcome.longest).c_str());
    for (const auto& gap : (*made)->gaps()) {
        std::printf("gap %s to %s%s\n", model::formatRfc3339(gap.begin).c_str(), model::formatRfc3339(gap.end).c_str(),
                    gap.wasEvaluated() ? "" : ", not evaluated");
    }
    for (const auto& problem : outcome.problems) {
        std::printf("%s\n", problem.c_str());
    }
    return 0;
}

} // namespace

int main(int argumentCount, char** arguments) {
    if (argumentCount == 4) {
        return ask(arguments[1], arguments[2], std::atoi(arguments[3]));
    }
    if (argumentCount == 2) {
        profile();
        return 0;
    }
    for (const std::size_t count : {1U, 10U, 100U}) {
        measure(count);
    }
    return 0;
}
