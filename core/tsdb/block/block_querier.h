// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "storage/storage.h"
#include "tsdb/block/disk_block.h"

namespace hearth::tsdb {

/// What a querier of a block and its series share.
struct BlockView {
    std::shared_ptr<const DiskBlock> block;
    std::shared_ptr<const Tombstones> tombstones; ///< As of the querier's creation.
    model::TimeRange range;
};

/// Reads a block. A selected series is its labels and a number; its chunks are looked up and decoded when it is read.
/// Threads: thread-safe.
class BlockQuerier final : public storage::Querier {
  public:
    BlockQuerier(std::shared_ptr<const DiskBlock> block, model::TimeRange range);

    Result<storage::SeriesList> select(bool sorted, const storage::SelectHints& hints,
                                       std::span<const model::Matcher> matchers, std::stop_token stop) override;
    Result<std::vector<std::string>> labelNames(std::span<const model::Matcher> matchers,
                                                std::stop_token stop) override;
    Result<std::vector<std::string>> labelValues(const std::string& name, std::span<const model::Matcher> matchers,
                                                 std::stop_token stop) override;

  private:
    bool overlaps() const;

    const BlockView m_view;
};

} // namespace hearth::tsdb
