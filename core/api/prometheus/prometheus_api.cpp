// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/prometheus_api.h"

#include "api/prometheus/answer.h"
#include "api/prometheus/endpoints.h"

namespace hearth::api {
namespace {

constexpr std::string_view kApiPrefix = "/api/";

/// `/prometheus` for all of `prometheus`, `/prometheus` and `/prometheus/`; empty for the root.
std::string normalized(std::string_view prefix) {
    while (prefix.starts_with('/')) {
        prefix.remove_prefix(1);
    }
    while (prefix.ends_with('/')) {
        prefix.remove_suffix(1);
    }
    return prefix.empty() ? std::string() : "/" + std::string(prefix);
}

http::ServerResponse notReadyAnswer(Readiness readiness) {
    auto response = http::ServerResponse::text(503, "Service Unavailable");
    response.headers.emplace_back("X-Prometheus-Stopping", readiness == Readiness::kStopping ? "true" : "false");
    return response;
}

} // namespace

Result<std::unique_ptr<PrometheusApi>> PrometheusApi::create(PrometheusApiOptions options,
                                                             datasource::DataSource& source, ThreadPool& workers,
                                                             instrument::Registry& registry, const Clock& clock) {
    auto cors = HEARTH_TRY(Cors::create(options.corsOrigin));
    options.routePrefix = normalized(options.routePrefix);
    return std::unique_ptr<PrometheusApi>(
        new PrometheusApi(std::move(options), std::move(cors), source, workers, registry, clock));
}

PrometheusApi::PrometheusApi(PrometheusApiOptions options, Cors cors, datasource::DataSource& source,
                             ThreadPool& workers, instrument::Registry& registry, const Clock& clock)
    : m_options(std::move(options))
    , m_cors(std::move(cors))
    , m_workers(workers)
    , m_clock(clock)
    , m_metrics(registry) {
    addQueryRoutes(m_routes, source, m_options);
    addExemplarRoute(m_routes, source, m_options);
    addSeriesRoutes(m_routes, source);
    addTargetRoutes(m_routes, source);
    addRuleRoutes(m_routes, source);
    addStatusRoutes(m_routes, source);
    addStorageRoutes(m_routes, source);
    addAdminRoutes(m_routes, source, m_options);
    addWriteRoute(m_routes, m_options);
    addManagementRoutes(m_routes, source, m_options);
    addExposition("/metrics", [&registry] { return registry.gather(); });
}

void PrometheusApi::addExposition(std::string path, std::function<instrument::Families()> gather) {
    m_routes.push_back(expositionRoute(std::move(path), std::move(gather)));
}

http::Handler PrometheusApi::handler() {
    return [this](http::ServerRequest request, http::Responder respond) {
        handle(std::move(request), std::move(respond));
    };
}

std::string PrometheusApi::pathBelowPrefix(const std::string& path) const {
    const auto& prefix = m_options.routePrefix;
    if (!path.starts_with(prefix)) {
        return {};
    }
    return path.substr(prefix.size());
}

std::optional<http::ServerResponse> PrometheusApi::refusal(const Route& route,
                                                           const http::ServerRequest& request) const {
    if (!allows(route, request.method)) {
        return wrongMethodAnswer(route);
    }
    const auto readiness = m_options.readiness();
    if (route.needsReady && readiness != Readiness::kReady) {
        return notReadyAnswer(readiness);
    }
    return std::nullopt;
}

void PrometheusApi::handle(http::ServerRequest request, http::Responder respond) {
    if (request.method == "OPTIONS") {
        http::ServerResponse response{204, {}, {}};
        m_cors.apply(request.header("Origin"), response.headers);
        return respond(std::move(response));
    }
    if (request.path == "/" && !m_options.routePrefix.empty()) {
        return respond({302, {{"Location", m_options.routePrefix + "/"}}, {}});
    }
    const auto match = findRoute(m_routes, pathBelowPrefix(request.path));
    if (match.route == nullptr) {
        return respond(unknownPathAnswer());
    }
    if (auto refused = refusal(*match.route, request)) {
        return respond(*std::move(refused));
    }
    if (match.route->runOn == RunOn::kNetThread) {
        return respond(run(*match.route, {request, match.argument}));
    }
    runOnWorker(match, std::move(request), std::move(respond));
}

http::ServerResponse PrometheusApi::run(const Route& route, const Call& call) {
    const auto begin = m_clock.monotonic();
    auto response = route.endpoint(call);
    const std::chrono::duration<double> took = m_clock.monotonic() - begin;
    m_metrics.observe(route.path, response.status, took.count(), response.body.size());
    if (route.path.starts_with(kApiPrefix)) {
        m_cors.apply(call.request.header("Origin"), response.headers);
    }
    return response;
}

void PrometheusApi::runOnWorker(const RouteMatch& match, http::ServerRequest request, http::Responder respond) {
    // Shared, since a full queue destroys the task and the client is still to be told.
    auto answer = std::make_shared<http::Responder>(std::move(respond));
    auto task = [this, match, answer, asked = std::move(request)] {
        (*answer)(run(*match.route, {asked, match.argument}));
    };
    if (!m_workers.post(std::move(task))) {
        (*answer)(http::ServerResponse::text(503, "Too many requests wait already. Try again in a moment.\n"));
    }
}

} // namespace hearth::api
