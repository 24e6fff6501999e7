// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/analysis.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <vector>

#include "promql/syntax/parser.h"
#include "tool/block_list.h"
#include "tool/chunk_statistics.h"
#include "tool/go_format.h"

namespace hearth::app::tool {
namespace {

using Counts = std::map<std::string, std::uint64_t, std::less<>>;

/// What one walk over the series of a block gathers.
struct Walk {
    std::uint64_t series = 0;
    std::uint64_t labelPairs = 0; ///< Of all series together.
    // Milliseconds of the block that the series with them do not cover.
    Counts uncoveredByName;
    Counts uncoveredByPair;
    Counts seriesByPair;
    Counts seriesByMetric;
    std::map<std::string, std::map<std::string, bool, std::less<>>, std::less<>> values; ///< By label name.
    ChunkStatistics chunks;
};

void addSeries(Walk& walk, const tsdb::BlockMeta& meta, const model::Labels& labels,
               std::span<const tsdb::ChunkView> chunks) {
    const auto uncovered = static_cast<std::uint64_t>(meta.maxTime - meta.minTime) -
                           static_cast<std::uint64_t>(chunks.back().end - chunks.front().begin);
    ++walk.series;
    for (const auto& [name, value] : labels) {
        const auto pair = fmt::format("{}={}", name, value);
        walk.uncoveredByName[std::string(name)] += uncovered;
        walk.uncoveredByPair[pair] += uncovered;
        ++walk.seriesByPair[pair];
        ++walk.labelPairs;
        walk.values[std::string(name)][std::string(value)] = true;
    }
    ++walk.seriesByMetric[std::string(labels.metricName())];
}

Result<Walk> walkSeries(const tsdb::Block& block, const model::Matchers& matchers, bool withChunks) {
    Walk walk;
    const auto source = block.source();
    const auto cursor = HEARTH_TRY(source->series());
    while (HEARTH_TRY(cursor->next())) {
        if (!model::matchesAll(cursor->labels(), matchers)) {
            continue;
        }
        addSeries(walk, block.meta(), cursor->labels(), cursor->chunks());
        if (withChunks) {
            for (const auto& chunk : cursor->chunks()) {
                HEARTH_TRY(walk.chunks.add(chunk));
            }
        }
    }
    return walk;
}

/// The largest items of a list, under a title.
void printLargest(Output& out, std::string_view title, const Counts& counts, std::size_t limit) {
    std::vector<std::pair<std::string, std::uint64_t>> items(counts.begin(), counts.end());
    std::ranges::stable_sort(items, std::greater(), [](const auto& item) { return item.second; });
    items.resize(std::min(items.size(), limit));
    out.line(fmt::format("\n{}:", title));
    for (const auto& [name, count] : items) {
        out.line(fmt::format("{} {}", count, name));
    }
}

/// Milliseconds as times the length of the block.
Counts inBlocks(const Counts& milliseconds, const tsdb::BlockMeta& meta) {
    Counts counts;
    for (const auto& [name, uncovered] : milliseconds) {
        counts[name] = static_cast<std::uint64_t>(static_cast<double>(uncovered) /
                                                  static_cast<double>(meta.maxTime - meta.minTime));
    }
    return counts;
}

void printHead(Output& out, const tsdb::BlockMeta& meta, const AnalyzeOptions& options, const Walk& walk) {
    out.line(fmt::format("Block ID: {}", meta.ulid.toString()));
    out.line(fmt::format("Duration: {}", formatGoDuration(meta.maxTime - meta.minTime)));
    out.line(fmt::format("Total Series: {}", meta.stats.series));
    if (!options.selector.empty()) {
        out.line(fmt::format("Matcher: {}", options.selector));
    }
    out.line(fmt::format("Label names: {}", walk.values.size()));
    if (!options.selector.empty()) {
        out.line(fmt::format("Matched series: {}", walk.series));
    }
    out.line(fmt::format("Postings (unique label pairs): {}", walk.uncoveredByPair.size()));
    out.line(fmt::format("Postings entries (total label pairs): {}", walk.labelPairs));
}

void printLists(Output& out, const tsdb::BlockMeta& meta, const Walk& walk, std::size_t limit) {
    Counts lengths;
    Counts cardinalities;
    for (const auto& [name, values] : walk.values) {
        auto& length = lengths[name];
        for (const auto& [value, present] : values) {
            length += value.size();
        }
        cardinalities[name] = values.size();
    }
    auto metrics = walk.seriesByMetric;
    metrics.erase("");
    printLargest(out, "Label pairs most involved in churning", inBlocks(walk.uncoveredByPair, meta), limit);
    printLargest(out, "Label names most involved in churning", inBlocks(walk.uncoveredByName, meta), limit);
    printLargest(out, "Most common label pairs", walk.seriesByPair, limit);
    printLargest(out, "Label names with highest cumulative label value length", lengths, limit);
    printLargest(out, "Highest cardinality labels", cardinalities, limit);
    printLargest(out, "Highest cardinality metric names", metrics, limit);
}

} // namespace

Result<void> analyze(Context& context, const AnalyzeOptions& options) {
    model::Matchers matchers;
    if (!options.selector.empty()) {
        matchers = HEARTH_TRY(promql::parseMetricSelector(options.selector));
    }
    const auto block = HEARTH_TRY(openBlock(context.files, options.directory, options.block));
    const auto walk = HEARTH_TRY(walkSeries(*block, matchers, options.withChunks));
    printHead(context.out, block->meta(), options, walk);
    printLists(context.out, block->meta(), walk, options.limit);
    if (options.withChunks) {
        walk.chunks.print(context.out);
    }
    return {};
}

} // namespace hearth::app::tool
