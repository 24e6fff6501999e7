// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "storage/storage.h"
#include "tsdb/wal/record_batch.h"

namespace hearth::tsdb {

/// Gathers late samples of a transaction as records of the write-behind log. Markers (that a series' samples so far are
/// in a chunk file) are read but not written: one that reached the disk without the samples logged behind it would take
/// those away. Without them a replay meets some samples twice, and keeps each once a timestamp.
/// Threads: thread-compatible.
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
    /// The records of everything so far.
    const wal::RecordBatch& finish();
    std::size_t sampleCount() const { return m_samples.size() + m_histograms.size(); }
    void clear();

  private:
    void flush();

    std::vector<storage::RefSample> m_samples;
    std::vector<storage::RefHistogram> m_histograms;
    wal::RecordBatch m_records;
};

} // namespace hearth::tsdb
