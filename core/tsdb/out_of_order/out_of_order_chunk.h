// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "chunks/encode.h"
#include "model/columns.h"
#include "model/histogram.h"
#include "model/sample.h"
#include "model/time.h"

namespace hearth::tsdb {

/// The out-of-order samples of one series that are not on disk yet, sorted by time, uncompressed.
/// Prometheus: OOOChunk. Threads: thread-compatible.
class OutOfOrderChunk {
  public:
    /// Prometheus: OutOfOrderCapMax. A full chunk is to be encoded, written and replaced by an empty one.
    static constexpr std::size_t kMaxSamples = 32;

    /// False (and nothing changes) where there is a sample of this time already. Not for a full chunk.
    bool insert(model::TimestampMs time, double value);
    bool insert(model::TimestampMs time, model::HistogramValue value);

    bool empty() const { return size() == 0; }
    std::size_t size() const;
    bool full() const { return size() >= kMaxSamples; }
    /// Times of the first and the last sample; not for an empty chunk.
    model::TimeRange range() const;

    /// Appends the samples within `range` to `out`, in the order of time.
    void read(model::TimeRange range, model::Columns& out) const;

    /// The samples within `range` as one chunk, or several where kinds of samples alternate, bucket layouts change or a
    /// counter was reset; ascending.
    std::vector<chunks::EncodedChunk> encode(model::TimeRange range) const;

    /// What it holds in memory, itself included.
    std::size_t byteCount() const;

  private:
    struct FloatSample {
        model::TimestampMs time;
        double value;
    };
    bool has(model::TimestampMs time) const;

    std::vector<FloatSample> m_floats;
    std::unique_ptr<std::vector<model::HistogramSample>> m_histograms; ///< None for most series.
};

} // namespace hearth::tsdb
