// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/symbol_table.h"

#include <cstring>

#include "base/hash.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kArenaBlockBytes = 64U << 10U;

} // namespace

std::optional<std::uint32_t> SymbolTable::find(std::string_view text, std::uint64_t hash) const {
    return m_table.find(hash, [&](std::uint32_t id) { return m_entries[id] == text; });
}

std::optional<std::uint32_t> SymbolTable::find(std::string_view text) const {
    return find(text, xxHash64(text));
}

std::uint32_t SymbolTable::intern(std::string_view text) {
    const auto hash = xxHash64(text);
    if (const auto known = find(text, hash)) {
        return *known;
    }
    const auto id = m_entries.emplaceBack(keep(text));
    m_table.insert(hash, id);
    return id;
}

std::string_view SymbolTable::keep(std::string_view text) {
    if (text.empty()) {
        return {};
    }
    if (text.size() > kArenaBlockBytes / 4) { // its own block, so that the rest of the current one stays in use
        m_arena.push_back(std::make_unique_for_overwrite<char[]>(text.size()));
        m_arenaBytes += text.size();
        std::memcpy(m_arena.back().get(), text.data(), text.size());
        return {m_arena.back().get(), text.size()};
    }
    if (m_freeBytes < text.size()) {
        m_arena.push_back(std::make_unique_for_overwrite<char[]>(kArenaBlockBytes));
        m_arenaBytes += kArenaBlockBytes;
        m_free = m_arena.back().get();
        m_freeBytes = kArenaBlockBytes;
    }
    char* const kept = m_free;
    std::memcpy(kept, text.data(), text.size());
    m_free += text.size();
    m_freeBytes -= text.size();
    return {kept, text.size()};
}

} // namespace hearth::tsdb
