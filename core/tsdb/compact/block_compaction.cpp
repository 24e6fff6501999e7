// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/block_compaction.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "tsdb/compact/block_plan.h"

namespace hearth::tsdb {
namespace {

/// The blocks of a plan in its order; all are in the set it was made from.
std::vector<std::shared_ptr<Block>> planned(const BlockList& blocks, const std::vector<Ulid>& plan) {
    std::vector<std::shared_ptr<Block>> chosen;
    for (const auto& ulid : plan) {
        const auto found = std::ranges::find(*blocks, ulid, [](const auto& block) { return block->meta().ulid; });
        if (found != blocks->end()) {
            chosen.push_back(*found);
        }
    }
    return chosen;
}

std::shared_ptr<Block> firstWithTombstones(const BlockList& blocks) {
    const auto found = std::ranges::find_if(*blocks, [](const auto& block) { return block->tombstoneCount() > 0; });
    return found == blocks->end() ? nullptr : *found;
}

} // namespace

Result<std::size_t> compactBlocks(BlockSet& set, Compactor& compactor, const BlockCompactionOptions& options,
                                  Pacer& pacer) {
    for (std::size_t rounds = 0;; ++rounds) {
        if (options.yields && options.yields()) {
            return rounds;
        }
        auto candidates = set.metas();
        std::erase_if(candidates, [&](const BlockMeta& block) { return block.maxTime > options.maxTime; });
        const auto plan = planCompaction(candidates, options.ranges, options.mergeOverlapping);
        if (plan.empty()) {
            return rounds;
        }
        auto merged = compactor.merge(set.directory(), planned(set.blocks(), plan), pacer);
        // After a failure too: the marks that it set keep it from being planned once more.
        auto reloaded = set.reload(options.limits, options.headBytes);
        if (!merged) {
            return std::unexpected(std::move(merged).error());
        }
        HEARTH_TRY(std::move(reloaded));
    }
}

Result<std::size_t> cleanTombstones(BlockSet& set, Compactor& compactor, const RetentionLimits& limits,
                                    std::uint64_t headBytes, Pacer& pacer) {
    for (std::size_t cleaned = 0;; ++cleaned) {
        const auto block = firstWithTombstones(set.blocks());
        if (!block) {
            return cleaned;
        }
        auto written = compactor.clean(set.directory(), block, pacer);
        auto reloaded = set.reload(limits, headBytes);
        if (!written) {
            return std::unexpected(std::move(written).error());
        }
        HEARTH_TRY(std::move(reloaded));
    }
}

} // namespace hearth::tsdb
