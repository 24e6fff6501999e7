// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "api/prometheus/answer.h"
#include "api/prometheus/endpoints.h"
#include "api/prometheus/query_json.h"
#include "api/prometheus/request_values.h"
#include "base/text.h"
#include "datasource/label_escaping.h"
#include "model/labels.h"

namespace hearth::api {
namespace {

using datasource::DataSource;
using http::ServerRequest;
using http::ServerResponse;

ServerResponse textsAnswer(const Result<datasource::Listing<std::string>>& listing) {
    if (!listing) {
        return errorAnswer(listing.error());
    }
    SuccessAnswer success;
    success.json().beginArray();
    for (const auto& text : listing->items) {
        success.json().string(text);
    }
    success.json().endArray();
    return success.take(listing->warnings);
}

ServerResponse series(DataSource& source, const ServerRequest& request) {
    if (!request.hasParameter("match[]")) {
        return errorAnswer(ErrorType::kBadData, "no match[] parameter provided");
    }
    const auto query = seriesQueryOf(request);
    if (!query) {
        return errorAnswer(query.error());
    }
    const auto listing = source.series(*query, request.canceled);
    if (!listing) {
        return errorAnswer(listing.error());
    }
    SuccessAnswer success;
    success.json().beginArray();
    for (const auto& labels : listing->items) {
        success.json().raw("");
        appendLabels(success.text(), labels);
    }
    success.json().endArray();
    return success.take(listing->warnings);
}

ServerResponse labelNames(DataSource& source, const ServerRequest& request) {
    const auto query = seriesQueryOf(request);
    return query ? textsAnswer(source.labelNames(*query, request.canceled)) : errorAnswer(query.error());
}

ServerResponse labelValues(DataSource& source, const Call& call) {
    const auto name = datasource::unescapeLabelName(call.argument);
    if (!model::isLabelName(name)) {
        return errorAnswer(ErrorType::kBadData, fmt::format("invalid label name: {}", quoteGo(name)));
    }
    const auto query = seriesQueryOf(call.request);
    return query ? textsAnswer(source.labelValues(name, *query, call.request.canceled)) : errorAnswer(query.error());
}

void writeMetadata(JsonWriter& json, const model::Metadata& metadata) {
    json.beginObject();
    json.field("type", model::metricTypeText(metadata.type));
    json.field("unit", metadata.unit);
    json.field("help", metadata.help);
    json.endObject();
}

struct MetadataLimits {
    std::int64_t metrics = -1;
    std::int64_t perMetric = -1;
};

/// Metadata come sorted by metric: each run of one name becomes one member.
void writeMetadata(JsonWriter& json, const std::vector<datasource::MetricMetadata>& all, MetadataLimits limits) {
    json.beginObject();
    std::int64_t metrics = 0;
    for (std::size_t i = 0; i < all.size() && (limits.metrics < 0 || metrics < limits.metrics); ++metrics) {
        const auto& metric = all[i].metric;
        json.key(metric).beginArray();
        for (std::int64_t k = 0; i < all.size() && all[i].metric == metric; ++i, ++k) {
            if (limits.perMetric <= 0 || k < limits.perMetric) {
                writeMetadata(json, all[i].metadata);
            }
        }
        json.endArray();
    }
    json.endObject();
}

ServerResponse metadata(DataSource& source, const ServerRequest& request) {
    const auto limit = optionalNumber(request, "limit");
    if (!limit) {
        return errorAnswer(limit.error());
    }
    const auto perMetric = optionalNumber(request, "limit_per_metric");
    if (!perMetric) {
        return errorAnswer(perMetric.error());
    }
    const auto all = source.metadata(std::string(request.parameter("metric")), request.canceled);
    if (!all) {
        return errorAnswer(all.error());
    }
    SuccessAnswer success;
    writeMetadata(success.json(), *all, {limit->value_or(-1), perMetric->value_or(-1)});
    return success.take();
}

} // namespace

void addSeriesRoutes(Routes& routes, DataSource& source) {
    const std::vector<std::string> methods = {"GET", "POST"};
    routes.push_back({"/api/v1/series", methods, [&source](const Call& call) { return series(source, call.request); }});
    routes.push_back(
        {"/api/v1/labels", methods, [&source](const Call& call) { return labelNames(source, call.request); }});
    routes.push_back(
        {"/api/v1/label/:name/values", {"GET"}, [&source](const Call& call) { return labelValues(source, call); }});
    routes.push_back(
        {"/api/v1/metadata", {"GET"}, [&source](const Call& call) { return metadata(source, call.request); }});
}

} // namespace hearth::api
