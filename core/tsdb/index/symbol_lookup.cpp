// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/symbol_lookup.h"

#include "base/hash.h"

namespace hearth::tsdb::index {

SymbolLookup::SymbolLookup(const SymbolTable& table)
    : m_table(table)
    , m_slots(kSlots) {}

std::optional<SymbolRef> SymbolLookup::find(std::string_view symbol) {
    auto& slot = m_slots[xxHash64(symbol) % kSlots];
    if (slot.symbol.data() != nullptr && slot.symbol == symbol) [[likely]] {
        return slot.ref;
    }
    const auto ref = m_table.find(symbol);
    if (ref) {
        const auto text = m_table.at(*ref);
        slot = {text ? *text : std::string_view(), *ref};
    }
    return ref;
}

} // namespace hearth::tsdb::index
