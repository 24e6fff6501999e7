// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace hearth::scrape {

/// Positions of a list, found by the hash of what stands there: open addressing, four bytes a slot. The list itself
/// stays with the owner, who compares and hashes. Threads: thread-compatible.
class PositionTable {
  public:
    /// The position with this hash for which `same(position)` holds.
    template <class Same>
    std::optional<std::uint32_t> find(std::uint64_t hash, Same same) const {
        if (m_slots.empty()) {
            return std::nullopt;
        }
        for (auto slot = first(hash);; slot = (slot + 1) & (m_slots.size() - 1)) {
            if (m_slots[slot] == 0) {
                return std::nullopt;
            }
            if (same(m_slots[slot] - 1)) {
                return m_slots[slot] - 1;
            }
        }
    }

    /// Adds a position; of several with the same hash and text find() gives the first. `hashOf(position)` is asked for
    /// others too when the table grows.
    template <class HashOf>
    void insert(std::uint32_t position, HashOf hashOf) {
        if ((m_used + 1) * 2 > m_slots.size()) {
            grow(m_used + 1, hashOf);
        }
        place(position, hashOf(position));
        ++m_used;
    }

    template <class HashOf>
    void reserve(std::size_t count, HashOf hashOf) {
        if (count * 2 > m_slots.size()) {
            grow(count, hashOf);
        }
    }

    bool empty() const { return m_used == 0; }

  private:
    static constexpr std::size_t kFewest = 32;

    std::size_t first(std::uint64_t hash) const {
        return static_cast<std::size_t>(hash * 0x9e37'79b9'7f4a'7c15ULL >> m_shift);
    }

    void place(std::uint32_t position, std::uint64_t hash) {
        auto slot = first(hash);
        while (m_slots[slot] != 0) {
            slot = (slot + 1) & (m_slots.size() - 1);
        }
        m_slots[slot] = position + 1;
    }

    template <class HashOf>
    void grow(std::size_t count, HashOf hashOf) {
        const auto size = std::max(kFewest, std::bit_ceil(count * 2));
        auto old = std::exchange(m_slots, std::vector<std::uint32_t>(size));
        m_shift = 64U - static_cast<unsigned>(std::countr_zero(size));
        for (const auto slot : old) {
            if (slot != 0) {
                place(slot - 1, hashOf(slot - 1));
            }
        }
    }

    std::vector<std::uint32_t> m_slots; ///< Position + 1; 0 is free. A power of two of them, at most half used.
    std::size_t m_used = 0;
    unsigned m_shift = 0;
};

} // namespace hearth::scrape
