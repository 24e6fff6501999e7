// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/posting_list.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace hearth::tsdb {

PostingList::~PostingList() {
    if (onHeap()) {
        std::free(m_heap);
    }
}

void PostingList::grow() {
    constexpr std::uint32_t kSmall = 1024;
    const auto capacity = m_capacity + std::max(2U, m_capacity / (m_capacity < kSmall ? 2 : 4));
    auto* const memory = static_cast<std::uint32_t*>(
        std::realloc(onHeap() ? m_heap : nullptr, std::size_t{capacity} * sizeof(std::uint32_t)));
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    if (!onHeap()) {
        std::memcpy(memory, m_inPlace, sizeof(m_inPlace));
    }
    m_heap = memory;
    m_capacity = capacity;
}

void PostingList::add(std::uint32_t id) {
    if (m_size == m_capacity) {
        grow();
    }
    (onHeap() ? m_heap : m_inPlace)[m_size++] = id;
}

void intersect(std::vector<std::uint32_t>& ids, std::span<const std::uint32_t> other) {
    auto kept = ids.begin();
    auto at = other.begin();
    for (const auto id : ids) {
        // Gallop: double the step until it is passed, then search within the last step.
        std::ptrdiff_t step = 1;
        auto low = at;
        while (other.end() - low > step && low[step] < id) {
            low += step;
            step *= 2;
        }
        at = std::lower_bound(low, low + std::min(step + 1, other.end() - low), id);
        if (at == other.end()) {
            break;
        }
        if (*at == id) {
            *kept++ = id;
        }
    }
    ids.erase(kept, ids.end());
}

} // namespace hearth::tsdb
