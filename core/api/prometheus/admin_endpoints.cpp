// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fmt/format.h>

#include "api/prometheus/answer.h"
#include "api/prometheus/endpoints.h"
#include "api/prometheus/request_values.h"
#include "base/text.h"

namespace hearth::api {
namespace {

using datasource::DataSource;
using http::ServerRequest;
using http::ServerResponse;

/// Go's strconv.ParseBool, false where there is no text.
Result<bool> boolOf(const ServerRequest& request, std::string_view name) {
    static constexpr std::array<std::string_view, 6> kTrue{"1", "t", "T", "TRUE", "true", "True"};
    static constexpr std::array<std::string_view, 7> kFalse{"", "0", "f", "F", "FALSE", "false", "False"};
    const auto text = request.parameter(name);
    if (std::ranges::find(kTrue, text) != kTrue.end()) {
        return true;
    }
    if (std::ranges::find(kFalse, text) != kFalse.end()) {
        return false;
    }
    return badParameter(
        name, fmt::format("unable to parse boolean: strconv.ParseBool: parsing {}: invalid syntax", quoteGo(text)));
}

Result<datasource::Deletion> deletionOf(const ServerRequest& request) {
    datasource::Deletion deletion;
    deletion.selectors = request.parameterValues("match[]");
    if (deletion.selectors.empty()) {
        return fail(ErrorCode::kInvalidArgument, "no match[] parameter provided");
    }
    deletion.start = HEARTH_TRY(optionalTime(request, "start"));
    deletion.end = HEARTH_TRY(optionalTime(request, "end"));
    for (const auto& selector : deletion.selectors) {
        if (const auto parsed = promql::parseMetricSelector(selector); !parsed) {
            return badParameter("match[]", parsed.error().message());
        }
    }
    return deletion;
}

ServerResponse done(const Result<void>& result) {
    return result ? ServerResponse{204, {}, {}} : errorAnswer(ErrorType::kInternal, result.error().message());
}

ServerResponse deleteSeries(DataSource& source, const ServerRequest& request) {
    const auto deletion = deletionOf(request);
    return deletion ? done(source.deleteSeries(*deletion, request.canceled)) : errorAnswer(deletion.error());
}

ServerResponse snapshot(DataSource& source, const ServerRequest& request) {
    const auto skipHead = boolOf(request, "skip_head");
    if (!skipHead) {
        return errorAnswer(skipHead.error());
    }
    const auto name = source.snapshot(!*skipHead, request.canceled);
    if (!name) {
        return errorAnswer(ErrorType::kInternal, "create snapshot: " + name.error().message());
    }
    SuccessAnswer success;
    success.json().beginObject().field("name", *name).endObject();
    return success.take();
}

Endpoint guarded(const PrometheusApiOptions& options, Endpoint endpoint) {
    return [enabled = options.enableAdmin, run = std::move(endpoint)](const Call& call) {
        return enabled ? run(call) : errorAnswer(ErrorType::kUnavailable, "admin APIs disabled");
    };
}

} // namespace

void addAdminRoutes(Routes& routes, DataSource& source, const PrometheusApiOptions& options) {
    const std::vector<std::string> change = {"POST", "PUT"};
    const auto add = [&](std::string path, Endpoint endpoint) {
        routes.push_back({std::move(path), change, guarded(options, std::move(endpoint))});
    };
    add("/api/v1/admin/tsdb/delete_series", [&source](const Call& call) { return deleteSeries(source, call.request); });
    add("/api/v1/admin/tsdb/clean_tombstones",
        [&source](const Call& call) { return done(source.cleanTombstones(call.request.canceled)); });
    add("/api/v1/admin/tsdb/snapshot", [&source](const Call& call) { return snapshot(source, call.request); });
}

void addWriteRoute(Routes& routes, const PrometheusApiOptions& options) {
    routes.push_back({"/api/v1/write", {"POST"}, [&options](const Call& call) {
                          if (!options.receiveWrite) {
                              return ServerResponse::text(404, "remote write receiver needs to be enabled with "
                                                               "--web.enable-remote-write-receiver\n");
                          }
                          return options.receiveWrite(call.request);
                      }});
}

} // namespace hearth::api
