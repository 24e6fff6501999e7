// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "tsdb/block/block.h"
#include "tsdb/block/chunk_files.h"
#include "tsdb/block/tombstones.h"

namespace hearth::tsdb {

/// A block in a directory.
/// Threads: thread-safe.
class DiskBlock final : public Block {
  public:
    static Result<std::shared_ptr<DiskBlock>> open(FileSystem& files, std::string directory);

    const BlockMeta& meta() const override { return m_meta; }
    const std::string& directory() const override { return m_directory; }
    std::uint64_t byteCount() const override;
    const index::IndexReader& index() const override { return m_index; }
    std::unique_ptr<storage::Querier> querier(model::TimeRange range) const override;
    std::unique_ptr<ChunkSource> source() const override;
    Result<std::uint64_t> deleteSamples(model::TimeRange range, std::span<const model::Matcher> matchers) override;
    std::uint64_t tombstoneCount() const override { return tombstones()->count(); }
    std::vector<std::string> verify() const override;

    const ChunkFiles& chunks() const { return m_chunks; }
    /// As of now.
    std::shared_ptr<const Tombstones> tombstones() const;

  private:
    DiskBlock(FileSystem& files, std::string directory);
    Result<void> load();
    Result<void> loadTombstones();
    Result<void> checkComplete() const;
    Result<void> save(const Tombstones& tombstones);
    std::string path(std::string_view file) const;
    std::shared_ptr<const DiskBlock> self() const;

    // Constant once open.
    FileSystem& m_files;
    const std::string m_directory;
    BlockMeta m_meta;
    std::unique_ptr<MappedFile> m_indexFile;
    index::IndexReader m_index;
    ChunkFiles m_chunks;

    std::mutex m_deleting; ///< Held by deleteSamples(), one at a time.
    mutable std::mutex m_mutex;
    std::shared_ptr<const Tombstones> m_tombstones; ///< Guarded by m_mutex; replaced, never changed.
};

/// The result, its error with the block's name in front.
template <class T>
Result<T> inBlock(const Block& block, Result<T> result) {
    if (!result) {
        return std::unexpected(std::move(result.error()).withContext("block " + block.directory()));
    }
    return result;
}

} // namespace hearth::tsdb
