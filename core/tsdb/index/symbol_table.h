// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/byte_io.h"
#include "base/error.h"
#include "tsdb/index/format.h"

namespace hearth::tsdb::index {

/// The strings of an index, ascending, read where they lie; in memory is the place of every 16th only.
/// Views into the file, which must outlive it. Threads: thread-safe.
class SymbolTable {
  public:
    SymbolTable() = default;
    /// Walks the whole section once. Errors: kCorruption (checksum, order, size).
    static Result<SymbolTable> open(std::string_view file, Version version, std::uint64_t offset);

    std::uint32_t size() const { return m_size; }
    /// Errors: kCorruption (no such symbol).
    Result<std::string_view> at(SymbolRef ref) const;
    std::optional<SymbolRef> find(std::string_view symbol) const;
    std::size_t heapBytes() const { return m_marks.capacity() * sizeof(std::uint32_t); }

    /// Walks all symbols: `while (cursor.next()) use(cursor.symbol())`.
    class Cursor {
      public:
        explicit Cursor(const SymbolTable& table);
        bool next();
        std::string_view symbol() const { return m_symbol; }
        SymbolRef ref() const { return m_ref; }

      private:
        const SymbolTable* m_table;
        ByteReader m_reader;
        std::uint32_t m_next = 0;
        std::string_view m_symbol;
        SymbolRef m_ref = 0;
    };

  private:
    std::string_view firstOf(std::size_t mark) const;
    SymbolRef refOf(std::uint32_t ordinal, std::size_t position) const;

    std::string_view m_symbols; ///< The section's content behind the count.
    std::uint64_t m_start = 0;  ///< Offset of m_symbols in the file.
    Version m_version = Version::kV2;
    std::uint32_t m_size = 0;
    std::vector<std::uint32_t> m_marks; ///< Positions of every 16th symbol in m_symbols.
};

/// Remembers the latest symbols, as neighbouring series share most. Threads: thread-compatible.
class SymbolCache {
  public:
    /// `table` must outlive it.
    explicit SymbolCache(const SymbolTable& table)
        : m_table(table) {}

    Result<std::string_view> at(SymbolRef ref) {
        auto& slot = m_slots[ref % m_slots.size()];
        if (slot.known && slot.ref == ref) [[likely]] {
            return slot.symbol;
        }
        const auto symbol = m_table.at(ref);
        if (symbol) {
            slot = {*symbol, ref, true};
        }
        return symbol;
    }

  private:
    struct Slot {
        std::string_view symbol;
        SymbolRef ref = 0;
        bool known = false;
    };
    const SymbolTable& m_table;
    std::array<Slot, 512> m_slots;
};

} // namespace hearth::tsdb::index
