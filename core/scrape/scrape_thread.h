// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/sleep_detector.h"
#include "http/transport.h"
#include "scrape/recorder.h"
#include "scrape/target_loop.h"

namespace hearth::scrape {

/// Names a loop within its ScrapePools.
using LoopId = std::uint64_t;

/// Drives the loops of some targets over one transport: either on a thread of its own (`scrape`), or, in simulations,
/// step by step on the caller's.
/// Threads: the order functions are thread-safe; step() is confined to one thread.
class ScrapeThread {
  public:
    struct Parts {
        storage::Appendable& storage;
        const Clock& clock;
        ScrapeMetrics& metrics;
        Log log;
        std::uint64_t offsetSeed;
        std::function<void(const Sleep&)> onSleep; ///< See ScrapePools::Settings.
    };

    ScrapeThread(const Parts& parts, std::unique_ptr<http::Transport> transport);
    ~ScrapeThread();
    ScrapeThread(const ScrapeThread&) = delete;
    ScrapeThread& operator=(const ScrapeThread&) = delete;

    void start();
    /// Ends the thread after what it is doing; no markers are written.
    void stop();

    void add(LoopId id, LoopOrder order);
    void update(LoopId id, LoopOrder order, bool keepCache);
    void retire(LoopId id);
    /// The machine is about to be suspended: all series end now. `done` is called on the scrape thread, or is destroyed
    /// uncalled where that ends first.
    void suspend(std::move_only_function<void()> done);

    /// Carries out orders, then waits for answers and ticks, at most until `deadline`, and handles those.
    void step(MonotonicTime deadline);

  private:
    using Order = std::move_only_function<void()>;
    using Due = std::pair<MonotonicTime, LoopId>;

    void post(Order order);
    void carryOutOrders();
    void insert(LoopId id, LoopOrder order);
    void tickDue();
    void noteSleep();
    void endBeforeSleep(WallTime begin);
    /// Runs `change` on a loop and files it under its new time.
    template <class Change>
    void reschedule(LoopId id, Change change);
    void file(MonotonicTime due, LoopId id);
    bool isOutdated(const Due& tick) const;

    const Clock& m_clock;
    std::unique_ptr<http::Transport> m_transport;
    Recorder m_recorder;
    SleepDetector m_sleep;
    const std::function<void(const Sleep&)> m_onSleep;
    TargetLoop::Surroundings m_around;

    std::unordered_map<LoopId, std::unique_ptr<TargetLoop>> m_loops;
    /// A heap, the next one first. Those that are not their loop's due() any more are passed over.
    std::vector<Due> m_ticks;

    std::mutex m_mutex;
    std::vector<Order> m_orders; // guarded by m_mutex

    std::jthread m_thread;
};

} // namespace hearth::scrape
