// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/file_system.h"
#include "base/log.h"
#include "tsdb/db_options.h"
#include "tsdb/head/head.h"
#include "tsdb/head/replay_report.h"

namespace hearth::tsdb {

/// What opening a log yields.
struct ReplayedLog {
    ReplayReport report;
    std::uint32_t nextSegment = 0;
};

/// Replays the log of a data directory (checkpoint, then segments) into an empty head and repairs it on the way: an
/// unfinished record at the very end is cut off; a damaged segment is set aside whole in `wal-damaged/`, its healthy
/// beginning stays, and the replay goes on with the next segment.
/// Errors: kIo, kCorruption (a segment is missing).
Result<ReplayedLog> replayLog(FileSystem& files, const DbOptions& options, Head& head, const Log& log);

} // namespace hearth::tsdb
