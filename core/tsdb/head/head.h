// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/log.h"
#include "model/labels.h"
#include "model/matcher.h"
#include "tsdb/exemplars/exemplar_ring.h"
#include "tsdb/head/head_metrics.h"
#include "tsdb/head/isolation.h"
#include "tsdb/head/mem_series.h"
#include "tsdb/head/metadata_store.h"
#include "tsdb/head/series_snapshot.h"
#include "tsdb/head/series_table.h"
#include "tsdb/wal/records.h"

namespace hearth::tsdb {

class HeadChunks;
class OutOfOrderLog;
struct Transaction;

struct HeadOptions {
    model::DurationMs chunkRange = 2 * model::kHourMs; ///< Chunks do not cross multiples of it.
    model::DurationMs outOfOrderWindow = 0;            ///< 0: older samples are not taken.
    std::size_t maxExemplars = 0;
};

/// The lock of some series (neighbours in creation order, as the series of one target are), and what rarely has to be
/// known of them besides.
struct alignas(64) HeadStripe {
    std::mutex mutex;
    // All guarded by mutex.
    /// Per series the commits before the last one that some reader may not see, oldest first.
    std::unordered_map<SeriesId, std::vector<CommitMark>> olderCommits;
    std::unordered_map<SeriesId, std::size_t> morePins;
    std::vector<SeriesId> unmapped; ///< Series with closed chunks that are not in a file.
};

/// What a transaction may append; as of its beginning, so that all of it is judged alike.
struct AppendLimits {
    model::TimestampMs minValidTime = 0;  ///< Older samples are not taken in order.
    model::TimestampMs outOfOrderMin = 0; ///< Older ones are too old for the out-of-order window.
    bool outOfOrder = false;              ///< There is such a window.
};

/// The samples in memory: all series with their labels, their chunks, and the index from labels to series. HeadAppender
/// and HeadReplay fill it, HeadQuerier, HeadSource and OutOfOrderSource read it.
///
/// Locks, outermost first: m_maintenance (one maintainer at a time), table().mutex() (labels, postings, which series
/// there are), then one stripe. A series that is pinned or has samples that some view sees stays; otherwise its place
/// may serve another series, which SeriesKey tells.
/// Threads: thread-safe, except where a function says which lock it wants.
class Head {
  public:
    Head(HeadOptions options, instrument::Registry& registry, const Log& log);

    /// Where closed chunks go; without they stay on the heap. To be called before anything is appended; must outlive
    /// the head. What is only read is not written to.
    void setChunkFiles(HeadChunks* files, bool writable = true) {
        m_chunkFiles = files;
        m_chunkFilesAreWritable = writable;
    }
    HeadChunks* chunkFiles() const { return m_chunkFiles; }
    const HeadOptions& options() const { return m_options; }
    model::DurationMs outOfOrderWindow() const { return m_outOfOrderWindow.load(std::memory_order_relaxed); }
    /// For transactions that begin later; 0: older samples are not taken. What is kept stays.
    void setOutOfOrderWindow(model::DurationMs window);

    // --- series
    /// The series with these labels, made where new, and pinned: unpin() is due. kLimit when there is no number left.
    Result<SeriesKey> findOrCreate(const model::Labels& labels);
    /// Whether the series is still the one of that key. Needs its stripe lock or table().mutex().
    bool has(SeriesKey key) const { return key.id < m_table.end() && isNamed(m_table[key.id], key); }
    static bool isNamed(const MemSeries& series, SeriesKey key) {
        return series.walRef() != 0 && static_cast<std::uint32_t>(series.walRef()) == key.generation;
    }
    SeriesKey keyOf(SeriesId id) const { return {id, static_cast<std::uint32_t>(m_table[id].walRef())}; }
    SeriesTable& table() { return m_table; }
    const SeriesTable& table() const { return m_table; }
    std::uint32_t seriesCount() const;
    MemSeries& series(SeriesId id) { return m_table[id]; }
    const MemSeries& series(SeriesId id) const { return m_table[id]; }
    /// Needs the stripe lock; `series` is the one of `id`, as for the next ones.
    static void pin(MemSeries& series, SeriesId id, HeadStripe& stripe) {
        if (series.pins() < MemSeries::kMostPins) [[likely]] {
            series.setPins(series.pins() + 1);
        } else {
            ++stripe.morePins[id];
        }
    }
    static void unpin(MemSeries& series, SeriesId id, HeadStripe& stripe) {
        if (series.pins() < MemSeries::kMostPins) [[likely]] {
            series.setPins(series.pins() - 1);
        } else {
            unpinMany(series, id, stripe);
        }
    }
    /// Starts to load the series of a reference into the cache; harmless where there is none.
    void prefetch(storage::SeriesRef ref) const {
        if (const auto id = SeriesKey::of(ref).id; id < m_table.end()) {
            __builtin_prefetch(&m_table[id], 1);
            __builtin_prefetch(reinterpret_cast<const char*>(&m_table[id]) + sizeof(MemSeries) - 1, 1);
        }
    }

