// SPDX-License-Identifier: GPL-3.0-or-later
// What the database costs: new series, commits of known series, reads, replay. Run by hand; see README.md.
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

#include "base/clock.h"
#include "base/file_system.h"
#include "instrument/registry.h"
#include "tsdb/db.h"

using namespace hearth;

namespace {

constexpr std::size_t kSeriesPerTarget = 1000;

double cpuSeconds() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double residentBytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

/// Six labels, as an exporter's series have them.
model::Labels labelsOf(std::size_t target, std::size_t i) {
    return {{"__name__", fmt::format("node_metric_{}_total", i / 10)},
            {"instance", fmt::format("host-{}:9100", target)},
            {"job", "node"},
            {"device", fmt::format("device{}", i % 10)},
            {"mode", i % 2 == 0 ? "read" : "write"},
            {"zone", "eu-1"}};
}

/// Runs `body` and prints the CPU time per unit, of all threads, and the time that passed.
template <class Body>
void measure(const char* what, std::size_t units, const char* unit, Body body) {
    const auto begin = std::chrono::steady_clock::now();
    const auto start = cpuSeconds();
    body();
    const auto seconds = cpuSeconds() - start;
    fmt::print("{:<28} {:>10.1f} ns a {} ({:.3f} s, wall {:.3f} s)\n", what, seconds * 1e9 / static_cast<double>(units),
               unit, seconds, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
}

class Bench {
  public:
    Bench(std::string directory, std::size_t targets, std::size_t scrapes)
        : m_targets(targets)
        , m_scrapes(scrapes) {
        m_options.directory = std::move(directory);
        if (const auto* const compression = std::getenv("WAL_COMPRESSION")) {
            m_options.walCompression =
                std::string_view(compression) == "none" ? tsdb::wal::Compression::kNone : tsdb::wal::Compression::kZstd;
        }
    }

    void run() {
        open();
        const auto before = residentBytes();
        measure("new series", series(), "series", [this] { create(); });
        scrape(0);
        const auto perSeries = [&] { return (residentBytes() - before) / static_cast<double>(series()); };
        fmt::print("{:<28} {:>10.1f} bytes a series after 1 scrape\n", "memory", perSeries());
        measure("commit", series() * (m_scrapes - 1), "sample", [this] {
            for (std::size_t i = 1; i < m_scrapes; ++i) {
                scrape(i);
            }
        });
        fmt::print("{:<28} {:>10.1f} bytes a series after {} scrapes\n", "memory", perSeries(), m_scrapes);
        measure("select and read all", series() * m_scrapes, "sample", [this] { readAll(); });
        m_db.reset();
        measure("replay", series() * m_scrapes, "sample", [this] { open(); });
        fmt::print("samples after replay: {}\n", m_db->replayReport().samples);
    }

  private:
    std::size_t series() const { return m_targets * kSeriesPerTarget; }

    void open() {
        m_registry = std::make_unique<instrument::Registry>();
        m_db = tsdb::Db::open(m_options, m_files, m_clock, *m_registry, Log()).value();
    }

    void create() {
        for (std::size_t target = 0; target < m_targets; ++target) {
            const auto appender = m_db->appender();
            for (std::size_t i = 0; i < kSeriesPerTarget; ++i) {
                m_refs.push_back(appender->series(labelsOf(target, i)).value());
            }
        }
    }

    /// Half of the values stay as they are, the others grow.
    void scrape(std::size_t round) {
        std::vector<storage::RefSample> samples(kSeriesPerTarget);
        std::vector<storage::Rejection> rejected;
        const auto time = 1'700'000'000'000 + static_cast<model::TimestampMs>(round) * 15'000;
        for (std::size_t target = 0; target < m_targets; ++target) {
            for (std::size_t i = 0; i < kSeriesPerTarget; ++i) {
                const auto value = i % 2 == 0 ? 17.0 : static_cast<double>(round * (i + 1));
                samples[i] = {m_refs[target * kSeriesPerTarget + i], time, value};
            }
            const auto appender = m_db->appender();
            appender->append(samples, rejected);
            appender->commit().value();
        }
    }

    void readAll() {
        const auto querier = m_db->querier({0, model::kMaxTimestamp}).value();
        const auto job = model::Matcher::equal("job", "node");
        const auto list = querier->select(false, {}, {&job, 1}, {}).value();
        storage::Columns columns;
        for (const auto& one : list) {
            columns.clear();
            one->read({0, model::kMaxTimestamp}, columns).value();
        }
    }

    const std::size_t m_targets;
    const std::size_t m_scrapes;
    tsdb::DbOptions m_options;
    PosixFileSystem m_files;
    SystemClock m_clock;
    std::unique_ptr<instrument::Registry> m_registry;
    std::unique_ptr<tsdb::Db> m_db;
    std::vector<storage::SeriesRef> m_refs;
};

} // namespace

/// bench_tsdb_append [TARGETS [SCRAPES]]: targets of a thousand series each.
int main(int argc, char** argv) {
    const std::size_t targets = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 20;
    const std::size_t scrapes = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 200;
    const auto directory = std::filesystem::temp_directory_path() / fmt::format("bench_tsdb_{}", ::getpid());
    Bench(directory.string(), targets, scrapes).run();
    std::filesystem::remove_all(directory);
    return 0;
}
