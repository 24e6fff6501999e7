// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/posting_list.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace hearth::tsdb {
namespace {

/// Walks an ascending list with ascending questions.
class Gallop {
  public:
    explicit Gallop(std::span<const std::uint32_t> list)
        : m_at(list.begin())
        , m_end(list.end()) {}

    bool has(std::uint32_t id) {
        // Double the step until the id is passed, then search within the last step.
        std::ptrdiff_t step = 1;
        auto low = m_at;
        while (m_end - low > step && low[step] < id) {
            low += step;
            step *= 2;
        }
        m_at = std::lower_bound(low, low + std::min(step + 1, m_end - low), id);
        return m_at != m_end && *m_at == id;
    }
    bool atEnd() const { return m_at == m_end; }

  private:
    std::span<const std::uint32_t>::iterator m_at;
    std::span<const std::uint32_t>::iterator m_end;
};

} // namespace

PostingList::~PostingList() {
    if (onHeap()) {
        std::free(m_heap);
    }
}

void PostingList::resize(std::uint32_t capacity) {
    if (capacity <= kInPlace) {
        auto* const heap = m_heap;
        std::memcpy(m_inPlace, heap, m_size * sizeof(std::uint32_t));
        std::free(heap);
        m_capacity = kInPlace;
        return;
    }
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

void PostingList::settle() {
    if (m_second != 0) {
        std::inplace_merge(data(), data() + m_second, data() + m_size);
        m_second = 0;
    }
}

void PostingList::read(std::vector<std::uint32_t>& out) const {
    const auto a = firstRun();
    const auto b = secondRun();
    const auto start = static_cast<std::ptrdiff_t>(out.size());
    out.insert(out.end(), a.begin(), a.end());
    if (!b.empty()) {
        out.insert(out.end(), b.begin(), b.end());
        std::inplace_merge(out.begin() + start, out.end() - static_cast<std::ptrdiff_t>(b.size()), out.end());
    }
}

void intersect(std::vector<std::uint32_t>& ids, std::span<const std::uint32_t> other) {
    auto kept = ids.begin();
    Gallop list(other);
    for (const auto id : ids) {
        if (list.has(id)) {
            *kept++ = id;
        } else if (list.atEnd()) {
            break;
        }
    }
    ids.erase(kept, ids.end());
}

void intersect(std::vector<std::uint32_t>& ids, const PostingList& other) {
    if (other.secondRun().empty()) {
        return intersect(ids, other.firstRun());
    }
    Gallop first(other.firstRun());
    Gallop second(other.secondRun());
    std::erase_if(ids, [&](std::uint32_t id) { return !first.has(id) && !second.has(id); });
}

} // namespace hearth::tsdb
