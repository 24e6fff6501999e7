// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"

namespace hearth::api {

/// One request as its endpoint sees it.
struct Call {
    const http::ServerRequest& request;
    std::string argument; ///< What stands for the `:name` segment of the route's path.
};

using Endpoint = std::function<http::ServerResponse(const Call&)>;

/// Which thread runs an endpoint: one that neither waits nor computes may run where the request was read.
enum class RunOn { kWorker, kNetThread };

struct Route {
    std::string path; ///< `/api/v1/label/:name/values`: one segment at most may be variable.
    std::vector<std::string> methods;
    Endpoint endpoint;
    bool needsReady = true; ///< Answered 503 until the storage is ready.
    RunOn runOn = RunOn::kWorker;
};

using Routes = std::vector<Route>;

/// The route whose path fits, with the variable segment. Null where none does.
struct RouteMatch {
    const Route* route = nullptr;
    std::string argument;
};
/// Linear in the number of routes. Threads: thread-safe.
RouteMatch findRoute(const Routes& routes, std::string_view path);

/// Whether a method is among the route's.
bool allows(const Route& route, std::string_view method);
/// 405 with the methods that are allowed.
http::ServerResponse wrongMethodAnswer(const Route& route);

} // namespace hearth::api
