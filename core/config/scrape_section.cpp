// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fmt/format.h>

#include "base/text.h"
#include "config/sections.h"

namespace hearth::config {
namespace {

using scrape::NameEscaping;
using scrape::NameValidation;
using scrape::PoolOptions;
using scrape::ScrapeProtocol;

std::vector<ScrapeProtocol> defaultProtocols(bool nativeHistograms) {
    std::vector list{ScrapeProtocol::kOpenMetrics100, ScrapeProtocol::kOpenMetrics001,
                     ScrapeProtocol::kPrometheusText100, ScrapeProtocol::kPrometheusText004};
    if (nativeHistograms) {
        list.insert(list.begin(), ScrapeProtocol::kPrometheusProto);
    }
    return list;
}

void readTiming(MapReader& map, const GlobalOptions& global, PoolOptions& out) {
    model::DurationMs interval = 0;
    model::DurationMs timeout = 0;
    readDuration(map, "scrape_interval", interval);
    readDuration(map, "scrape_timeout", timeout);
    out.interval = interval > 0 ? interval : global.scrapeInterval;
    if (timeout > out.interval) {
        map.complain(fmt::format("scrape timeout greater than scrape interval for scrape config with job name {}",
                                 quoteGo(out.jobName)));
    }
    out.timeout = timeout > 0 ? timeout : std::min(global.scrapeTimeout, out.interval);
}

void readHistograms(MapReader& map, const GlobalOptions& global, PoolOptions& out) {
    out.nativeHistograms = global.nativeHistograms;
    out.alwaysClassicHistograms = global.alwaysClassicHistograms;
    out.convertClassicHistograms = global.convertClassicHistograms;
    out.extraScrapeMetrics = global.extraScrapeMetrics;
    map.boolean("scrape_native_histograms", out.nativeHistograms);
    map.boolean("always_scrape_classic_histograms", out.alwaysClassicHistograms);
    map.boolean("convert_classic_histograms_to_nhcb", out.convertClassicHistograms);
    map.boolean("extra_scrape_metrics", out.extraScrapeMetrics);
    map.unsignedInteger("native_histogram_bucket_limit", out.nativeHistogramBucketLimit);
    map.real("native_histogram_min_bucket_factor", out.nativeHistogramMinBucketFactor);
}

/// Call after readHistograms(): native histograms change the default.
void readProtocols(MapReader& map, const GlobalOptions& global, PoolOptions& out) {
    out.protocols = global.scrapeProtocols.empty() ? defaultProtocols(out.nativeHistograms) : global.scrapeProtocols;
    readScrapeProtocols(map, out.protocols);
    ScrapeProtocol fallback{};
    map.parsed("fallback_scrape_protocol", fallback, [&](std::string_view text) -> Result<ScrapeProtocol> {
        if (text.empty()) {
            return ScrapeProtocol{};
        }
        auto parsed = parseScrapeProtocol(text);
        if (parsed) {
            out.fallbackProtocol = *parsed;
        }
        return parsed;
    });
}

void readNames(MapReader& map, const GlobalOptions& global, PoolOptions& out) {
    out.nameValidation = global.nameValidation;
    map.parsed("metric_name_validation_scheme", out.nameValidation, parseNameValidation);
    const bool legacy = out.nameValidation == NameValidation::kLegacy;
    // A job that switches to legacy names itself is not bound by what the globals say of escaping.
    const bool ownSwitch = legacy && global.nameValidation != NameValidation::kLegacy;
    const auto fallback = legacy ? NameEscaping::kUnderscores : NameEscaping::kAllowUtf8;
    out.nameEscaping = ownSwitch ? fallback : global.nameEscaping.value_or(fallback);
    map.parsed("metric_name_escaping_scheme", out.nameEscaping, parseNameEscaping);
    if (legacy && out.nameEscaping == NameEscaping::kAllowUtf8) {
        map.complain("utf8 metric names requested but validation scheme is not set to UTF8");
    }
}

/// Without relabelling nothing can mend a bad address.
void checkStaticTargets(MapReader& map, const PoolOptions& out) {
    if (!out.relabelRules.empty()) {
        return;
    }
    for (const auto& group : out.discovery.staticGroups) {
        for (const auto& target : group.targets) {
            if (const auto address = target.value("__address__"); address.contains('/')) {
                map.complain(fmt::format("{} is not a valid hostname", quoteGo(address)));
            }
        }
    }
}

} // namespace

PoolOptions readScrapeConfig(Reading& reading, const Node& node, const std::string& where,
                             const GlobalOptions& global) {
    MapReader map(reading.complaints, node, where);
    PoolOptions out;
    map.text("job_name", out.jobName);
    readTiming(map, global, out);
    readHistograms(map, global, out);
    readProtocols(map, global, out);
    readNames(map, global, out);
    map.text("metrics_path", out.metricsPath);
    map.text("scheme", out.scheme);
    map.textListMap("params", out.params);
    map.boolean("honor_labels", out.honorLabels);
    map.boolean("honor_timestamps", out.honorTimestamps);
    map.boolean("track_timestamps_staleness", out.trackTimestampsStaleness);
    map.boolean("enable_compression", out.compression);
    map.text("scrape_failure_log_file", out.failureLogFile);
    out.failureLogFile =
        out.failureLogFile.empty() ? global.scrapeFailureLogFile : reading.resolved(out.failureLogFile);
    out.limits = global.limits;
    readScrapeLimits(map, out.limits);
    readRelabelRules(map, "relabel_configs", out.relabelRules);
    readRelabelRules(map, "metric_relabel_configs", out.metricRelabelRules);
    readHttpClient(reading, map, out.http);
    readDiscovery(reading, map, out.discovery);
    if (out.jobName.empty()) {
        map.complain("job_name is empty");
    }
    checkStaticTargets(map, out);
    map.finish();
    return out;
}

void readScrapeConfigs(Reading& reading, MapReader& map, const GlobalOptions& global, std::set<std::string>& seen,
                       std::vector<PoolOptions>& out) {
    map.each("scrape_configs", [&](const Node& item, const std::string& where) {
        if (item.kind == yaml::Kind::kNull) {
            reading.complaints.add(item, "empty or null scrape config section", where);
            return;
        }
        auto pool = readScrapeConfig(reading, item, where, global);
        if (!seen.insert(pool.jobName).second) {
            reading.complaints.add(
                item, fmt::format("found multiple scrape configs with job name {}", quoteGo(pool.jobName)), where);
        }
        out.push_back(std::move(pool));
    });
}

} // namespace hearth::config
