// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "tsdb/head/id_table.h"
#include "tsdb/head/stable_vector.h"

namespace hearth::tsdb {

/// Keeps each string once and names it by a small number. Strings stay where they are as long as the table lives.
/// Threads: text() and size() may be called beside one writer; all else is thread-compatible.
class SymbolTable {
  public:
    std::uint32_t intern(std::string_view text);
    std::optional<std::uint32_t> find(std::string_view text) const;
    std::string_view text(std::uint32_t id) const { return m_entries[id]; }
    std::uint32_t size() const { return m_entries.size(); }
    std::size_t byteCount() const { return m_arenaBytes + m_entries.byteCount() + m_table.byteCount(); }

  private:
    std::string_view keep(std::string_view text);
    std::optional<std::uint32_t> find(std::string_view text, std::uint64_t hash) const;

    StableVector<std::string_view> m_entries;
    IdTable m_table;
    std::vector<std::unique_ptr<char[]>> m_arena;
    char* m_free = nullptr; ///< The unused rest of the newest arena block.
    std::size_t m_freeBytes = 0;
    std::size_t m_arenaBytes = 0;
};

} // namespace hearth::tsdb
