// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/block_plan.h"

#include <algorithm>
#include <array>

namespace hearth::tsdb {
namespace {

using model::DurationMs;
using model::TimestampMs;
using Blocks = std::vector<const BlockMeta*>;
using BlockSpan = std::span<const BlockMeta* const>;

constexpr DurationMs kMaxBlockRange = 31 * model::kDayMs;
constexpr int kMaxRanges = 10;
constexpr DurationMs kRangeFactor = 3;
constexpr double kTombstoneShare = 0.05;

/// Blocks of different classes never go into one.
enum class BlockClass { kWhole, kStaleSeries, kSelectedSeries };

BlockClass classOf(const BlockMeta& meta) {
    if (meta.hasHint(kHintStaleSeries)) {
        return BlockClass::kStaleSeries;
    }
    return meta.hasHint(kHintSelectedSeries) ? BlockClass::kSelectedSeries : BlockClass::kWhole;
}

Blocks ofClass(std::span<const BlockMeta> blocks, BlockClass wanted) {
    Blocks found;
    for (const auto& block : blocks) {
        if (classOf(block) == wanted) {
            found.push_back(&block);
        }
    }
    std::ranges::stable_sort(found, {}, [](const BlockMeta* block) { return block->minTime; });
    return found;
}

Blocks firstOverlap(BlockSpan blocks) {
    Blocks group;
    auto end = blocks.front()->maxTime;
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        if (blocks[i]->minTime < end) {
            if (group.empty()) {
                group.push_back(blocks[i - 1]);
            }
            group.push_back(blocks[i]);
        } else if (!group.empty()) {
            break;
        }
        end = std::max(end, blocks[i]->maxTime);
    }
    return group;
}

TimestampMs windowBegin(TimestampMs time, DurationMs range) {
    const auto aligned = time >= 0 ? time : time - range + 1;
    return aligned / range * range;
}

/// Runs of neighbouring blocks that lie in the same multiple of `range`. A block that crosses a border is in none.
std::vector<BlockSpan> windows(BlockSpan blocks, DurationMs range) {
    std::vector<BlockSpan> found;
    for (std::size_t i = 0; i < blocks.size();) {
        const auto end = windowBegin(blocks[i]->minTime, range) + range;
        const auto first = i;
        while (i < blocks.size() && blocks[i]->maxTime <= end) {
            ++i;
        }
        if (i == first) {
            ++i;
        } else {
            found.push_back(blocks.subspan(first, i - first));
        }
    }
    return found;
}

bool isRipe(BlockSpan window, DurationMs range, TimestampMs newest) {
    const auto end = window.back()->maxTime;
    return window.size() > 1 && (end - window.front()->minTime == range || end <= newest) &&
           std::ranges::none_of(window, &BlockMeta::failed);
}

Blocks firstRipeWindow(BlockSpan blocks, std::span<const DurationMs> ranges) {
    if (blocks.empty() || ranges.size() < 2) {
        return {};
    }
    for (const auto range : ranges.subspan(1)) {
        for (const auto window : windows(blocks, range)) {
            if (isRipe(window, range, blocks.back()->minTime)) {
                return {window.begin(), window.end()};
            }
        }
    }
    return {};
}

Blocks withManyTombstones(BlockSpan blocks, DurationMs middleRange) {
    for (auto i = blocks.size(); i-- > 0;) {
        const auto& block = *blocks[i];
        const auto& stats = block.stats;
        if (block.maxTime - block.minTime < middleRange) {
            const bool allDeleted = stats.tombstones > 0 && stats.tombstones >= stats.series;
            return allDeleted ? Blocks{&block} : Blocks{};
        }
        if (static_cast<double>(stats.tombstones) / static_cast<double>(stats.series + 1) > kTombstoneShare) {
            return {&block};
        }
    }
    return {};
}

Blocks planClass(BlockSpan blocks, std::span<const DurationMs> ranges, bool mergeOverlapping) {
    if (blocks.empty()) {
        return {};
    }
    if (mergeOverlapping) {
        if (auto group = firstOverlap(blocks); !group.empty()) {
            return group;
        }
    }
    // The newest block stays as it is for the length of a block, in which others may still be copied in beside it.
    const auto settled = blocks.first(blocks.size() - 1);
    if (auto group = firstRipeWindow(settled, ranges); !group.empty()) {
        return group;
    }
    return withManyTombstones(settled, ranges[ranges.size() / 2]);
}

void addOnce(std::vector<std::string>& hints, std::string_view hint) {
    if (std::ranges::find(hints, hint) == hints.end()) {
        hints.emplace_back(hint);
    }
}

} // namespace

DurationMs maxBlockRange(DurationMs chunkRange, DurationMs retention) {
    const auto longest = retention > 0 ? std::min(kMaxBlockRange, retention / 10) : kMaxBlockRange;
    return std::max(longest, chunkRange);
}

std::vector<DurationMs> blockRanges(DurationMs chunkRange, DurationMs maxRange) {
    std::vector<DurationMs> ranges{chunkRange};
    for (auto range = chunkRange * kRangeFactor; range <= maxRange && ranges.size() < kMaxRanges;
         range *= kRangeFactor) {
        ranges.push_back(range);
    }
    return ranges;
}

std::vector<Ulid> planCompaction(std::span<const BlockMeta> blocks, std::span<const DurationMs> ranges,
                                 bool mergeOverlapping) {
    static constexpr std::array kClasses{BlockClass::kWhole, BlockClass::kStaleSeries, BlockClass::kSelectedSeries};
    for (const auto wanted : kClasses) {
        const auto chosen = planClass(ofClass(blocks, wanted), ranges, mergeOverlapping);
        if (!chosen.empty()) {
            std::vector<Ulid> plan;
            std::ranges::transform(chosen, std::back_inserter(plan), &BlockMeta::ulid);
            return plan;
        }
    }
    return {};
}

BlockMeta mergedMeta(std::span<const BlockMeta> parents) {
    BlockMeta merged;
    merged.minTime = parents.front().minTime;
    merged.maxTime = parents.front().maxTime;
    merged.level = 0;
    for (const auto& parent : parents) {
        merged.minTime = std::min(merged.minTime, parent.minTime);
        merged.maxTime = std::max(merged.maxTime, parent.maxTime);
        merged.level = std::max(merged.level, parent.level);
        merged.sources.insert(merged.sources.end(), parent.sources.begin(), parent.sources.end());
        merged.parents.push_back({parent.ulid, parent.minTime, parent.maxTime});
        for (const auto hint : {kHintStaleSeries, kHintSelectedSeries}) {
            if (parent.hasHint(hint)) {
                addOnce(merged.hints, hint);
            }
        }
    }
    ++merged.level;
    std::ranges::sort(merged.sources);
    const auto repeated = std::ranges::unique(merged.sources);
    merged.sources.erase(repeated.begin(), repeated.end());
    // One block with samples that came in order makes the whole count as such.
    if (std::ranges::all_of(parents, [](const BlockMeta& parent) { return parent.hasHint(kHintOutOfOrder); })) {
        addOnce(merged.hints, kHintOutOfOrder);
    }
    return merged;
}

} // namespace hearth::tsdb
