// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/log.h"
#include "discovery/directory_watcher.h"
#include "discovery/discoverer.h"
#include "discovery/options.h"
#include "instrument/registry.h"

namespace hearth::discovery {

/// A job's targets change at most this often (Prometheus: 5 s).
inline constexpr std::chrono::seconds kUpdateInterval{5};

/// Runs the discoverers of all jobs and reports each job's groups when they change. The first report of a job comes at
/// once, later ones no more often than every kUpdateInterval. Everything given to the constructor must outlive it.
/// Threads: apply() and stop() are thread-safe; the handler is called from the discovery thread, or from step().
class Discovery {
  public:
    /// All groups of a job as they stand.
    using Handler = std::function<void(const std::string& job, std::vector<TargetGroup> groups)>;

    /// `setName` is the `name` label of the metrics: "scrape" or "notify".
    Discovery(std::string setName, FileSystem& files, const Clock& clock, instrument::Registry& registry,
              const Log& log, std::unique_ptr<DirectoryWatcher> watcher, Handler handler);
    ~Discovery();
    Discovery(const Discovery&) = delete;
    Discovery& operator=(const Discovery&) = delete;

    /// Replaces the jobs; those with unchanged options go on undisturbed, but every job is reported again.
    void apply(std::map<std::string, Options> jobs);

    void start();
    void stop();

    /// One round of work: takes new jobs, refreshes what is due or lies in `changed`, reports. Returns when there is
    /// more to do. Simulations call it instead of start().
    MonotonicTime step(const std::vector<std::string>& changed);

  private:
    struct Job;
    using Jobs = std::map<std::string, std::unique_ptr<Job>>;

    void takeOrders();
    void refresh(Job& job, const std::vector<std::string>& changed);
    void report(const std::string& name, Job& job);
    std::unique_ptr<Job> makeJob(Options options);
    void watchDirectories();

    const std::string m_setName;
    FileSystem& m_files;
    const Clock& m_clock;
    instrument::Registry& m_registry;
    const Log m_log;
    const std::unique_ptr<DirectoryWatcher> m_watcher;
    const Handler m_handler;
    instrument::Counter& m_received;
    instrument::Counter& m_sent;
    instrument::Counter& m_delayed;
    instrument::Counter& m_fileErrors;

    Jobs m_jobs; ///< The discovery thread's alone.

    std::mutex m_mutex;
    std::unique_ptr<std::map<std::string, Options>> m_ordered; // guarded by m_mutex

    std::jthread m_thread;
};

} // namespace hearth::discovery
