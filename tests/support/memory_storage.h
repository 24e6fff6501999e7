// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "storage/storage.h"

namespace hearth::tests {

/// Series in memory, in the order in which they were added. A sample may also be "foreign": of a kind that a Columns
/// cannot carry; who reads a range that holds one is not told, but foreignRead() is.
/// Threads: adding is confined to one thread and not concurrent with reading; reading is thread-safe.
class MemoryStorage final : public storage::Queryable {
  public:
    /// Keeps the samples in time order; of two at one time the later addition wins.
    void add(const model::Labels& labels, model::TimestampMs time, double value);
    void addHistogram(const model::Labels& labels, model::TimestampMs time, model::HistogramValue value);
    void addForeign(const model::Labels& labels, model::TimestampMs time);
    void clear();

    bool foreignRead() const { return m_foreignRead; }
    bool histogramRead() const { return m_histogramRead; }
    void forgetReads() {
        m_foreignRead = false;
        m_histogramRead = false;
    }

    Result<std::unique_ptr<storage::Querier>> querier(model::TimeRange range) override;

    struct Stored {
        model::Labels labels;
        storage::Columns samples;
        std::vector<model::TimestampMs> foreign;
    };

  private:
    friend class MemoryQuerier;
    friend class MemorySeries;
    Stored& stored(const model::Labels& labels);

    std::vector<std::unique_ptr<Stored>> m_series;
    std::unordered_map<model::Labels, Stored*, model::LabelsHash> m_byLabels;
    std::atomic<bool> m_foreignRead{false};
    std::atomic<bool> m_histogramRead{false};
};

} // namespace hearth::tests
