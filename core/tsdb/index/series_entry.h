// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/byte_io.h"
#include "base/error.h"
#include "model/labels.h"
#include "tsdb/index/format.h"
#include "tsdb/index/symbol_table.h"

namespace hearth::tsdb::index {

struct LabelRef {
    SymbolRef name = 0;
    SymbolRef value = 0;
    bool operator==(const LabelRef&) const = default;
};

/// Reads the body of one series: its labels, then its chunks, once. A view into the file.
/// Threads: thread-compatible.
class SeriesEntry {
  public:
    /// `offset` is named in errors.
    SeriesEntry(std::string_view body, std::uint64_t offset);

    /// The next label; nothing at the end, or where the body is damaged (check() tells).
    std::optional<LabelRef> nextLabel();
    /// The next chunk, behind what is left of the labels; likewise.
    std::optional<ChunkMeta> nextChunk();
    /// kCorruption where what was read so far makes no sense.
    Result<void> check() const;
    std::uint64_t offset() const { return m_offset; }

    /// All labels; for the first call only.
    Result<model::Labels> labels(SymbolCache& symbols);

  private:
    void beginChunks();
    Result<std::size_t> labelBytes(SymbolCache& symbols);

    ByteReader m_reader;
    std::uint64_t m_offset;
    std::uint64_t m_labelsLeft;
    std::uint64_t m_chunksLeft = 0;
    bool m_inChunks = false;
    bool m_firstChunk = true;
    ChunkMeta m_last;
};

/// Appends the body of a series, as SeriesEntry reads it.
void appendSeriesBody(std::string& out, std::span<const LabelRef> labels, std::span<const ChunkMeta> chunks);

} // namespace hearth::tsdb::index
