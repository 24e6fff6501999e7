// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/alertmanager/answer.h"
#include "api/alertmanager/endpoints.h"
#include "api/alertmanager/json.h"
#include "api/alertmanager/posted.h"

namespace hearth::api::alertmanager {
namespace {

using datasource::AlertmanagerSource;
using datasource::ReceivedAlertsQuery;
using http::ServerRequest;
using http::ServerResponse;

ReceivedAlertsQuery queryOf(const ServerRequest& request) {
    return {.filter = request.parameterValues("filter"),
            .active = switchOf(request, "active"),
            .silenced = switchOf(request, "silenced"),
            .inhibited = switchOf(request, "inhibited"),
            .muted = switchOf(request, "muted"),
            .receiver = std::string(request.parameter("receiver")),
            .receiverMatchers = request.parameterValues("receiver_matchers")};
}

ServerResponse getAlerts(AlertmanagerSource& source, const ServerRequest& request) {
    const auto alerts = source.alerts(queryOf(request), request.canceled);
    return alerts ? jsonAnswer(200, listJson(*alerts, writeAlert)) : errorAnswer(alerts.error());
}

ServerResponse postAlerts(AlertmanagerSource& source, const ServerRequest& request) {
    const auto posted = readPostedAlerts(request);
    if (!posted) {
        return posted.error();
    }
    const auto taken = source.post(*posted, request.canceled);
    return taken ? emptyAnswer() : errorAnswer(taken.error());
}

ServerResponse getGroups(AlertmanagerSource& source, const ServerRequest& request) {
    const auto groups = source.groups(queryOf(request), request.canceled);
    return groups ? jsonAnswer(200, listJson(*groups, writeGroup)) : errorAnswer(groups.error());
}

} // namespace

bool switchOf(const ServerRequest& request, std::string_view name) {
    if (!request.hasParameter(name)) {
        return true;
    }
    const auto text = request.parameter(name);
    for (const std::string_view yes : {"true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled"}) {
        if (text == yes) {
            return true;
        }
    }
    return text.empty();
}

void addAlertRoutes(Routes& routes, AlertmanagerSource& source) {
    routes.push_back({.path = "/api/v2/alerts", .methods = {"GET", "POST"}, .endpoint = [&source](const Call& call) {
                          return call.request.method == "GET" ? getAlerts(source, call.request)
                                                              : postAlerts(source, call.request);
                      }});
    routes.push_back({.path = "/api/v2/alerts/groups", .methods = {"GET"}, .endpoint = [&source](const Call& call) {
                          return getGroups(source, call.request);
                      }});
}

} // namespace hearth::api::alertmanager
