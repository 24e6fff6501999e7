// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/file_system.h"
#include "base/log.h"
#include "instrument/registry.h"
#include "model/matcher.h"
#include "tsdb/compact/block_compaction.h"
#include "tsdb/compact/block_set.h"
#include "tsdb/compact/compactor.h"
#include "tsdb/db_options.h"
#include "tsdb/head/head.h"
#include "tsdb/head_chunks/head_chunks.h"
#include "tsdb/housekeeping_metrics.h"
#include "tsdb/wal/writer.h"

namespace hearth::tsdb {

/// The database's slow work: writes what is old in the head into blocks, merges blocks, applies the retention, shortens
/// the logs, deletes, copies. Every step leaves the directory so that the next start serves each sample once.
///
/// Queries see no step of it: what leaves the head is in a served block before, and who makes a querier takes its view
/// of the head before the list of blocks. Appends wait for none of it.
/// Threads: thread-safe; one call works at a time, the others wait.
class Housekeeping {
  public:
    struct Parts {
        const DbOptions& options;
        FileSystem& files;
        Clock& clock;
        Head& head;
        HeadChunks& chunkFiles;
        wal::Writer& log;
        std::function<wal::Writer*()> lateLog; ///< Of out-of-order samples; may yield null.
        BlockSet& blocks;
        HeadChunkRef lateInBlocks; ///< Late chunks up to it are in blocks, as the replay found.
    };
    /// All must outlive it.
    Housekeeping(Parts parts, instrument::Registry& registry, Log log);

    /// One round, until nothing is left to do. Prometheus: DB.Compact() and reloadBlocks().
    /// Errors: kCanceled, kIo, kCorruption; the next round goes on where this one ended.
    Result<void> run(const std::stop_token& stop);

    /// See Db. Errors: kUnavailable, kIo.
    Result<void> deleteSeries(model::TimeRange range, std::span<const std::vector<model::Matcher>> matcherSets);
    Result<void> cleanTombstones(const std::stop_token& stop);
    Result<std::string> snapshot(bool withHead, const std::stop_token& stop);

    /// How long blocks are kept from now on; 0 is no limit.
    struct Retention {
        model::DurationMs time = 0;
        std::uint64_t bytes = 0;
        double percentage = 0; ///< Of the file system; takes the place of `bytes`.
    };
    void setRetention(Retention retention);

    /// What keeps blocks from living for ever, as of now.
    RetentionLimits limits() const;
    /// Bytes of the logs and the head chunk files.
    std::uint64_t headBytes() const;

  private:
    bool headIsFull() const;
    model::DurationMs longestBlock() const;
    model::TimeRange headRange() const;
    Pacer pacer(const std::stop_token& stop);
    Result<void> runLocked(const std::stop_token& stop);
    Result<void> compactHead(Pacer& pacer);
    Result<void> writeHeadBlock(model::TimeRange range, Pacer& pacer);
    Result<void> compactOutOfOrder(Pacer& pacer);
    Result<void> noteLateInBlocks(wal::Writer& late, HeadChunkRef last);
    Result<void> writeOutOfOrderBlocks(const Head::OutOfOrderCut& cut, Pacer& pacer);
    Result<void> writeWholeHead(const std::string& directory, const std::stop_token& stop);
    Result<void> shortenLog(model::TimestampMs mint);
    model::TimestampMs tombstoneMint(model::TimestampMs mint) const;
    Result<void> checkpoint(model::TimestampMs mint);
    Result<void> logDeletions(std::span<const wal::TombstoneEntry> records);
    void watchClock();

    const Parts m_parts;
    const Log m_log;
    HousekeepingMetrics m_metrics;
    CompactionMetrics m_compactionMetrics;
    Compactor m_compactor;

    mutable std::mutex m_retentionMutex;
    Retention m_retention; ///< Guarded by it.

    std::mutex m_mutex;             ///< Held while working; guards what follows.
    bool m_saidHeadIsAhead = false; ///< Of the clock.
    HeadChunkRef m_lateInBlocks;
    bool m_outOfOrderIsDue = false; ///< The head was compacted, its out-of-order samples were not yet.
};

} // namespace hearth::tsdb
