// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

namespace hearth::tsdb {

/// Numbers the commits, so that a reader sees each one whole or not at all, as of the moment the reader began.
/// Threads: thread-safe.
class Isolation {
  public:
    /// A commit that is being applied to memory; it becomes visible to later views when this is destroyed.
    class Commit;
    /// What a reader may see.
    class View;

    std::unique_ptr<View> view();

    /// Every commit up to this one is finished, and visible to every present and future view. Samples of later commits
    /// must stay distinguishable.
    std::uint64_t floor() const { return m_floor.load(); }

  private:
    void updateFloor();

    std::mutex m_mutex; ///< Guards all below (m_floor against writing).
    std::uint64_t m_last = 0;
    std::vector<std::uint64_t> m_open;         ///< Ascending.
    std::multiset<std::uint64_t> m_viewFloors; ///< One an open view: all commits up to it are visible to it.
    std::atomic<std::uint64_t> m_floor{0};
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

  private:
    Isolation& m_isolation;
    std::uint64_t m_last = 0;
    std::vector<std::uint64_t> m_hidden; ///< Commits that were open at the beginning; ascending.
    std::uint64_t m_floor = 0;
};

} // namespace hearth::tsdb
