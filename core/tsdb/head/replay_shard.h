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

/// Applies the replayed samples of a part of the series, on its own thread. The queue is bounded: who decodes waits.
/// Threads: confined to the thread that made it (which talks to the worker inside).
class ReplayShard {
  public:
    struct Item {
        SeriesId id;
        model::TimestampMs time;
        double value;
    };
    struct Outcome {
        std::uint64_t samples = 0;
        std::uint64_t outOfOrder = 0;
        model::TimeRange range{std::numeric_limits<model::TimestampMs>::max(),
                               std::numeric_limits<model::TimestampMs>::min()};
    };

    explicit ReplayShard(Head& head);
    ~ReplayShard();
    ReplayShard(const ReplayShard&) = delete;
    ReplayShard& operator=(const ReplayShard&) = delete;

    void add(const Item& item) {
        m_filling.push_back(item);
        if (m_filling.size() == kBatch) {
            pass();
        }
    }
    /// Returns when everything added is in memory.
    Outcome finish();

  private:
    using Batch = std::vector<Item>;
    static constexpr std::size_t kBatch = 4096;
    static constexpr std::size_t kMaxQueued = 8;

    void pass();
    void run();
    void apply(const Batch& batch);

    Head& m_head;
    Batch m_filling;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Batch> m_queue;  ///< Guarded by m_mutex.
    std::vector<Batch> m_spare; ///< Guarded by m_mutex: emptied batches.
    bool m_ended = false;       ///< Guarded by m_mutex.

    Outcome m_outcome; ///< The worker's, until it is joined.
    std::thread m_worker;
};

} // namespace hearth::tsdb
