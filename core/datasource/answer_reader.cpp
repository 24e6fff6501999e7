// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasource/answer_reader.h"

#include <algorithm>

#include "datasource/answer_envelope.h"
#include "datasource/answer_time.h"
#include "datasource/json_document.h"
#include "model/time.h"

namespace hearth::datasource {
namespace {

Target readTarget(JsonReader& reader, const Json& json) {
    Target target;
    target.pool = reader.text(json, "scrapePool");
    target.discoveredLabels = reader.labels(reader.object(json, "discoveredLabels"));
    target.labels = reader.labels(reader.object(json, "labels"));
    target.scrapeUrl = reader.text(json, "scrapeUrl");
    target.globalUrl = reader.text(json, "globalUrl");
    target.lastError = reader.text(json, "lastError");
    target.lastScrape = readTime(reader.text(json, "lastScrape"));
    target.lastScrapeSeconds = reader.number(json, "lastScrapeDuration");
    target.health = parseTargetHealth(reader.text(json, "health")).value_or(TargetHealth::kUnknown);
    target.scrapeInterval = reader.text(json, "scrapeInterval");
    target.scrapeTimeout = reader.text(json, "scrapeTimeout");
    return target;
}

std::vector<NamedCount> readCounts(JsonReader& reader, const Json& data, const char* name) {
    std::vector<NamedCount> counts;
    for (const auto& item : reader.array(data, name)) {
        counts.push_back({reader.text(item, "name"), static_cast<std::uint64_t>(reader.integer(item, "value"))});
    }
    return counts;
}

model::Metadata readMetadata(JsonReader& reader, const Json& json) {
    const auto type = model::parseMetricType(reader.text(json, "type"));
    return {type.value_or(model::MetricType::kUnknown), reader.text(json, "help"), reader.text(json, "unit")};
}

/// The items of an object or array; another kind of value is reported by whoever reads the items.
template <class Read>
void forEachMember(const Json& object, Read read) {
    if (object.is_object()) {
        for (const auto& [name, value] : object.items()) {
            read(name, value);
        }
    }
}

} // namespace

Result<Listing<model::Labels>> readSeriesAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json& root) {
        Listing<model::Labels> series;
        for (const auto& labels : data) {
            series.items.push_back(reader.labels(labels));
        }
        series.warnings = reader.texts(reader.array(root, "warnings"));
        return series;
    });
}

Result<Listing<std::string>> readTextsAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json& root) {
        return Listing<std::string>{reader.texts(data), reader.texts(reader.array(root, "warnings"))};
    });
}

Result<std::vector<MetricMetadata>> readMetadataAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        std::vector<MetricMetadata> metadata;
        forEachMember(data, [&](const std::string& metric, const Json& entries) {
            for (const auto& entry : entries) {
                metadata.push_back({metric, readMetadata(reader, entry)});
            }
        });
        std::ranges::stable_sort(metadata, {}, &MetricMetadata::metric);
        return metadata;
    });
}

Result<Targets> readTargetsAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        Targets targets;
        for (const auto& target : reader.array(data, "activeTargets")) {
            targets.active.push_back(readTarget(reader, target));
        }
        for (const auto& target : reader.array(data, "droppedTargets")) {
            targets.dropped.push_back(
                {reader.text(target, "scrapePool"), reader.labels(reader.object(target, "discoveredLabels"))});
        }
        const auto& counts = reader.object(data, "droppedTargetCounts");
        forEachMember(counts, [&](const std::string& pool, const Json&) {
            targets.droppedCounts[pool] = reader.integer(counts, pool.c_str());
        });
        return targets;
    });
}

Result<std::vector<std::string>> readScrapePoolsAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        return reader.texts(reader.array(data, "scrapePools"));
    });
}

Result<std::string> readConfigAnswer(std::string_view json) {
    return readAnswer(json,
                      [](JsonReader& reader, const Json& data, const Json&) { return reader.text(data, "yaml"); });
}

Result<Facts> readFlagsAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        Facts facts;
        forEachMember(data, [&](const std::string& name, const Json& value) {
            facts.emplace_back(name, reader.asText(value, name));
        });
        return facts;
    });
}

Result<BuildFacts> readBuildAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        return BuildFacts{reader.text(data, "version"),   reader.text(data, "revision"),
                          reader.text(data, "branch"),    reader.text(data, "buildUser"),
                          reader.text(data, "buildDate"), reader.text(data, "goVersion")};
    });
}

Result<RuntimeFacts> readRuntimeAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        RuntimeFacts facts;
        facts.startTime = readTime(reader.text(data, "startTime")).value_or(0);
        facts.workingDirectory = reader.text(data, "CWD");
        facts.hostname = reader.text(data, "hostname");
        facts.serverTime = readTime(reader.text(data, "serverTime")).value_or(0);
        facts.reloadConfigSuccess = reader.boolean(data, "reloadConfigSuccess");
        facts.lastConfigTime = readTime(reader.text(data, "lastConfigTime")).value_or(0);
        facts.corruptionCount = reader.integer(data, "corruptionCount");
        facts.threadCount = reader.integer(data, "goroutineCount");
        facts.processors = reader.integer(data, "GOMAXPROCS");
        facts.storageRetention = reader.text(data, "storageRetention");
        return facts;
    });
}

Result<TsdbStatus> readTsdbAnswer(std::string_view json) {
    return readAnswer(json, [](JsonReader& reader, const Json& data, const Json&) {
        TsdbStatus status;
        const auto& head = reader.object(data, "headStats");
        status.seriesCount = static_cast<std::uint64_t>(reader.integer(head, "numSeries"));
        status.labelPairs = static_cast<std::uint64_t>(reader.integer(head, "numLabelPairs"));
        status.chunkCount = static_cast<std::uint64_t>(reader.integer(head, "chunkCount"));
        status.minTime = reader.integer(head, "minTime");
        status.maxTime = reader.integer(head, "maxTime");
        status.seriesCountByMetricName = readCounts(reader, data, "seriesCountByMetricName");
        status.labelValueCountByLabelName = readCounts(reader, data, "labelValueCountByLabelName");
        status.memoryInBytesByLabelName = readCounts(reader, data, "memoryInBytesByLabelName");
        status.seriesCountByLabelValuePair = readCounts(reader, data, "seriesCountByLabelValuePair");
        return status;
    });
}

} // namespace hearth::datasource
