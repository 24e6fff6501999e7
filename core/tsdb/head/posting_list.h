// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace hearth::tsdb {

/// The series ids under one label pair, in two ascending runs: numbers of removed series are given again, in ascending
/// order, so what is added goes into a second run until numbers begin anew. Two ids stand in place, more on the heap.
/// Threads: thread-compatible.
class PostingList {
  public:
    PostingList() = default;
    ~PostingList();
    PostingList(const PostingList&) = delete;
    PostingList& operator=(const PostingList&) = delete;

    /// `id` is not in the list. Throws std::bad_alloc.
    void add(std::uint32_t id) {
        if (m_size != 0 && id < data()[m_size - 1]) {
            startRun();
        }
        if (m_size == m_capacity) {
            resize(m_capacity + std::max(2U, m_capacity / (m_capacity < kSmall ? 4 : 8)));
        }
        data()[m_size++] = id;
    }
    /// Removes the ids for which `gone(id)` holds.
    template <class Gone>
    void removeIf(Gone gone) {
        settle();
        const std::span all(data(), m_size);
        m_size = static_cast<std::uint32_t>(std::remove_if(all.begin(), all.end(), gone) - all.begin());
        if (onHeap() && m_size < m_capacity / 2) {
            resize(m_size);
        }
    }

    std::uint32_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    std::span<const std::uint32_t> firstRun() const { return {data(), m_second == 0 ? m_size : m_second}; }
    std::span<const std::uint32_t> secondRun() const {
        return m_second == 0 ? std::span<const std::uint32_t>() : std::span(data() + m_second, m_size - m_second);
    }
    /// Appends all ids to `out`, ascending.
    void read(std::vector<std::uint32_t>& out) const;
    std::size_t heapBytes() const { return onHeap() ? std::size_t{m_capacity} * sizeof(std::uint32_t) : 0; }

  private:
    static constexpr std::uint32_t kInPlace = 2;
    static constexpr std::uint32_t kSmall = 1024;

    bool onHeap() const { return m_capacity > kInPlace; }
    const std::uint32_t* data() const { return onHeap() ? m_heap : m_inPlace; }
    std::uint32_t* data() { return onHeap() ? m_heap : m_inPlace; }
    void resize(std::uint32_t capacity);
    void settle();
    void startRun() {
        settle();
        m_second = m_size;
    }

    std::uint32_t m_size = 0;
    std::uint32_t m_capacity = kInPlace;
    std::uint32_t m_second = 0; ///< Where the second run begins; 0: there is one only.
    union {
        std::uint32_t m_inPlace[kInPlace] = {};
        std::uint32_t* m_heap; ///< Owned, from std::malloc.
    };
};

/// Keeps of the ascending `ids` those that are in the ascending `other` too; cheap when `ids` is much the shorter.
void intersect(std::vector<std::uint32_t>& ids, std::span<const std::uint32_t> other);
void intersect(std::vector<std::uint32_t>& ids, const PostingList& other);

} // namespace hearth::tsdb
