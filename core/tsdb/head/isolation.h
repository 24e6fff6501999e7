// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "model/time.h"

namespace hearth::tsdb {

/// Numbers the commits, so that a reader sees each one whole or not at all, as of the moment the reader began; and
/// knows from what time on each reader sees samples, so that older ones go when nobody sees them.
/// Threads: thread-safe.
class Isolation {
  public:
    /// A commit that is being applied to memory; it becomes visible to later views when this is destroyed.
    class Commit;
    /// What a reader may see.
    class View;

    static constexpr auto kNoTimeFloor = std::numeric_limits<model::TimestampMs>::min();

    std::unique_ptr<View> view();

    /// Every commit up to this one is finished, and visible to every present and future view. Samples of later commits
    /// must stay distinguishable.
    std::uint64_t floor() const { return m_floor.load(); }

    /// Later views do not see samples before `time`; never goes down.
    void raiseTimeFloor(model::TimestampMs time);
    model::TimestampMs timeFloor() const { return m_timeFloor.load(); }
    /// The lowest time that some open view, or a later one, sees.
    model::TimestampMs visibleFrom() const;

    /// The newest commit that began.
    std::uint64_t lastCommit() const;
    /// The number of the newest view, and whether all views up to a number are closed.
    std::uint64_t lastView() const;
    bool allClosedUpTo(std::uint64_t view) const;

  private:
    void updateFloor();

    mutable std::mutex m_mutex; ///< Guards all below (the atomic ones against writing).
    std::uint64_t m_last = 0;
    std::vector<std::uint64_t> m_open;         ///< Ascending.
    std::multiset<std::uint64_t> m_viewFloors; ///< One an open view: all commits up to it are visible to it.
    std::map<model::TimestampMs, std::size_t> m_viewTimes; ///< How many open views see samples from there on.
    std::uint64_t m_lastView = 0;
    std::set<std::uint64_t> m_openViews;
    std::atomic<std::uint64_t> m_floor{0};
    std::atomic<model::TimestampMs> m_timeFloor{kNoTimeFloor};
};

class Isolation::Commit {
  public:
    explicit Commit(Isolation& isolation);
    ~Commit();
    Commit(const Commit&) = delete;
    Commit& operator=(const Commit&) = delete;

    std::uint64_t number() const { return m_number; }

  private:
    Isolation& m_isolation;
    std::uint64_t m_number = 0;
};

class Isolation::View {
  public:
    explicit View(Isolation& isolation);
    ~View();
    View(const View&) = delete;
    View& operator=(const View&) = delete;

    bool sees(std::uint64_t commit) const;
    /// Samples before it are not to be seen.
    model::TimestampMs timeFloor() const { return m_timeFloor; }

  private:
    Isolation& m_isolation;
    std::uint64_t m_number = 0;
    std::uint64_t m_last = 0;
    std::vector<std::uint64_t> m_hidden; ///< Commits that were open at the beginning; ascending.
    std::uint64_t m_floor = 0;
    model::TimestampMs m_timeFloor = kNoTimeFloor;
};

} // namespace hearth::tsdb
