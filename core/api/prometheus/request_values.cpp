// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/request_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

#include "base/number_format.h"
#include "base/text.h"
#include "promql/syntax/parser.h"

namespace hearth::api {
namespace {

/// Go's durations, which Prometheus reads into, hold this many seconds.
constexpr double kMaxDurationSeconds = 9'223'372'036.0;

Result<model::DurationMs> parseDurationValue(std::string_view text) {
    if (const auto seconds = parseFloat(text)) {
        if (!(std::fabs(*seconds) <= kMaxDurationSeconds)) {
            return fail(ErrorCode::kInvalidArgument,
                        fmt::format("cannot parse {} to a valid duration. It overflows int64", quoteGo(text)));
        }
        return static_cast<model::DurationMs>(std::round(*seconds * 1000));
    }
    const auto duration = model::parseDuration(text);
    if (!duration) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("cannot parse {} to a valid duration", quoteGo(text)));
    }
    return *duration;
}

} // namespace

Result<void> checkSelector(const std::string& selector) {
    const auto matchers = HEARTH_TRY(promql::parseMetricSelector(selector));
    if (std::ranges::all_of(matchers, &model::Matcher::matchesEmpty)) {
        return fail(ErrorCode::kInvalidArgument, "match[] must contain at least one non-empty matcher");
    }
    return {};
}

std::unexpected<Error> badParameter(std::string_view name, std::string_view reason) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("invalid parameter \"{}\": {}", name, reason));
}

Result<model::TimestampMs> requiredTime(const http::ServerRequest& request, std::string_view name) {
    const auto time = model::parseTimestamp(request.parameter(name));
    if (!time) {
        return badParameter(name, time.error().message());
    }
    return *time;
}

Result<std::optional<model::TimestampMs>> optionalTime(const http::ServerRequest& request, std::string_view name) {
    const auto text = request.parameter(name);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto time = model::parseTimestamp(text);
    if (!time) {
        // Prometheus says it twice where the parameter may be left out.
        return badParameter(name, fmt::format("Invalid time value for '{}': {}", name, time.error().message()));
    }
    return *time;
}

Result<model::DurationMs> requiredDuration(const http::ServerRequest& request, std::string_view name) {
    const auto duration = parseDurationValue(request.parameter(name));
    if (!duration) {
        return badParameter(name, duration.error().message());
    }
    return *duration;
}

Result<std::optional<model::DurationMs>> optionalDuration(const http::ServerRequest& request, std::string_view name) {
    if (request.parameter(name).empty()) {
        return std::nullopt;
    }
    return HEARTH_TRY(requiredDuration(request, name));
}

Result<std::optional<std::int64_t>> optionalNumber(const http::ServerRequest& request, std::string_view name) {
    const auto text = request.parameter(name);
    if (text.empty()) {
        return std::nullopt;
    }
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        return fail(ErrorCode::kInvalidArgument, fmt::format("{} must be a number", name));
    }
    return number;
}

Result<std::size_t> limitOf(const http::ServerRequest& request) {
    const auto limit = optionalNumber(request, "limit");
    if (!limit) {
        return badParameter("limit", limit.error().message());
    }
    if (limit->value_or(0) < 0) {
        return badParameter("limit", "limit must be non-negative");
    }
    return static_cast<std::size_t>(limit->value_or(0));
}

Result<datasource::SeriesQuery> seriesQueryOf(const http::ServerRequest& request) {
    datasource::SeriesQuery query;
    query.limit = HEARTH_TRY(limitOf(request));
    query.start = HEARTH_TRY(optionalTime(request, "start"));
    query.end = HEARTH_TRY(optionalTime(request, "end"));
    query.selectors = request.parameterValues("match[]");
    for (const auto& selector : query.selectors) {
        if (const auto good = checkSelector(selector); !good) {
            return badParameter("match[]", good.error().message());
        }
    }
    return query;
}

} // namespace hearth::api
