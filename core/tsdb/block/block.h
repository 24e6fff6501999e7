// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "model/matcher.h"
#include "storage/storage.h"
#include "tsdb/block/block_meta.h"
#include "tsdb/chunk_series.h"
#include "tsdb/index/index_reader.h"

namespace hearth::tsdb {

/// A block on disk, opened for reading: mapped files, nothing of it copied into memory but a sparse table of the index.
/// Opening writes nothing. The files stay readable until the last holder of the object (or of a querier or source of
/// it) is gone, even when the directory was deleted meanwhile.
/// Threads: thread-safe.
class Block : public std::enable_shared_from_this<Block> {
  public:
    /// `directory` is the block's own; `files` must outlive it.
    /// Errors: kCorruption (which file, which offset, what is wrong), kUnsupported (a version from the future), kIo,
    /// kNotFound (a file is missing: half copied).
    static Result<std::shared_ptr<Block>> open(FileSystem& files, std::string directory);
    virtual ~Block() = default;

    /// As it was when the block was opened; tombstoneCount() is up to date.
    virtual const BlockMeta& meta() const = 0;
    virtual const std::string& directory() const = 0;
    /// Of all its files.
    virtual std::uint64_t byteCount() const = 0;
    /// Label pairs with the number of their series, and series with the places of their chunks, without reading any:
    /// what statistics are made of. Views into the block.
    virtual const index::IndexReader& index() const = 0;

    /// The samples within `range`, without those that tombstones delete as of now. Keeps the block alive.
    virtual std::unique_ptr<storage::Querier> querier(model::TimeRange range) const = 0;
    /// All series and chunks, with the deleted intervals beside them. Keeps the block alive.
    virtual std::unique_ptr<ChunkSource> source() const = 0;

    /// Marks the samples of the matching series within the range as deleted, here and in the tombstones file
    /// (atomically replaced, with meta.json's count). Queriers that are open see it or not. Returns how many series it
    /// touched.
    virtual Result<std::uint64_t> deleteSamples(model::TimeRange range, std::span<const model::Matcher> matchers) = 0;
    virtual std::uint64_t tombstoneCount() const = 0;

    /// Reads every byte: checksums, order, references, sample counts and times. All that is wrong, as sentences that
    /// name file and offset; empty where all is well.
    virtual std::vector<std::string> verify() const = 0;
};

} // namespace hearth::tsdb
