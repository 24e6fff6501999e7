// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/block_retention.h"

#include <algorithm>
#include <vector>

namespace hearth::tsdb {
namespace {

using NewestFirst = std::vector<const SizedBlock*>;

NewestFirst newestFirst(std::span<const SizedBlock> blocks) {
    NewestFirst sorted;
    for (const auto& block : blocks) {
        sorted.push_back(&block);
    }
    std::ranges::stable_sort(sorted, std::ranges::greater{},
                             [](const SizedBlock* block) { return block->meta.maxTime; });
    return sorted;
}

std::set<Ulid> namesFrom(const NewestFirst& blocks, NewestFirst::const_iterator first) {
    std::set<Ulid> names;
    for (; first != blocks.end(); ++first) {
        names.insert((*first)->meta.ulid);
    }
    return names;
}

} // namespace

std::uint64_t RetentionLimits::effectiveBytes() const {
    if (percentage > 0 && diskBytes > 0) {
        return static_cast<std::uint64_t>(static_cast<double>(diskBytes) * percentage / 100);
    }
    return bytes;
}

std::set<Ulid> beyondTimeRetention(std::span<const SizedBlock> blocks, const RetentionLimits& limits) {
    const auto isTrusted = [&](const SizedBlock* block) {
        return limits.now == 0 || block->meta.maxTime <= limits.now + RetentionLimits::kMaxAhead;
    };
    const auto sorted = newestFirst(blocks);
    const auto newest = std::ranges::find_if(sorted, isTrusted);
    if (limits.time <= 0 || newest == sorted.end()) {
        return {};
    }
    const auto isOld = [&](const SizedBlock* block) {
        return (*newest)->meta.maxTime - block->meta.maxTime >= limits.time;
    };
    return namesFrom(sorted, std::find_if(newest + 1, sorted.end(), isOld));
}

std::set<Ulid> beyondSizeRetention(std::span<const SizedBlock> blocks, std::uint64_t headBytes, std::uint64_t limit) {
    if (limit == 0) {
        return {};
    }
    const auto sorted = newestFirst(blocks);
    const auto exceeds = [&, sum = headBytes](const SizedBlock* block) mutable {
        sum += block->bytes;
        return sum > limit;
    };
    return namesFrom(sorted, std::find_if(sorted.begin(), sorted.end(), exceeds));
}

std::set<Ulid> supersededBlocks(std::span<const SizedBlock> blocks) {
    std::set<Ulid> parents;
    for (const auto& block : blocks) {
        for (const auto& parent : block.meta.parents) {
            if (parent.ulid != block.meta.ulid) {
                parents.insert(parent.ulid);
            }
        }
    }
    return parents;
}

} // namespace hearth::tsdb
