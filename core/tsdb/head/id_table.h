// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace hearth::tsdb {

/// A hash table from something that is kept elsewhere to its 32-bit id: open addressing, eight bytes a slot.
/// Threads: thread-compatible.
class IdTable {
  public:
    /// The id under `hash` for which `equals(id)` holds.
    template <class Equals>
    std::optional<std::uint32_t> find(std::uint64_t hash, Equals equals) const {
        if (m_slots.empty()) {
            return std::nullopt;
        }
        const auto tag = tagOf(hash);
        for (auto at = tag & m_mask; m_slots[at].idPlusOne != 0; at = (at + 1) & m_mask) {
            if (m_slots[at].tag == tag && equals(m_slots[at].idPlusOne - 1)) {
                return m_slots[at].idPlusOne - 1;
            }
        }
        return std::nullopt;
    }

    /// Adds an id that is not in the table yet.
    void insert(std::uint64_t hash, std::uint32_t id) {
        if ((m_count + 1) * 4 > m_slots.size() * 3) {
            grow();
        }
        place({tagOf(hash), id + 1});
        ++m_count;
    }

    std::size_t byteCount() const { return m_slots.capacity() * sizeof(Slot); }

  private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t idPlusOne = 0; ///< Zero: free.
    };
    static constexpr std::size_t kFirstSlots = 64;

    static std::uint32_t tagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash ^ (hash >> 32U)); }

    void place(Slot slot) {
        auto at = slot.tag & m_mask;
        while (m_slots[at].idPlusOne != 0) {
            at = (at + 1) & m_mask;
        }
        m_slots[at] = slot;
    }

    void grow() {
        std::vector<Slot> old(m_slots.empty() ? kFirstSlots : m_slots.size() * 2);
        old.swap(m_slots);
        m_mask = static_cast<std::uint32_t>(m_slots.size() - 1);
        for (const auto& slot : old) {
            if (slot.idPlusOne != 0) {
                place(slot);
            }
        }
    }

    std::vector<Slot> m_slots; ///< A power of two, at most three quarters full.
    std::uint32_t m_mask = 0;
    std::size_t m_count = 0;
};

} // namespace hearth::tsdb
