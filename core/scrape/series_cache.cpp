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

std::string_view SeriesCache::textAt(std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : m_entries[index - 1].textEnd;
    return std::string_view(m_texts).substr(begin, m_entries[index].textEnd - begin);
}

std::vector<storage::SeriesRef> SeriesCache::liveSeries() const {
    auto refs = m_heritage;
    if (!m_alive) {
        return refs;
    }
    for (const auto& entry : m_entries) {
        if ((entry.flags & kTracked) != 0 && (entry.flags & kRepeated) == 0) {
            refs.push_back(entry.ref);
        }
    }
    return refs;
}

SeriesCache::Entry SeriesCache::Pass::takeExpected(bool tracked) {
    const auto known = m_cache.m_entries[m_cursor];
    const bool wasTracked = (known.flags & kTracked) != 0;
    const bool dropped = (known.flags & kDropped) != 0;
    if (!isRebuilding() && (dropped || wasTracked == tracked)) {
        ++m_cursor;
        return known;
    }
    startRebuild();
    const auto text = expected();
    m_visited[m_cursor] = true;
    ++m_cursor;
    return add(text, known.ref, dropped, tracked);
}

void SeriesCache::Pass::startRebuild() {
    if (m_rebuilding) {
        return;
    }
    m_rebuilding = true;
    const auto& old = m_cache.m_entries;
    m_visited.assign(old.size(), false);
    std::fill_n(m_visited.begin(), m_cursor, true);
    m_texts.reserve(m_cache.m_texts.size());
    m_entries.reserve(old.size());
    if (m_cursor > 0) {
        m_texts.assign(m_cache.m_texts, 0, old[m_cursor - 1].textEnd);
        m_entries.assign(old.begin(), old.begin() + static_cast<std::ptrdiff_t>(m_cursor));
    }
    for (const auto& entry : m_entries) {
        m_refs.insert(entry.ref);
    }
}

const SeriesCache::Entry* SeriesCache::Pass::find(std::string_view text) {
    startRebuild();
    const auto& old = m_cache.m_entries;
    if (m_index.empty() && !old.empty()) {
        m_index.reserve(old.size());
        for (std::uint32_t i = 0; i < old.size(); ++i) {
            m_index.emplace(m_cache.textAt(i), i);
        }
    }
    const auto found = m_index.find(text);
    if (found == m_index.end()) {
        return nullptr;
    }
    m_visited[found->second] = true;
    m_cursor = found->second + 1;
    return &old[found->second];
}

SeriesCache::Entry SeriesCache::Pass::add(std::string_view text, storage::SeriesRef ref, bool dropped, bool tracked) {
    if (dropped) {
        return append(text, {.flags = kDropped});
    }
    const bool repeated = !m_refs.insert(ref).second;
    const auto flags = (tracked ? kTracked : 0U) | (repeated ? kRepeated : 0U);
    return append(text, {.ref = ref, .flags = static_cast<std::uint8_t>(flags)});
}

SeriesCache::Entry SeriesCache::Pass::append(std::string_view text, Entry entry) {
    m_texts += text;
    entry.textEnd = static_cast<std::uint32_t>(m_texts.size());
    m_entries.push_back(entry);
    return entry;
}

std::vector<storage::SeriesRef> SeriesCache::Pass::vanished() {
    std::vector<storage::SeriesRef> refs;
    const auto& old = m_cache.m_entries;
    if (!isRebuilding() && m_cursor == old.size() && m_cache.m_heritage.empty()) {
        return refs;
    }
    startRebuild();
    std::ranges::copy_if(m_cache.m_heritage, std::back_inserter(refs),
                         [this](auto ref) { return !m_refs.contains(ref); });
    for (std::size_t i = 0; i < old.size() && m_cache.m_alive; ++i) {
        const auto& entry = old[i];
        if (!m_visited[i] && (entry.flags & kTracked) != 0 && (entry.flags & kRepeated) == 0 &&
            !m_refs.contains(entry.ref)) {
            refs.push_back(entry.ref);
        }
    }
    return refs;
}

void SeriesCache::Pass::accept() {
    m_cache.m_alive = true;
    m_cache.m_heritage = {};
    if (!isRebuilding()) {
        return;
    }
    m_texts.shrink_to_fit();
    m_entries.shrink_to_fit();
    m_index.clear();
    m_cache.m_texts = std::move(m_texts);
    m_cache.m_entries = std::move(m_entries);
}

} // namespace hearth::scrape
