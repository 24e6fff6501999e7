// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/front_page.h"
#include "api/prometheus/answer.h"
#include "api/prometheus/endpoints.h"
#include "api/prometheus/status_json.h"
#include "base/text.h"
#include "exposition/negotiation.h"

namespace hearth::api {
namespace {

using datasource::DataSource;
using http::ServerRequest;
using http::ServerResponse;

ServerResponse reload(DataSource& source, const ServerRequest& request) {
    const auto loaded = source.reload(request.canceled);
    return loaded ? ServerResponse{200, {}, {}}
                  : ServerResponse::text(500, "failed to reload config: " + loaded.error().message() + "\n");
}

/// Guards what changes the running program: by the flag, and by the method.
Endpoint lifecycle(bool enabled, Endpoint endpoint) {
    return [enabled, run = std::move(endpoint)](const Call& call) {
        if (call.request.method == "GET") {
            return ServerResponse::text(405, "Only POST or PUT requests allowed\n");
        }
        return enabled ? run(call) : ServerResponse::text(403, "Lifecycle API is not enabled.\n");
    };
}

ServerResponse version(DataSource& source, const ServerRequest& request) {
    const auto facts = source.buildFacts(request.canceled);
    if (!facts) {
        return errorAnswer(facts.error());
    }
    std::string body;
    JsonWriter json(body);
    writeBuild(json, *facts);
    return ServerResponse::text(200, body + "\n");
}

ServerResponse rootPage(const std::string& title) {
    return frontPage(
        title,
        "A monitoring server that speaks Prometheus's HTTP API. Open it in the Hearth window, or point any "
        "Prometheus client at this address.",
        {"api/v1/query?query=up", "api/v1/targets", "api/v1/status/tsdb", "metrics", "-/healthy", "-/ready"});
}

} // namespace

void addManagementRoutes(Routes& routes, DataSource& source, const PrometheusApiOptions& options) {
    const std::vector<std::string> read = {"GET", "HEAD"};
    const std::vector<std::string> change = {"POST", "PUT", "GET"};
    routes.push_back(
        {.path = "/-/healthy",
         .methods = read,
         .endpoint = [](const Call&) { return ServerResponse::text(200, "Prometheus Server is Healthy.\n"); },
         .needsReady = false,
         .runOn = RunOn::kNetThread});
    routes.push_back(
        {.path = "/-/ready",
         .methods = read,
         .endpoint = [](const Call&) { return ServerResponse::text(200, "Prometheus Server is Ready.\n"); },
         .runOn = RunOn::kNetThread});
    routes.push_back({.path = "/-/reload",
                      .methods = change,
                      .endpoint = lifecycle(options.enableLifecycle,
                                            [&source](const Call& call) { return reload(source, call.request); }),
                      .needsReady = false});
    routes.push_back({.path = "/-/quit",
                      .methods = change,
                      .endpoint = lifecycle(options.enableLifecycle,
                                            [&options](const Call&) {
                                                options.quit();
                                                return ServerResponse::text(200, "Requesting termination... Goodbye!");
                                            }),
                      .needsReady = false,
                      .runOn = RunOn::kNetThread});
    routes.push_back({.path = "/version",
                      .methods = read,
                      .endpoint = [&source](const Call& call) { return version(source, call.request); },
                      .needsReady = false});
    routes.push_back({.path = "/",
                      .methods = read,
                      .endpoint = [&options](const Call&) { return rootPage(options.pageTitle); },
                      .needsReady = false,
                      .runOn = RunOn::kNetThread});
}

Route expositionRoute(std::string path, std::function<instrument::Families()> gather) {
    return {.path = std::move(path),
            .methods = {"GET", "HEAD"},
            .endpoint =
                [collect = std::move(gather)](const Call& call) {
                    // Text only, as Prometheus's own /metrics.
                    const auto format = exposition::negotiate(call.request.header("Accept"), exposition::Offer::kText);
                    ServerResponse response{200, {{"Content-Type", format.contentType()}}, {}};
                    format.write(response.body, collect());
                    return response;
                },
            .needsReady = false};
}

} // namespace hearth::api
