// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "tsdb/index/format.h"

namespace hearth::tsdb::index {

/// A number for each label name, by its symbol; names are few and asked for all the time.
/// Threads: thread-compatible.
class NameTable {
  public:
    struct Entry {
        SymbolRef name = 0;
        bool used = false;
        std::uint64_t number = 0;
    };

    /// The name's number, 0 at first. Valid until the next call.
    std::uint64_t& operator[](SymbolRef name) {
        if (2 * m_size >= m_slots.size()) {
            grow();
        }
        auto& slot = m_slots[slotOf(name)];
        if (!slot.used) {
            slot = {name, true, 0};
            ++m_size;
        }
        return slot.number;
    }
    /// Null where the name is not in it.
    const std::uint64_t* find(SymbolRef name) const {
        if (m_slots.empty()) {
            return nullptr;
        }
        const auto& slot = m_slots[slotOf(name)];
        return slot.used ? &slot.number : nullptr;
    }
    /// Those in it, by name.
    std::vector<Entry> sorted() const;

  private:
    std::size_t slotOf(SymbolRef name) const {
        auto slot = (name * 0x9E3779B97F4A7C15ULL >> 32U) & (m_slots.size() - 1);
        while (m_slots[slot].used && m_slots[slot].name != name) {
            slot = (slot + 1) & (m_slots.size() - 1);
        }
        return slot;
    }
    void grow();

    std::vector<Entry> m_slots; ///< A power of two of them, at most half used.
    std::size_t m_size = 0;
};

} // namespace hearth::tsdb::index
