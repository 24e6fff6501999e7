// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/log.h"
#include "tsdb/db_options.h"
#include "tsdb/head/head.h"
#include "tsdb/head/replay_report.h"
#include "tsdb/head_chunks/head_chunk_entry.h"

namespace hearth::tsdb {

/// What is known before the log is read.
struct ReplayInput {
    /// Samples before it are in blocks.
    model::TimestampMs minValidTime = std::numeric_limits<model::TimestampMs>::min();
    std::vector<HeadChunkEntry> chunks; ///< Of the head chunk files, in the order of writing.
    bool chunksDamaged = false;         ///< Some are missing: a snapshot, which leaves them out, is of no use.
};

/// What opening a log yields.
struct ReplayedLog {
    ReplayReport report;
    std::uint32_t nextSegment = 0;
    std::uint32_t nextLateSegment = 0; ///< Of the write-behind log.
    bool hasLateLog = false;           ///< The write-behind log is not empty.
    bool snapshotFailed = false;       ///< There was one, and it was damaged.
};

/// Replays what a data directory has for the head (snapshot where options.snapshotAtClose, checkpoint, segments, then
/// the write-behind log in `wbl`) into an empty head, and repairs it on the way unless options.readOnly: an unfinished
/// record at the very end is cut off; a damaged segment is set aside whole in `wal-damaged/`, and the records of
/// it that can be read, before and behind the damage, take its place. Missing segments are reported as damage.
/// Errors: kIo.
Result<ReplayedLog> replayLog(FileSystem& files, const DbOptions& options, Head& head, ReplayInput input,
                              const Log& log);

} // namespace hearth::tsdb
