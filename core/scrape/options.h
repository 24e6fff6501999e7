// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "discovery/options.h"
#include "http/options.h"
#include "model/relabel.h"
#include "model/time.h"

/// What a configuration says about scraping (Prometheus: ScrapeConfig). Filled by config, used by ScrapePools.
namespace hearth::scrape {

enum class ScrapeProtocol : std::uint8_t {
    kPrometheusProto,
    kPrometheusText004,
    kPrometheusText100,
    kOpenMetrics001,
    kOpenMetrics100,
};

/// Which metric and label names a target may expose.
enum class NameValidation : std::uint8_t { kUtf8, kLegacy };
/// What a target is asked to do with names that are not legacy names.
enum class NameEscaping : std::uint8_t { kAllowUtf8, kUnderscores, kDots, kValues };

/// 0 is none everywhere.
struct ScrapeLimits {
    std::uint64_t bodyBytes = 0; ///< Uncompressed.
    std::uint64_t samples = 0;   ///< After metric relabelling.
    std::uint64_t targets = 0;
    std::uint64_t labels = 0; ///< Per series, `__name__` included.
    std::uint64_t labelNameBytes = 0;
    std::uint64_t labelValueBytes = 0;
    std::uint64_t keptDroppedTargets = 0;

    bool operator==(const ScrapeLimits&) const = default;
};

/// One job of `scrape_configs`, with every default filled in.
struct PoolOptions {
    std::string jobName;
    model::DurationMs interval = model::kMinuteMs;
    model::DurationMs timeout = 10 * model::kSecondMs;
    std::vector<ScrapeProtocol> protocols;
    std::optional<ScrapeProtocol> fallbackProtocol;
    bool nativeHistograms = false;
    bool alwaysClassicHistograms = false;
    bool convertClassicHistograms = false;
    bool extraScrapeMetrics = false;
    std::string metricsPath = "/metrics";
    std::string scheme = "http";
    std::map<std::string, std::vector<std::string>> params;
    bool honorLabels = false;
    bool honorTimestamps = true;
    bool trackTimestampsStaleness = false;
    bool compression = true;
    std::string failureLogFile;
    ScrapeLimits limits;
    std::uint64_t nativeHistogramBucketLimit = 0;
    double nativeHistogramMinBucketFactor = 0;
    NameValidation nameValidation = NameValidation::kUtf8;
    NameEscaping nameEscaping = NameEscaping::kAllowUtf8;
    std::vector<model::RelabelRule> relabelRules;
    std::vector<model::RelabelRule> metricRelabelRules;
    http::ClientOptions http;
    discovery::Options discovery;

    bool operator==(const PoolOptions&) const = default;
};

/// True where a running pool may keep its targets' caches when its options change from `a` to `b`: they differ only in
/// interval, timeout, limits, HTTP client and discovery (Prometheus: reusableCache).
bool cacheSurvives(const PoolOptions& a, const PoolOptions& b);

} // namespace hearth::scrape
