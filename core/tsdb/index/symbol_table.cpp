// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/symbol_table.h"

#include <algorithm>
#include <fmt/format.h>

namespace hearth::tsdb::index {
namespace {

constexpr std::uint32_t kMarkEvery = 16;
constexpr std::size_t kSectionHeader = 2 * sizeof(std::uint32_t); // length and count

} // namespace

Result<SymbolTable> SymbolTable::open(std::string_view file, Version version, std::uint64_t offset) {
    const auto section = HEARTH_TRY(readSection(file, offset, "symbols"));
    ByteReader head(section);
    SymbolTable table;
    table.m_size = head.u32();
    table.m_version = version;
    if (!head.ok() || table.m_size > head.remaining()) {
        return damagedAt(offset, fmt::format("symbols: no room for {} of them", table.m_size));
    }
    table.m_symbols = section.substr(head.position());
    table.m_start = offset + kSectionHeader;
    table.m_marks.reserve(table.m_size / kMarkEvery + 1);
    ByteReader reader(table.m_symbols);
    std::string_view last;
    for (std::uint32_t i = 0; i < table.m_size; ++i) {
        const auto position = reader.position();
        const auto symbol = reader.string();
        if (!reader.ok()) {
            return damagedAt(table.m_start + position, "symbols: the section ends within a symbol");
        }
        if (i != 0 && symbol <= last) {
            return damagedAt(table.m_start + position, fmt::format("symbols: number {} is out of order", i));
        }
        if (i % kMarkEvery == 0) {
            table.m_marks.push_back(static_cast<std::uint32_t>(position));
        }
        last = symbol;
    }
    return table;
}

std::string_view SymbolTable::firstOf(std::size_t mark) const {
    return ByteReader(m_symbols.substr(m_marks[mark])).string();
}

SymbolRef SymbolTable::refOf(std::uint32_t ordinal, std::size_t position) const {
    return m_version == Version::kV1 ? static_cast<SymbolRef>(m_start + position) : ordinal;
}

Result<std::string_view> SymbolTable::at(SymbolRef ref) const {
    if (m_version == Version::kV1) {
        ByteReader reader(ref >= m_start && ref - m_start < m_symbols.size() ? m_symbols.substr(ref - m_start)
                                                                             : std::string_view());
        const auto symbol = reader.string();
        return reader.ok() ? Result<std::string_view>(symbol) : damagedAt(ref, "there is no symbol");
    }
    if (ref >= m_size) {
        return fail(ErrorCode::kCorruption, fmt::format("index: there is no symbol {}", ref));
    }
    ByteReader reader(m_symbols.substr(m_marks[ref / kMarkEvery]));
    for (auto i = ref % kMarkEvery; i != 0; --i) {
        reader.string();
    }
    return reader.string();
}

std::optional<SymbolRef> SymbolTable::find(std::string_view symbol) const {
    std::size_t low = 0;
    auto high = m_marks.size();
    while (low < high) { // the first mark whose symbol is greater
        const auto middle = low + (high - low) / 2;
        if (firstOf(middle) > symbol) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    if (low == 0) {
        return std::nullopt;
    }
    const auto mark = low - 1;
    auto ordinal = static_cast<std::uint32_t>(mark * kMarkEvery);
    ByteReader reader(m_symbols.substr(m_marks[mark]));
    for (const auto end = std::min(ordinal + kMarkEvery, m_size); ordinal < end; ++ordinal) {
        const auto position = m_marks[mark] + reader.position();
        const auto here = reader.string();
        if (here >= symbol) {
            return here == symbol ? std::optional(refOf(ordinal, position)) : std::nullopt;
        }
    }
    return std::nullopt;
}

SymbolTable::Cursor::Cursor(const SymbolTable& table)
    : m_table(&table)
    , m_reader(table.m_symbols) {}

bool SymbolTable::Cursor::next() {
    if (m_next == m_table->m_size) {
        return false;
    }
    m_ref = m_table->refOf(m_next++, m_reader.position());
    m_symbol = m_reader.string();
    return true;
}

} // namespace hearth::tsdb::index
