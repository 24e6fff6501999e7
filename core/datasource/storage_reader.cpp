// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/storage_reader.h"

#include <cmath>

#include "base/number_format.h"
#include "datasource/answer_envelope.h"

namespace hearth::datasource {
namespace {

std::uint64_t countOf(JsonReader& reader, const Json& object, const char* name) {
    return static_cast<std::uint64_t>(reader.integer(object, name));
}

model::Exemplar readExemplar(JsonReader& reader, const Json& json) {
    model::Exemplar exemplar;
    exemplar.labels = reader.labels(reader.object(json, "labels"));
    exemplar.time = static_cast<model::TimestampMs>(std::llround(reader.number(json, "timestamp") * 1000));
    exemplar.value = parseFloat(reader.text(json, "value")).value_or(std::nan(""));
    return exemplar;
}

SeriesExemplars readSeriesExemplars(JsonReader& reader, const Json& json) {
    SeriesExemplars series;
    series.labels = reader.labels(reader.object(json, "seriesLabels"));
    for (const auto& exemplar : reader.array(json, "exemplars")) {
        series.exemplars.push_back(readExemplar(reader, exemplar));
    }
    return series;
}

void readStats(JsonReader& reader, const Json& stats, BlockFacts& block) {
    block.samples = countOf(reader, stats, "numSamples");
    block.floatSamples = countOf(reader, stats, "numFloatSamples");
    block.histogramSamples = countOf(reader, stats, "numHistogramSamples");
    block.series = countOf(reader, stats, "numSeries");
    block.chunks = countOf(reader, stats, "numChunks");
    block.tombstones = countOf(reader, stats, "numTombstones");
}

void readCompaction(JsonReader& reader, const Json& compaction, BlockFacts& block) {
    block.level = reader.integer(compaction, "level");
    block.sources = reader.texts(reader.array(compaction, "sources"));
    block.deletable = reader.boolean(compaction, "deletable");
    for (const auto& parent : reader.array(compaction, "parents")) {
        block.parents.push_back(
            {reader.text(parent, "ulid"), reader.integer(parent, "minTime"), reader.integer(parent, "maxTime")});
    }
    block.failed = reader.boolean(compaction, "failed");
    block.hints = reader.texts(reader.array(compaction, "hints"));
}

BlockFacts readBlock(JsonReader& reader, const Json& json) {
    BlockFacts block;
    block.ulid = reader.text(json, "ulid");
    block.minTime = reader.integer(json, "minTime");
    block.maxTime = reader.integer(json, "maxTime");
    readStats(reader, reader.object(json, "stats"), block);
    readCompaction(reader, reader.object(json, "compaction"), block);
    block.version = reader.integer(json, "version");
    return block;
}

} // namespace

Result<std::vector<SeriesExemplars>> readExemplarsAnswer(std::string_view json) {
    if (json.empty()) {
        return std::vector<SeriesExemplars>();
    }
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        std::vector<SeriesExemplars> all;
        for (const auto& series : data) {
            all.push_back(readSeriesExemplars(reader, series));
        }
        return all;
    });
}

Result<std::vector<BlockFacts>> readBlocksAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        std::vector<BlockFacts> blocks;
        for (const auto& block : reader.array(data, "blocks")) {
            blocks.push_back(readBlock(reader, block));
        }
        return blocks;
    });
}

Result<WalReplay> readWalReplayAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        return WalReplay{reader.integer(data, "min"), reader.integer(data, "max"), reader.integer(data, "current")};
    });
}

Result<std::vector<StorageDamage>> readDamagesAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        std::vector<StorageDamage> damages;
        for (const auto& damage : reader.array(data, "damages")) {
            damages.push_back({reader.text(damage, "path"), reader.text(damage, "reason"),
                               reader.text(damage, "setAside"), countOf(reader, damage, "lostBytes")});
        }
        return damages;
    });
}

Result<std::vector<SleepSpan>> readSleepsAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        std::vector<SleepSpan> spans;
        for (const auto& span : reader.array(data, "sleeps")) {
            spans.push_back({.begin = reader.integer(span, "begin"), .end = reader.integer(span, "end")});
        }
        return spans;
    });
}

Result<std::string> readSnapshotAnswer(std::string_view json) {
    return readAnswer(json,
                      [](JsonReader& reader, const Json& data, const Json&) { return reader.text(data, "name"); });
}

} // namespace hearth::datasource
