// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/answer.h"
#include "api/prometheus/endpoints.h"
#include "api/prometheus/request_values.h"

namespace hearth::api {
namespace {

using datasource::DataSource;
using http::ServerRequest;
using http::ServerResponse;

constexpr std::int64_t kDefaultTsdbLimit = 10;
constexpr std::int64_t kMaxTsdbLimit = 10'000;

void writeCounts(JsonWriter& json, std::string_view name, const std::vector<datasource::NamedCount>& counts) {
    json.key(name).beginArray();
    for (const auto& count : counts) {
        json.beginObject().field("name", count.name).key("value").number(count.value).endObject();
    }
    json.endArray();
}

/// Hearth's own: what clients of Prometheus do not look for. Left out where all is well.
void writeDamages(JsonWriter& json, const std::vector<datasource::StorageDamage>& damages) {
    if (damages.empty()) {
        return;
    }
    json.key("damages").beginArray();
    for (const auto& damage : damages) {
        json.beginObject().field("path", damage.path).field("reason", damage.reason);
        json.field("setAside", damage.setAside).key("lostBytes").number(damage.lostBytes).endObject();
    }
    json.endArray();
}

void writeTsdb(JsonWriter& json, const datasource::TsdbStatus& status,
               const std::vector<datasource::StorageDamage>& damages) {
    json.beginObject().key("headStats").beginObject();
    json.key("numSeries").number(status.seriesCount);
    json.key("numLabelPairs").number(status.labelPairs);
    json.key("chunkCount").number(status.chunkCount);
    json.key("minTime").number(status.minTime);
    json.key("maxTime").number(status.maxTime);
    json.endObject();
    writeCounts(json, "seriesCountByMetricName", status.seriesCountByMetricName);
    writeCounts(json, "labelValueCountByLabelName", status.labelValueCountByLabelName);
    writeCounts(json, "memoryInBytesByLabelName", status.memoryInBytesByLabelName);
    writeCounts(json, "seriesCountByLabelValuePair", status.seriesCountByLabelValuePair);
    writeDamages(json, damages);
    json.endObject();
}

ServerResponse tsdb(DataSource& source, const ServerRequest& request) {
    const auto limit = optionalNumber(request, "limit");
    if (!limit || limit->value_or(kDefaultTsdbLimit) < 1) {
        return errorAnswer(ErrorType::kBadData, "limit must be a positive number");
    }
    const auto wanted = limit->value_or(kDefaultTsdbLimit);
    if (wanted > kMaxTsdbLimit) {
        return errorAnswer(ErrorType::kBadData, "limit must not exceed 10000");
    }
    const auto status = source.tsdbStatus(static_cast<std::size_t>(wanted), request.canceled);
    if (!status) {
        return errorAnswer(status.error());
    }
    SuccessAnswer success;
    writeTsdb(success.json(), *status,
              source.storageDamages(request.canceled).value_or(std::vector<datasource::StorageDamage>()));
    return success.take();
}

void writeTexts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    if (texts.empty()) {
        return;
    }
    json.key(name).beginArray();
    for (const auto& text : texts) {
        json.string(text);
    }
    json.endArray();
}

void writeStats(JsonWriter& json, const datasource::BlockFacts& block) {
    json.key("stats").beginObject();
    const auto count = [&json](std::string_view name, std::uint64_t number) {
        if (number != 0) {
            json.key(name).number(number);
        }
    };
    count("numSamples", block.samples);
    count("numFloatSamples", block.floatSamples);
    count("numHistogramSamples", block.histogramSamples);
    count("numSeries", block.series);
    count("numChunks", block.chunks);
    count("numTombstones", block.tombstones);
    json.endObject();
}

void writeCompaction(JsonWriter& json, const datasource::BlockFacts& block) {
    json.key("compaction").beginObject().key("level").number(block.level);
    writeTexts(json, "sources", block.sources);
    if (block.deletable) {
        json.key("deletable").boolean(true);
    }
    if (!block.parents.empty()) {
        json.key("parents").beginArray();
        for (const auto& parent : block.parents) {
            json.beginObject().field("ulid", parent.ulid).key("minTime").number(parent.minTime);
            json.key("maxTime").number(parent.maxTime).endObject();
        }
        json.endArray();
    }
    if (block.failed) {
        json.key("failed").boolean(true);
    }
    writeTexts(json, "hints", block.hints);
    json.endObject();
}

ServerResponse blocks(DataSource& source, const ServerRequest& request) {
    const auto blocks = source.blocks(request.canceled);
    if (!blocks) {
        return errorAnswer(ErrorType::kInternal, "error getting block metadata: " + blocks.error().message());
    }
    SuccessAnswer success;
    auto& json = success.json();
    json.beginObject().key("blocks").beginArray();
    for (const auto& block : *blocks) {
        json.beginObject().field("ulid", block.ulid);
        json.key("minTime").number(block.minTime).key("maxTime").number(block.maxTime);
        writeStats(json, block);
        writeCompaction(json, block);
        json.key("version").number(block.version).endObject();
    }
    json.endArray().endObject();
    return success.take();
}

ServerResponse walReplay(DataSource& source, const ServerRequest& request) {
    const auto replay = source.walReplay(request.canceled);
    if (!replay) {
        return errorAnswer(replay.error());
    }
    SuccessAnswer success;
    success.json().beginObject().key("min").number(replay->first).key("max").number(replay->last);
    success.json().key("current").number(replay->current).endObject();
    return success.take();
}

/// Hearth's own. Times in milliseconds, as those of blocks.
ServerResponse sleeps(DataSource& source, const ServerRequest& request) {
    const auto start = optionalTime(request, "start");
    const auto end = optionalTime(request, "end");
    if (!start || !end) {
        return errorAnswer(!start ? start.error() : end.error());
    }
    const auto spans =
        source.sleeps({start->value_or(model::kMinTimestamp), end->value_or(model::kMaxTimestamp)}, request.canceled);
    if (!spans) {
        return errorAnswer(spans.error());
    }
    SuccessAnswer success;
    auto& json = success.json();
    json.beginObject().key("sleeps").beginArray();
    for (const auto& span : *spans) {
        json.beginObject().key("begin").number(span.begin).key("end").number(span.end).endObject();
    }
    json.endArray().endObject();
    return success.take();
}

} // namespace

void addStorageRoutes(Routes& routes, DataSource& source) {
    const std::vector<std::string> get = {"GET"};
    routes.push_back({"/api/v1/status/tsdb", get, [&source](const Call& call) { return tsdb(source, call.request); }});
    routes.push_back(
        {"/api/v1/status/tsdb/blocks", get, [&source](const Call& call) { return blocks(source, call.request); }});
    routes.push_back(
        {"/api/v1/status/sleep", get, [&source](const Call& call) { return sleeps(source, call.request); }});
    routes.push_back({.path = "/api/v1/status/walreplay",
                      .methods = get,
                      .endpoint = [&source](const Call& call) { return walReplay(source, call.request); },
                      .needsReady = false});
}

} // namespace hearth::api
