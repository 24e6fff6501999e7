// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/series_merge.h"

#include <algorithm>
#include <utility>

namespace hearth::tsdb {

SeriesMerge::SeriesMerge(std::vector<std::unique_ptr<ChunkSeriesCursor>> cursors)
    : m_cursors(std::move(cursors)) {}

Result<SeriesMerge> SeriesMerge::create(std::vector<std::unique_ptr<ChunkSeriesCursor>> cursors) {
    SeriesMerge merge(std::move(cursors));
    for (std::size_t source = 0; source < merge.m_cursors.size(); ++source) {
        HEARTH_TRY(merge.advance(source));
    }
    return merge;
}

bool SeriesMerge::comesLater(std::size_t a, std::size_t b) const {
    const auto& left = m_cursors[a]->labels();
    const auto& right = m_cursors[b]->labels();
    // Mostly all sources are at the same series, which one memcmp tells.
    return left == right ? a > b : left > right;
}

Result<void> SeriesMerge::advance(std::size_t source) {
    if (HEARTH_TRY(m_cursors[source]->next())) {
        m_heap.push_back(source);
        std::ranges::push_heap(m_heap, [this](auto a, auto b) { return comesLater(a, b); });
    }
    return {};
}

Result<bool> SeriesMerge::next() {
    for (const auto source : m_current) {
        HEARTH_TRY(advance(source));
    }
    m_current.clear();
    m_parts.clear();
    if (m_heap.empty()) {
        return false;
    }
    do {
        std::ranges::pop_heap(m_heap, [this](auto a, auto b) { return comesLater(a, b); });
        const auto source = m_heap.back();
        m_heap.pop_back();
        m_current.push_back(source);
        m_parts.push_back({m_cursors[source]->chunks(), m_cursors[source]->deleted(), source});
    } while (!m_heap.empty() && m_cursors[m_heap.front()]->labels() == labels());
    return true;
}

const model::Labels& SeriesMerge::labels() const {
    return m_cursors[m_current.front()]->labels();
}

} // namespace hearth::tsdb
