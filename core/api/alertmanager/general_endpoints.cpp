// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/alertmanager/answer.h"
#include "api/alertmanager/endpoints.h"
#include "api/alertmanager/json.h"
#include "api/front_page.h"

namespace hearth::api::alertmanager {
namespace {

using datasource::AlertmanagerSource;
using http::ServerRequest;
using http::ServerResponse;

constexpr std::string_view kGone =
    R"({"status":"deprecated","error":"The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of )"
    R"(version 0.27.0 - please use the equivalent route in the v2 API"})";

ServerResponse status(AlertmanagerSource& source, const ServerRequest& request) {
    const auto status = source.status(request.canceled);
    if (!status) {
        return errorAnswer(status.error());
    }
    std::string text;
    JsonWriter json(text);
    writeStatus(json, *status);
    return jsonAnswer(200, std::move(text));
}

ServerResponse receivers(AlertmanagerSource& source, const ServerRequest& request) {
    const auto receivers = source.receivers(request.parameterValues("receiver_matchers"), request.canceled);
    return receivers ? jsonAnswer(200, listJson(*receivers, writeReceiver)) : errorAnswer(receivers.error());
}

ServerResponse reload(AlertmanagerSource& source, const ServerRequest& request) {
    const auto done = source.reload(request.canceled);
    return done ? emptyAnswer()
                : ServerResponse::text(500, "failed to reload config: " + done.error().message() + "\n");
}

ServerResponse rootPage() {
    return frontPage(
        "Alertmanager",
        "Hearth's own, which speaks Alertmanager's API v2. Open it in the Hearth window, or point amtool at "
        "this address.",
        {"api/v2/alerts/groups", "api/v2/silences", "api/v2/status", "metrics", "-/healthy", "-/ready"});
}

} // namespace

void addGeneralRoutes(Routes& routes, AlertmanagerSource& source) {
    routes.push_back({.path = "/api/v2/status", .methods = {"GET"}, .endpoint = [&source](const Call& call) {
                          return status(source, call.request);
                      }});
    routes.push_back({.path = "/api/v2/receivers", .methods = {"GET"}, .endpoint = [&source](const Call& call) {
                          return receivers(source, call.request);
                      }});
    for (const auto* path : {"/api/v1/status", "/api/v1/receivers", "/api/v1/alerts", "/api/v1/alerts/groups",
                             "/api/v1/silences", "/api/v1/silence/:id"}) {
        routes.push_back({.path = path,
                          .methods = {"GET", "POST", "DELETE"},
                          .endpoint = [](const Call&) { return ServerResponse::json(410, std::string(kGone)); },
                          .runOn = RunOn::kNetThread});
    }
}

void addManagementRoutes(Routes& routes, AlertmanagerSource& source, const AlertmanagerApiOptions& options) {
    const std::vector<std::string> read = {"GET", "HEAD"};
    const auto fine = [](const Call&) { return ServerResponse::text(200, "OK"); };
    routes.push_back({.path = "/-/healthy", .methods = read, .endpoint = fine, .runOn = RunOn::kNetThread});
    routes.push_back({.path = "/-/ready",
                      .methods = read,
                      .endpoint =
                          [&options](const Call&) {
                              const bool isReady = !options.readiness || options.readiness();
                              return isReady ? ServerResponse::text(200, "OK")
                                             : ServerResponse::text(503, "Service Unavailable");
                          },
                      .runOn = RunOn::kNetThread});
    routes.push_back({.path = "/-/reload", .methods = {"POST"}, .endpoint = [&source](const Call& call) {
                          return reload(source, call.request);
                      }});
    routes.push_back(
        {.path = "/", .methods = read, .endpoint = [](const Call&) { return rootPage(); }, .runOn = RunOn::kNetThread});
}

} // namespace hearth::api::alertmanager
