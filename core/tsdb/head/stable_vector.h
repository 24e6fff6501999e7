// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>

namespace hearth::tsdb {

/// A growing array whose elements never move: segments of doubling size, so indexing is a shift and two loads.
/// Memory of a segment is touched only as elements are made in it.
/// Threads: one thread appends at a time; any thread may read elements whose index it learned from one that knew them.
template <class T>
class StableVector {
  public:
    StableVector() = default;
    ~StableVector();
    StableVector(const StableVector&) = delete;
    StableVector& operator=(const StableVector&) = delete;

    T& operator[](std::uint32_t index) { return *address(index); }
    const T& operator[](std::uint32_t index) const { return *address(index); }
    std::uint32_t size() const { return m_size.load(std::memory_order_acquire); }

    /// Returns the index of the new element. Throws std::bad_alloc.
    template <class... Arguments>
    std::uint32_t emplaceBack(Arguments&&... arguments);

    std::size_t byteCount() const { return size() * sizeof(T); }

  private:
    static constexpr unsigned kFirstBits = 8; ///< The first segment has 2^8 elements.
    static constexpr unsigned kSegments = 33 - kFirstBits;

    struct Place {
        unsigned segment;
        std::uint64_t offset;
    };
    static Place place(std::uint32_t index) {
        const auto shifted = std::uint64_t{index} + (1U << kFirstBits);
        const auto top = static_cast<unsigned>(std::bit_width(shifted)) - 1;
        return {top - kFirstBits, shifted - (1ULL << top)};
    }
    static std::size_t capacityOf(unsigned segment) { return std::size_t{1} << (segment + kFirstBits); }

    T* address(std::uint32_t index) const {
        const auto at = place(index);
        return m_segments[at.segment].load(std::memory_order_acquire) + at.offset;
    }

    std::array<std::atomic<T*>, kSegments> m_segments{};
    std::atomic<std::uint32_t> m_size{0};
};

template <class T>
StableVector<T>::~StableVector() {
    const auto count = size();
    for (std::uint32_t i = 0; i < count; ++i) {
        std::destroy_at(address(i));
    }
    for (unsigned segment = 0; segment < kSegments; ++segment) {
        if (auto* const memory = m_segments[segment].load()) {
            std::allocator<T>().deallocate(memory, capacityOf(segment));
        }
    }
}

template <class T>
template <class... Arguments>
std::uint32_t StableVector<T>::emplaceBack(Arguments&&... arguments) {
    const auto index = m_size.load(std::memory_order_relaxed);
    const auto at = place(index);
    auto* memory = m_segments[at.segment].load(std::memory_order_relaxed);
    if (memory == nullptr) {
        memory = std::allocator<T>().allocate(capacityOf(at.segment));
        m_segments[at.segment].store(memory, std::memory_order_release);
    }
    std::construct_at(memory + at.offset, std::forward<Arguments>(arguments)...);
    m_size.store(index + 1, std::memory_order_release);
    return index;
}

} // namespace hearth::tsdb
