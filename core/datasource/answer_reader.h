// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/error.h"
#include "datasource/types.h"

/// Readers of the API's successful answers, one an endpoint. kCorruption says what is not as it should be.
/// Threads: thread-safe.
namespace hearth::datasource {

/// /series
Result<Listing<model::Labels>> readSeriesAnswer(std::string_view json);
/// /labels, /label/<name>/values
Result<Listing<std::string>> readTextsAnswer(std::string_view json);
/// /metadata
Result<std::vector<MetricMetadata>> readMetadataAnswer(std::string_view json);
/// /targets
Result<Targets> readTargetsAnswer(std::string_view json);
/// /scrape_pools
Result<std::vector<std::string>> readScrapePoolsAnswer(std::string_view json);
/// /status/config
Result<std::string> readConfigAnswer(std::string_view json);
/// /status/flags
Result<Facts> readFlagsAnswer(std::string_view json);
/// /status/buildinfo
Result<BuildFacts> readBuildAnswer(std::string_view json);
/// /status/runtimeinfo
Result<RuntimeFacts> readRuntimeAnswer(std::string_view json);
/// /status/tsdb
Result<TsdbStatus> readTsdbAnswer(std::string_view json);

} // namespace hearth::datasource
