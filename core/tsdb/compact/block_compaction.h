// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "base/error.h"
#include "tsdb/compact/block_retention.h"
#include "tsdb/compact/block_set.h"
#include "tsdb/compact/compactor.h"
#include "tsdb/compact/pacer.h"

/// The rounds of work on a set of blocks. Every step leaves the directory so that a reload serves each sample once,
/// whatever interrupts it. Threads: one thread at a time a set; nobody deletes samples of its blocks meanwhile.
namespace hearth::tsdb {

struct BlockCompactionOptions {
    std::vector<model::DurationMs> ranges; ///< blockRanges().
    bool mergeOverlapping = true;
    RetentionLimits limits;
    std::uint64_t headBytes = 0;
    /// Blocks that end later stay as they are: they hold late samples of a time that the head is not cut at yet, and in
    /// a merged block they would make it seem so.
    model::TimestampMs maxTime = std::numeric_limits<model::TimestampMs>::max();
    /// Asked before each plan; true ends the round early (the head is to be written first). May be empty.
    std::function<bool()> yields;
};

/// Plans, merges and reloads until nothing is left to do. Returns how many blocks were written or found empty.
/// Prometheus: DB.compactBlocks(). Errors: kCanceled, kIo, kCorruption.
Result<std::size_t> compactBlocks(BlockSet& set, Compactor& compactor, const BlockCompactionOptions& options,
                                  Pacer& pacer);

/// Rewrites every block that has tombstones, one after the other. Returns how many.
/// Prometheus: DB.CleanTombstones(). Errors: as compactBlocks().
Result<std::size_t> cleanTombstones(BlockSet& set, Compactor& compactor, const RetentionLimits& limits,
                                    std::uint64_t headBytes, Pacer& pacer);

} // namespace hearth::tsdb
