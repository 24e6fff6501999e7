// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/tsdb/compact/memory_source.h"
#include "tsdb/compact/compactor.h"

namespace hearth::tsdb::testing {

/// What block writers were told, instead of files.
struct Recording {
    struct Chunk {
        ChunkView view; ///< As it was passed: its payload may be gone.
        std::string payload;
    };
    struct Series {
        model::Labels labels;
        std::vector<Chunk> chunks;
    };
    std::vector<std::string> symbols;
    std::vector<Series> series;
    std::optional<BlockMeta> meta; ///< When it was finished.
    int created = 0;
    int destroyed = 0;
    std::size_t failAtSeries = ~std::size_t{0}; ///< This one is refused, with kIo.

    /// The samples of a series; empty where it has none.
    SampleText samples(const model::Labels& labels) const;
};

/// Makes writers that record into `recording`, which must outlive them.
BlockWriterFactory recordingWriters(Recording& recording);

} // namespace hearth::tsdb::testing
