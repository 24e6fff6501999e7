// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/labels.h"
#include "model/metadata.h"
#include "model/query_value.h"
#include "model/time.h"

/// Questions and answers of a DataSource: plain values, as the HTTP API says them.
namespace hearth::datasource {

struct InstantQuery {
    std::string expression;
    std::optional<model::TimestampMs> time; ///< Unset: now.
    std::optional<model::DurationMs> timeout;
    std::optional<model::DurationMs> lookback;
    std::size_t limit = 0; ///< Series at most; 0: all.
    bool stats = false;
};

struct RangeQuery {
    std::string expression;
    model::TimeRange range;
    model::DurationMs step = 0;
    std::optional<model::DurationMs> timeout;
    std::optional<model::DurationMs> lookback;
    std::size_t limit = 0;
    bool stats = false;
};

/// For series, label names and label values. Selectors are texts such as `up{job="node"}`; a series counts that
/// matches any of them.
struct SeriesQuery {
    std::vector<std::string> selectors;
    std::optional<model::TimestampMs> start;
    std::optional<model::TimestampMs> end;
    std::size_t limit = 0;
};

/// A list with the warnings that travel beside it (`results truncated due to limit`).
template <class T>
struct Listing {
    std::vector<T> items;
    std::vector<std::string> warnings;
};

struct MetricMetadata {
    std::string metric;
    model::Metadata metadata;
};

enum class TargetHealth : std::uint8_t { kUnknown, kUp, kDown };
/// `up`, `down`, `unknown`, as the API prints them.
std::string_view targetHealthText(TargetHealth health);
std::optional<TargetHealth> parseTargetHealth(std::string_view text);

struct Target {
    std::string pool;
    model::Labels discoveredLabels;
    model::Labels labels;
    std::string scrapeUrl;
    std::string globalUrl;
    std::string lastError;
    std::optional<model::TimestampMs> lastScrape; ///< Unset: not scraped yet.
    double lastScrapeSeconds = 0;
    TargetHealth health = TargetHealth::kUnknown;
    std::string scrapeInterval;
    std::string scrapeTimeout;
};

struct DroppedTarget {
    std::string pool;
    model::Labels discoveredLabels;
};

enum class TargetState : std::uint8_t { kAny, kActive, kDropped };
/// `any`, `active`, `dropped`, as the API takes them.
std::string_view targetStateText(TargetState state);

struct Targets {
    std::vector<Target> active;
    std::vector<DroppedTarget> dropped;
    std::map<std::string, std::int64_t> droppedCounts;
};

/// Facts in the order in which the API prints them: name, value.
using Facts = std::vector<std::pair<std::string, std::string>>;

struct BuildFacts {
    std::string version;
    std::string revision;
    std::string branch;
    std::string buildUser;
    std::string buildDate;
    std::string goVersion; ///< The API's name; Hearth states its compiler here.
};

struct RuntimeFacts {
    model::TimestampMs startTime = 0;
    std::string workingDirectory;
    std::string hostname;
    model::TimestampMs serverTime = 0;
    bool reloadConfigSuccess = true;
    model::TimestampMs lastConfigTime = 0;
    std::int64_t corruptionCount = 0;
    std::int64_t threadCount = 0; ///< The API calls it goroutineCount.
    std::int64_t processors = 0;  ///< The API calls it GOMAXPROCS.
    std::string storageRetention;
};

struct NamedCount {
    std::string name;
    std::uint64_t value = 0;
};

struct TsdbStatus {
    std::uint64_t seriesCount = 0;
    std::uint64_t labelPairs = 0;
    std::uint64_t chunkCount = 0;
    model::TimestampMs minTime = 0;
    model::TimestampMs maxTime = 0;
    std::vector<NamedCount> seriesCountByMetricName;
    std::vector<NamedCount> labelValueCountByLabelName;
    std::vector<NamedCount> memoryInBytesByLabelName;
    std::vector<NamedCount> seriesCountByLabelValuePair;
};

} // namespace hearth::datasource
