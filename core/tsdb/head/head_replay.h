// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "storage/storage.h"
#include "tsdb/head/head.h"
#include "tsdb/head/ref_map.h"
#include "tsdb/head/replay_report.h"
#include "tsdb/head/replay_shard.h"
#include "tsdb/wal/records.h"

namespace hearth::tsdb {

/// Fills an empty head from the segments of a log, in order: this thread decodes, one thread a shard of series appends.
/// Nobody else may use the head meanwhile.
/// Threads: confined to the thread that uses it.
class HeadReplay {
  public:
    HeadReplay(Head& head, std::size_t shards);

    /// How reading one segment ended.
    struct SegmentEnd {
        std::uint64_t goodBytes = 0; ///< The healthy beginning.
        bool torn = false;
        std::string damage; ///< Empty: none.
    };
    SegmentEnd read(std::span<const std::byte> segment);

    /// Waits until all is in memory. Call once, after the last segment.
    ReplayReport finish();

  private:
    Result<void> apply(std::string_view record);
    Result<void> applySeries(std::string_view record);
    Result<void> applySamples(std::string_view record);
    Result<void> applyMetadata(std::string_view record);
    void addSeries(const wal::SeriesEntry& entry);
    void countUnserved(wal::RecordType type);

    Head& m_head;
    std::vector<std::unique_ptr<ReplayShard>> m_shards;
    RefMap m_refs;
    std::uint64_t m_maxRef = 0;
    ReplayReport m_report;
    // Reused from record to record.
    std::vector<wal::SeriesEntry> m_series;
    std::vector<storage::RefSample> m_samples;
    std::vector<wal::MetadataEntry> m_metadata;
};

} // namespace hearth::tsdb
