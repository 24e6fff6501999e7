// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/block/block_source.h"

namespace hearth::tsdb {
namespace {

/// So much of the chunk files is kept mapped behind the cursor, lest a large block fill the memory.
constexpr std::uint64_t kReleaseBytes = 4ULL << 20U;

class Symbols final : public SymbolCursor {
  public:
    explicit Symbols(const index::SymbolTable& table)
        : m_cursor(table) {}

    Result<std::optional<std::string_view>> next() override {
        return m_cursor.next() ? std::optional(m_cursor.symbol()) : std::nullopt;
    }

  private:
    index::SymbolTable::Cursor m_cursor;
};

class Series final : public ChunkSeriesCursor {
  public:
    Series(std::shared_ptr<const DiskBlock> block, index::SeriesCursor cursor)
        : m_block(std::move(block))
        , m_tombstones(m_block->tombstones())
        , m_cursor(std::move(cursor))
        , m_symbols(m_block->index().symbols()) {}

    Result<bool> next() override { return inBlock(*m_block, advance()); }
    const model::Labels& labels() const override { return m_labels; }
    std::span<const ChunkView> chunks() const override { return m_chunks; }
    std::span<const model::TimeRange> deleted() const override { return m_tombstones->of(m_cursor.id()); }

  private:
    Result<bool> advance() {
        do {
            if (!HEARTH_TRY(m_cursor.next())) {
                return false;
            }
            HEARTH_TRY(readChunks());
        } while (m_chunks.empty());
        return true;
    }

    Result<void> readChunks() {
        auto& entry = m_cursor.entry();
        m_labels = HEARTH_TRY(entry.labels(m_symbols));
        m_chunks.clear();
        while (const auto meta = entry.nextChunk()) {
            const auto chunk = HEARTH_TRY(m_block->chunks().at(meta->ref));
            m_chunks.push_back({meta->begin, meta->end, chunk.encoding, chunk.payload});
            if (m_chunks.size() == 1 && meta->ref >= m_released + kReleaseBytes) {
                m_block->chunks().release(m_released, meta->ref);
                m_released = meta->ref;
            }
        }
        return entry.check();
    }

    const std::shared_ptr<const DiskBlock> m_block;
    const std::shared_ptr<const Tombstones> m_tombstones;
    index::SeriesCursor m_cursor;
    index::SymbolCache m_symbols;
    model::Labels m_labels;
    std::vector<ChunkView> m_chunks;
    std::uint64_t m_released = 0; ///< The reference up to which pages were given back.
};

} // namespace

Result<std::unique_ptr<SymbolCursor>> BlockSource::symbols() const {
    return std::make_unique<Symbols>(m_block->index().symbols());
}

Result<std::unique_ptr<ChunkSeriesCursor>> BlockSource::series() const {
    auto cursor = HEARTH_TRY(inBlock(*m_block, index::SeriesCursor::create(m_block->index())));
    return std::make_unique<Series>(m_block, std::move(cursor));
}

} // namespace hearth::tsdb
