// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hearth::tsdb {

/// Ascending series ids under one label pair: sixteen bytes, two ids in place, more on the heap in small steps.
/// Threads: thread-compatible.
class PostingList {
  public:
    PostingList() = default;
    ~PostingList();
    PostingList(const PostingList&) = delete;
    PostingList& operator=(const PostingList&) = delete;

    /// `id` must be greater than the last one. Throws std::bad_alloc.
    void add(std::uint32_t id);
    std::span<const std::uint32_t> ids() const { return {data(), m_size}; }
    std::uint32_t size() const { return m_size; }
    std::size_t heapBytes() const { return onHeap() ? std::size_t{m_capacity} * sizeof(std::uint32_t) : 0; }

  private:
    static constexpr std::uint32_t kInPlace = 2;

    bool onHeap() const { return m_capacity > kInPlace; }
    const std::uint32_t* data() const { return onHeap() ? m_heap : m_inPlace; }
    void grow();

    std::uint32_t m_size = 0;
    std::uint32_t m_capacity = kInPlace;
    union {
        std::uint32_t m_inPlace[kInPlace] = {};
        std::uint32_t* m_heap; ///< Owned, from std::malloc.
    };
};

/// Keeps of the ascending `ids` those that are in the ascending `other` too; cheap when `ids` is much the shorter.
void intersect(std::vector<std::uint32_t>& ids, std::span<const std::uint32_t> other);

} // namespace hearth::tsdb
