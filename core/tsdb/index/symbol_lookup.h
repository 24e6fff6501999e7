// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "tsdb/index/symbol_table.h"

namespace hearth::tsdb::index {

/// Finds the references of strings, with the latest remembered: a series shares most with its neighbours.
/// Threads: thread-compatible.
class SymbolLookup {
  public:
    /// `table` must outlive it.
    explicit SymbolLookup(const SymbolTable& table);
    std::optional<SymbolRef> find(std::string_view symbol);

  private:
    struct Slot {
        std::string_view symbol; ///< In the table; null where the slot is free.
        SymbolRef ref = 0;
    };
    static constexpr std::size_t kSlots = 8192;

    const SymbolTable& m_table;
    std::vector<Slot> m_slots;
};

} // namespace hearth::tsdb::index
