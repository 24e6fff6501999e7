// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/alertmanager/alertmanager_api.h"

/// The endpoints in groups. `source` must outlive the routes.
namespace hearth::api::alertmanager {

/// alerts, alerts/groups
void addAlertRoutes(Routes& routes, datasource::AlertmanagerSource& source);
/// silences, silence/{id}
void addSilenceRoutes(Routes& routes, datasource::AlertmanagerSource& source);
/// status, receivers, and the answer to whoever still asks API v1
void addGeneralRoutes(Routes& routes, datasource::AlertmanagerSource& source);
/// hearth/trace, hearth/history, hearth/deliveries, receivers/test
void addTraceRoutes(Routes& routes, datasource::AlertmanagerSource& source);
/// /-/healthy, /-/ready, /-/reload and the page at /
void addManagementRoutes(Routes& routes, datasource::AlertmanagerSource& source, const AlertmanagerApiOptions& options);

/// A switch of a query string, as go-openapi reads it: what is not a word for true is false.
bool switchOf(const http::ServerRequest& request, std::string_view name);

} // namespace hearth::api::alertmanager
