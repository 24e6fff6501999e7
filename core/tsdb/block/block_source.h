// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "tsdb/block/disk_block.h"

namespace hearth::tsdb {

/// All of a block, for compaction. Threads: thread-safe.
class BlockSource final : public ChunkSource {
  public:
    explicit BlockSource(std::shared_ptr<const DiskBlock> block)
        : m_block(std::move(block)) {}

    Result<std::unique_ptr<SymbolCursor>> symbols() const override;
    Result<std::unique_ptr<ChunkSeriesCursor>> series() const override;

  private:
    const std::shared_ptr<const DiskBlock> m_block;
};

} // namespace hearth::tsdb
