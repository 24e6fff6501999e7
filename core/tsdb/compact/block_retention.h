// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <set>
#include <span>

#include "model/time.h"
#include "tsdb/block/block_meta.h"

/// Which blocks are no longer wanted. Pure functions. Threads: thread-safe.
namespace hearth::tsdb {

/// How much is kept. Zero: no such limit.
struct RetentionLimits {
    model::DurationMs time = 0;
    std::uint64_t bytes = 0;
    double percentage = 0; ///< Of `diskBytes`; takes the place of `bytes` where the size of the disk is known.
    std::uint64_t diskBytes = 0;
    /// The wall clock. Blocks that end more than kMaxAhead after it, from when the clock was wrong, do not make the
    /// others old. 0: all count.
    model::TimestampMs now = 0;

    static constexpr model::DurationMs kMaxAhead = model::kDayMs;

    /// The limit by size that holds; 0: none.
    std::uint64_t effectiveBytes() const;
};

struct SizedBlock {
    BlockMeta meta;
    std::uint64_t bytes = 0;
};

/// Blocks that ended limits.time or more before the one that ends last. Never the one that ends last; none where
/// limits.time is 0. Prometheus: BeyondTimeRetention().
std::set<Ulid> beyondTimeRetention(std::span<const SizedBlock> blocks, const RetentionLimits& limits);

/// From newest to oldest, the first block with which the sum (of `headBytes`, the log and chunks of the head, and the
/// blocks) exceeds the limit, and all older ones; none where `limit` is 0. Prometheus: BeyondSizeRetention().
std::set<Ulid> beyondSizeRetention(std::span<const SizedBlock> blocks, std::uint64_t headBytes, std::uint64_t limit);

/// What was merged into one of `blocks`, here or not: it is in the child now. Prometheus: reloadBlocks().
std::set<Ulid> supersededBlocks(std::span<const SizedBlock> blocks);

} // namespace hearth::tsdb
