// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "base/clock.h"
#include "model/time.h"
#include "tsdb/wal/format.h"

namespace hearth::tsdb {

/// How far the replay of the log has come, in segments (as /api/v1/status/walreplay says it).
struct ReplayProgress {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::uint32_t current = 0;
};

struct DbOptions {
    std::string directory;
    /// Chunks do not cross multiples of it; samples older than half of it before the newest are out of bounds.
    model::DurationMs chunkRange = 2 * model::kHourMs;
    wal::Compression walCompression = wal::Compression::kSnappy;
    std::uint64_t walSegmentBytes = wal::kSegmentBytes;
    /// How often the log is synced to the disk, and tried again while it cannot be written.
    Nanoseconds syncInterval = std::chrono::seconds(5);
    Nanoseconds retryInterval = std::chrono::seconds(1);
    /// A commit returns only when it is on the disk: survives a power cut, at the price of a sync a commit.
    bool syncAtCommit = false;
    /// Without the storage thread the owner calls Db::maintain() itself.
    bool storageThread = true;
    /// Called from open() at the beginning of each segment; may be empty.
    std::function<void(ReplayProgress)> onReplay;
};

} // namespace hearth::tsdb
