// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "base/clock.h"
#include "base/sleep_detector.h"
#include "rules/group.h"
#include "rules/group_clock.h"

namespace hearth::rules {

/// Evaluates groups at their instants, each never twice at one time, and ends the series of removed groups some time
/// after they are gone. After the machine was suspended nothing is evaluated for kSleepGrace, and groups are told how
/// long nothing was. Threads: thread-safe.
class Schedule {
  public:
    explicit Schedule(std::shared_ptr<GroupSurroundings> surroundings);
    /// Waits for what is running.
    ~Schedule();
    Schedule(const Schedule&) = delete;
    Schedule& operator=(const Schedule&) = delete;

    /// From now on.
    void add(std::shared_ptr<Group> group);
    /// No more from now on; returns when the rule in hand is done.
    void remove(const std::vector<std::shared_ptr<Group>>& groups);
    /// Two intervals from now writes stale markers, at the time of now, for what the removed group had written: by then
    /// rules that moved elsewhere have written their series.
    void endSeriesLater(std::shared_ptr<Group> group);

    /// Runs what is due, now and in future, until `stop` or `end`.
    void run(std::stop_token stop, MonotonicTime end);
    MonotonicTime nextDue() const;
    /// See Manager.
    void prepareForSleep(Nanoseconds longest);
    void wakeUp();
    /// Waits for what is running; nothing runs afterwards.
    void stop();

  private:
    struct Entry {
        std::shared_ptr<Group> group;
        GroupClock clock;
        bool isRunning = false;
        bool isRemoved = false;
        bool wasPassedOver = false; ///< By a sleep, since the last evaluation.
        /// Sleeps that the group has not been told of, since it was running.
        std::optional<WallTime> sleptSince;
        Nanoseconds pause{0};
    };
    using EntryPtr = std::shared_ptr<Entry>;
    /// What is to be done at some time: an evaluation, or the end of a removed group's series.
    struct Due {
        EntryPtr entry;
        std::shared_ptr<Group> ended;
        WallTime endedAt;
    };

    class Task;

    void plan(const EntryPtr& entry);
    void noteSleep();
    void passOver(Entry& entry, WallTime begin, Nanoseconds pause);
    void holdUntil(MonotonicTime time);
    std::optional<GroupClock::Tick> begin(Entry& entry);
    bool isEarly(const Due& due) const;
    void runDue(std::unique_lock<std::mutex>& lock);
    void startTask(std::unique_lock<std::mutex>& lock, Due due);
    void perform(const Due& due);
    void finish(const Due& due);

    const std::shared_ptr<GroupSurroundings> m_surroundings;
    Clock& m_clock;
    SleepDetector m_sleep;        // guarded by m_mutex
    MonotonicTime m_quietUntil{}; // guarded by m_mutex: nothing is evaluated after the machine woke

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::map<const Group*, EntryPtr> m_entries; // guarded by m_mutex
    std::multimap<MonotonicTime, Due> m_due;    // guarded by m_mutex
    std::size_t m_running = 0;                  // guarded by m_mutex
    bool m_stopped = false;                     // guarded by m_mutex
};

} // namespace hearth::rules
