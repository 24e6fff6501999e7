// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "tsdb/chunk_series.h"
#include "tsdb/compact/series_chunks.h"

namespace hearth::tsdb {

/// Walks the series of several sources in one order of labels; those with equal labels come together.
/// Threads: thread-compatible.
class SeriesMerge {
  public:
    /// Errors: those of the cursors.
    static Result<SeriesMerge> create(std::vector<std::unique_ptr<ChunkSeriesCursor>> cursors);

    /// Moves to the next series; false at the end. Errors: those of the cursors.
    Result<bool> next();
    const model::Labels& labels() const;
    /// What each source has of it, in the order of the sources. Valid until the next call of next().
    std::span<const SeriesPart> parts() const { return m_parts; }

  private:
    explicit SeriesMerge(std::vector<std::unique_ptr<ChunkSeriesCursor>> cursors);
    Result<void> advance(std::size_t source);
    bool comesLater(std::size_t a, std::size_t b) const;

    std::vector<std::unique_ptr<ChunkSeriesCursor>> m_cursors;
    std::vector<std::size_t> m_heap;    ///< Sources whose series is still to come, the first one on top.
    std::vector<std::size_t> m_current; ///< Sources that have the series we are at.
    std::vector<SeriesPart> m_parts;
};

} // namespace hearth::tsdb
