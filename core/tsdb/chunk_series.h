// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/error.h"
#include "chunks/encoding.h"
#include "model/labels.h"
#include "model/time.h"

/// What blocks are written from and merged of: series in label order, each with its chunks as they lie. The head, its
/// out-of-order chunks and every block are such a source, so that one compactor serves all.
namespace hearth::tsdb {

/// A chunk where it lies; the payload is not owned.
struct ChunkView {
    model::TimestampMs begin = 0;
    model::TimestampMs end = 0; ///< Time of the last sample (inclusive).
    chunks::Encoding encoding = chunks::Encoding::kXor;
    std::span<const std::byte> payload;
};

/// Walks strings in ascending order, each once. Threads: thread-compatible.
class SymbolCursor {
  public:
    virtual ~SymbolCursor() = default;
    /// The next one, valid until the next call; nothing at the end.
    virtual Result<std::optional<std::string_view>> next() = 0;
};

/// Walks series in the order of their labels. What it yields is valid until the next call of next().
/// Threads: thread-compatible.
class ChunkSeriesCursor {
  public:
    virtual ~ChunkSeriesCursor() = default;
    /// Moves to the next series that has chunks; false at the end. Errors: kCorruption, kIo.
    virtual Result<bool> next() = 0;
    virtual const model::Labels& labels() const = 0;
    /// Ascending by begin. They overlap only in sources of out-of-order samples.
    virtual std::span<const ChunkView> chunks() const = 0;
    /// Times (closed intervals, ascending, disjoint) whose samples are deleted, though the chunks still hold them.
    virtual std::span<const model::TimeRange> deleted() const = 0;
};

/// Must outlive its cursors. Threads: thread-safe.
class ChunkSource {
  public:
    virtual ~ChunkSource() = default;
    /// Every label name and value of the series, and perhaps more.
    virtual Result<std::unique_ptr<SymbolCursor>> symbols() const = 0;
    virtual Result<std::unique_ptr<ChunkSeriesCursor>> series() const = 0;
};

} // namespace hearth::tsdb
