// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/block/block_querier.h"

#include "tsdb/block/block_series.h"
#include "tsdb/index/selection.h"

namespace hearth::tsdb {
namespace {

constexpr std::size_t kStopCheckEvery = 1024;

/// Whether the series has a chunk in the range that is not deleted altogether.
bool hasChunks(index::SeriesEntry& entry, model::TimeRange range, std::span<const model::TimeRange> deleted) {
    while (const auto chunk = entry.nextChunk()) {
        if (chunk->begin <= range.end && chunk->end >= range.begin &&
            (deleted.empty() || !isDeleted(deleted, {chunk->begin, chunk->end}))) {
            return true;
        }
    }
    return false;
}

} // namespace

BlockQuerier::BlockQuerier(std::shared_ptr<const DiskBlock> block, model::TimeRange range)
    : m_view{block, block->tombstones(), range} {}

bool BlockQuerier::overlaps() const {
    const auto& meta = m_view.block->meta();
    return meta.minTime <= m_view.range.end && meta.maxTime >= m_view.range.begin;
}

Result<storage::SeriesList> BlockQuerier::select(bool, const storage::SelectHints& hints,
                                                 std::span<const model::Matcher> matchers, std::stop_token stop) {
    storage::SeriesList list;
    if (!overlaps()) {
        return list;
    }
    const auto& index = m_view.block->index();
    const auto ids = HEARTH_TRY(inBlock(*m_view.block, index::selectSeries(index, matchers, stop)));
    index::SymbolCache symbols(index.symbols());
    list.reserve(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i % kStopCheckEvery == 0 && stop.stop_requested()) {
            return fail(ErrorCode::kCanceled, "selecting series was canceled");
        }
        auto entry = HEARTH_TRY(inBlock(*m_view.block, index.series(ids[i])));
        auto labels = HEARTH_TRY(inBlock(*m_view.block, entry.labels(symbols)));
        if (!hasChunks(entry, m_view.range, m_view.tombstones->of(ids[i]))) {
            HEARTH_TRY(inBlock(*m_view.block, entry.check()));
            continue;
        }
        list.push_back(std::make_unique<BlockSeries>(m_view, ids[i], std::move(labels)));
        if (hints.limit != 0 && list.size() == hints.limit) {
            break;
        }
    }
    return list;
}

Result<std::vector<std::string>> BlockQuerier::labelNames(std::span<const model::Matcher> matchers,
                                                          std::stop_token stop) {
    std::vector<std::string> names;
    if (!overlaps()) {
        return names;
    }
    const auto& index = m_view.block->index();
    if (!matchers.empty()) {
        const auto ids = HEARTH_TRY(inBlock(*m_view.block, index::selectSeries(index, matchers, stop)));
        return inBlock(*m_view.block, index::labelNamesOf(index, ids, stop));
    }
    for (const auto& name : index.labelNames()) {
        names.emplace_back(name.name);
    }
    return names;
}

Result<std::vector<std::string>>
BlockQuerier::labelValues(const std::string& name, std::span<const model::Matcher> matchers, std::stop_token stop) {
    if (!overlaps()) {
        return std::vector<std::string>();
    }
    const auto& index = m_view.block->index();
    if (matchers.empty()) {
        return index::allLabelValues(index, name);
    }
    const auto ids = HEARTH_TRY(inBlock(*m_view.block, index::selectSeries(index, matchers, stop)));
    return inBlock(*m_view.block, index::labelValuesOf(index, name, ids, stop));
}

} // namespace hearth::tsdb
