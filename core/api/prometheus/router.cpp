// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/router.h"

#include <algorithm>
#include <optional>

namespace hearth::api {
namespace {

/// The variable segment (empty where the route has none); nothing where the path does not fit.
std::optional<std::string_view> fit(std::string_view pattern, std::string_view path) {
    const auto colon = pattern.find(':');
    if (colon == std::string_view::npos) {
        return pattern == path ? std::optional<std::string_view>("") : std::nullopt;
    }
    const auto head = pattern.substr(0, colon);
    const auto tail = pattern.substr(std::min(pattern.find('/', colon), pattern.size()));
    if (path.size() <= head.size() + tail.size() || !path.starts_with(head) || !path.ends_with(tail)) {
        return std::nullopt;
    }
    const auto segment = path.substr(head.size(), path.size() - head.size() - tail.size());
    return segment.contains('/') ? std::nullopt : std::optional(segment);
}

} // namespace

RouteMatch findRoute(const Routes& routes, std::string_view path) {
    for (const auto& route : routes) {
        if (const auto argument = fit(route.path, path)) {
            return {&route, std::string(*argument)};
        }
    }
    return {};
}

bool allows(const Route& route, std::string_view method) {
    return std::ranges::find(route.methods, method) != route.methods.end();
}

http::ServerResponse wrongMethodAnswer(const Route& route) {
    std::string allowed;
    for (const auto& method : route.methods) {
        allowed += method + ", ";
    }
    auto response = http::ServerResponse::text(405, "Method Not Allowed\n");
    response.headers.emplace_back("Allow", allowed + "OPTIONS");
    return response;
}

} // namespace hearth::api
