// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.h"
#include "config/yaml_writer.h"

/// The printers of the configuration's sections; inner header of config.
namespace hearth::config {

void printPool(YamlWriter& out, const scrape::PoolOptions& pool);
void printLimits(YamlWriter& out, const scrape::ScrapeLimits& limits);
void printProtocols(YamlWriter& out, const std::vector<scrape::ScrapeProtocol>& protocols);
void printHttpClient(YamlWriter& out, const http::ClientOptions& options);
void printTls(YamlWriter& out, std::string_view key, const http::TlsOptions& tls);
void printRelabelRules(YamlWriter& out, std::string_view key, const std::vector<model::RelabelRule>& rules);
void printDiscovery(YamlWriter& out, const discovery::Options& options);
void printRemoteWrite(YamlWriter& out, const RemoteWriteOptions& options);
void printRemoteRead(YamlWriter& out, const RemoteReadOptions& options);
void printStorage(YamlWriter& out, const StorageOptions& options);
void printTracing(YamlWriter& out, const TracingOptions& options);
void printOtlp(YamlWriter& out, const OtlpOptions& options);

} // namespace hearth::config