    // --- samples
    AppendLimits appendLimits() const;
    /// The same for the first sample of an empty head.
    AppendLimits appendLimits(model::TimestampMs first) const;
    /// Where a sample goes; needs the stripe lock.
    enum class Route : std::uint8_t { kInOrder, kSame, kOutOfOrder, kReject };
    template <class Value>
    Route route(const MemSeries& series, model::TimestampMs time, const Value& value, const AppendLimits& limits,
                storage::RejectReason& reason) const;
    /// Makes the samples of a transaction visible, all at once, and unpins their series; those that no longer fit are
    /// left out and counted. Late samples that were taken are entered in `log`.
    void apply(const Transaction& transaction, const AppendLimits& limits, OutOfOrderLog& log);
    /// How many of the newest samples of a series `view` must not see. Needs the stripe lock.
    std::size_t hiddenSamples(SeriesId id, const Isolation::View& view) const;
    /// The newest sample of a series; nothing where that takes more than a look at its open chunk. Takes the stripe
    /// lock.
    std::optional<model::Sample> lastSample(SeriesKey key, const Isolation::View& view) const;
    /// What a reader takes of a series; nothing where it is gone. Takes the stripe lock.
    /// In-order samples from `inOrder`, out-of-order ones from `outOfOrder`; all of them without a view.
    void snapshot(SeriesKey key, model::TimeRange inOrder, model::TimeRange outOfOrder, const Isolation::View* view,
                  SeriesSnapshot& out) const;

    // --- times
    model::TimestampMs minValidTime() const;
    /// Times of the oldest and newest sample taken in order; nothing where there is none.
    std::optional<model::TimeRange> timeRange() const;
    std::optional<model::TimeRange> outOfOrderTimeRange() const;
    /// The lowest time where there is no sample.
    model::TimestampMs newestTime() const { return m_maxTime.load(std::memory_order_relaxed); }
    void widenTimeRange(model::TimeRange range);
    void widenOutOfOrderTimeRange(model::TimeRange range);

    // --- truncation: see README.md for the order of the steps
    /// From now on samples before `time` are not taken in order. What was taken before is complete when this returns.
    void refuseBefore(model::TimestampMs time);
    /// Later queriers do not see samples before `time` that were taken in order.
    void raiseFloor(model::TimestampMs time);
    /// Removes what no view sees any more: chunks, series without chunks, labels without series, chunk files. In
    /// slices: nobody waits for long. False where open views still see what is to go: call again.
    bool removeUnseen();
    /// Writes the closed chunks that are still on the heap to files. Errors: kIo; they then stay where they are.
    Result<void> mapClosedChunks();
    /// Whether a checkpoint without samples before `mint` needs the records of a series. As of now; cheap to ask.
    std::function<bool(std::uint64_t walRef)> logKeeper(model::TimestampMs mint) const;
    /// After such a checkpoint: forgets removed series that it dropped.
    void forgetExpired(model::TimestampMs mint);
    /// A number in the log that means nothing any more but must stay explained there until `until`.
    void keepInLog(std::uint64_t walRef, model::TimestampMs until);

