// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/target_listing.h"

#include <algorithm>
#include <tuple>

#include "engine/own_machine.h"

namespace hearth::engine {
namespace {

datasource::TargetHealth healthOf(scrape::Health health) {
    switch (health) {
    case scrape::Health::kUp:
        return datasource::TargetHealth::kUp;
    case scrape::Health::kDown:
        return datasource::TargetHealth::kDown;
    case scrape::Health::kUnknown:
        return datasource::TargetHealth::kUnknown;
    }
    return datasource::TargetHealth::kUnknown;
}

datasource::Target targetOf(const scrape::TargetReport& report, const std::string& externalUrl) {
    datasource::Target target;
    target.pool = report.pool;
    target.discoveredLabels = report.discoveredLabels;
    target.labels = report.labels;
    target.scrapeUrl = report.url;
    target.globalUrl = globalUrl(report.url, externalUrl);
    target.lastError = report.state.lastError;
    target.lastScrape = report.state.lastScrape;
    target.lastScrapeSeconds = report.state.lastSeconds;
    target.health = healthOf(report.state.health);
    target.scrapeInterval = model::formatDuration(report.interval);
    target.scrapeTimeout = model::formatDuration(report.timeout);
    return target;
}

/// Where host and port of a URL stand in it.
struct Authority {
    std::size_t begin = 0;
    std::size_t hostEnd = 0;
    std::size_t end = 0;
};

Authority authorityOf(std::string_view url) {
    Authority found;
    const auto scheme = url.find("://");
    found.begin = scheme == std::string_view::npos ? 0 : scheme + 3;
    found.end = std::min(url.find_first_of("/?#", found.begin), url.size());
    const auto authority = url.substr(found.begin, found.end - found.begin);
    const auto bracket = authority.rfind(']');
    const auto colon = authority.rfind(':');
    const bool hasPort = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    found.hostEnd = hasPort ? found.begin + colon : found.end;
    return found;
}

bool isLoopback(std::string_view host) {
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

} // namespace

std::string globalUrl(const std::string& url, const std::string& externalUrl) {
    const auto place = authorityOf(url);
    if (!isLoopback(std::string_view(url).substr(place.begin, place.hostEnd - place.begin))) {
        return url;
    }
    std::string host = hostName();
    if (!externalUrl.empty()) {
        const auto external = authorityOf(externalUrl);
        host = externalUrl.substr(external.begin, external.hostEnd - external.begin);
    }
    return url.substr(0, place.begin) + host + url.substr(place.hostEnd);
}

datasource::Targets listTargets(const scrape::ScrapePools& pools, datasource::TargetState state,
                                const std::string& pool, const std::string& externalUrl) {
    using enum datasource::TargetState;
    const auto wanted = [&](const std::string& name) { return pool.empty() || pool == name; };
    datasource::Targets targets;
    if (state != kDropped) {
        for (const auto& report : pools.targets()) {
            if (wanted(report.pool)) {
                targets.active.push_back(targetOf(report, externalUrl));
            }
        }
    }
    if (state != kActive) {
        for (const auto& report : pools.droppedTargets()) {
            if (wanted(report.pool)) {
                targets.dropped.push_back({report.pool, report.discoveredLabels});
            }
        }
    }
    for (const auto& [name, count] : pools.droppedCounts()) {
        if (wanted(name)) {
            targets.droppedCounts[name] = static_cast<std::int64_t>(count);
        }
    }
    return targets;
}

std::vector<datasource::MetricMetadata> listMetadata(const scrape::ScrapePools& pools, const std::string& metric) {
    std::vector<datasource::MetricMetadata> list;
    for (auto& entry : pools.metadata()) {
        if (metric.empty() || entry.family.metric == metric) {
            list.push_back({std::move(entry.family.metric), std::move(entry.family.metadata)});
        }
    }
    const auto key = [](const datasource::MetricMetadata& entry) {
        return std::tie(entry.metric, entry.metadata.type, entry.metadata.help, entry.metadata.unit);
    };
    std::ranges::sort(list, {}, key);
    list.erase(std::ranges::unique(list, {}, key).begin(), list.end());
    return list;
}

} // namespace hearth::engine
