// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/write_benchmark.h"

#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <vector>

#include "instrument/registry.h"
#include "tsdb/db.h"

namespace hearth::app::tool {
namespace {

constexpr model::DurationMs kScrapeInterval = 30 * model::kSecondMs;
constexpr double kFirstValue = 123'456'789;
constexpr double kValueStep = 1000;

Result<model::Labels> labelsOf(const std::string& line, std::size_t number) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    std::vector<model::Labels::Pair> pairs;
    bool isGood = json.is_object();
    for (auto member = json.begin(); isGood && member != json.end(); ++member) {
        isGood = member.value().is_string();
        pairs.emplace_back(member.key(), isGood ? member.value().get<std::string>() : std::string());
    }
    if (!isGood) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("line {} is no JSON object of texts", number));
    }
    return model::Labels::fromPairs(std::move(pairs));
}

Result<std::vector<model::Labels>> readSeries(const WriteBenchmarkOptions& options) {
    std::vector<model::Labels> series;
    if (options.input.empty()) {
        for (std::size_t i = 0; i < options.metrics; ++i) {
            series.push_back({{"__name__", fmt::format("bench_metric_{}", i % 100)},
                              {"instance", fmt::format("host{}:9100", i / 1000)},
                              {"job", "bench"},
                              {"part", std::to_string(i)}});
        }
        return series;
    }
    std::ifstream file(options.input);
    if (!file) {
        return fail(ErrorCode::kIo, fmt::format("cannot read {}", options.input));
    }
    std::string line;
    for (std::size_t number = 1; series.size() < options.metrics && std::getline(file, line); ++number) {
        series.push_back(HEARTH_TRY(labelsOf(line, number)));
    }
    return series;
}

/// Appends one sample a series in each scrape; returns how many there were.
Result<std::uint64_t> ingest(tsdb::Db& db, const std::vector<model::Labels>& series, std::size_t scrapes) {
    std::vector<storage::RefSample> samples(series.size());
    std::vector<storage::Rejection> rejected;
    for (std::size_t scrape = 0; scrape < scrapes; ++scrape) {
        const auto appender = db.appender();
        for (std::size_t i = 0; i < series.size(); ++i) {
            auto& sample = samples[i];
            if (sample.ref == 0) {
                sample.ref = HEARTH_TRY(appender->series(series[i]));
            }
            sample.time = static_cast<model::TimestampMs>(scrape + 1) * kScrapeInterval;
            sample.value = kFirstValue + kValueStep * static_cast<double>(scrape);
        }
        appender->append(samples, rejected);
        if (!rejected.empty()) {
            return fail(ErrorCode::kInternal, fmt::format("the database refused {} samples: {}", rejected.size(),
                                                          storage::rejectReasonText(rejected.front().reason)));
        }
        HEARTH_TRY(appender->commit());
    }
    return static_cast<std::uint64_t>(scrapes) * series.size();
}

/// What a stage yields, kept.
template <class T>
Result<void> assign(T& target, Result<T> value) {
    target = HEARTH_TRY(std::move(value));
    return {};
}

/// Runs a stage between two lines that say so; returns its seconds.
template <class Stage>
Result<double> timed(Context& context, std::string_view name, Stage stage) {
    context.out.line(fmt::format(">> start stage={}", name));
    context.out.flush();
    const auto begin = context.clock.monotonic();
    HEARTH_TRY(stage());
    const std::chrono::duration<double> took = context.clock.monotonic() - begin;
    context.out.line(fmt::format(">> completed stage={} duration={:.6f}s", name, took.count()));
    return took.count();
}

/// Only what an earlier run left is removed.
Result<std::string> freshStorage(FileSystem& files, const std::string& output) {
    const auto path = output + "/storage";
    if (files.exists(output)) {
        for (const auto& name : HEARTH_TRY(files.list(output))) {
            if (name != "storage") {
                return fail(
                    ErrorCode::kConflict,
                    fmt::format("{} holds {}, which is none of a benchmark's: choose another --out", output, name));
            }
        }
        if (files.exists(path)) {
            HEARTH_TRY(files.removeAll(path));
        }
    }
    return path;
}

} // namespace

Result<void> benchmarkWriting(Context& context, const WriteBenchmarkOptions& options) {
    tsdb::DbOptions db;
    db.directory = HEARTH_TRY(freshStorage(context.files, options.output));
    instrument::Registry registry;
    const auto opened = HEARTH_TRY(tsdb::Db::open(std::move(db), context.files, context.clock, registry, context.log));
    std::vector<model::Labels> series;
    HEARTH_TRY(timed(context, "readData", [&] { return assign(series, readSeries(options)); }));
    std::uint64_t samples = 0;
    const auto seconds = HEARTH_TRY(
        timed(context, "ingestScrapes", [&] { return assign(samples, ingest(*opened, series, options.scrapes)); }));
    context.out.line(fmt::format(" > total samples: {}", samples));
    context.out.line(fmt::format(" > samples/sec: {:.0f}", static_cast<double>(samples) / std::max(seconds, 1e-9)));
    HEARTH_TRY(timed(context, "stopStorage", [&] { return opened->close(); }));
    return {};
}

} // namespace hearth::app::tool
