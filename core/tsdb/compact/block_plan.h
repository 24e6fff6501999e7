// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "model/time.h"
#include "tsdb/block/block_meta.h"

/// Which blocks to merge next, decided from their meta.json alone. Pure functions.
/// Prometheus: LeveledCompactor.plan(). Threads: thread-safe.
namespace hearth::tsdb {

/// The longest block that compaction makes: a tenth of the retention, at most 31 days (31 days for a retention of 0),
/// never less than `chunkRange`.
model::DurationMs maxBlockRange(model::DurationMs chunkRange, model::DurationMs retention);

/// The lengths that blocks grow through: `chunkRange`, three times that, nine times, ... as long as they are not more
/// than `maxRange`. At least one.
std::vector<model::DurationMs> blockRanges(model::DurationMs chunkRange, model::DurationMs maxRange);

/// The blocks to merge into one next, by time; empty where nothing is to be done. A single one is rewritten without
/// what its tombstones delete. In this order:
///
/// 1. The first group of blocks that overlap (not where `mergeOverlapping` is off).
/// 2. Leaving the newest block out: of each range but the first, the first window (multiples of the range) with two
///    blocks or more, none of them failed before, that is full, or that ends before the newest of them begins.
/// 3. From newest to oldest: a block at least as long as the middle range with more than one tombstone in twenty
/// series.
///    The first one shorter ends the search, and is taken where its tombstones are as many as its series.
///
/// Blocks of some series only (from stale or selected series) are planned apart, after the others: they never mix.
std::vector<Ulid> planCompaction(std::span<const BlockMeta> blocks, std::span<const model::DurationMs> ranges,
                                 bool mergeOverlapping = true);

/// The meta.json of what `parents` (at least one, by time) are merged into, without ulid and stats: it spans them all,
/// one level above the highest, with the union of their sources.
BlockMeta mergedMeta(std::span<const BlockMeta> parents);

} // namespace hearth::tsdb
