// SPDX-License-Identifier: GPL-3.0-or-later
// How fast PromQL is evaluated over samples that lie in memory: 2,000 series of a day at 15 seconds. Prints a line a
// query: wall and processor time of the best of several runs. Usage: bench_promql [series] [runs] [threads]

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>

#include "base/clock.h"
#include "base/thread_pool.h"
#include "instrument/registry.h"
#include "promql/engine.h"
#include "support/memory_storage.h"

using namespace hearth;

namespace {

constexpr model::TimestampMs kBegin = 1'700'000'000'000;
constexpr model::DurationMs kInterval = 15 * model::kSecondMs;
constexpr std::size_t kSteps = 250;

struct Settings {
    std::size_t series = 2000;
    int runs = 5;
    std::size_t threads = 2;
};

/// Counters that restart now and then, gauges, and classic histograms, spread over 100 instances and 10 jobs.
void fill(tests::MemoryStorage& storage, std::size_t seriesCount) {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> increment(0, 100);
    std::uniform_int_distribution<int> restart(0, 2000);
    for (std::size_t i = 0; i < seriesCount; ++i) {
        const std::string instance = "host" + std::to_string(i / 20) + ":9100";
        const std::string job = "job" + std::to_string(i % 10);
        const std::string part = std::to_string(i % 20);
        const model::Labels counter{{"__name__", "requests_total"}, {"instance", instance}, {"job", job}, {"x", part}};
        double value = 0;
        for (model::TimestampMs time = kBegin; time < kBegin + model::kDayMs; time += kInterval) {
            value = restart(random) == 0 ? 0 : value + increment(random);
            storage.add(counter, time + static_cast<std::int64_t>(i % 15'000), value);
        }
    }
}

double processorSeconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

void measure(promql::Engine& engine, const std::string& expr, int runs, bool instant) {
    double bestWall = 1e9;
    double bestProcessor = 1e9;
    std::size_t series = 0;
    const SystemClock clock;
    for (int run = 0; run < runs; ++run) {
        const double processorBegin = processorSeconds();
        const MonotonicTime begin = clock.monotonic();
        const model::TimeRange day{kBegin, kBegin + model::kDayMs};
        const auto answer = instant
                                ? engine.instant(expr, day.end, {}, {})
                                : engine.range(expr, day, model::kDayMs / static_cast<std::int64_t>(kSteps), {}, {});
        bestWall = std::min(bestWall, std::chrono::duration<double>(clock.monotonic() - begin).count());
        bestProcessor = std::min(bestProcessor, processorSeconds() - processorBegin);
        if (!answer) {
            std::printf("%s: %s\n", expr.c_str(), answer.error().message().c_str());
            return;
        }
        const auto* matrix = std::get_if<model::Matrix>(&answer->value);
        series = matrix != nullptr ? matrix->size() : std::get<model::Vector>(answer->value).size();
    }
    std::printf("%9.2f ms  %9.2f ms cpu  %5zu series  %s%s\n", bestWall * 1e3, bestProcessor * 1e3, series,
                instant ? "instant " : "", expr.c_str());
}

} // namespace

int main(int argc, char** argv) {
    Settings settings;
    settings.series = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : settings.series;
    settings.runs = argc > 2 ? std::atoi(argv[2]) : settings.runs;
    settings.threads = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : settings.threads;

    tests::MemoryStorage storage;
    fill(storage, settings.series);
    SystemClock clock;
    instrument::Registry registry;
    ThreadPool workers("bench-query", settings.threads, 10'000);
    promql::Engine engine({}, storage, workers, clock, registry);

    for (const char* expr : {
             "sum by (x) (rate(requests_total[5m]))",
             "sum(rate(requests_total[1h]))",
             "requests_total",
             "rate(requests_total[5m])",
             "avg_over_time(requests_total[5m])",
             "sum_over_time(requests_total[1h])",
             "max_over_time(requests_total[1h])",
             "quantile_over_time(0.9, requests_total[5m])",
             "stddev_over_time(requests_total[5m])",
             "deriv(requests_total[5m])",
             "sum by (job) (requests_total)",
             "avg by (instance) (requests_total)",
             "quantile by (x) (0.9, requests_total)",
             "topk(5, requests_total)",
             "count_values by (job) (\"v\", requests_total > bool 1e5)",
             "requests_total / requests_total",
             "rate(requests_total[5m]) / on (instance, x, job) group_left rate(requests_total[5m])",
             "requests_total and on (instance) (requests_total > 1e5)",
             "requests_total * 2 > 1e5",
             "max_over_time(sum(rate(requests_total[5m]))[1h:1m])",
             "histogram_quantile(0.9, label_replace(sum by (x, job) (rate(requests_total[5m])), \"le\", \"$1\", \"x\", "
             "\"(.*)\"))",
         }) {
        measure(engine, expr, settings.runs, false);
    }
    for (const char* expr : {"requests_total", "sum by (x) (rate(requests_total[5m]))", "topk(5, requests_total)",
                             "requests_total / requests_total"}) {
        measure(engine, expr, settings.runs, true);
    }
    return 0;
}
