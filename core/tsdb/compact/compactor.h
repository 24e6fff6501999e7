// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/error.h"
#include "base/file_system.h"
#include "base/random.h"
#include "tsdb/block/block.h"
#include "tsdb/block/block_writer.h"
#include "tsdb/chunk_series.h"
#include "tsdb/compact/compaction_metrics.h"
#include "tsdb/compact/pacer.h"

namespace hearth::tsdb {

/// Makes the writer of a new block in a directory.
using BlockWriterFactory =
    std::function<Result<std::unique_ptr<BlockWriter>>(const std::string& directory, const Ulid& ulid)>;

/// Writers of real files. `files` must outlive them.
BlockWriterFactory blockWriters(FileSystem& files, BlockWriterOptions options = {});

/// Merges chunk sources into one new block, series by series: nothing is held of more than one series at a time, so
/// that its memory does not grow with the blocks. Chunks that need no change are not decoded.
///
/// A source or parent keeps what it had; it is for the owner to remove what a new block replaces. Nobody may change the
/// sources meanwhile (delete samples of a parent): such changes would be lost with them.
/// Prometheus: LeveledCompactor.Write(), Compact(). Threads: thread-compatible.
class Compactor {
  public:
    struct Parts {
        FileSystem& files;
        Clock& clock;
        RandomSource random; ///< Names of blocks.
        BlockWriterFactory writers;
        CompactionMetrics& metrics;
    };
    /// The references must outlive the compactor.
    explicit Compactor(Parts parts);

    /// Writes one block into `directory` with the samples of the sources (at least one) in [meta.minTime,
    /// meta.maxTime). `meta` says times, level, sources (none: the block is its own), parents and hints. Returns what
    /// was written; nothing, and nothing is written, where no sample is left. Errors: kCanceled, kIo (writing),
    /// kCorruption (a source), kLimit. What was begun is removed then.
    Result<std::optional<BlockMeta>> write(const std::string& directory, std::span<const ChunkSource* const> sources,
                                           BlockMeta meta, Pacer& pacer);

    /// Merges blocks (at least one, by time) of `directory` into their child; on return it is on the disk, under its
    /// name. Where no sample is left the parents are marked deletable instead and nothing is returned. A failure that
    /// is not the disk's (nor a stop) marks the parents failed, so that they are not planned again. Errors: those of
    /// write().
    Result<std::optional<BlockMeta>> merge(const std::string& directory,
                                           std::span<const std::shared_ptr<Block>> parents, Pacer& pacer);

    /// Writes the block anew without what its tombstones delete; the new one has it as its parent and is of level 1.
    /// Otherwise as merge(). Prometheus: Block.CleanTombstones().
    Result<std::optional<BlockMeta>> clean(const std::string& directory, const std::shared_ptr<Block>& block,
                                           Pacer& pacer);

  private:
    Result<std::optional<BlockMeta>> replace(const std::string& directory,
                                             std::span<const std::shared_ptr<Block>> parents, BlockMeta meta,
                                             bool overlapping, Pacer& pacer);
    Result<std::optional<BlockMeta>> writeMeasured(const std::string& directory,
                                                   std::span<const ChunkSource* const> sources, BlockMeta meta,
                                                   bool overlapping, Pacer& pacer);
    Result<void> writeSymbols(std::span<const ChunkSource* const> sources, BlockWriter& writer, Pacer& pacer);
    Result<void> writeSeries(std::span<const ChunkSource* const> sources, const BlockMeta& meta, BlockWriter& writer,
                             Pacer& pacer);

    Parts m_parts;
};

} // namespace hearth::tsdb
