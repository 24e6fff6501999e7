// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/prometheus/options.h"
#include "api/prometheus/router.h"
#include "datasource/data_source.h"
#include "instrument/family.h"

/// The endpoints in groups. `source` and `options` must outlive the routes.
namespace hearth::api {

/// query, query_range, format_query, parse_query
void addQueryRoutes(Routes& routes, datasource::DataSource& source, const PrometheusApiOptions& options);
/// query_exemplars
void addExemplarRoute(Routes& routes, datasource::DataSource& source, const PrometheusApiOptions& options);
/// series, labels, label/<name>/values, metadata
void addSeriesRoutes(Routes& routes, datasource::DataSource& source);
/// targets, scrape_pools
void addTargetRoutes(Routes& routes, datasource::DataSource& source);
/// rules, alerts, alertmanagers
void addRuleRoutes(Routes& routes, datasource::DataSource& source);
/// status/config, flags, buildinfo, runtimeinfo
void addStatusRoutes(Routes& routes, datasource::DataSource& source);
/// status/tsdb, tsdb/blocks, walreplay
void addStorageRoutes(Routes& routes, datasource::DataSource& source);
/// admin/tsdb/*
void addAdminRoutes(Routes& routes, datasource::DataSource& source, const PrometheusApiOptions& options);
/// write
void addWriteRoute(Routes& routes, const PrometheusApiOptions& options);
/// /-/healthy, /-/ready, /-/reload, /-/quit, /version and the page at /
void addManagementRoutes(Routes& routes, datasource::DataSource& source, const PrometheusApiOptions& options);
/// A page in the exposition format that the scraper asks for.
Route expositionRoute(std::string path, std::function<instrument::Families()> gather);

} // namespace hearth::api
