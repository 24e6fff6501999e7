// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "api/prometheus/router.h"
#include "base/clock.h"
#include "base/thread_pool.h"
#include "datasource/alertmanager_source.h"
#include "http/server.h"
#include "instrument/registry.h"

namespace hearth::api::alertmanager {

/// How the API presents itself. Alertmanager: the --web.* flags.
struct AlertmanagerApiOptions {
    std::string routePrefix = "/";   ///< Everything is served below it.
    std::size_t concurrentGets = 0;  ///< --web.get-concurrency; 0: as many as processors, at least 8.
    std::function<bool()> readiness; ///< Whether alerts are taken; empty: always. Must not block.
};

/// Alertmanager's HTTP API v2 over a source of one: JSON, error texts and statuses as Alertmanager answers them. What
/// asks the source runs on the workers; the concurrency of GETs is bounded.
/// Web pages of other origins may read; changing is for programs and for pages of this origin, since a browser asks
/// before it posts JSON elsewhere and is told no.
/// Threads: thread-safe.
class AlertmanagerApi {
  public:
    /// All references must outlive the object, and the object the server that it handles requests for. `registry` is
    /// shown at /metrics.
    AlertmanagerApi(AlertmanagerApiOptions options, datasource::AlertmanagerSource& source, ThreadPool& workers,
                    instrument::Registry& registry, const Clock& clock);
    /// Waits for the requests that workers have in hand. No further ones may come.
    ~AlertmanagerApi();
    AlertmanagerApi(const AlertmanagerApi&) = delete;
    AlertmanagerApi& operator=(const AlertmanagerApi&) = delete;

    /// For http::Server::start(). Answers every request once.
    http::Handler handler();

  private:
    void handle(http::ServerRequest request, http::Responder respond);
    http::ServerResponse run(const Route& route, const Call& call);
    void runOnWorker(const RouteMatch& match, http::ServerRequest request, http::Responder respond);
    /// Counts a request as long as what is returned lives; null where there are too many GETs.
    std::shared_ptr<void> begin(bool isGet);
    http::ServerResponse tooManyGets();

    const AlertmanagerApiOptions m_options;
    const std::size_t m_maxGets;
    ThreadPool& m_workers;
    instrument::Registry& m_registry;
    const Clock& m_clock;
    Routes m_routes;
    /// Requests that are with the workers; the last of them tells the destructor.
    struct UnderWay {
        std::mutex mutex;
        std::condition_variable changed;
        std::size_t requests = 0; // guarded by mutex
        std::size_t gets = 0;     // guarded by mutex
    };
    const std::shared_ptr<UnderWay> m_underWay = std::make_shared<UnderWay>();
    instrument::Gauge& m_inFlight;
    instrument::Counter& m_refusedGets;
};

} // namespace hearth::api::alertmanager
