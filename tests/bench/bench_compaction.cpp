// SPDX-License-Identifier: GPL-3.0-or-later
// Compacts the blocks of a directory and says what it cost: CPU time, wall time, the peak of memory (of its own, and
// with the pages of mapped files).
//
//     bench_compaction DIRECTORY [ULID...]     merges the named blocks, or all, into one; parents stay
//     bench_compaction --rounds DIRECTORY      plans and merges as the server does until nothing is left to do
//
// compaction.py runs it beside Prometheus.
#include <fstream>
#include <string_view>
#include <thread>

#include <fmt/format.h>
#include <sys/resource.h>

#include "tsdb/compact/block_compaction.h"
#include "tsdb/compact/block_directory.h"
#include "tsdb/compact/block_plan.h"

using namespace hearth;
using namespace hearth::tsdb;

namespace {

/// A figure in KiB of /proc/self/status.
long statusKib(std::string_view name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(name)) {
            return std::stol(line.substr(name.size() + 1));
        }
    }
    return 0;
}

/// Watches the memory that is not a file's while it lives.
class AnonymousPeak {
  public:
    AnonymousPeak()
        : m_watch([this](std::stop_token stop) {
            while (!stop.stop_requested()) {
                m_peak = std::max(m_peak.load(), statusKib("RssAnon:"));
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            }
        }) {}
    long kib() const { return m_peak; }

  private:
    std::atomic<long> m_peak{0};
    std::jthread m_watch;
};

double cpuSeconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Bench {
    PosixFileSystem files;
    SystemClock clock;
    instrument::Registry registry;
    CompactionMetrics metrics{registry};
    BlockSetMetrics setMetrics{registry};
    Compactor compactor{{files, clock, systemRandom(), blockWriters(files), metrics}};
    Pacer pacer{1.0, clock};

    Result<std::uint64_t> merge(const std::string& directory, std::span<char*> names) {
        std::vector<Ulid> ulids;
        for (const char* name : names) {
            ulids.push_back(Ulid::parse(name).value_or(Ulid()));
        }
        if (ulids.empty()) {
            ulids = HEARTH_TRY(listBlocks(files, directory));
        }
        std::vector<std::shared_ptr<Block>> parents;
        for (const auto& ulid : ulids) {
            parents.push_back(HEARTH_TRY(Block::open(files, blockPath(directory, ulid))));
        }
        std::ranges::sort(parents, {}, [](const auto& block) { return block->meta().minTime; });
        const auto meta = HEARTH_TRY(compactor.merge(directory, parents, pacer));
        if (meta) {
            fmt::print("block {}\n", meta->ulid.toString());
        }
        return meta ? meta->stats.samples : 0;
    }

    Result<std::uint64_t> rounds(const std::string& directory) {
        const auto set = HEARTH_TRY(BlockSet::open({directory, false}, files, setMetrics, Log()));
        BlockCompactionOptions options;
        options.ranges = blockRanges(2 * model::kHourMs, maxBlockRange(2 * model::kHourMs, 0));
        HEARTH_TRY(compactBlocks(*set, compactor, options, pacer));
        std::uint64_t samples = 0;
        for (const auto& meta : set->metas()) {
            fmt::print("block {} {} {} level {}\n", meta.ulid.toString(), meta.minTime, meta.maxTime, meta.level);
            samples += meta.stats.samples;
        }
        return samples;
    }
};

} // namespace

int main(int argc, char** argv) {
    const std::span arguments(argv + 1, static_cast<std::size_t>(argc) - 1);
    const bool isRounds = !arguments.empty() && std::string_view(arguments.front()) == "--rounds";
    if (arguments.size() < (isRounds ? 2U : 1U)) {
        fmt::print(stderr, "usage: bench_compaction [--rounds] DIRECTORY [ULID...]\n");
        return 2;
    }
    Bench bench;
    const AnonymousPeak peak;
    const auto began = bench.clock.monotonic();
    const auto done = isRounds ? bench.rounds(arguments[1]) : bench.merge(arguments[0], arguments.subspan(1));
    if (!done) {
        fmt::print(stderr, "{}\n", done.error().message());
        return 1;
    }
    fmt::print("samples {}\ncpu_s {:.3f}\nwall_s {:.3f}\nanonymous_mib {:.1f}\nresident_mib {:.1f}\n", *done,
               cpuSeconds(), std::chrono::duration<double>(bench.clock.monotonic() - began).count(),
               static_cast<double>(peak.kib()) / 1024, static_cast<double>(statusKib("VmHWM:")) / 1024);
    return 0;
}
