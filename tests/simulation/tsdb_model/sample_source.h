// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/labels.h"
#include "simulation/tsdb_model/history.h"
#include "simulation/tsdb_model/sample_model.h"
#include "storage/storage.h"

namespace hearth::tests {

/// Series of a small made-up world: the first ones live for ever, the others come and go.
inline constexpr int kLastingSeries = 8;
model::Labels labelsOf(int series);

/// What one transaction adds to one series; its samples are of one kind each, in time order.
struct SeriesBatch {
    int series = 0;
    struct Item {
        model::TimestampMs time = 0;
        double number = 0; ///< Of a float.
        std::optional<model::HistogramValue> histogram;
    };
    std::vector<Item> items;
};

/// Makes up values, no two of them alike, so that a sample in the wrong place is noticed.
/// Threads: thread-compatible.
class SampleSource {
  public:
    /// Without histograms all series are floats.
    explicit SampleSource(bool histograms)
        : m_histograms(histograms) {}

    /// Whether the next transaction brings histograms for the series. One transaction brings no series both kinds, as
    /// no scrape does.
    bool drawHistograms(int series, Dice& dice) const;
    /// `alone`: it is the only sample of the series in its transaction. Others are no stale markers in series of both
    /// kinds, where such a marker takes the kind of the sample before.
    SeriesBatch::Item next(int series, model::TimestampMs time, bool histograms, bool alone, Dice& dice);

  private:
    model::HistogramValue nextHistogram(int series, bool floats, Dice& dice);

    const bool m_histograms;
    std::uint64_t m_count = 0;
    std::map<int, std::vector<std::uint64_t>> m_buckets; ///< Of the counters so far, by series.
};

/// What the item says when it is read again.
SampleValue valueOf(const SeriesBatch::Item& item);

} // namespace hearth::tests
