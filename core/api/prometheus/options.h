// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "promql/syntax/parser.h"

namespace hearth::api {

enum class Readiness { kStarting, kReady, kStopping };

/// How the API presents itself. Prometheus: the --web.* flags.
struct PrometheusApiOptions {
    std::string routePrefix = "/"; ///< Everything is served below it.
    std::string pageTitle = "Hearth";
    std::string corsOrigin = ".*"; ///< Regular expression, anchored.
    bool enableLifecycle = false;  ///< /-/reload and /-/quit.
    promql::ParseOptions parse;    ///< For format_query and parse_query; queries are parsed by the data source.

    /// Whether the storage answers. Called from any thread; must not block.
    std::function<Readiness()> readiness = [] { return Readiness::kReady; };
    /// Asks the program to end, and returns at once.
    std::function<void()> quit = [] {};
};

} // namespace hearth::api
