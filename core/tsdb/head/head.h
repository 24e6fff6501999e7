// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/labels.h"
#include "tsdb/head/block_pool.h"
#include "tsdb/head/head_metrics.h"
#include "tsdb/head/isolation.h"
#include "tsdb/head/label_index.h"
#include "tsdb/head/mem_series.h"
#include "tsdb/head/metadata_store.h"

namespace hearth::tsdb {

/// Number of a series in the head, from 0 without gaps; storage::SeriesRef is one more.
using SeriesId = std::uint32_t;

/// The lock of some series (neighbours in creation order, as the series of one target are), and what rarely has to be
/// known of them besides.
struct alignas(64) HeadStripe {
    std::mutex mutex;
    /// Per series the commits before the last one that some reader may not see, oldest first.
    std::unordered_map<SeriesId, std::vector<MemSeries::CommitMark>> olderCommits; // guarded by mutex
};

/// The samples in memory: all series with their labels, their chunks, and the index from labels to series. Knows
/// nothing of files; HeadAppender and HeadReplay fill it, HeadQuerier reads it.
///
/// Locks, outermost first: indexMutex() (labels, postings, the table of series), then one stripe. A series, once made,
/// never moves or goes away, so whoever has its id needs the stripe lock only; its labels need no lock at all.
/// Threads: thread-safe, except where a function says which lock it wants.
class Head {
  public:
    Head(model::DurationMs chunkRange, instrument::Registry& registry);

    // --- series
    /// The series with these labels (a Labels buffer), made where new. kLimit when there is no number left.
    Result<SeriesId> findOrCreate(const model::Labels& labels);
    SeriesId seriesCount() const { return m_series.size(); }
    MemSeries& series(SeriesId id) { return m_series[id]; }
    const MemSeries& series(SeriesId id) const { return m_series[id]; }
    /// Starts to load the series of a reference into the cache; harmless where there is none.
    void prefetch(storage::SeriesRef ref) const {
        if (ref - 1 < seriesCount()) {
            __builtin_prefetch(&m_series[static_cast<SeriesId>(ref - 1)], 1);
        }
    }
    model::Labels labelsOf(SeriesId id) const;
    std::string_view metricNameOf(SeriesId id) const;

    // --- for replay, which has the head to itself
    struct Found {
        SeriesId id = 0;
        bool isNew = false;
    };
    Found findOrCreate(std::string_view labelBytes, std::uint64_t walRef);
    void setNextWalRef(std::uint64_t ref) { m_nextWalRef = ref; }
    /// Like apply() for one sample of a transaction that everybody may see; the caller alone touches the series.
    /// False where the sample is not newer than the last one.
    bool replaySample(SeriesId id, model::TimestampMs time, double value);

    // --- samples
    /// Makes the samples of a transaction visible, all at once; those that no longer fit are left out and counted.
    void apply(std::span<const SeriesId> ids, std::span<const storage::RefSample> samples);
    /// How many of the newest samples of a series `view` must not see. Needs the stripe lock.
    std::size_t hiddenSamples(SeriesId id, const Isolation::View& view) const;
    /// Samples before it are out of bounds; the lowest time where the head is empty.
    model::TimestampMs minValidTime() const;
    model::DurationMs acceptedAge() const { return m_chunkRange / 2; }
    /// Times of the oldest and newest sample; nothing where there is none.
    std::optional<model::TimeRange> timeRange() const;
    void widenTimeRange(model::TimeRange range);
    std::uint64_t chunkCount() const { return m_chunks.load(std::memory_order_relaxed); }

    HeadStripe& stripe(SeriesId id) const { return m_stripes[id / kSeriesPerStripeRun % kStripes]; }
    Isolation& isolation() { return m_isolation; }
    const BlockPool& pool() const { return m_pool; }
    HeadMetrics& metrics() { return m_metrics; }
    MetadataStore& metadata() { return m_metadata; }

    // --- index
    std::shared_mutex& indexMutex() const { return m_indexMutex; }
    /// Needs indexMutex(), shared, unless LabelIndex says otherwise.
    const LabelIndex& index() const { return m_index; }
    /// Brings the values of a label into order where they are not; takes indexMutex().
    void settleValues(std::string_view name);

  private:
    static constexpr std::size_t kStripes = 256;
    static constexpr std::size_t kSeriesPerStripeRun = 64;
    static constexpr auto kNoTime = std::numeric_limits<model::TimestampMs>::max();

    std::optional<SeriesId> find(std::string_view labelBytes, std::uint64_t hash) const;
    bool hasLabels(SeriesId id, std::string_view labelBytes) const;
    SeriesId create(std::string_view labelBytes, std::uint64_t hash, std::uint64_t walRef);
    std::uint32_t* allocatePairs(std::size_t count);
    bool appendSample(SeriesId id, const storage::RefSample& sample, std::uint64_t commit);
    void noteOlderCommit(SeriesId id, MemSeries& series);

    const model::DurationMs m_chunkRange;
    HeadMetrics m_metrics;
    Isolation m_isolation;
    BlockPool m_pool;
    MetadataStore m_metadata;
    StableVector<MemSeries> m_series; ///< Grown with m_indexMutex held.
    mutable std::array<HeadStripe, kStripes> m_stripes;

    mutable std::shared_mutex m_indexMutex; ///< Guards all of this group.
    LabelIndex m_index;
    IdTable m_seriesTable;
    std::vector<std::unique_ptr<std::uint32_t[]>> m_pairArena;
    std::size_t m_freePairs = 0;
    std::span<const std::uint32_t> m_lastPairs; ///< Of the newest series.
    std::uint64_t m_nextWalRef = 1;

    std::atomic<model::TimestampMs> m_minTime{kNoTime};
    std::atomic<model::TimestampMs> m_maxTime{std::numeric_limits<model::TimestampMs>::min()};
    std::atomic<std::uint64_t> m_chunks{0};
};

/// Holds the stripe lock of one series after the other; neighbours cost nothing.
/// Threads: confined to the thread that uses it.
class StripeWalk {
  public:
    explicit StripeWalk(const Head& head)
        : m_head(head) {}
    /// Locks the stripe of `id`, releasing the one before.
    HeadStripe& enter(SeriesId id) {
        auto& next = m_head.stripe(id);
        if (&next != m_stripe) {
            m_lock = {}; // never two stripes at once
            m_lock = std::unique_lock(next.mutex);
            m_stripe = &next;
        }
        return next;
    }

  private:
    const Head& m_head;
    HeadStripe* m_stripe = nullptr;
    std::unique_lock<std::mutex> m_lock;
};

} // namespace hearth::tsdb
