// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tsdb/block/disk_block.h"
#include "tsdb/index/name_table.h"

namespace hearth::tsdb {

/// Reads every byte of a block and says what is wrong with it. Needs four bytes a series of memory.
/// Threads: thread-compatible.
class BlockVerifier {
  public:
    /// More findings than this are counted only.
    static constexpr std::size_t kMaxFindings = 100;

    explicit BlockVerifier(const DiskBlock& block)
        : m_block(block)
        , m_symbols(block.index().symbols()) {}
    std::vector<std::string> run();

  private:
    /// Where the walk over the series stands.
    struct Walk {
        std::optional<index::SeriesId> id;
        model::Labels labels;
        std::uint64_t chunkRef = 0;
        std::uint64_t seriesEnd = 0; ///< Offset behind the last entry.
        BlockStats stats;
        model::TimestampMs first = 0;
        model::TimestampMs last = 0;
    };

    void checkSeries();
    void checkEntry(index::SeriesId id);
    void checkLabels(index::SeriesId id, model::Labels labels);
    void checkChunk(const index::ChunkMeta& meta, std::optional<model::TimestampMs> before);
    void checkSamples(const index::ChunkMeta& meta, const StoredChunk& chunk);
    void checkChunkFiles();
    void checkPostings();
    void checkList(std::string_view name, std::string_view value, std::uint64_t offset);
    void checkLabelOf(index::SeriesId id, std::string_view name, std::string_view value);
    void checkMeta();
    void checkTombstones();

    template <class... Args>
    void found(const char* format, Args&&... args);
    void found(const Error& error);

    const DiskBlock& m_block;
    index::SymbolCache m_symbols;
    Walk m_walk;
    std::vector<index::SeriesId> m_ids;
    std::uint64_t m_labelPairs = 0; ///< In all series.
    std::uint64_t m_postings = 0;   ///< In all lists but that of all series.
    std::uint64_t m_chunkBytes = 0; ///< Of chunks that series refer to.
    std::vector<std::string> m_findings;
    std::size_t m_untold = 0;
};

} // namespace hearth::tsdb
