// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <limits>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "tsdb/head/head.h"

namespace hearth::tsdb {

/// Applies the replayed samples of a part of the series, on its own thread. Samples are gathered by the hundred
/// thousand and sorted by series, so that each series is touched once a batch. The queue is bounded: who decodes waits.
/// Threads: confined to the thread that made it (which talks to the worker inside).
class ReplayShard {
  public:
    /// The series of a shard: runs of neighbours, so that two shards never share a cache line.
    static constexpr SeriesId kRun = 64;
    static std::size_t shardOf(SeriesId id, std::size_t shards) { return id / kRun % shards; }

    struct Item {
        SeriesId id;
        model::TimestampMs time;
        double value;
    };
    struct HistogramItem {
        SeriesId id;
        model::TimestampMs time;
        model::HistogramValue value;
    };
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

    void add(const Item& item) {
        m_filling.floats.push_back(item);
        if (m_filling.floats.size() == kBatch) {
            pass();
        }
    }
    void add(HistogramItem item) {
        m_filling.histograms.push_back(std::move(item));
        if (m_filling.histograms.size() == kHistogramBatch) {
            pass();
        }
    }
    /// Returns when everything added so far is in memory.
    void drain();
    /// The same, and ends the worker.
    Outcome finish();

  private:
    struct Batch {
        std::vector<Item> floats;
        std::vector<HistogramItem> histograms;
    };
    static constexpr std::size_t kBatch = 256U << 10U;
    static constexpr std::size_t kHistogramBatch = 4096;
    static constexpr std::size_t kMaxQueued = 1;

    void pass();
    void run();
    void apply(Batch& batch);
    void sortBySeries(std::span<const Item> items);
    void applyRun(std::span<const Item> floats, std::span<const HistogramItem> histograms);
    void count(Head::Replayed how, model::TimestampMs time, bool isHistogram);
    /// Dense within the shard.
    std::uint32_t slotOf(SeriesId id) const { return id / kRun / m_shards * kRun + id % kRun; }

    Head& m_head;
    const std::uint32_t m_shards;
    Batch m_filling;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_queue;  ///< Guarded by m_mutex.
    std::vector<Batch> m_spare; ///< Guarded by m_mutex: emptied batches.
    bool m_busy = false;        ///< Guarded by m_mutex: the worker holds a batch.
    bool m_ended = false;       ///< Guarded by m_mutex.

    // The worker's, until it is joined.
    Outcome m_outcome;
    std::vector<std::uint32_t> m_starts; ///< By slot: where its samples go in m_sorted.
    std::vector<Item> m_sorted;
    std::thread m_worker;
};

} // namespace hearth::tsdb
