// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/sleep_detector.h"
#include "http/transport.h"
#include "instrument/registry.h"
#include "scrape/options.h"
#include "scrape/target.h"
#include "scrape/target_status.h"
#include "storage/storage.h"

namespace hearth::scrape {

class ScrapeMetrics;
class ScrapeThread;

/// All scrape pools of a server: takes the configuration and what discovery finds, keeps a loop a target running, and
/// tells how they fare. Targets are spread over a few threads, each with a transport of its own.
///
/// Everything given to the constructor must outlive the pools.
/// Threads: thread-safe, but for runUntil().
class ScrapePools {
  public:
    using TransportFactory = std::function<std::unique_ptr<http::Transport>()>;

    struct Settings {
        /// 0 for simulations: nothing runs but in runUntil().
        std::size_t threads = 1;
        /// Shifts the phase of all scrapes, see offsetSeed().
        std::uint64_t offsetSeed = 0;
        /// Called on a scrape thread after the machine was suspended, by each of them; may be empty.
        std::function<void(const Sleep&)> onSleep;
    };

    ScrapePools(storage::Appendable& storage, const TransportFactory& transports, const Clock& clock,
                instrument::Registry& registry, const Log& log, Settings settings);
    ~ScrapePools();
    ScrapePools(const ScrapePools&) = delete;
    ScrapePools& operator=(const ScrapePools&) = delete;

    /// Replaces the configuration. Pools that are gone end; pools that changed go on with their targets, and with their
    /// caches where cacheSurvives(). New pools are empty until setTargets(). The options were validated before.
    void apply(std::vector<PoolOptions> options);

    /// All groups that discovery knows for a job now; an unknown job is ignored.
    void setTargets(const std::string& job, std::vector<discovery::TargetGroup> groups);

    /// The machine is about to be suspended: all series end now. Waits until that is written, a second at most.
    void suspend();

    /// Stops all scraping, without markers; what was found so far stays visible.
    void stop();

    /// Job names, sorted.
    std::vector<std::string> pools() const;
    /// The options of a pool; kNotFound.
    Result<PoolOptions> options(const std::string& job) const;
    /// Sorted by pool, then by URL.
    std::vector<TargetReport> targets() const;
    std::vector<DroppedTargetReport> droppedTargets() const;
    /// Per pool, all that relabelling dropped, whether kept in droppedTargets() or not.
    std::map<std::string, std::size_t> droppedCounts() const;
    /// What all targets say of their families, target by target.
    std::vector<TargetMetadata> metadata() const;

    /// Drives everything on the calling thread until `end`. Only where `threads` is 0.
    void runUntil(MonotonicTime end);

    /// The seed that keeps two replicas with different external labels or hosts out of step (Prometheus: offsetSeed).
    static std::uint64_t offsetSeed(std::string_view hostName, const model::Labels& externalLabels);

  private:
    struct ActiveTarget;
    struct Pool;

    std::unique_ptr<Pool> makePool(const std::string& name);
    void reconfigure(Pool& pool, PoolOptions options, bool keepCaches);
    void syncPool(Pool& pool, bool keepCaches, bool reorder);
    void replaceTargets(Pool& pool, std::vector<Target> targets, bool keepCaches, bool reorder);
    void retireAll(Pool& pool);
    void collect(instrument::Families& families) const;
    ScrapeThread& threadOf(const ActiveTarget& target) const;

    const Clock& m_clock;
    const Log m_log;
    const std::unique_ptr<ScrapeMetrics> m_metrics;
    const std::shared_ptr<FamilyPool> m_families = std::make_shared<FamilyPool>(); ///< Of all targets.
    std::vector<std::unique_ptr<ScrapeThread>> m_threads;                          ///< Constant after construction.

    mutable std::mutex m_mutex;
    std::map<std::string, std::unique_ptr<Pool>> m_pools; // guarded by m_mutex
    std::uint64_t m_nextLoop = 1;                         // guarded by m_mutex

    Subscription m_collecting; ///< Last: ends before what it shows.
};

} // namespace hearth::scrape
