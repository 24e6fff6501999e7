// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "tsdb/wal/checkpoint.h"
#include "tsdb/wal/record_batch.h"
#include "tsdb/wal/records.h"

namespace hearth::tsdb::wal {

/// Decides what of each record goes into a checkpoint. A record of which everything is kept stays as it is, byte for
/// byte. Threads: thread-compatible.
class CheckpointFilter {
  public:
    /// The request must outlive it.
    explicit CheckpointFilter(const CheckpointRequest& request)
        : m_request(request) {}

    /// Adds what is kept of a record to the batch; whether that is anything. kCorruption where it is damaged.
    Result<bool> apply(std::string_view record, RecordBatch& batch);

    /// The metadata, of which only the newest of each series counts: as records of moderate size.
    void finish(const std::function<void(std::string_view)>& add);

    const CheckpointStats& stats() const { return m_stats; }

  private:
    Result<bool> series(std::string_view record, RecordBatch& batch);
    Result<bool> samples(std::string_view record, RecordBatch& batch);
    Result<bool> histograms(std::string_view record, RecordBatch& batch);
    Result<bool> exemplars(std::string_view record, RecordBatch& batch);
    Result<bool> tombstones(std::string_view record, RecordBatch& batch);
    Result<void> metadata(std::string_view record);
    void histogramsAnew(RecordType type, RecordBatch& batch);

    /// What metadata say, each once: families have many series.
    using Family = std::tuple<model::MetricType, std::string, std::string>;

    const CheckpointRequest& m_request;
    CheckpointStats m_stats;
    std::set<Family> m_families;
    std::unordered_map<std::uint64_t, const Family*> m_metadata;

    // Reused from record to record.
    std::vector<SeriesEntry> m_series;
    std::vector<storage::RefSample> m_samples;
    std::vector<storage::RefHistogram> m_histograms;
    std::vector<model::TimestampMs> m_starts;
    std::vector<ExemplarEntry> m_exemplars;
    std::vector<TombstoneEntry> m_tombstones;
    std::vector<MetadataEntry> m_metadataEntries;
};

} // namespace hearth::tsdb::wal
