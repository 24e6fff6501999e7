// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "scrape/position_table.h"
#include "storage/storage.h"

namespace hearth::scrape {

/// What the previous scrape of a target exposed, in order: the series with the references they resolved to, and what
/// stood between them (comments, mostly). As a target hardly changes, the next scrape's lines come in the same order,
/// and each is known after hashing its first bytes: no search, no labels. The texts themselves are not kept, only their
/// sizes and fingerprints: 20 bytes a series.
/// Threads: confined to the scrape thread of its target.
class SeriesCache {
  public:
    /// Stands for a text: its fingerprint() and size.
    struct Text {
        std::uint64_t print = 0;
        std::size_t size = 0;
    };

    struct [[gnu::packed, gnu::aligned(4)]] Entry {
        std::uint64_t print = 0;
        storage::SeriesRef ref = 0; ///< Of a gap: what the reader wants to know of it, see addGap().
        std::uint32_t size : 28 = 0;
        std::uint32_t flags : 4 = 0;

        bool isGap() const { return (flags & kGap) != 0; }
        bool is(const Text& text) const { return print == text.print && size == sizeKept(text); }
    };
    static_assert(sizeof(Entry) == 20);

    static constexpr std::uint32_t kDropped = 1;  ///< Metric relabelling drops it; `ref` is 0.
    static constexpr std::uint32_t kTracked = 2;  ///< Gets a stale marker when it vanishes.
    static constexpr std::uint32_t kRepeated = 4; ///< The same series stood earlier in the same scrape.
    static constexpr std::uint32_t kGap = 8;      ///< No series, but what stands before one.

    class Pass;

    /// Series and gaps.
    std::size_t size() const { return m_entries.size(); }
    /// Forgets what the texts mean, so that the next scrape resolves all labels anew. What was alive and is not in that
    /// scrape still gets its marker.
    void forgetTexts();
    /// The series that are alive as readers see it: what to mark stale when a scrape fails or the target goes.
    std::vector<storage::SeriesRef> liveSeries() const;
    /// After liveSeries() were marked: nothing is alive until the next pass is accepted.
    void markedStale();

    /// The writer's own number of what it knew when the last pass was accepted; 0 at first.
    std::uint64_t gapVersion() const { return m_gapVersion; }

    std::size_t heapBytes() const { return m_entries.capacity() * sizeof(Entry); }

  private:
    /// Texts too long for the field all have its greatest value, which matches no text where one is expected.
    static constexpr std::uint32_t sizeKept(const Text& text) {
        constexpr std::uint32_t kMost = (1U << 28U) - 1;
        return text.size < kMost ? static_cast<std::uint32_t>(text.size) : kMost;
    }

    std::vector<Entry> m_entries;
    std::vector<storage::SeriesRef> m_heritage; ///< Alive before forgetTexts().
    std::uint64_t m_gapVersion = 0;
    bool m_alive = false;
};

/// One scrape's walk along the cache. The cache itself is unchanged until accept(): a scrape that fails half-way
/// leaves it as it was.
class SeriesCache::Pass {
  public:
    explicit Pass(SeriesCache& cache)
        : m_cache(cache) {}

    /// What should come next; nullptr where nothing is expected.
    const Entry* expected() const {
        return m_cursor < m_cache.m_entries.size() ? &m_cache.m_entries[m_cursor] : nullptr;
    }
    /// The expected series came. `tracked`: whether it would get a stale marker after this scrape.
    Entry takeExpected(bool tracked);
    /// The expected gap came.
    void takeExpectedGap();
    /// Something else came in place of the expected gap, which is not waited for any longer.
    void passGap();

    /// A series came that is not expected: what is known of it, or nullptr. The walk goes on behind it.
    const Entry* find(const Text& text);
    /// Adds the series that find() was asked for, known or newly resolved; returns the entry as kept.
    Entry add(const Text& text, storage::SeriesRef ref, bool dropped, bool tracked);
    /// Adds what stands before the next series. `meaning` comes back as the entry's `ref`.
    void addGap(const Text& text, std::uint64_t meaning);

    std::uint64_t gapVersion() const { return m_cache.m_gapVersion; }

    /// The body ended: the series that must be marked stale now.
    std::vector<storage::SeriesRef> vanished();
    /// The scrape was stored: what it exposed becomes what is expected next time.
    void accept(std::uint64_t gapVersion);

  private:
    bool isRebuilding() const { return m_rebuilding; }
    void startRebuild();
    void indexOldTexts();
    bool exposed(storage::SeriesRef ref) const;
    void noteExposed(std::uint32_t position);

    SeriesCache& m_cache;
    std::size_t m_cursor = 0; ///< The next expected entry of the old scrape.

    // Only once something differs from the previous scrape:
    bool m_rebuilding = false;
    std::vector<Entry> m_entries;
    std::vector<bool> m_visited; ///< Per old entry.
    PositionTable m_oldTexts;    ///< Of old entries; filled by the first find().
    PositionTable m_refs;        ///< Of new entries, by reference: all that this scrape exposed so far.
};

inline SeriesCache::Entry SeriesCache::Pass::takeExpected(bool tracked) {
    const auto known = m_cache.m_entries[m_cursor];
    const bool wasTracked = (known.flags & kTracked) != 0;
    const bool dropped = (known.flags & kDropped) != 0;
    if (!isRebuilding() && (dropped || wasTracked == tracked)) [[likely]] {
        ++m_cursor;
        return known;
    }
    startRebuild();
    m_visited[m_cursor] = true;
    ++m_cursor;
    return add({known.print, known.size}, known.ref, dropped, tracked);
}

} // namespace hearth::scrape
