// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "tsdb/head_chunks/format.h"
#include "tsdb/head_chunks/head_chunk_entry.h"

/// The bytes of head chunk files: pure functions. Threads: thread-safe.
namespace hearth::tsdb::head_chunks {

/// A chunk as it lies in its file.
struct ParsedChunk {
    HeadChunkEntry entry; ///< Its ref is left to the caller.
    std::span<const std::byte> payload;
    /// From its first byte to behind its checksum; of one that is not whole, as far as it was read.
    std::size_t size = 0;
};

/// Appends a chunk in the file's form.
void appendChunk(std::string& out, const HeadChunkEntry& entry, std::span<const std::byte> payload);
void appendFileHeader(std::string& out);

enum class ChunkState : std::uint8_t {
    kWhole,
    kEnd,  ///< Zeros up to the end.
    kTorn, ///< The bytes end within the chunk, or only zeros follow from somewhere within it.
    kDamaged,
};
/// The chunk at the beginning of `bytes`, which reach to the end of the file; `reason` says what is damaged.
ChunkState parseChunk(std::span<const std::byte> bytes, ParsedChunk& out, std::string& reason);

/// Walks the chunks of one file.
class FileReader {
  public:
    /// The bytes must outlive the reader.
    FileReader(std::span<const std::byte> file, std::uint32_t number);

    /// kWhole: there is a chunk. Any other state stays.
    ChunkState next();
    const ParsedChunk& chunk() const { return m_chunk; }
    /// Just behind the current chunk (or the file's header): the bytes up to here are whole.
    std::uint64_t goodBytes() const { return m_goodBytes; }
    /// How many bytes behind the good ones looked like the next chunk, where it is damaged or torn.
    std::size_t tried() const { return m_chunk.size; }
    /// What is damaged, with the offset.
    const std::string& reason() const { return m_reason; }

  private:
    const std::span<const std::byte> m_bytes;
    const std::uint32_t m_number;
    std::uint64_t m_goodBytes = 0;
    ChunkState m_state = ChunkState::kWhole;
    ParsedChunk m_chunk;
    std::string m_reason;
};

} // namespace hearth::tsdb::head_chunks