    // --- out-of-order samples
    /// What a compaction of out-of-order samples covers.
    struct OutOfOrderCut {
        HeadChunkRef last = HeadChunkRef::kNone;
        std::optional<model::TimeRange> range; ///< Of the samples; nothing where there are none.
    };
    /// Writes all out-of-order samples to files, so that everything up to `last` can go into blocks. Errors: kIo.
    Result<OutOfOrderCut> cutOutOfOrder();
    /// The time of the first such sample in files that is not before `from`, deleted ones included: years may lie
    /// between two. Errors: kIo, kCorruption.
    Result<std::optional<model::TimestampMs>> firstOutOfOrder(model::TimestampMs from);
    /// The blocks with them are served: removeUnseen() drops them when no older view is open.
    void dropOutOfOrder(HeadChunkRef last);

    // --- deletion
    /// Marks samples of the matching series as deleted, as far as the series have samples in the range. What is to be
    /// logged is appended to `records`. Returns how many series it touched.
    std::uint64_t deleteSamples(model::TimeRange range, std::span<const model::Matcher> matchers,
                                std::vector<wal::TombstoneEntry>& records);
    /// Needs the stripe lock.
    void markDeleted(SeriesId id, model::TimeRange range);

    // --- exemplars
    ExemplarRing& exemplars() { return m_exemplars; }
    std::vector<storage::SeriesExemplars> selectExemplars(model::TimeRange range,
                                                          std::span<const std::vector<model::Matcher>> matcherSets);

    // --- for replay, which has the head to itself
    struct Found {
        SeriesId id = 0;
        bool isNew = false;
    };
    Result<Found> findOrCreate(std::string_view labelBytes, std::uint64_t walRef);
    /// Of a sample that everybody may see; the caller alone touches the series.
    enum class Replayed : std::uint8_t { kAppended, kInChunk, kOlder };
    Replayed replay(SeriesId id, model::TimestampMs time, double value);
    Replayed replay(SeriesId id, model::TimestampMs time, const model::HistogramValue& value);
    /// False where there is one of that time.
    template <class Value>
    bool insertOutOfOrder(SeriesId id, model::TimestampMs time, const Value& value);
    void addChunks(std::uint64_t count) { m_chunks.fetch_add(count, std::memory_order_relaxed); }
    void removeChunks(std::uint64_t count) { m_chunks.fetch_sub(count, std::memory_order_relaxed); }

    // --- figures
    std::uint64_t chunkCount() const { return m_chunks.load(std::memory_order_relaxed); }
    struct SeriesFigures {
        std::uint64_t stale = 0; ///< Series whose newest sample is the stale marker.
        std::uint64_t histograms = 0;
        std::uint64_t histogramBuckets = 0;
    };
    /// Walks all series under their stripe locks.
    SeriesFigures figures() const;
    HeadStripe& stripe(SeriesId id) const { return m_stripes[id / kSeriesPerStripeRun % kStripes]; }
    Isolation& isolation() { return m_isolation; }
    const Isolation& isolation() const { return m_isolation; }
    SeriesMemory& memory() { return m_memory; }
    const SeriesMemory& memory() const { return m_memory; }
    HeadMetrics& metrics() { return m_metrics; }
    MetadataStore& metadata() { return m_metadata; }
    const Log& log() const { return m_log; }

    // --- index
    std::shared_mutex& indexMutex() const { return m_table.mutex(); }
    /// Needs indexMutex(), shared.
    const LabelIndex& index() const { return m_table.index(); }
    /// Brings the values of a label into order where they are not; takes indexMutex().
    void settleValues(std::string_view name);

  private:
    static constexpr std::size_t kStripes = 256;
    static constexpr std::size_t kSeriesPerStripeRun = 64;
    static constexpr auto kNoTime = std::numeric_limits<model::TimestampMs>::max();
    static constexpr auto kLowestTime = std::numeric_limits<model::TimestampMs>::min();

