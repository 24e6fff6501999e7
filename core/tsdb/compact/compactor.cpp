// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/compact/compactor.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "tsdb/compact/block_directory.h"
#include "tsdb/compact/block_plan.h"
#include "tsdb/compact/series_chunks.h"
#include "tsdb/compact/series_merge.h"
#include "tsdb/compact/symbol_merge.h"

namespace hearth::tsdb {
namespace {

using Sources = std::span<const ChunkSource* const>;
using Parents = std::span<const std::shared_ptr<Block>>;

constexpr std::size_t kSymbolsBetweenPauses = 4096;
constexpr std::size_t kSeriesBetweenPauses = 256;

bool overlap(Parents parents) {
    auto end = std::numeric_limits<model::TimestampMs>::min();
    for (const auto& parent : parents) {
        if (parent->meta().minTime < end) {
            return true;
        }
        end = std::max(end, parent->meta().maxTime);
    }
    return false;
}

BlockMeta cleanedMeta(const BlockMeta& parent) {
    BlockMeta meta;
    meta.minTime = parent.minTime;
    meta.maxTime = parent.maxTime;
    meta.parents = {{parent.ulid, parent.minTime, parent.maxTime}};
    meta.hints = parent.hints;
    return meta;
}

/// Whether it is the blocks' fault: a full disk or a stop is not.
bool condemns(const Error& error) {
    return error.code() != ErrorCode::kCanceled && error.code() != ErrorCode::kIo;
}

} // namespace

BlockWriterFactory blockWriters(FileSystem& files, BlockWriterOptions options) {
    return [&files, options](const std::string& directory, const Ulid& ulid) {
        return BlockWriter::create(files, directory, ulid, options);
    };
}

Compactor::Compactor(Parts parts)
    : m_parts(std::move(parts)) {}

Result<std::optional<BlockMeta>> Compactor::write(const std::string& directory, Sources sources, BlockMeta meta,
                                                  Pacer& pacer) {
    return writeMeasured(directory, sources, std::move(meta), false, pacer);
}

Result<std::optional<BlockMeta>> Compactor::merge(const std::string& directory, Parents parents, Pacer& pacer) {
    std::vector<BlockMeta> metas;
    std::ranges::transform(parents, std::back_inserter(metas), [](const auto& parent) { return parent->meta(); });
    return replace(directory, parents, mergedMeta(metas), overlap(parents), pacer);
}

Result<std::optional<BlockMeta>> Compactor::clean(const std::string& directory, const std::shared_ptr<Block>& block,
                                                  Pacer& pacer) {
    return replace(directory, std::span(&block, 1), cleanedMeta(block->meta()), false, pacer);
}

Result<std::optional<BlockMeta>> Compactor::replace(const std::string& directory, Parents parents, BlockMeta meta,
                                                    bool overlapping, Pacer& pacer) {
    std::vector<std::unique_ptr<ChunkSource>> owned;
    std::vector<const ChunkSource*> sources;
    for (const auto& parent : parents) {
        owned.push_back(parent->source());
        sources.push_back(owned.back().get());
    }
    auto written = writeMeasured(directory, sources, std::move(meta), overlapping, pacer);
    if (written ? !*written : condemns(written.error())) {
        const auto mark = written ? BlockMark::kDeletable : BlockMark::kFailed;
        for (const auto& parent : parents) {
            auto marked = markBlock(m_parts.files, parent->directory(), mark);
            if (!marked && written) {
                return std::unexpected(std::move(marked).error());
            }
        }
    }
    return written;
}

Result<std::optional<BlockMeta>> Compactor::writeMeasured(const std::string& directory, Sources sources, BlockMeta meta,
                                                          bool overlapping, Pacer& pacer) {
    const auto began = m_parts.clock.monotonic();
    m_parts.metrics.began(overlapping);
    auto written = [&]() -> Result<std::optional<BlockMeta>> {
        const auto ulid = Ulid::generate(m_parts.clock.nowMs(), m_parts.random);
        if (meta.sources.empty()) {
            meta.sources = {ulid};
        }
        const auto writer = HEARTH_TRY(m_parts.writers(directory, ulid));
        HEARTH_TRY(writeSymbols(sources, *writer, pacer));
        HEARTH_TRY(writeSeries(sources, meta, *writer, pacer));
        if (writer->stats().samples == 0) {
            return std::nullopt;
        }
        return HEARTH_TRY(writer->finish(std::move(meta)));
    }();
    m_parts.metrics.ended(m_parts.clock.monotonic() - began);
    return written;
}

Result<void> Compactor::writeSymbols(Sources sources, BlockWriter& writer, Pacer& pacer) {
    std::vector<std::unique_ptr<SymbolCursor>> cursors;
    for (const auto* source : sources) {
        cursors.push_back(HEARTH_TRY(source->symbols()));
    }
    const auto merged = HEARTH_TRY(SymbolMerge::create(std::move(cursors)));
    std::size_t count = 0;
    while (const auto symbol = HEARTH_TRY(merged->next())) {
        HEARTH_TRY(writer.addSymbol(*symbol));
        if (++count % kSymbolsBetweenPauses == 0) {
            HEARTH_TRY(pacer.pause());
        }
    }
    return {};
}

Result<void> Compactor::writeSeries(Sources sources, const BlockMeta& meta, BlockWriter& writer, Pacer& pacer) {
    std::vector<std::unique_ptr<ChunkSeriesCursor>> cursors;
    for (const auto* source : sources) {
        cursors.push_back(HEARTH_TRY(source->series()));
    }
    auto merged = HEARTH_TRY(SeriesMerge::create(std::move(cursors)));
    SeriesChunks seriesChunks({meta.minTime, meta.maxTime - 1});
    for (std::size_t count = 0; HEARTH_TRY(merged.next()); ++count) {
        if (count % kSeriesBetweenPauses == 0) {
            HEARTH_TRY(pacer.pause());
        }
        auto chunks = seriesChunks.merge(merged.parts());
        if (!chunks) {
            return std::unexpected(std::move(chunks).error().withContext("series " + merged.labels().toString()));
        }
        if (!chunks->empty()) {
            HEARTH_TRY(writer.addSeries(merged.labels(), *chunks));
        }
        if (meta.level == 1) {
            m_parts.metrics.wroteNewChunks(*chunks);
        }
    }
    return pacer.pause();
}

} // namespace hearth::tsdb
