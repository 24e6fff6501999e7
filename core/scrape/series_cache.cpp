// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/series_cache.h"

#include <algorithm>

namespace hearth::scrape {

void SeriesCache::forgetTexts() {
    auto heritage = liveSeries();
    *this = SeriesCache();
    m_heritage = std::move(heritage);
}

void SeriesCache::markedStale() {
    m_alive = false;
    m_heritage.clear();
}

std::vector<storage::SeriesRef> SeriesCache::liveSeries() const {
    auto refs = m_heritage;
    if (!m_alive) {
        return refs;
    }
    for (const auto& entry : m_entries) {
        if ((entry.flags & kTracked) != 0 && (entry.flags & kRepeated) == 0) {
            refs.push_back(storage::SeriesRef{entry.ref});
        }
    }
    return refs;
}

void SeriesCache::Pass::takeExpectedGap() {
    const auto known = m_cache.m_entries[m_cursor];
    passGap();
    if (isRebuilding()) {
        m_entries.push_back(known);
    }
}

void SeriesCache::Pass::passGap() {
    if (isRebuilding()) {
        m_visited[m_cursor] = true;
    }
    ++m_cursor;
}

void SeriesCache::Pass::startRebuild() {
    if (m_rebuilding) {
        return;
    }
    m_rebuilding = true;
    const auto& old = m_cache.m_entries;
    m_visited.assign(old.size(), false);
    std::fill_n(m_visited.begin(), m_cursor, true);
    m_entries.reserve(old.size());
    for (std::uint32_t i = 0; i < m_cursor; ++i) {
        m_entries.push_back(old[i]);
        if ((old[i].flags & (kGap | kDropped | kRepeated)) == 0) {
            noteExposed(i);
        }
    }
}

bool SeriesCache::Pass::exposed(storage::SeriesRef ref) const {
    return m_refs.find(ref, [&](std::uint32_t i) { return m_entries[i].ref == ref; }).has_value();
}

void SeriesCache::Pass::noteExposed(std::uint32_t position) {
    m_refs.insert(position, [this](std::uint32_t i) { return std::uint64_t{m_entries[i].ref}; });
}

void SeriesCache::Pass::indexOldTexts() {
    const auto& old = m_cache.m_entries;
    const auto printOf = [&old](std::uint32_t i) { return std::uint64_t{old[i].print}; };
    m_oldTexts.reserve(old.size(), printOf);
    for (std::uint32_t i = 0; i < old.size(); ++i) {
        if (!old[i].isGap()) {
            m_oldTexts.insert(i, printOf);
        }
    }
}

const SeriesCache::Entry* SeriesCache::Pass::find(const Text& text) {
    startRebuild();
    const auto& old = m_cache.m_entries;
    if (m_oldTexts.empty()) {
        indexOldTexts();
    }
    const auto found = m_oldTexts.find(text.print, [&](std::uint32_t i) { return old[i].is(text); });
    if (!found) {
        return nullptr;
    }
    m_visited[*found] = true;
    m_cursor = *found + 1;
    return &old[*found];
}

SeriesCache::Entry SeriesCache::Pass::add(const Text& text, storage::SeriesRef ref, bool dropped, bool tracked) {
    startRebuild();
    Entry entry{.print = text.print, .size = sizeKept(text), .flags = kDropped};
    if (dropped) {
        m_entries.push_back(entry);
        return entry;
    }
    const bool repeated = exposed(ref);
    entry.ref = ref;
    entry.flags = (tracked ? kTracked : 0U) | (repeated ? kRepeated : 0U);
    m_entries.push_back(entry);
    if (!repeated) {
        noteExposed(static_cast<std::uint32_t>(m_entries.size() - 1));
    }
    return entry;
}

void SeriesCache::Pass::addGap(const Text& text, std::uint64_t meaning) {
    startRebuild();
    m_entries.push_back({.print = text.print, .ref = meaning, .size = sizeKept(text), .flags = kGap});
}

std::vector<storage::SeriesRef> SeriesCache::Pass::vanished() {
    std::vector<storage::SeriesRef> refs;
    const auto& old = m_cache.m_entries;
    if (!isRebuilding() && m_cursor == old.size() && m_cache.m_heritage.empty()) {
        return refs;
    }
    startRebuild();
    std::ranges::copy_if(m_cache.m_heritage, std::back_inserter(refs), [this](auto ref) { return !exposed(ref); });
    for (std::size_t i = 0; i < old.size() && m_cache.m_alive; ++i) {
        const auto& entry = old[i];
        if (!m_visited[i] && (entry.flags & kTracked) != 0 && (entry.flags & kRepeated) == 0 && !exposed(entry.ref)) {
            refs.push_back(storage::SeriesRef{entry.ref});
        }
    }
    return refs;
}

void SeriesCache::Pass::accept(std::uint64_t gapVersion) {
    m_cache.m_alive = true;
    m_cache.m_heritage = {};
    m_cache.m_gapVersion = gapVersion;
    if (!isRebuilding()) {
        return;
    }
    m_entries.shrink_to_fit();
    m_cache.m_entries = std::move(m_entries);
}

} // namespace hearth::scrape
