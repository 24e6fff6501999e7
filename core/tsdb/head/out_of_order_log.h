// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "storage/storage.h"
#include "tsdb/head_chunks/format.h"
#include "tsdb/wal/record_batch.h"

namespace hearth::tsdb {

/// Gathers what a transaction put into out-of-order chunks, as the records of the write-behind log: a marker that a
/// series' samples so far are in a chunk stands behind those samples and before the next ones.
/// Prometheus: headAppender.Commit (collectOOORecords). Threads: thread-compatible.
class OutOfOrderLog {
  public:
    explicit OutOfOrderLog(wal::Compression compression)
        : m_records(compression) {}

    void inserted(std::uint64_t walRef, model::TimestampMs time, double value) {
        m_samples.push_back({walRef, time, value});
    }
    void inserted(std::uint64_t walRef, model::TimestampMs time, const model::HistogramValue& value) {
        m_histograms.push_back({walRef, time, value});
    }
    /// The samples of the series so far lie in the chunk (or in no chunk).
    void mapped(std::uint64_t walRef, HeadChunkRef chunk);

    /// The records of everything so far.
    const wal::RecordBatch& finish();
    bool hasMarkers() const { return !m_markers.empty() || !m_records.empty(); }
    /// Behind the newest marker.
    std::size_t sampleCount() const { return m_samples.size() + m_histograms.size(); }
    bool empty() const { return m_markers.empty() && m_samples.empty() && m_histograms.empty() && m_records.empty(); }
    void clear();

  private:
    void flush();

    std::unordered_map<std::uint64_t, HeadChunkRef> m_markers; ///< They come before the samples.
    std::vector<storage::RefSample> m_samples;
    std::vector<storage::RefHistogram> m_histograms;
    wal::RecordBatch m_records;
};

} // namespace hearth::tsdb
