// SPDX-License-Identifier: GPL-3.0-or-later
// Lives through months of cuts, compactions and retention in simulated time, on the real disk:
//
//     simulate_years DIRECTORY [DAYS=730] [SERIES=1000] [RETENTION_DAYS=200]
//
// Each 30 days it prints the layout of the blocks (in hours since the beginning), their bytes, and the peak of memory
// of its own (without the pages of mapped files). All samples of a few series are checked at the end.
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <sys/resource.h>

#include "core/tsdb/compact/long_run.h"

using namespace hearth;
using namespace hearth::tsdb;
using namespace hearth::tsdb::testing;

namespace {

long anonymousKib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("RssAnon:")) {
            return std::stol(line.substr(8));
        }
    }
    return 0;
}

double cpuSeconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/// Whether every sample of the first series in the blocks is the one that was generated, without a gap.
bool isWhole(LongRun& run, const GeneratedSource::Shape& shape) {
    const auto blocks = run.set().blocks();
    const auto begin = blocks->front()->meta().minTime;
    model::Columns samples;
    for (const auto& block : *blocks) {
        const auto querier = block->querier({begin, run.now()});
        const auto matcher = model::Matcher::equal("instance", "host-0000000");
        const auto series = querier->select(true, {}, std::span(&matcher, 1), {});
        if (!series || series->size() != 1 || !series->front()->read({begin, run.now()}, samples)) {
            return false;
        }
    }
    auto time = begin;
    for (std::size_t i = 0; i < samples.times.size(); ++i, time += shape.interval) {
        if (samples.times[i] != time || samples.values[i] != GeneratedSource::value(0, time, shape.interval)) {
            return false;
        }
    }
    return time == run.now();
}

} // namespace

int main(int argc, char** argv) {
    const auto argument = [&](int index, int otherwise) { return argc > index ? std::atoi(argv[index]) : otherwise; };
    if (argc < 2) {
        fmt::print(stderr, "usage: simulate_years DIRECTORY [DAYS] [SERIES] [RETENTION_DAYS]\n");
        return 2;
    }
    PosixFileSystem files;
    LongRun::Options options;
    options.directory = argv[1];
    options.shape.series = argument(3, 1000);
    options.retention = argument(4, 200) * model::kDayMs;
    auto run = LongRun::create(options, files);
    long peak = 0;
    for (int step = 1; run && step <= argument(2, 730) * 12; ++step) {
        if (const auto stepped = (*run)->step(); !stepped) {
            fmt::print(stderr, "{}\n", stepped.error().message());
            return 1;
        }
        peak = std::max(peak, anonymousKib());
        if (step % 360 == 0) {
            std::uint64_t bytes = 0;
            const auto blocks = (*run)->set().blocks();
            for (const auto& block : *blocks) {
                bytes += block->byteCount();
            }
            fmt::print("day {} anonymous_mib {:.1f} cpu_s {:.1f} blocks_mib {} layout {}\n", step / 12,
                       static_cast<double>(std::exchange(peak, 0)) / 1024, cpuSeconds(), bytes >> 20U,
                       (*run)->layout());
            std::fflush(stdout);
        }
    }
    if (!run || !isWhole(**run, options.shape)) {
        fmt::print(stderr, "samples are missing or wrong\n");
        return 1;
    }
    fmt::print("all samples of the first series are there\n");
    return 0;
}
