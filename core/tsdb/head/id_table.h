// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
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
        for (auto at = home(tag); m_slots[at].idPlusOne != 0; at = after(at)) {
            if (m_slots[at].tag == tag && equals(m_slots[at].idPlusOne - 1)) {
                return m_slots[at].idPlusOne - 1;
            }
        }
        return std::nullopt;
    }

    /// Adds an id that is not in the table yet.
    void insert(std::uint64_t hash, std::uint32_t id) {
        if ((m_count + 1) * kFullest.second > m_slots.size() * kFullest.first) {
            rebuild(std::max(kFirstSlots, m_slots.size() + m_slots.size() / 2));
        }
        place({tagOf(hash), id + 1});
        ++m_count;
    }

    /// Removes an id that was inserted with this hash.
    void erase(std::uint64_t hash, std::uint32_t id) {
        auto hole = home(tagOf(hash));
        while (m_slots[hole].idPlusOne != id + 1) {
            hole = after(hole);
        }
        // What stands behind moves up where its search would otherwise end at the hole.
        for (auto at = after(hole); m_slots[at].idPlusOne != 0; at = after(at)) {
            if (distance(home(m_slots[at].tag), at) >= distance(hole, at)) {
                m_slots[hole] = m_slots[at];
                hole = at;
            }
        }
        m_slots[hole] = {};
        if (--m_count < m_slots.size() / 8 && m_slots.size() > kFirstSlots) {
            rebuild(std::max(kFirstSlots, m_slots.size() / 4));
        }
    }

    void reserve(std::size_t count) {
        const auto places = count * kFullest.second / kFullest.first + 1;
        if (places > m_slots.size()) {
            rebuild(places);
        }
    }

    std::size_t size() const { return m_count; }
    std::size_t byteCount() const { return m_slots.capacity() * sizeof(Slot); }

  private:
    struct Slot {
        std::uint32_t tag = 0;
        std::uint32_t idPlusOne = 0; ///< Zero: free.
    };
    static constexpr std::size_t kFirstSlots = 64;
    static constexpr std::pair<std::size_t, std::size_t> kFullest{4, 5};

    static std::uint32_t tagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash ^ (hash >> 32U)); }
    std::size_t home(std::uint32_t tag) const { return (std::uint64_t{tag} * m_slots.size()) >> 32U; }
    std::size_t after(std::size_t at) const { return at + 1 == m_slots.size() ? 0 : at + 1; }
    std::size_t distance(std::size_t from, std::size_t to) const {
        return to >= from ? to - from : to + m_slots.size() - from;
    }

    void place(Slot slot) {
        auto at = home(slot.tag);
        while (m_slots[at].idPlusOne != 0) {
            at = after(at);
        }
        m_slots[at] = slot;
    }

    void rebuild(std::size_t places) {
        std::vector<Slot> old(places);
        old.swap(m_slots);
        for (const auto& slot : old) {
            if (slot.idPlusOne != 0) {
                place(slot);
            }
        }
    }

    std::vector<Slot> m_slots; ///< At most four fifths full.
    std::size_t m_count = 0;
};

} // namespace hearth::tsdb
