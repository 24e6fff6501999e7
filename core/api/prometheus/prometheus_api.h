// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "api/prometheus/cors.h"
#include "api/prometheus/options.h"
#include "api/prometheus/request_metrics.h"
#include "api/prometheus/router.h"
#include "base/clock.h"
#include "base/thread_pool.h"
#include "datasource/data_source.h"
#include "http/server.h"
#include "instrument/registry.h"

namespace hearth::api {

/// Prometheus's HTTP API over a data source: JSON, error texts and statuses as Prometheus 3 answers them.
/// Net threads only read and write; what asks the data source runs on the workers.
/// Threads: thread-safe once all pages are added.
class PrometheusApi {
  public:
    /// All references must outlive the object, and the object the server that it handles requests for.
    /// kInvalidArgument for a bad `corsOrigin`.
    static Result<std::unique_ptr<PrometheusApi>> create(PrometheusApiOptions options, datasource::DataSource& source,
                                                         ThreadPool& workers, instrument::Registry& registry,
                                                         const Clock& clock);
    PrometheusApi(const PrometheusApi&) = delete;
    PrometheusApi& operator=(const PrometheusApi&) = delete;

    /// Serves what `gather` yields at `path` ("/host/metrics") in the format the scraper asks for, as /metrics serves
    /// the registry. Called on workers. Before the server starts.
    void addExposition(std::string path, std::function<instrument::Families()> gather);

    /// For http::Server::start(). Answers every request once; 503 where the workers' queue is full.
    http::Handler handler();

  private:
    PrometheusApi(PrometheusApiOptions options, Cors cors, datasource::DataSource& source, ThreadPool& workers,
                  instrument::Registry& registry, const Clock& clock);

    void handle(http::ServerRequest request, http::Responder respond);
    /// The path below the route prefix; empty where the request is for something else.
    std::string pathBelowPrefix(const std::string& path) const;
    std::optional<http::ServerResponse> refusal(const Route& route, const http::ServerRequest& request) const;
    http::ServerResponse run(const Route& route, const Call& call);
    void runOnWorker(const RouteMatch& match, http::ServerRequest request, http::Responder respond);

    const PrometheusApiOptions m_options;
    const Cors m_cors;
    ThreadPool& m_workers;
    const Clock& m_clock;
    RequestMetrics m_metrics;
    Routes m_routes;
};

} // namespace hearth::api
