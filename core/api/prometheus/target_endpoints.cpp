// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/answer.h"
#include "api/prometheus/endpoints.h"
#include "api/prometheus/query_json.h"
#include "base/number_format.h"

namespace hearth::api {
namespace {

using datasource::DataSource;
using datasource::Target;
using datasource::Targets;
using datasource::TargetState;
using http::ServerRequest;
using http::ServerResponse;

/// Go's zero time: a target that has not been scraped yet.
constexpr std::string_view kNever = "0001-01-01T00:00:00Z";

void writeLabels(SuccessAnswer& success, std::string_view name, const model::Labels& labels) {
    success.json().key(name).raw("");
    appendLabels(success.text(), labels);
}

void writeTarget(SuccessAnswer& success, const Target& target) {
    auto& json = success.json();
    json.beginObject();
    writeLabels(success, "discoveredLabels", target.discoveredLabels);
    writeLabels(success, "labels", target.labels);
    json.field("scrapePool", target.pool);
    json.field("scrapeUrl", target.scrapeUrl);
    json.field("globalUrl", target.globalUrl);
    json.field("lastError", target.lastError);
    json.field("lastScrape", target.lastScrape ? model::formatRfc3339(*target.lastScrape) : std::string(kNever));
    json.key("lastScrapeDuration").number(target.lastScrapeSeconds);
    json.field("health", datasource::targetHealthText(target.health));
    json.field("scrapeInterval", target.scrapeInterval);
    json.field("scrapeTimeout", target.scrapeTimeout);
    json.endObject();
}

void writeTargets(SuccessAnswer& success, const Targets& targets) {
    auto& json = success.json();
    json.beginObject().key("activeTargets").beginArray();
    for (const auto& target : targets.active) {
        writeTarget(success, target);
    }
    json.endArray().key("droppedTargets").beginArray();
    for (const auto& target : targets.dropped) {
        json.beginObject();
        writeLabels(success, "discoveredLabels", target.discoveredLabels);
        json.field("scrapePool", target.pool).endObject();
    }
    json.endArray().key("droppedTargetCounts").beginObject();
    for (const auto& [pool, count] : targets.droppedCounts) {
        json.key(pool).number(count);
    }
    json.endObject().endObject();
}

/// Nothing for an unknown word, which Prometheus answers with no targets at all.
std::optional<TargetState> stateOf(std::string_view text) {
    for (const auto state : {TargetState::kAny, TargetState::kActive, TargetState::kDropped}) {
        if (text.empty() || text == datasource::targetStateText(state)) {
            return state;
        }
    }
    return std::nullopt;
}

ServerResponse targets(DataSource& source, const ServerRequest& request) {
    Result<Targets> found;
    if (const auto state = stateOf(request.parameter("state"))) {
        found = source.targets(*state, std::string(request.parameter("scrapePool")), request.canceled);
    }
    if (!found) {
        return errorAnswer(found.error());
    }
    SuccessAnswer success;
    writeTargets(success, *found);
    return success.take();
}

ServerResponse scrapePools(DataSource& source, const ServerRequest& request) {
    const auto pools = source.scrapePools(request.canceled);
    if (!pools) {
        return errorAnswer(pools.error());
    }
    SuccessAnswer success;
    success.json().beginObject().key("scrapePools").beginArray();
    for (const auto& pool : *pools) {
        success.json().string(pool);
    }
    success.json().endArray().endObject();
    return success.take();
}

} // namespace

void addTargetRoutes(Routes& routes, DataSource& source) {
    const std::vector<std::string> get = {"GET"};
    routes.push_back({"/api/v1/targets", get, [&source](const Call& call) { return targets(source, call.request); }});
    routes.push_back(
        {"/api/v1/scrape_pools", get, [&source](const Call& call) { return scrapePools(source, call.request); }});
}

} // namespace hearth::api
