// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "api/prometheus/answer.h"
#include "api/prometheus/endpoints.h"
#include "api/prometheus/query_json.h"
#include "api/prometheus/request_values.h"
#include "base/text.h"
#include "promql/syntax/ast_json.h"
#include "promql/syntax/printer.h"

namespace hearth::api {
namespace {

using datasource::DataSource;
using http::ServerRequest;
using http::ServerResponse;

/// Points a series at most in one answer (Prometheus's own bound, which keeps a slip of the hand cheap).
constexpr std::int64_t kMaxPointsPerSeries = 11'000;

/// What instant and range queries have in common.
template <class Query>
Result<void> readQueryOptions(Query& query, const ServerRequest& request) {
    query.expression = request.parameter("query");
    query.timeout = HEARTH_TRY(optionalDuration(request, "timeout"));
    query.lookback = HEARTH_TRY(optionalDuration(request, "lookback_delta"));
    query.limit = HEARTH_TRY(limitOf(request));
    query.stats = !request.parameter("stats").empty();
    return {};
}

Result<datasource::InstantQuery> instantQueryOf(const ServerRequest& request) {
    datasource::InstantQuery query;
    query.time = HEARTH_TRY(optionalTime(request, "time"));
    HEARTH_TRY(readQueryOptions(query, request));
    return query;
}

Result<datasource::RangeQuery> rangeQueryOf(const ServerRequest& request) {
    datasource::RangeQuery query;
    query.range.begin = HEARTH_TRY(requiredTime(request, "start"));
    query.range.end = HEARTH_TRY(requiredTime(request, "end"));
    if (query.range.end < query.range.begin) {
        return badParameter("end", "end timestamp must not be before start time");
    }
    query.step = HEARTH_TRY(requiredDuration(request, "step"));
    if (query.step <= 0) {
        return badParameter("step", "zero or negative query resolution step widths are not accepted. Try a positive "
                                    "integer");
    }
    // Unsigned, since the two ends may be further apart than a signed number says.
    const auto length = static_cast<std::uint64_t>(query.range.end) - static_cast<std::uint64_t>(query.range.begin);
    if (length / static_cast<std::uint64_t>(query.step) > kMaxPointsPerSeries) {
        return fail(ErrorCode::kInvalidArgument, "exceeded maximum resolution of 11,000 points per timeseries. Try "
                                                 "decreasing the query resolution (?step=XX)");
    }
    HEARTH_TRY(readQueryOptions(query, request));
    return query;
}

/// Any value of `stats` counts as true for now, as Prometheus says.
void warnOfStats(std::vector<std::string>& warnings, std::string_view stats) {
    if (!stats.empty() && stats != "true" && stats != "all") {
        warnings.push_back(fmt::format("value {} for parameter \"stats\" is deprecated and will be rejected in the "
                                       "next major release, use \"true\" or \"all\"",
                                       quoteGo(stats)));
    }
}

ServerResponse queryAnswer(Result<model::QueryAnswer> answer, const ServerRequest& request) {
    if (!answer) {
        return queryErrorAnswer(answer.error());
    }
    SuccessAnswer success;
    success.json().beginObject().field("resultType", resultTypeText(answer->value)).key("result").raw("");
    appendResult(success.text(), answer->value);
    const auto stats = request.parameter("stats");
    if (!stats.empty()) {
        success.json().key("stats");
        writeStats(success.json(), answer->stats);
    }
    success.json().endObject();
    warnOfStats(answer->warnings, stats);
    return success.take(answer->warnings, answer->infos);
}

ServerResponse instant(DataSource& source, const ServerRequest& request) {
    const auto query = instantQueryOf(request);
    return query ? queryAnswer(source.query(*query, request.canceled), request) : errorAnswer(query.error());
}

ServerResponse range(DataSource& source, const ServerRequest& request) {
    const auto query = rangeQueryOf(request);
    return query ? queryAnswer(source.queryRange(*query, request.canceled), request) : errorAnswer(query.error());
}

ServerResponse format(const promql::ParseOptions& options, const ServerRequest& request) {
    const auto expr = promql::parse(request.parameter("query"), options);
    if (!expr) {
        return queryErrorAnswer(expr.error());
    }
    SuccessAnswer success;
    success.json().string(promql::prettyPrint(*expr));
    return success.take();
}

ServerResponse tree(const promql::ParseOptions& options, const ServerRequest& request) {
    const auto expr = promql::parse(request.parameter("query"), options);
    if (!expr) {
        return queryErrorAnswer(expr.error());
    }
    SuccessAnswer success;
    promql::writeTreeJson(success.json(), *expr);
    return success.take();
}

} // namespace

void addQueryRoutes(Routes& routes, DataSource& source, const PrometheusApiOptions& options) {
    const auto& parse = options.parse;
    const std::vector<std::string> methods = {"GET", "POST"};
    routes.push_back({"/api/v1/query", methods, [&source](const Call& call) { return instant(source, call.request); }});
    routes.push_back(
        {"/api/v1/query_range", methods, [&source](const Call& call) { return range(source, call.request); }});
    routes.push_back(
        {"/api/v1/format_query", methods, [&parse](const Call& call) { return format(parse, call.request); }});
    routes.push_back(
        {"/api/v1/parse_query", methods, [&parse](const Call& call) { return tree(parse, call.request); }});
}

} // namespace hearth::api
