// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <limits>
#include <mutex>
#include <thread>
#include <vector>

#include "tsdb/head/head.h"

namespace hearth::tsdb {

/// Applies the replayed samples of a part of the series, on its own thread. Samples are gathered by buckets of
/// neighbouring series, as many as a processor's cache holds, so that a series comes from memory once a batch and not
/// once a sample. The queue is bounded: who decodes waits.
/// Threads: confined to the thread that made it (which talks to the worker inside).
class ReplayShard {
  public:
    static constexpr SeriesId kBucketSeries = 4096;
    static std::size_t shardOf(SeriesId id, std::size_t shards) { return id / kBucketSeries % shards; }

    struct Outcome {
        std::uint64_t samples = 0;
        std::uint64_t histograms = 0;
        std::uint64_t mapped = 0; ///< In a chunk already.
        std::uint64_t outOfOrder = 0;
        model::TimeRange range{std::numeric_limits<model::TimestampMs>::max(),
                               std::numeric_limits<model::TimestampMs>::min()};
    };

    ReplayShard(Head& head, std::size_t shards);
    ~ReplayShard();
    ReplayShard(const ReplayShard&) = delete;
    ReplayShard& operator=(const ReplayShard&) = delete;

    void add(SeriesId id, model::TimestampMs time, double value) {
        auto& batch = batchFor(id, time);
        batch.floats.push_back({id, static_cast<std::int32_t>(time - batch.baseTime), value});
        if (batch.floats.size() == kBatch) [[unlikely]] {
            pass(batch);
        }
    }
    void add(SeriesId id, model::TimestampMs time, model::HistogramValue value);
    /// Hands everything added so far to the worker.
    void flush();
    /// Returns when everything added so far is in memory.
    void drain();
    /// The same, and ends the worker.
    Outcome finish();

  private:
    struct Item {
        SeriesId id;
        std::int32_t timeOffset; ///< From the batch's base.
        double value;
    };
    struct HistogramItem {
        std::size_t position; ///< How many floats of the batch come before it.
        SeriesId id;
        model::TimestampMs time;
        model::HistogramValue value;
    };
    struct Batch {
        model::TimestampMs baseTime = 0;
        std::vector<Item> floats;
        std::vector<HistogramItem> histograms;

        bool empty() const { return floats.empty() && histograms.empty(); }
    };
    static constexpr std::size_t kBatch = 16U << 10U;
    static constexpr std::size_t kHistogramBatch = 1024;
    static constexpr std::size_t kMaxQueued = 8;

    Batch& batchFor(SeriesId id, model::TimestampMs time) {
        if (id / kBucketSeries != m_newestBucket) [[unlikely]] {
            enterBucket(id);
        }
        auto& batch = m_filling[m_newest];
        const auto offset = static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(batch.baseTime);
        if (offset + 0x80000000U > 0xffffffffU || batch.floats.empty()) [[unlikely]] {
            beginBatch(batch, time);
        }
        return batch;
    }
    void enterBucket(SeriesId id);
    void beginBatch(Batch& batch, model::TimestampMs time);
    void pass(Batch& batch);
    void run();
    void apply(const Batch& batch);
    void applyHistogram(const HistogramItem& item);
    void count(Head::Replayed how);

    Head& m_head;
    const std::uint32_t m_shards;
    std::vector<Batch> m_filling;         ///< By bucket.
    SeriesId m_newestBucket = 0xffffffff; ///< Of all series: the one that was added to last.
    std::size_t m_newest = 0;             ///< Its place in m_filling.

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_queue;  ///< Guarded by m_mutex.
    std::vector<Batch> m_spare; ///< Guarded by m_mutex: emptied batches.
    bool m_busy = false;        ///< Guarded by m_mutex: the worker holds a batch.
    bool m_ended = false;       ///< Guarded by m_mutex.

    Outcome m_outcome; ///< The worker's, until it is joined.
    std::thread m_worker;
};

} // namespace hearth::tsdb
