// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/alertmanager/answer.h"
#include "api/alertmanager/endpoints.h"
#include "api/alertmanager/json.h"

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

ServerResponse frontPage() {
    std::string body = "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Alertmanager</title>"
                       "</head>\n<body>\n<h1>Alertmanager</h1>\n<p>Hearth's own, which speaks Alertmanager's API v2. "
                       "Open it in the Hearth window, or point amtool at this address.</p>\n<ul>\n";
    for (const std::string_view path :
         {"api/v2/alerts/groups", "api/v2/silences", "api/v2/status", "metrics", "-/healthy", "-/ready"}) {
        body.append("<li><a href=\"").append(path).append("\">").append(path).append("</a></li>\n");
    }
    body += "</ul>\n</body>\n</html>\n";
    return {200,
            {{"Content-Type", "text/html; charset=utf-8"}, {"Content-Security-Policy", "default-src 'none'"}},
            std::move(body)};
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
    routes.push_back({.path = "/",
                      .methods = read,
                      .endpoint = [](const Call&) { return frontPage(); },
                      .runOn = RunOn::kNetThread});
}

} // namespace hearth::api::alertmanager
