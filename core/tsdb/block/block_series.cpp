// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/block/block_series.h"

#include <algorithm>
#include <optional>

#include "chunks/decode.h"
#include "tsdb/block/column_trim.h"

namespace hearth::tsdb {
namespace {

/// Decodes chunks of one series behind each other.
class ChunkReader {
  public:
    ChunkReader(const ChunkFiles& files, model::Columns& out)
        : m_files(files)
        , m_out(out)
        , m_start(ColumnStart::of(out)) {}

    Result<void> add(const index::ChunkMeta& meta) {
        const auto chunk = HEARTH_TRY(m_files.at(meta.ref));
        const auto before = ColumnStart::of(m_out);
        if (auto decoded = chunks::decode(chunk.encoding, chunk.payload, m_out); !decoded) {
            return std::unexpected(std::move(decoded.error()).withContext(describe(meta)));
        }
        m_ordered = m_ordered && ascends(before);
        return {};
    }

    ColumnStart start() const { return m_start; }
    /// Old servers have written chunks that overlap.
    bool ordered() const { return m_ordered; }

  private:
    static std::string describe(const index::ChunkMeta& meta) {
        const auto place = ChunkPlace::of(meta.ref);
        return "chunks/" + chunkFileName(place.file) + ": offset " + std::to_string(place.offset);
    }

    bool ascends(ColumnStart before) const {
        const auto& times = m_out.times;
        const auto& histograms = m_out.histograms;
        const bool floatsAscend = before.floats == m_start.floats || before.floats == times.size() ||
                                  times[before.floats - 1] < times[before.floats];
        return floatsAscend && (before.histograms == m_start.histograms || before.histograms == histograms.size() ||
                                histograms[before.histograms - 1].time < histograms[before.histograms].time);
    }

    const ChunkFiles& m_files;
    model::Columns& m_out;
    const ColumnStart m_start;
    bool m_ordered = true;
};

} // namespace

Result<void> BlockSeries::read(model::TimeRange range, model::Columns& out) {
    return inBlock(*m_view.block, readChunks(range, out));
}

Result<void> BlockSeries::readChunks(model::TimeRange range, model::Columns& out) const {
    range = {std::max(range.begin, m_view.range.begin), std::min(range.end, m_view.range.end)};
    const auto& block = *m_view.block;
    const auto deleted = m_view.tombstones->of(m_id);
    auto entry = HEARTH_TRY(block.index().series(m_id));
    ChunkReader reader(block.chunks(), out);
    bool inside = true; // all that was decoded lies in the range
    while (const auto chunk = entry.nextChunk()) {
        if (chunk->begin > range.end || chunk->end < range.begin ||
            (!deleted.empty() && isDeleted(deleted, {chunk->begin, chunk->end}))) {
            continue;
        }
        inside = inside && chunk->begin >= range.begin && chunk->end <= range.end;
        HEARTH_TRY(reader.add(*chunk));
    }
    HEARTH_TRY(entry.check());
    if (!reader.ordered()) {
        sortByTime(out, reader.start());
    }
    if (!inside) {
        keepRange(out, reader.start(), range);
    }
    if (!deleted.empty()) {
        dropDeleted(out, reader.start(), deleted);
    }
    return {};
}

} // namespace hearth::tsdb
