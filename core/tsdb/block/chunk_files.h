// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "chunks/encoding.h"
#include "tsdb/chunk_series.h"
#include "tsdb/index/format.h"
#include "tsdb/index/output_file.h"

/// The chunk files of a block: chunks/000001 and so on. On disk, never renumber.
namespace hearth::tsdb {

inline constexpr std::uint32_t kChunkFileMagic = 0x85BD40DD;
inline constexpr std::uint8_t kChunkFileVersion = 1;
inline constexpr std::uint64_t kChunkFileHeaderBytes = 8; ///< Magic, version, three zeros.

/// A chunk's place: number of the file, from 0, and the offset in it.
struct ChunkPlace {
    std::uint64_t file = 0;
    std::uint64_t offset = 0;

    static ChunkPlace of(std::uint64_t ref) { return {ref >> 32U, ref & 0xffff'ffffULL}; }
    std::uint64_t ref() const { return file << 32U | offset; }
};

/// `000001` for file 0.
std::string chunkFileName(std::uint64_t file);

/// A chunk as it lies in a file.
struct StoredChunk {
    chunks::Encoding encoding = chunks::Encoding::kXor;
    std::span<const std::byte> payload;
    std::uint64_t bytes = 0; ///< Of all of it in the file.
};

/// Checks the header of one file. Errors: kCorruption, kUnsupported (a version from the future).
Result<void> checkChunkFileHeader(std::string_view file);
/// The chunk at `offset`, its checksum checked. Errors: kCorruption; kUnsupported (an encoding from the future).
Result<StoredChunk> readChunk(std::string_view file, std::uint64_t offset);

/// All chunk files of a block, mapped. Threads: thread-safe.
class ChunkFiles {
  public:
    /// Errors: kCorruption, kUnsupported, kIo; kNotFound where the directory or one of the files is missing.
    static Result<ChunkFiles> open(FileSystem& files, const std::string& directory);

    /// The chunk at a reference, valid as long as this. Errors as readChunk(), with
    /// the file's name; kNotFound where there is no such file.
    Result<StoredChunk> at(std::uint64_t ref) const;
    /// Whoever reads everything in order has read what lies between two references: its pages may leave the memory.
    void release(std::uint64_t beginRef, std::uint64_t endRef) const;
    std::size_t size() const { return m_files.size(); }
    std::string_view file(std::size_t number) const;
    std::uint64_t byteCount() const;

  private:
    std::vector<std::unique_ptr<MappedFile>> m_files;
};

/// Writes chunk files, the same bytes as Prometheus: the chunks of one series stay in one file where they fit.
/// Threads: thread-compatible. Errors: kIo.
class ChunkFileWriter {
  public:
    /// The directory must exist; `files` must outlive the writer.
    ChunkFileWriter(FileSystem& files, std::string directory, std::uint64_t maxFileBytes);

    /// Appends the chunks of one series; `metas` receives where they are.
    Result<void> append(std::span<const ChunkView> chunks, std::vector<index::ChunkMeta>& metas);
    /// Syncs the last file.
    Result<void> finish();

  private:
    Result<void> cut();
    Result<void> write(const ChunkView& chunk, std::vector<index::ChunkMeta>& metas);

    FileSystem& m_files;
    const std::string m_directory;
    const std::uint64_t m_maxFileBytes;
    std::uint64_t m_fileCount = 0;
    std::optional<index::OutputFile> m_out;
    std::string m_head;
};

} // namespace hearth::tsdb
