// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/symbol_merge.h"

#include <algorithm>
#include <utility>

namespace hearth::tsdb {

SymbolMerge::SymbolMerge(std::vector<std::unique_ptr<SymbolCursor>> cursors)
    : m_cursors(std::move(cursors)) {}

Result<std::unique_ptr<SymbolMerge>> SymbolMerge::create(std::vector<std::unique_ptr<SymbolCursor>> cursors) {
    std::unique_ptr<SymbolMerge> merge(new SymbolMerge(std::move(cursors)));
    for (const auto& cursor : merge->m_cursors) {
        HEARTH_TRY(merge->advance(*cursor));
    }
    return merge;
}

Result<void> SymbolMerge::advance(SymbolCursor& cursor) {
    if (const auto symbol = HEARTH_TRY(cursor.next())) {
        m_heap.push_back({*symbol, &cursor});
        std::ranges::push_heap(m_heap, isGreater);
    }
    return {};
}

Result<std::optional<std::string_view>> SymbolMerge::next() {
    if (m_heap.empty()) {
        return std::nullopt;
    }
    m_current = m_heap.front().symbol;
    while (!m_heap.empty() && m_heap.front().symbol == m_current) {
        std::ranges::pop_heap(m_heap, isGreater);
        const auto head = m_heap.back();
        m_heap.pop_back();
        HEARTH_TRY(advance(*head.cursor));
    }
    return std::string_view(m_current);
}

} // namespace hearth::tsdb
