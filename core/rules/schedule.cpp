// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/schedule.h"

#include <algorithm>
#include <utility>

namespace hearth::rules {
namespace {

/// How long the thread sleeps at most.
constexpr Nanoseconds kLongestWait = std::chrono::hours(1);

} // namespace

Schedule::Schedule(std::shared_ptr<GroupSurroundings> surroundings)
    : m_surroundings(std::move(surroundings))
    , m_clock(m_surroundings->world.clock)
    , m_sleep(m_clock) {}

Schedule::~Schedule() {
    stop();
}

void Schedule::add(std::shared_ptr<Group> group) {
    const std::lock_guard lock(m_mutex);
    const auto offset = groupOffset(group->file(), group->name(), group->interval());
    const auto entry = std::make_shared<Entry>(Entry{group, GroupClock(offset, group->interval())});
    entry->clock.start(m_clock.now());
    m_entries.emplace(group.get(), entry);
    plan(entry);
    m_changed.notify_all();
}

/// With m_mutex held.
void Schedule::plan(const EntryPtr& entry) {
    const auto wait = std::max(Nanoseconds::zero(), Nanoseconds(entry->clock.next() - m_clock.now()));
    m_due.emplace(std::max(m_clock.monotonic() + wait, m_quietUntil),
                  Due{.entry = entry, .ended = nullptr, .endedAt = {}});
}

void Schedule::remove(const std::vector<std::shared_ptr<Group>>& groups) {
    std::unique_lock lock(m_mutex);
    std::vector<EntryPtr> removed;
    for (const auto& group : groups) {
        group->requestStop();
        if (const auto found = m_entries.find(group.get()); found != m_entries.end()) {
            found->second->isRemoved = true;
            removed.push_back(found->second);
            m_entries.erase(found);
        }
    }
    std::erase_if(m_due, [](const auto& item) { return item.second.entry && item.second.entry->isRemoved; });
    // A rule in hand ends with its query, which has a deadline of its own.
    m_changed.wait(lock, [&] { return std::ranges::none_of(removed, &Entry::isRunning); });
}

void Schedule::endSeriesLater(std::shared_ptr<Group> group) {
    const std::lock_guard lock(m_mutex);
    const auto at = m_clock.monotonic() + 2 * group->interval();
    m_due.emplace(at, Due{.entry = nullptr, .ended = std::move(group), .endedAt = m_clock.now()});
    m_changed.notify_all();
}

MonotonicTime Schedule::nextDue() const {
    const std::lock_guard lock(m_mutex);
    return m_due.empty() ? MonotonicTime::max() : m_due.begin()->first;
}

void Schedule::run(std::stop_token stop, MonotonicTime end) {
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested() && !m_stopped) {
        runDue(lock);
        const auto now = m_clock.monotonic();
        if (now >= end) {
            return;
        }
        const auto planned = m_due.empty() ? MonotonicTime::max() : m_due.begin()->first;
        const auto until = std::min({planned, end, now + kLongestWait});
        m_clock.waitUntil(lock, m_changed, until, stop,
                          [&] { return m_stopped || (!m_due.empty() && m_due.begin()->first < planned); });
    }
}

/// With m_mutex held.
void Schedule::noteSleep() {
    const auto sleep = m_sleep.take();
    if (!sleep) {
        return;
    }
    for (const auto& [group, entry] : m_entries) {
        passOver(*entry, sleep->begin, sleep->length() + kSleepGrace);
    }
    holdUntil(m_clock.monotonic() + kSleepGrace);
}

/// With m_mutex held. At once where that is possible: the storage may refuse markers of the past once there are newer
/// samples.
void Schedule::passOver(Entry& entry, WallTime begin, Nanoseconds pause) {
    entry.wasPassedOver = true;
    if (entry.isRunning) {
        entry.sleptSince = entry.sleptSince.value_or(begin);
        entry.pause += pause;
    } else {
        entry.group->passOver(begin, pause);
    }
}

