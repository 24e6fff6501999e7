// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "storage/storage.h"
#include "tsdb/chunk_snapshot/chunk_snapshot.h"
#include "tsdb/head/head.h"
#include "tsdb/head/ref_map.h"
#include "tsdb/head/replay_report.h"
#include "tsdb/head/replay_shard.h"
#include "tsdb/head_chunks/head_chunks.h"
#include "tsdb/wal/records.h"
#include "tsdb/wal/salvaging_reader.h"

namespace hearth::tsdb {

/// Fills an empty head from what is on disk: head chunk files, perhaps a snapshot, the segments of the log in order,
/// then those of the write-behind log. This thread decodes, one thread a shard of series appends.
/// Nobody else may use the head meanwhile.
/// Threads: confined to the thread that uses it.
class HeadReplay {
  public:
    /// `chunks` are those of the head chunk files, in the order of writing. Samples before `minValidTime` are in
    /// blocks.
    HeadReplay(Head& head, std::size_t shards, model::TimestampMs minValidTime, std::vector<HeadChunkEntry> chunks);
    ~HeadReplay();

    /// To be called before the log is read. What it takes over of a damaged snapshot stays: it is as the log has it.
    SnapshotVisitor snapshotVisitor();

    using Hole = wal::SalvagingReader::Hole;
    /// A segment of the log or of a checkpoint, without what comes before `from`. What is behind damage is read, too: a
    /// record that was lost can only make samples unknown or missing, since no number is given to two series.
    wal::SegmentEnd read(std::span<const std::byte> segment, Hole hole, std::uint64_t from = 0);
    /// Call once, between the last segment of the log and the first of the write-behind log: all of the log is in
    /// memory then.
    void finishLog();
    wal::SegmentEnd readLate(std::span<const std::byte> segment, Hole hole);

    ReplayReport finish();

  private:
    using Apply = Result<void> (HeadReplay::*)(std::string_view record);
    wal::SegmentEnd walk(std::span<const std::byte> segment, Hole hole, std::uint64_t from, Apply one);
    Result<void> apply(std::string_view record);
    Result<void> applyLate(std::string_view record);
    Result<void> applySeries(std::string_view record);
    Result<void> applySamples(std::string_view record);
    Result<void> applyHistograms(std::string_view record);
    Result<void> applyTombstones(std::string_view record);
    Result<void> applyExemplars(std::string_view record);
    Result<void> applyMetadata(std::string_view record);
    Result<void> applyMarkers(std::string_view record);
    void forgetLateInBlocks();
    Result<void> applyLateSamples(std::string_view record);
    Result<void> applyLateHistograms(std::string_view record);
    Result<void> restore(const SnapshotSeries& series);
    std::optional<SeriesId> addSeries(const wal::SeriesEntry& entry);
    void addChunks(SeriesId id, std::uint64_t ref, bool isNew);
    std::optional<SeriesId> idOf(std::uint64_t ref);
    ReplayShard& shardOf(SeriesId id) { return *m_shards[ReplayShard::shardOf(id, m_shards.size())]; }
    template <class Value>
    void insertLate(std::uint64_t ref, model::TimestampMs time, const Value& value);

    Head& m_head;
    const model::TimestampMs m_minValidTime;
    std::vector<HeadChunkEntry> m_chunks; ///< By series, in the order of writing.
    HeadChunkRef m_lastChunk = HeadChunkRef::kNone;
    HeadChunkRef m_lateInBlocks = HeadChunkRef::kNone; ///< Late chunks up to it.
    std::vector<std::unique_ptr<ReplayShard>> m_shards;
    RefMap m_refs;
    std::uint64_t m_maxRef = 0;
    std::vector<std::uint64_t> m_aliases; ///< Second numbers of a series.
    std::vector<std::pair<SeriesId, model::TimeRange>> m_deleted;
    ReplayReport m_report;
    model::TimeRange m_mappedRange;
    model::TimeRange m_lateRange;
    // Reused from record to record.
    std::vector<wal::SeriesEntry> m_series;
    std::vector<storage::RefSample> m_samples;
    std::vector<storage::RefHistogram> m_histograms;
    std::vector<wal::MetadataEntry> m_metadata;
};

} // namespace hearth::tsdb
