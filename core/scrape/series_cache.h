// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "storage/storage.h"

namespace hearth::scrape {

/// What the previous scrape of a target exposed: the raw series texts, in order, with the references they resolved to.
/// As a target hardly changes, the next scrape's lines come in the same order, and each is known after comparing its
/// first bytes with the text that is expected: no hash, no labels. Costs 16 bytes a series beside the text itself.
/// Threads: confined to the scrape thread of its target.
class SeriesCache {
  public:
    struct Entry {
        storage::SeriesRef ref = 0;
        std::uint32_t textEnd = 0; ///< Offset into the concatenated texts.
        std::uint8_t flags = 0;
    };
    static constexpr std::uint8_t kDropped = 1;  ///< Metric relabelling drops it; `ref` is 0.
    static constexpr std::uint8_t kTracked = 2;  ///< Gets a stale marker when it vanishes.
    static constexpr std::uint8_t kRepeated = 4; ///< The same series stood earlier in the same scrape.

    class Pass;

    std::size_t size() const { return m_entries.size(); }
    /// Forgets what the texts mean, so that the next scrape resolves all labels anew. What was alive and is not in that
    /// scrape still gets its marker.
    void forgetTexts();
    /// The series that are alive as readers see it: what to mark stale when a scrape fails or the target goes.
    std::vector<storage::SeriesRef> liveSeries() const;
    /// After liveSeries() were marked: nothing is alive until the next pass is accepted.
    void markedStale();

    std::size_t heapBytes() const { return m_texts.capacity() + m_entries.capacity() * sizeof(Entry); }

  private:
    std::string_view textAt(std::size_t index) const;

    std::string m_texts; ///< All series texts, one after the other.
    std::vector<Entry> m_entries;
    std::vector<storage::SeriesRef> m_heritage; ///< Alive before forgetTexts().
    bool m_alive = false;
};

/// One scrape's walk along the cache. The cache itself is unchanged until accept(): a scrape that fails half-way
/// leaves it as it was.
class SeriesCache::Pass {
  public:
    explicit Pass(SeriesCache& cache)
        : m_cache(cache) {}

    /// The series text that should come next; empty where nothing is expected.
    std::string_view expected() const {
        return m_cursor < m_cache.size() ? m_cache.textAt(m_cursor) : std::string_view();
    }
    /// The expected text came. `tracked`: whether it would get a stale marker after this scrape.
    Entry takeExpected(bool tracked);

    /// Another text came: what is known of it, or nullptr. The walk goes on behind it.
    const Entry* find(std::string_view text);
    /// Adds the line that find() was asked for, known or newly resolved; returns the entry as kept.
    Entry add(std::string_view text, storage::SeriesRef ref, bool dropped, bool tracked);

    /// The body ended: the series that must be marked stale now.
    std::vector<storage::SeriesRef> vanished();
    /// The scrape was stored: what it exposed becomes what is expected next time.
    void accept();

  private:
    bool isRebuilding() const { return m_rebuilding; }
    void startRebuild();
    Entry append(std::string_view text, Entry entry);

    SeriesCache& m_cache;
    std::size_t m_cursor = 0; ///< The next expected entry of the old scrape.

    // Only once something differs from the previous scrape:
    bool m_rebuilding = false;
    std::string m_texts;
    std::vector<Entry> m_entries;
    std::vector<bool> m_visited;                                 ///< Per old entry.
    std::unordered_map<std::string_view, std::uint32_t> m_index; ///< Old texts; built by the first find().
    std::unordered_set<storage::SeriesRef> m_refs;               ///< All that this scrape exposed so far.
};

} // namespace hearth::scrape
