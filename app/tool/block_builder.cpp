// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/block_builder.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

#include "chunks/encode.h"
#include "tsdb/block/block_writer.h"

namespace hearth::app::tool {
namespace {

constexpr model::DurationMs kShortestBlock = 2 * model::kHourMs;
constexpr int kLevels = 10;
constexpr int kBlocksPerLevel = 3;

/// In the order of their times; of equal times the first one stays.
void sortByTime(model::Columns& samples) {
    if (std::ranges::adjacent_find(samples.times, std::greater_equal()) == samples.times.end()) {
        return;
    }
    std::vector<std::size_t> order(samples.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return samples.times[i]; });
    model::Columns sorted;
    for (const auto i : order) {
        if (sorted.times.empty() || sorted.times.back() != samples.times[i]) {
            sorted.times.push_back(samples.times[i]);
            sorted.values.push_back(samples.values[i]);
        }
    }
    samples = std::move(sorted);
}

using SeriesMap = std::map<model::Labels, model::Columns>;

Result<void> writeSymbols(tsdb::BlockWriter& writer, const SeriesMap& series) {
    std::set<std::string_view> symbols;
    for (const auto& [labels, samples] : series) {
        for (const auto& label : labels) {
            symbols.insert(label.name);
            symbols.insert(label.value);
        }
    }
    for (const auto symbol : symbols) {
        HEARTH_TRY(writer.addSymbol(symbol));
    }
    return {};
}

Result<void> writeSeries(tsdb::BlockWriter& writer, const model::Labels& labels, const model::Columns& samples) {
    const auto encoded = chunks::encode(samples);
    std::vector<tsdb::ChunkView> views;
    views.reserve(encoded.size());
    for (const auto& chunk : encoded) {
        views.push_back({chunk.begin, chunk.end, chunk.encoding, std::as_bytes(std::span(chunk.payload))});
    }
    return writer.addSeries(labels, views);
}

} // namespace

void BlockBuilder::add(const model::Labels& labels, model::TimestampMs time, double value) {
    auto& samples = m_series[labels];
    samples.times.push_back(time);
    samples.values.push_back(value);
}

Result<tsdb::BlockMeta> BlockBuilder::write(Context& context, const std::string& directory) {
    HEARTH_TRY(context.files.createDirectories(directory));
    const auto series = std::exchange(m_series, {});
    tsdb::BlockMeta meta;
    meta.ulid = tsdb::Ulid::generate(context.clock.nowMs(), context.random);
    meta.minTime = model::kMaxTimestamp;
    meta.maxTime = model::kMinTimestamp;
    meta.sources = {meta.ulid};
    const auto writer = HEARTH_TRY(tsdb::BlockWriter::create(context.files, directory, meta.ulid));
    HEARTH_TRY(writeSymbols(*writer, series));
    for (const auto& [labels, unsorted] : series) {
        auto samples = unsorted;
        sortByTime(samples);
        meta.minTime = std::min(meta.minTime, samples.times.front());
        meta.maxTime = std::max(meta.maxTime, samples.times.back() + 1);
        HEARTH_TRY(writeSeries(*writer, labels, samples));
    }
    return writer->finish(std::move(meta));
}

model::DurationMs blockLength(model::DurationMs longest) {
    auto length = kShortestBlock;
    for (int level = 1; level < kLevels && length * kBlocksPerLevel <= longest; ++level) {
        length *= kBlocksPerLevel;
    }
    return length;
}

model::TimestampMs blockStart(model::TimestampMs time, model::DurationMs length) {
    return time / length * length;
}

} // namespace hearth::app::tool
