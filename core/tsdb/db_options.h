// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "base/clock.h"
#include "base/random.h"
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
    /// Opens without locking or writing anything, as when another process owns the directory: a view as of now.
    bool readOnly = false;
    /// Without the lock nothing keeps another process out.
    bool lockDirectory = true;
    /// Chunks do not cross multiples of it; samples older than half of it before the newest are out of bounds.
    model::DurationMs chunkRange = 2 * model::kHourMs;
    /// No block is compacted to more than this; 0: a tenth of the retention, at most 31 days.
    model::DurationMs maxBlockRange = 0;
    /// Blocks that ended so long before the newest one are deleted; 0: no limit by time.
    model::DurationMs retention = 15 * model::kDayMs;
    std::uint64_t retentionBytes = 0;       ///< Of everything in the directory; 0: no limit.
    double retentionPercentage = 0;         ///< Of the file system; takes the place of retentionBytes; 0: no limit.
    model::DurationMs outOfOrderWindow = 0; ///< How much older than the newest sample of all a sample may be.
    std::size_t maxExemplars = 0;           ///< In memory; 0: none are kept.
    bool compactOverlapping = true;
    /// How often blocks are looked at: new ones loaded, the head compacted, old ones deleted.
    Nanoseconds blockInterval = std::chrono::minutes(1);
    /// The share of its time that compaction may spend working rather than waiting, from 0 to 1.
    double compactionPace = 1.0;
    wal::Compression walCompression = wal::Compression::kSnappy;
    std::uint64_t walSegmentBytes = wal::kSegmentBytes;
    /// How often the log is synced to the disk, and tried again while it cannot be written.
    Nanoseconds syncInterval = std::chrono::seconds(5);
    Nanoseconds retryInterval = std::chrono::seconds(1);
    /// A commit returns only when it is on the disk: survives a power cut, at the price of a sync a commit.
    bool syncAtCommit = false;
    /// Writes what is in memory beside the log when closing, so that the next start reads little of the log.
    bool snapshotAtClose = false;
    /// Names of blocks.
    RandomSource random = systemRandom();
    /// Without the storage thread the owner calls Db::maintain() itself.
    bool storageThread = true;
    /// Called from open() at the beginning of each segment; may be empty.
    std::function<void(ReplayProgress)> onReplay;
};

/// What may change while the database is open (Prometheus: DB.ApplyConfig()); as in DbOptions.
struct DbLimits {
    model::DurationMs retention = 15 * model::kDayMs;
    std::uint64_t retentionBytes = 0;
    double retentionPercentage = 0;
    model::DurationMs outOfOrderWindow = 0;
    std::size_t maxExemplars = 0;

    static DbLimits of(const DbOptions& options) {
        return {options.retention, options.retentionBytes, options.retentionPercentage, options.outOfOrderWindow,
                options.maxExemplars};
    }
    bool operator==(const DbLimits&) const = default;
};

} // namespace hearth::tsdb
