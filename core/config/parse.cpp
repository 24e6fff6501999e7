// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fmt/format.h>

#include "base/text.h"
#include "config/sections.h"
#include "discovery/file_pattern.h"

namespace hearth::config {
namespace {

void readPaths(Reading& reading, MapReader& map, std::string_view key, std::string_view what,
               std::vector<std::string>& out) {
    map.each(key, [&](const Node& item, const std::string& where) {
        const auto path = yaml::readText(reading.complaints, item, where).value_or("");
        if (!discovery::isFilePattern(path)) {
            reading.complaints.add(item, fmt::format("invalid {} file path {}", what, quoteGo(path)), where);
        }
        out.push_back(reading.resolved(path));
    });
}

/// Settings of the Go runtime mean nothing here, but files that have them are good files.
void readRuntime(Reading& reading, MapReader& map) {
    map.section("runtime", [&](const Node& node, const std::string& where) {
        MapReader own(reading.complaints, node, where);
        std::uint64_t ignored = 0;
        own.unsignedInteger("gogc", ignored);
        own.finish();
    });
}

Config readConfig(Reading& reading, const Node& root) {
    MapReader map(reading.complaints, root, "");
    Config config;
    map.section("global", [&](const Node& node, const std::string&) { config.global = readGlobal(reading, node); });
    readRuntime(reading, map);
    readPaths(reading, map, "rule_files", "rule", config.ruleFiles);
    readPaths(reading, map, "scrape_config_files", "scrape config", config.scrapeConfigFiles);
    std::set<std::string> jobs;
    readScrapeConfigs(reading, map, config.global, jobs, config.scrapeConfigs);
    config.ownScrapeConfigs = config.scrapeConfigs.size();
    map.section("alerting",
                [&](const Node& node, const std::string&) { config.alerting = readAlerting(reading, node); });
    readRemoteWrite(reading, map, config.remoteWrite);
    readRemoteRead(reading, map, config.remoteRead);
    map.section("storage", [&](const Node& node, const std::string&) { config.storage = readStorage(reading, node); });
    map.section("tracing", [&](const Node& node, const std::string&) { config.tracing = readTracing(reading, node); });
    map.section("otlp", [&](const Node& node, const std::string&) {
        config.otlp = readOtlp(reading, node, config.global.nameValidation);
    });
    map.finish();
    return config;
}

Result<void> readScrapeConfigFile(const std::string& path, std::string_view text, const Environment& environment,
                                  std::set<std::string>& jobs, Config& config) {
    const auto document = HEARTH_TRY(yaml::Document::parse(text, path));
    Reading reading{.complaints = yaml::Complaints(path),
                    .directory = discovery::splitPath(path).directory,
                    .environment = environment};
    MapReader map(reading.complaints, document.root(), "");
    readScrapeConfigs(reading, map, config.global, jobs, config.scrapeConfigs);
    map.finish();
    if (reading.complaints.any()) {
        return std::unexpected(*reading.complaints.first());
    }
    std::ranges::move(reading.warnings, std::back_inserter(config.warnings));
    return {};
}

} // namespace

Result<Config> parse(std::string_view text, const std::string& path, const Environment& environment) {
    const auto document = HEARTH_TRY(yaml::Document::parse(text, path));
    Reading reading{.complaints = yaml::Complaints(path),
                    .directory = discovery::splitPath(path).directory,
                    .environment = environment};
    auto config = readConfig(reading, document.root());
    if (reading.complaints.any()) {
        return std::unexpected(*reading.complaints.first());
    }
    config.warnings = std::move(reading.warnings);
    return config;
}

Result<Config> load(const std::string& path, FileSystem& files, const Environment& environment) {
    const auto text = HEARTH_TRY(files.readAll(path, kMaxConfigBytes));
    auto config = HEARTH_TRY(parse(text, path, environment));
    std::set<std::string> jobs;
    for (const auto& pool : config.scrapeConfigs) {
        jobs.insert(pool.jobName);
    }
    for (const auto& pattern : config.scrapeConfigFiles) {
        for (const auto& file : discovery::expandPattern(files, pattern)) {
            const auto own = HEARTH_TRY(files.readAll(file, kMaxConfigBytes));
            if (auto read = readScrapeConfigFile(file, own, environment, jobs, config); !read) {
                return std::unexpected(std::move(read).error());
            }
        }
    }
    return config;
}

Result<http::ClientOptions> parseHttpClient(std::string_view text, const std::string& path) {
    const auto document = HEARTH_TRY(yaml::Document::parse(text, path));
    const Environment none = [](const std::string&) { return std::nullopt; };
    Reading reading{
        .complaints = yaml::Complaints(path), .directory = discovery::splitPath(path).directory, .environment = none};
    MapReader map(reading.complaints, document.root(), "");
    http::ClientOptions options;
    readHttpClient(reading, map, options);
    map.finish();
    if (reading.complaints.any()) {
        return std::unexpected(*reading.complaints.first());
    }
    return options;
}

} // namespace hearth::config
