// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "config/config.h"
#include "yaml/reader.h"

/// The readers of the configuration's sections; inner header of config.
namespace hearth::config {

/// What the readers of one file share.
struct Reading {
    yaml::Complaints complaints;
    std::string directory; ///< Relative paths count from here.
    const Environment& environment;
    std::vector<std::string> warnings{};

    /// `path` seen from the working directory.
    std::string resolved(const std::string& path) const;
    void warn(const yaml::Node& at, std::string_view where, std::string_view text);
};

using yaml::MapReader;
using yaml::Node;

GlobalOptions readGlobal(Reading& reading, const Node& node);
scrape::PoolOptions readScrapeConfig(Reading& reading, const Node& node, const std::string& where,
                                     const GlobalOptions& global);
/// All of a list; job names must be unique among `seen`, to which they are added.
void readScrapeConfigs(Reading& reading, MapReader& map, const GlobalOptions& global, std::set<std::string>& seen,
                       std::vector<scrape::PoolOptions>& out);
void readRelabelRules(MapReader& map, std::string_view key, std::vector<model::RelabelRule>& out);
/// `static_configs`, `file_sd_configs`, and a refusal of every other mechanism.
void readDiscovery(Reading& reading, MapReader& map, discovery::Options& out);
/// The keys of the HTTP client block, which stand inline in `map`.
void readHttpClient(Reading& reading, MapReader& map, http::ClientOptions& out);
void readTls(Reading& reading, MapReader& map, std::string_view key, http::TlsOptions& out);
AlertingOptions readAlerting(Reading& reading, const Node& node);
void readRemoteWrite(Reading& reading, MapReader& map, std::vector<RemoteWriteOptions>& out);
void readRemoteRead(Reading& reading, MapReader& map, std::vector<RemoteReadOptions>& out);
StorageOptions readStorage(Reading& reading, const Node& node);
TracingOptions readTracing(Reading& reading, const Node& node);
OtlpOptions readOtlp(Reading& reading, const Node& node, scrape::NameValidation validation);

/// `512MB` = 512 * 1024^2; also KiB, MiB, ... and a bare 0.
Result<std::uint64_t> parseByteSize(std::string_view text);

/// The words of the enumerations, both ways.
Result<scrape::ScrapeProtocol> parseScrapeProtocol(std::string_view text);
std::string_view scrapeProtocolText(scrape::ScrapeProtocol protocol);
Result<scrape::NameValidation> parseNameValidation(std::string_view text);
Result<scrape::NameEscaping> parseNameEscaping(std::string_view text);
std::string_view nameEscapingText(scrape::NameEscaping escaping);
Result<http::TlsVersion> parseTlsVersion(std::string_view text);
std::string_view tlsVersionText(http::TlsVersion version);

/// Reads `scrape_protocols`: known, unique, not empty.
void readScrapeProtocols(MapReader& map, std::vector<scrape::ScrapeProtocol>& out);
void readScrapeLimits(MapReader& map, scrape::ScrapeLimits& out);
void readDuration(MapReader& map, std::string_view key, model::DurationMs& out);

} // namespace hearth::config