    Result<SeriesId> create(std::string_view labelBytes, std::uint64_t hash, std::uint64_t walRef);
    struct Applied;
    template <class Value>
    void applySample(MemSeries& series, SeriesId id, std::uint64_t walRef, model::TimestampMs time, const Value& value,
                     const AppendLimits& limits, std::uint64_t commit, Applied& applied, OutOfOrderLog& log);
    template <class Value>
    void appendInOrder(MemSeries& series, SeriesId id, model::TimestampMs time, const Value& value,
                       std::uint64_t commit);
    void noteChunk(SeriesId id, MemSeries& series);
    void noteOlderCommit(SeriesId id, MemSeries& series);
    static void unpinMany(MemSeries& series, SeriesId id, HeadStripe& stripe);
    HeadChunkRef writeOutOfOrder(SeriesId id, const OutOfOrderChunk& chunk, SeriesExtra& extra);
    bool writeAllOutOfOrder(SeriesId id, SeriesExtra& extra);
    void noteWritten(HeadChunkRef ref);

    // Truncation (head_truncation.cpp).
    struct Walk;
    void dropChunks(model::TimestampMs floor, Walk& walk);
    void dropChunksOf(SeriesId id, model::TimestampMs floor, HeadChunkRef outOfOrder, Walk& walk);
    bool isRemovable(SeriesId id) const;
    void removeSeries(std::span<const SeriesId> ids);
    Result<void> mapClosedOf(HeadStripe& stripe);
    Result<void> mapClosedOf(SeriesId id);
    HeadChunkRef outOfOrderToDrop() const;

    const HeadOptions m_options;
    std::atomic<model::DurationMs> m_outOfOrderWindow;
    const Log m_log;
    HeadMetrics m_metrics;
    Isolation m_isolation;
    SeriesMemory m_memory;
    MetadataStore m_metadata;
    SeriesTable m_table;
    ExemplarRing m_exemplars;
    HeadChunks* m_chunkFiles = nullptr;
    bool m_chunkFilesAreWritable = false;
    mutable std::array<HeadStripe, kStripes> m_stripes;

    std::mutex m_maintenance;
    model::TimestampMs m_removedBefore = kLowestTime;       ///< Guarded by m_maintenance.
    HeadChunkRef m_outOfOrderDropped = HeadChunkRef::kNone; ///< Guarded by m_maintenance: up to it they are gone.
    struct OutOfOrderDrop {
        HeadChunkRef last = HeadChunkRef::kNone;
        std::uint64_t view = 0; ///< Views up to this one still see the chunks.
    };
    OutOfOrderDrop m_outOfOrderDrop; ///< Guarded by m_maintenance.

    mutable std::mutex m_expiryMutex;
    std::unordered_map<std::uint64_t, model::TimestampMs> m_expiries; ///< Guarded by m_expiryMutex; by log number.

    std::atomic<model::TimestampMs> m_minTime{kNoTime};
    std::atomic<model::TimestampMs> m_maxTime{kLowestTime};
    std::atomic<model::TimestampMs> m_minOutOfOrderTime{kNoTime};
    std::atomic<model::TimestampMs> m_maxOutOfOrderTime{kLowestTime};
    std::atomic<model::TimestampMs> m_appendFloor{kLowestTime};
    std::atomic<std::uint64_t> m_chunks{0};
    std::atomic<std::uint64_t> m_lastWritten{0}; ///< The newest HeadChunkRef.
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
    /// Releases the lock.
    void leave() {
        m_lock = {};
        m_stripe = nullptr;
    }

  private:
    const Head& m_head;
    HeadStripe* m_stripe = nullptr;
    std::unique_lock<std::mutex> m_lock;
};

template <class Value>
Head::Route Head::route(const MemSeries& series, model::TimestampMs time, const Value& value,
                        const AppendLimits& limits, storage::RejectReason& reason) const {
    if (time >= limits.minValidTime) [[likely]] {
        switch (series.fit(time, value, m_memory)) {
        case MemSeries::Fit::kNew:
            return Route::kInOrder;
        case MemSeries::Fit::kSame:
            return Route::kSame;
        case MemSeries::Fit::kDuplicate:
            reason = storage::RejectReason::kDuplicate;
            return Route::kReject;
        case MemSeries::Fit::kOlder:
            break;
        }
    }
    if (limits.outOfOrder) {
        reason = storage::RejectReason::kTooOld;
        return time >= limits.outOfOrderMin ? Route::kOutOfOrder : Route::kReject;
    }
    reason = time < limits.minValidTime ? storage::RejectReason::kOutOfBounds : storage::RejectReason::kOutOfOrder;
    return Route::kReject;
}

} // namespace hearth::tsdb
