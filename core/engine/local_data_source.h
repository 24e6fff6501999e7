// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "base/clock.h"
#include "datasource/data_source.h"
#include "engine/alerting.h"
#include "promql/engine.h"
#include "promql/syntax/parser.h"
#include "scrape/scrape_pools.h"
#include "tsdb/db.h"

namespace hearth::engine {

/// What the engine knows of itself and shows at /api/v1/status. Functions are called from any thread.
struct OwnStatus {
    datasource::Facts flags;
    std::function<std::string()> configYaml;
    std::function<datasource::RuntimeFacts()> runtimeFacts;
    std::function<Result<void>()> reload;
    std::string externalUrl; ///< Takes the place of loopback hosts in the targets' global URLs; may be empty.
    datasource::AlertmanagerSource* alertmanager = nullptr; ///< Null: there is none here.
    datasource::WalReplay walReplay;
    std::function<Result<std::vector<datasource::SleepSpan>>(model::TimeRange)> sleeps;
    promql::ParseOptions parse; ///< Of expressions that name series with exemplars.
};

/// The data source that asks the parts of this process. All parts must outlive it.
/// Threads: thread-safe.
std::unique_ptr<datasource::DataSource> makeLocalDataSource(promql::Engine& query, tsdb::Db& db,
                                                            scrape::ScrapePools& pools, Alerting& alerting,
                                                            const Clock& clock, OwnStatus own);

} // namespace hearth::engine
