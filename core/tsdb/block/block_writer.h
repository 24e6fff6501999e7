// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file_system.h"
#include "model/labels.h"
#include "tsdb/block/block_meta.h"
#include "tsdb/chunk_series.h"

namespace hearth::tsdb {

struct BlockWriterOptions {
    std::uint64_t maxChunkFileBytes = 512ULL << 20U;
    /// Postings held in memory at a time, at 16 bytes; the index is written in as many passes over the series as that
    /// takes.
    std::size_t maxPostingsInMemory = 2ULL << 20U;
};

/// Writes one block: all symbols, then all series in label order, then finish(). What it writes stands in
/// `<ulid>.tmp-for-creation` until it is whole and synced; destroying an unfinished writer removes it. Its memory does
/// not grow with the block.
/// Threads: thread-compatible.
class BlockWriter {
  public:
    /// `files` must outlive it. Errors: kIo.
    static Result<std::unique_ptr<BlockWriter>> create(FileSystem& files, const std::string& dataDirectory,
                                                       const Ulid& ulid, BlockWriterOptions options = {});
    virtual ~BlockWriter() = default;

    /// Strictly ascending. "" may come first, as in the blocks that Prometheus cuts from its head. Errors: kIo,
    /// kInternal (out of order), kLimit.
    virtual Result<void> addSymbol(std::string_view symbol) = 0;
    /// Series strictly ascending, chunks ascending without overlap. Their samples are counted into the stats.
    virtual Result<void> addSeries(const model::Labels& labels, std::span<const ChunkView> chunks) = 0;
    virtual const BlockStats& stats() const = 0;
    /// Completes the files (with an empty tombstones file), syncs them and the directories, and gives the block its
    /// name. `meta` says times, level, sources, parents and hints; ulid and stats are filled in. Returns what was
    /// written.
    virtual Result<BlockMeta> finish(BlockMeta meta) = 0;
};

} // namespace hearth::tsdb
