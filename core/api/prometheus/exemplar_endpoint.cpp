// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/answer.h"
#include "api/prometheus/endpoints.h"
#include "api/prometheus/query_json.h"
#include "api/prometheus/request_values.h"
#include "base/number_format.h"
#include "promql/syntax/walk.h"

namespace hearth::api {
namespace {

using datasource::DataSource;
using http::ServerRequest;
using http::ServerResponse;

bool hasSelector(const promql::Expr& expr) {
    if (expr.as<promql::VectorSelector>() != nullptr || expr.as<promql::MatrixSelector>() != nullptr) {
        return true;
    }
    bool found = false;
    promql::forEachChild(expr, [&found](const promql::Expr& child) { found = found || hasSelector(child); });
    return found;
}

Result<datasource::ExemplarQuery> exemplarQueryOf(const ServerRequest& request) {
    datasource::ExemplarQuery query;
    query.start = HEARTH_TRY(optionalTime(request, "start"));
    query.end = HEARTH_TRY(optionalTime(request, "end"));
    if (query.start && query.end && *query.end < *query.start) {
        return fail(ErrorCode::kInvalidArgument, "end timestamp must not be before start timestamp");
    }
    query.expression = request.parameter("query");
    return query;
}

void writeExemplar(SuccessAnswer& success, const model::Exemplar& exemplar) {
    auto& json = success.json();
    json.beginObject().key("labels").raw("");
    appendLabels(success.text(), exemplar.labels);
    std::string value;
    appendFloatApi(value, exemplar.value);
    json.field("value", value).key("timestamp").raw("");
    appendSeconds(success.text(), exemplar.time);
    json.endObject();
}

void writeSeries(SuccessAnswer& success, const datasource::SeriesExemplars& series) {
    auto& json = success.json();
    json.beginObject().key("seriesLabels").raw("");
    appendLabels(success.text(), series.labels);
    json.key("exemplars").beginArray();
    for (const auto& exemplar : series.exemplars) {
        writeExemplar(success, exemplar);
    }
    json.endArray().endObject();
}

ServerResponse exemplars(DataSource& source, const promql::ParseOptions& options, const ServerRequest& request) {
    const auto query = exemplarQueryOf(request);
    if (!query) {
        return errorAnswer(query.error());
    }
    const auto expr = promql::parse(query->expression, options);
    if (!expr) {
        return errorAnswer(ErrorType::kBadData, expr.error().message());
    }
    if (!hasSelector(*expr)) {
        return ServerResponse{204, {}, {}};
    }
    const auto found = source.exemplars(*query, request.canceled);
    if (!found) {
        return errorAnswer(found.error());
    }
    SuccessAnswer success;
    success.json().beginArray();
    for (const auto& series : *found) {
        writeSeries(success, series);
    }
    success.json().endArray();
    return success.take();
}

} // namespace

void addExemplarRoute(Routes& routes, DataSource& source, const PrometheusApiOptions& options) {
    routes.push_back({"/api/v1/query_exemplars", {"GET", "POST"}, [&source, &options](const Call& call) {
                          return exemplars(source, options.parse, call.request);
                      }});
}

} // namespace hearth::api
