// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/name_table.h"

#include <algorithm>

namespace hearth::tsdb::index {

std::vector<NameTable::Entry> NameTable::sorted() const {
    std::vector<Entry> entries;
    std::ranges::copy_if(m_slots, std::back_inserter(entries), &Entry::used);
    std::ranges::sort(entries, {}, &Entry::name);
    return entries;
}

void NameTable::grow() {
    constexpr std::size_t kFirst = 64;
    const auto old = std::exchange(m_slots, std::vector<Entry>(std::max(kFirst, 2 * m_slots.size())));
    for (const auto& entry : old) {
        if (entry.used) {
            m_slots[slotOf(entry.name)] = entry;
        }
    }
}

} // namespace hearth::tsdb::index