/// With m_mutex held.
void Schedule::holdUntil(MonotonicTime time) {
    m_quietUntil = std::max(m_quietUntil, time);
    std::multimap<MonotonicTime, Due> due;
    for (auto& [at, what] : m_due) {
        due.emplace(std::max(at, m_quietUntil), std::move(what));
    }
    m_due = std::move(due);
}

/// Whether the wall clock is a little behind the monotonic one. Where it is far behind, somebody has set it back.
bool Schedule::isEarly(const Due& due) const {
    const auto now = m_clock.now();
    return due.entry && due.entry->clock.next() > now &&
           due.entry->clock.instantBefore(now) + due.entry->group->interval() == due.entry->clock.next();
}

void Schedule::runDue(std::unique_lock<std::mutex>& lock) {
    noteSleep();
    while (!m_stopped && !m_due.empty() && m_due.begin()->first <= m_clock.monotonic()) {
        auto due = std::move(m_due.extract(m_due.begin()).mapped());
        if (isEarly(due)) {
            plan(due.entry);
        } else {
            startTask(lock, std::move(due));
        }
    }
}

/// Something that is due, on its way through threads that may drop it.
class Schedule::Task {
  public:
    Task(Schedule& schedule, Due due)
        : m_schedule(schedule)
        , m_due(std::move(due)) {}
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;
    ~Task() { m_schedule.finish(m_due); }

    void perform() { m_schedule.perform(m_due); }

  private:
    Schedule& m_schedule;
    const Due m_due;
};

void Schedule::startTask(std::unique_lock<std::mutex>& lock, Due due) {
    ++m_running;
    if (due.entry) {
        due.entry->isRunning = true;
    }
    lock.unlock();
    {
        auto task = std::make_shared<Task>(*this, std::move(due));
        const auto& execute = m_surroundings->world.execute;
        if (!execute || !execute([task] { task->perform(); })) {
            task->perform();
        }
    }
    lock.lock();
}

void Schedule::perform(const Due& due) {
    if (due.ended) {
        due.ended->endAllSeries(due.endedAt);
        return;
    }
    if (const auto tick = begin(*due.entry)) {
        auto& stats = due.entry->group->stats();
        stats.missed += tick->missed;
        stats.iterations += tick->missed;
        due.entry->group->iterate(tick->at);
    }
}

/// Nothing where the machine was suspended on the way here. What was slept through was not missed.
std::optional<GroupClock::Tick> Schedule::begin(Entry& entry) {
    std::unique_lock lock(m_mutex);
    noteSleep();
    if (m_clock.monotonic() < m_quietUntil) {
        return std::nullopt;
    }
    const auto sleptSince = std::exchange(entry.sleptSince, std::nullopt);
    const auto pause = std::exchange(entry.pause, Nanoseconds::zero());
    const bool wasPassedOver = std::exchange(entry.wasPassedOver, false);
    lock.unlock();
    if (sleptSince) {
        entry.group->passOver(*sleptSince, pause);
    }
    auto tick = entry.clock.advance(m_clock.now());
    tick.missed = wasPassedOver ? 0 : tick.missed;
    return tick;
}

void Schedule::finish(const Due& due) {
    const std::lock_guard lock(m_mutex);
    --m_running;
    if (due.entry) {
        due.entry->isRunning = false;
        if (!due.entry->isRemoved && !m_stopped) {
            plan(due.entry);
        }
    }
    m_changed.notify_all();
}

void Schedule::prepareForSleep(Nanoseconds longest) {
    const std::lock_guard lock(m_mutex);
    holdUntil(m_clock.monotonic() + longest);
    for (const auto& [group, entry] : m_entries) {
        passOver(*entry, m_clock.now(), Nanoseconds::zero());
    }
}

void Schedule::wakeUp() {
    const std::lock_guard lock(m_mutex);
    noteSleep();
}

void Schedule::stop() {
    std::unique_lock lock(m_mutex);
    m_stopped = true;
    for (const auto& [key, entry] : m_entries) {
        entry->group->requestStop();
    }
    m_changed.notify_all();
    m_changed.wait(lock, [&] { return m_running == 0; });
    m_due.clear();
}

} // namespace hearth::rules
