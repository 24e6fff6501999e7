// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/alertmanager/alertmanager_api.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <thread>

#include "api/alertmanager/answer.h"
#include "api/alertmanager/endpoints.h"
#include "api/prometheus/answer.h"
#include "api/prometheus/endpoints.h"

namespace hearth::api::alertmanager {
namespace {

constexpr std::size_t kLeastGets = 8;
constexpr std::string_view kApiPrefix = "/api/";
constexpr std::string_view kApiV2Prefix = "/api/v2/";
const std::vector<double> kDurationBounds = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10};
const std::vector<double> kSizeBounds = {1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

std::string normalized(std::string_view prefix) {
    while (prefix.starts_with('/')) {
        prefix.remove_prefix(1);
    }
    while (prefix.ends_with('/')) {
        prefix.remove_suffix(1);
    }
    return prefix.empty() ? std::string() : "/" + std::string(prefix);
}

AlertmanagerApiOptions completed(AlertmanagerApiOptions options) {
    options.routePrefix = normalized(options.routePrefix);
    return options;
}

http::ServerResponse wrongMethod(const Route& route, const http::ServerRequest& request) {
    if (!route.path.starts_with(kApiV2Prefix)) {
        return wrongMethodAnswer(route);
    }
    const auto allowed = fmt::format("{}", fmt::join(route.methods, ","));
    auto answer = checkAnswer(405, 405, fmt::format("method {} is not allowed, but [{}] are", request.method, allowed));
    answer.headers.emplace_back("Allow", allowed);
    return answer;
}

http::ServerResponse unknownPath(const std::string& path) {
    return path.starts_with(kApiV2Prefix) ? checkAnswer(404, 404, fmt::format("path {} was not found", path))
                                          : unknownPathAnswer();
}

/// Pages of other origins may read, and no more.
http::ServerResponse preflightAnswer() {
    return {204, {{"Access-Control-Allow-Origin", "*"}, {"Access-Control-Allow-Methods", "GET, OPTIONS"}}, {}};
}

} // namespace

AlertmanagerApi::AlertmanagerApi(AlertmanagerApiOptions options, datasource::AlertmanagerSource& source,
                                 ThreadPool& workers, instrument::Registry& registry, const Clock& clock)
    : m_options(completed(std::move(options)))
    , m_maxGets(m_options.concurrentGets != 0 ? m_options.concurrentGets
                                              : std::max<std::size_t>(kLeastGets, std::thread::hardware_concurrency()))
    , m_workers(workers)
    , m_registry(registry)
    , m_clock(clock)
    , m_inFlight(registry.gauge("alertmanager_http_requests_in_flight",
                                "Current number of HTTP requests being "
                                "processed.",
                                {{"method", "get"}}))
    , m_refusedGets(registry.counter("alertmanager_http_concurrency_limit_exceeded_total",
                                     "Total number of times an HTTP request failed because the concurrency limit was "
                                     "reached.",
                                     {{"method", "get"}})) {
    addAlertRoutes(m_routes, source);
    addSilenceRoutes(m_routes, source);
    addGeneralRoutes(m_routes, source);
    addTraceRoutes(m_routes, source);
    addManagementRoutes(m_routes, source, m_options);
    m_routes.push_back(api::expositionRoute("/metrics", [&registry] { return registry.gather(); }));
}

AlertmanagerApi::~AlertmanagerApi() {
    std::unique_lock lock(m_underWay->mutex);
    m_underWay->changed.wait(lock, [this] { return m_underWay->requests == 0; });
}

http::Handler AlertmanagerApi::handler() {
    return [this](http::ServerRequest request, http::Responder respond) {
        handle(std::move(request), std::move(respond));
    };
}

void AlertmanagerApi::handle(http::ServerRequest request, http::Responder respond) {
    if (request.method == "OPTIONS") {
        return respond(preflightAnswer());
    }
    const auto& prefix = m_options.routePrefix;
    if (request.path == "/" && !prefix.empty()) {
        return respond({302, {{"Location", prefix + "/"}}, {}});
    }
    const auto path = request.path.starts_with(prefix) ? request.path.substr(prefix.size()) : std::string();
    const auto match = findRoute(m_routes, path);
    if (match.route == nullptr) {
        return respond(unknownPath(path));
    }
    if (!allows(*match.route, request.method)) {
        return respond(wrongMethod(*match.route, request));
    }
    if (match.route->runOn == RunOn::kNetThread) {
        return respond(run(*match.route, {request, match.argument}));
    }
    runOnWorker(match, std::move(request), std::move(respond));
}

http::ServerResponse AlertmanagerApi::run(const Route& route, const Call& call) {
    const auto begin = m_clock.monotonic();
    auto response = route.endpoint(call);
    const std::chrono::duration<double> took = m_clock.monotonic() - begin;
    auto method = call.request.method;
    std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    m_registry
        .histogram("alertmanager_http_request_duration_seconds", "Histogram of latencies for HTTP requests.",
                   kDurationBounds,
                   {{"handler", route.path}, {"method", method}, {"code", std::to_string(response.status)}})
        .observe(took.count());
    m_registry
        .histogram("alertmanager_http_response_size_bytes", "Histogram of response size for HTTP requests.",
                   kSizeBounds, {{"handler", route.path}, {"method", method}})
        .observe(static_cast<double>(response.body.size()));
    if (route.path.starts_with(kApiV2Prefix)) {
        response.headers.emplace_back("Cache-Control", "no-store");
        if (call.request.method == "GET" && !call.request.header("Origin").empty()) {
            response.headers.emplace_back("Access-Control-Allow-Origin", "*");
        }
    }
    return response;
}

std::shared_ptr<void> AlertmanagerApi::begin(bool isGet) {
    const std::lock_guard lock(m_underWay->mutex);
    if (isGet && m_underWay->gets >= m_maxGets) {
        return nullptr;
    }
    ++m_underWay->requests;
    m_underWay->gets += isGet ? 1 : 0;
    m_inFlight.set(static_cast<double>(m_underWay->gets));
    return {this, [this, isGet, underWay = m_underWay](void*) {
                const std::lock_guard ending(underWay->mutex);
                underWay->gets -= isGet ? 1 : 0;
                m_inFlight.set(static_cast<double>(underWay->gets));
                --underWay->requests;
                underWay->changed.notify_all();
            }};
}

http::ServerResponse AlertmanagerApi::tooManyGets() {
    m_refusedGets.increment();
    return http::ServerResponse::text(
        503, fmt::format("Limit of concurrent GET requests reached ({}), try again later.\n\n", m_maxGets));
}

void AlertmanagerApi::runOnWorker(const RouteMatch& match, http::ServerRequest request, http::Responder respond) {
    const auto place = begin(request.method == "GET" && match.route->path.starts_with(kApiPrefix));
    if (place == nullptr) {
        return respond(tooManyGets());
    }
    // Shared, since a full queue destroys the task and the client is still to be told.
    auto answer = std::make_shared<http::Responder>(std::move(respond));
    auto task = [this, match, answer, place, asked = std::move(request)] {
        (*answer)(run(*match.route, {asked, match.argument}));
    };
    if (!m_workers.post(std::move(task))) {
        (*answer)(http::ServerResponse::text(503, "Too many requests wait already. Try again in a moment.\n"));
    }
}

} // namespace hearth::api::alertmanager
