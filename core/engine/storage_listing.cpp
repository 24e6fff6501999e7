// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage_listing.h"

namespace hearth::engine {
namespace {

std::vector<datasource::NamedCount> counts(const std::vector<tsdb::HeadStatus::Entry>& entries) {
    return listOf(entries, [](const auto& entry) { return datasource::NamedCount{entry.name, entry.count}; });
}

} // namespace

datasource::BlockFacts blockFacts(const tsdb::BlockMeta& meta) {
    datasource::BlockFacts facts;
    facts.ulid = meta.ulid.toString();
    facts.minTime = meta.minTime;
    facts.maxTime = meta.maxTime;
    facts.samples = meta.stats.samples;
    facts.floatSamples = meta.stats.floatSamples;
    facts.histogramSamples = meta.stats.histogramSamples;
    facts.series = meta.stats.series;
    facts.chunks = meta.stats.chunks;
    facts.tombstones = meta.stats.tombstones;
    facts.level = meta.level;
    facts.sources = listOf(meta.sources, [](const tsdb::Ulid& source) { return source.toString(); });
    facts.parents = listOf(meta.parents, [](const tsdb::BlockParent& parent) {
        return datasource::BlockFacts::Parent{parent.ulid.toString(), parent.minTime, parent.maxTime};
    });
    facts.deletable = meta.deletable;
    facts.failed = meta.failed;
    facts.hints = meta.hints;
    facts.version = meta.version;
    return facts;
}

datasource::StorageDamage storageDamage(const tsdb::Damage& damage) {
    return {damage.path, damage.reason, damage.setAside, damage.lostBytes};
}

datasource::TsdbStatus tsdbStatus(const tsdb::HeadStatus& head) {
    const auto range = head.timeRange.value_or(model::TimeRange{model::kMaxTimestamp, model::kMinTimestamp});
    return {head.series,
            head.labelPairs,
            head.chunks,
            range.begin,
            range.end,
            counts(head.seriesCountByMetricName),
            counts(head.labelValueCountByLabelName),
            counts(head.memoryInBytesByLabelName),
            counts(head.seriesCountByLabelValuePair)};
}

} // namespace hearth::engine
