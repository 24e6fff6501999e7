// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "http/transport.h"
#include "scrape/recorder.h"
#include "scrape/target.h"
#include "scrape/target_status.h"

namespace hearth::scrape {

/// What a loop is told to do. The shared parts belong to the pool.
struct LoopOrder {
    Target target;
    std::shared_ptr<const PoolOptions> options;
    std::shared_ptr<const http::ClientOptions> http;
    std::shared_ptr<TargetStatus> status;
    /// Set: no request is made, every scrape fails with this text (`target_limit exceeded ...`).
    std::optional<std::string> forcedError;
};

/// Scrapes one target for as long as it lives: when, what with, and what becomes of the answer.
///
/// Ticks come every interval from the first one, which the target's hash sets; a tick that comes while the last scrape
/// is still under way, or that was slept through, is skipped. Removed, the loop waits two more ticks and a tenth before
/// it marks its series as ended, so that a target that comes back elsewhere meanwhile is not cut off. Threads: confined
/// to its scrape thread.
class TargetLoop {
  public:
    /// What all loops of a thread share; outlives them.
    struct Surroundings {
        http::Transport& transport;
        const Clock& clock;
        Recorder& recorder;
        ScrapeMetrics& metrics;
        std::uint64_t offsetSeed;
    };

    TargetLoop(Surroundings& around, LoopOrder order);
    ~TargetLoop();
    TargetLoop(const TargetLoop&) = delete;
    TargetLoop& operator=(const TargetLoop&) = delete;

    /// When tick() wants to be called next.
    MonotonicTime due() const { return m_due; }
    /// Does what is due; false where the loop is at its end and may be destroyed.
    bool tick();

    /// Goes on under new options. Without `keepCache` all labels are resolved anew.
    void update(LoopOrder order, bool keepCache);
    /// The target is gone.
    void retire();
    /// The machine was suspended from `begin` on: the series end there, and what was asked before is not waited for.
    void endBeforeSleep(WallTime begin);

  private:
    using Ns = std::chrono::nanoseconds;
    void schedule();
    void planNextTick(MonotonicTime now);
    void startScrape(MonotonicTime now);
    http::ClientRequest makeRequest() const;
    void finish(model::TimestampMs time, MonotonicTime started, const Result<http::ClientResponse>& response);
    void record(model::TimestampMs time, MonotonicTime started, const Result<Fetched>& fetched);
    model::TimestampMs scrapeTime(MonotonicTime now);
    Ns interval() const { return std::chrono::milliseconds(m_order.target.interval); }

    Surroundings& m_around;
    LoopOrder m_order;
    http::ClientRequest m_ask; ///< What every scrape sends.
    TargetMemory m_memory;
    instrument::Summary* m_intervalLength = nullptr;

    MonotonicTime m_due; ///< Monotonic time of the next tick.
    WallTime m_nominal;  ///< Wall time that the next tick should have.
    std::optional<MonotonicTime> m_lastStart;
    Nanoseconds m_suspendedAtStart{0}; ///< Of the scrape under way.
    std::optional<http::Transport::RequestId> m_request;
    std::optional<model::TimestampMs> m_endTime; ///< Set once retired: when its series ended.
};

} // namespace hearth::scrape
