// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "http/server.h"
#include "promql/syntax/parser.h"

namespace hearth::api {

enum class Readiness { kStarting, kReady, kStopping };

/// How the API presents itself. Prometheus: the --web.* flags.
struct PrometheusApiOptions {
    std::string routePrefix = "/"; ///< Everything is served below it.
    std::string pageTitle = "Hearth";
    std::string corsOrigin = ".*"; ///< Regular expression, anchored.
    bool enableLifecycle = false;  ///< /-/reload and /-/quit.
    bool enableAdmin = false;      ///< /api/v1/admin/tsdb/*
    promql::ParseOptions parse;    ///< For format_query and parse_query; queries are parsed by the data source.

    /// Whether the storage answers. Called from any thread; must not block.
    std::function<Readiness()> readiness = [] { return Readiness::kReady; };
    /// Answers a POST of /api/v1/write on a worker; empty where remote writes are not received.
    std::function<http::ServerResponse(const http::ServerRequest&)> receiveWrite;
    /// Asks the program to end, and returns at once.
    std::function<void()> quit = [] {};
};

} // namespace hearth::api
