// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "datasource/types.h"
#include "http/server.h"
#include "model/time.h"

/// Readers of request parameters. Failures are kInvalidArgument with Prometheus's complete text:
/// `invalid parameter "start": cannot parse "x" to a valid timestamp`.
/// Threads: thread-safe.
namespace hearth::api {

/// The fault of a parameter, for reasons that only an endpoint knows.
std::unexpected<Error> badParameter(std::string_view name, std::string_view reason);

Result<model::TimestampMs> requiredTime(const http::ServerRequest& request, std::string_view name);
/// Nothing where the parameter is missing or empty.
Result<std::optional<model::TimestampMs>> optionalTime(const http::ServerRequest& request, std::string_view name);
/// Float seconds or a Prometheus duration.
Result<model::DurationMs> requiredDuration(const http::ServerRequest& request, std::string_view name);
Result<std::optional<model::DurationMs>> optionalDuration(const http::ServerRequest& request, std::string_view name);
/// 0, which means all, where the parameter is missing.
Result<std::size_t> limitOf(const http::ServerRequest& request);
/// A whole number, which may be negative; nothing where the parameter is missing. The failure is `<name> must be a
/// number`.
Result<std::optional<std::int64_t>> optionalNumber(const http::ServerRequest& request, std::string_view name);

/// Whether a `match[]` selects anything in particular; the failure is bare.
Result<void> checkSelector(const std::string& selector);
/// `match[]`, `start`, `end` and `limit` of series and label requests, the selectors checked.
Result<datasource::SeriesQuery> seriesQueryOf(const http::ServerRequest& request);

} // namespace hearth::api
