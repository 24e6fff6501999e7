// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/block/disk_block.h"

#include <algorithm>
#include <fmt/format.h>

#include "tsdb/block/block_querier.h"
#include "tsdb/block/block_source.h"
#include "tsdb/block/block_verifier.h"
#include "tsdb/index/selection.h"

namespace hearth::tsdb {
namespace {

std::string_view textOf(const MappedFile& file) {
    const auto bytes = file.bytes();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

Result<std::shared_ptr<Block>> Block::open(FileSystem& files, std::string directory) {
    return HEARTH_TRY(DiskBlock::open(files, std::move(directory)));
}

DiskBlock::DiskBlock(FileSystem& files, std::string directory)
    : m_files(files)
    , m_directory(std::move(directory)) {}

Result<std::shared_ptr<DiskBlock>> DiskBlock::open(FileSystem& files, std::string directory) {
    std::shared_ptr<DiskBlock> block(new DiskBlock(files, std::move(directory)));
    if (auto loaded = block->load(); !loaded) {
        return std::unexpected(std::move(loaded.error()).withContext("block " + block->m_directory));
    }
    return block;
}

std::string DiskBlock::path(std::string_view file) const {
    return fmt::format("{}/{}", m_directory, file);
}

std::shared_ptr<const DiskBlock> DiskBlock::self() const {
    return std::static_pointer_cast<const DiskBlock>(shared_from_this());
}

Result<void> DiskBlock::load() {
    const auto json = HEARTH_TRY(m_files.readAll(path("meta.json")));
    m_meta = HEARTH_TRY(parseBlockMeta(json));
    m_indexFile = HEARTH_TRY(m_files.map(path("index")));
    const bool misnumbered = m_meta.version == kMetaVersionMisnumbered;
    m_index = HEARTH_TRY(index::IndexReader::open(textOf(*m_indexFile),
                                                  misnumbered ? std::optional(index::Version::kV2) : std::nullopt));
    if (m_files.exists(path("chunks"))) { // checkComplete() misses it where it must be there
        m_chunks = HEARTH_TRY(ChunkFiles::open(m_files, path("chunks")));
    }
    HEARTH_TRY(loadTombstones());
    return checkComplete();
}

Result<void> DiskBlock::loadTombstones() {
    Tombstones tombstones;
    if (m_files.exists(path("tombstones"))) { // old blocks have none
        const auto file = HEARTH_TRY(m_files.map(path("tombstones")));
        tombstones = HEARTH_TRY(parseTombstones(textOf(*file)));
    }
    m_tombstones = std::make_shared<const Tombstones>(std::move(tombstones));
    return {};
}

/// References to chunks ascend: where the last chunk of the last series is there, none of the files is missing or cut
/// off.
Result<void> DiskBlock::checkComplete() const {
    if (m_index.table().find("") == nullptr) { // the first servers' blocks
        return {};
    }
    const auto postings = HEARTH_TRY(m_index.allPostings());
    if (postings.empty()) {
        return {};
    }
    auto entry = HEARTH_TRY(m_index.series(postings.back()));
    std::optional<index::ChunkMeta> last;
    while (const auto chunk = entry.nextChunk()) {
        last = chunk;
    }
    HEARTH_TRY(entry.check());
    if (last) {
        HEARTH_TRY(m_chunks.at(last->ref));
    }
    return {};
}

std::uint64_t DiskBlock::byteCount() const {
    auto bytes = m_indexFile->bytes().size() + m_chunks.byteCount();
    for (const auto* const file : {"meta.json", "tombstones"}) {
        bytes += m_files.fileSize(path(file)).value_or(0);
    }
    return bytes;
}

std::shared_ptr<const Tombstones> DiskBlock::tombstones() const {
    const std::lock_guard lock(m_mutex);
    return m_tombstones;
}

std::unique_ptr<storage::Querier> DiskBlock::querier(model::TimeRange range) const {
    return std::make_unique<BlockQuerier>(self(), range);
}

std::unique_ptr<ChunkSource> DiskBlock::source() const {
    return std::make_unique<BlockSource>(self());
}

std::vector<std::string> DiskBlock::verify() const {
    return BlockVerifier(*this).run();
}

namespace {

/// What the range takes of a series, no more than its chunks hold; nothing where it meets none of them.
Result<std::optional<model::TimeRange>> deletedPart(const index::IndexReader& index, index::SeriesId id,
                                                    model::TimeRange range) {
    auto entry = HEARTH_TRY(index.series(id));
    std::optional<model::TimeRange> all;
    bool meets = false;
    while (const auto chunk = entry.nextChunk()) {
        meets = meets || (chunk->begin <= range.end && chunk->end >= range.begin);
        all = {all ? all->begin : chunk->begin, chunk->end};
    }
    HEARTH_TRY(entry.check());
    if (!meets) {
        return std::nullopt;
    }
    return model::TimeRange{std::max(range.begin, all->begin), std::min(range.end, all->end)};
}

} // namespace

Result<std::uint64_t> DiskBlock::deleteSamples(model::TimeRange range, std::span<const model::Matcher> matchers) {
    const std::lock_guard deleting(m_deleting);
    auto changed = std::make_shared<Tombstones>(*tombstones());
    std::uint64_t touched = 0;
    for (const auto id : HEARTH_TRY(index::selectSeries(m_index, matchers, {}))) {
        if (const auto part = HEARTH_TRY(deletedPart(m_index, id, range))) {
            changed->add(id, *part);
            ++touched;
        }
    }
    if (touched != 0) {
        HEARTH_TRY(save(*changed));
        const std::lock_guard lock(m_mutex);
        m_tombstones = std::move(changed);
    }
    return touched;
}

/// The tombstones first: a count that is behind them is no more than a wrong figure.
Result<void> DiskBlock::save(const Tombstones& tombstones) {
    HEARTH_TRY(m_files.replaceAtomically(path("tombstones"), printTombstones(tombstones)));
    auto meta = m_meta;
    const auto json = HEARTH_TRY(m_files.readAll(path("meta.json")));
    if (auto current = parseBlockMeta(json)) {
        meta = *std::move(current); // somebody may have marked it
    }
    meta.stats.tombstones = tombstones.count();
    return m_files.replaceAtomically(path("meta.json"), printBlockMeta(meta));
}

} // namespace hearth::tsdb
