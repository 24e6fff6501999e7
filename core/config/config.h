// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "discovery/options.h"
#include "http/options.h"
#include "model/labels.h"
#include "model/relabel.h"
#include "model/time.h"
#include "notifier/options.h"
#include "scrape/options.h"

/// The server's configuration file (Prometheus: prometheus.yml) as values.
namespace hearth::config {

/// `global`: defaults of the jobs, and what concerns the whole server.
struct GlobalOptions {
    model::DurationMs scrapeInterval = model::kMinuteMs;
    model::DurationMs scrapeTimeout = 10 * model::kSecondMs;
    model::DurationMs evaluationInterval = model::kMinuteMs;
    model::DurationMs ruleQueryOffset = 0;
    std::vector<scrape::ScrapeProtocol> scrapeProtocols; ///< Empty: not stated.
    model::Labels externalLabels;                        ///< Environment variables expanded.
    std::string queryLogFile;
    std::string scrapeFailureLogFile;
    scrape::ScrapeLimits limits;
    scrape::NameValidation nameValidation = scrape::NameValidation::kUtf8;
    std::optional<scrape::NameEscaping> nameEscaping; ///< Unset: follows the validation.
    bool nativeHistograms = false;
    bool convertClassicHistograms = false;
    bool alwaysClassicHistograms = false;
    bool extraScrapeMetrics = false;

    bool operator==(const GlobalOptions&) const = default;
};

using notifier::AlertingOptions;
using notifier::AlertmanagerOptions;

/// `queue_config` of a remote_write.
struct QueueOptions {
    std::uint64_t capacity = 10'000;
    std::uint64_t maxShards = 50;
    std::uint64_t minShards = 1;
    std::uint64_t maxSamplesPerSend = 2'000;
    model::DurationMs batchSendDeadline = 5 * model::kSecondMs;
    model::DurationMs minBackoff = 30;
    model::DurationMs maxBackoff = 5 * model::kSecondMs;
    bool retryOnRateLimit = false;
    model::DurationMs sampleAgeLimit = 0;

    bool operator==(const QueueOptions&) const = default;
};

struct RemoteWriteOptions {
    std::string url;
    std::string name; ///< Empty: to be derived.
    std::string protobufMessage = "prometheus.WriteRequest";
    model::DurationMs timeout = 30 * model::kSecondMs;
    std::map<std::string, std::string> headers;
    std::vector<model::RelabelRule> relabelRules;
    bool sendExemplars = false;
    bool sendNativeHistograms = false;
    bool roundRobinDns = false;
    bool failedRequestLogging = false;
    QueueOptions queue;
    bool sendMetadata = true;
    model::DurationMs metadataInterval = model::kMinuteMs;
    std::uint64_t metadataSamplesPerSend = 2'000;
    http::ClientOptions http;

    bool operator==(const RemoteWriteOptions&) const = default;
};

struct RemoteReadOptions {
    std::string url;
    std::string name;
    std::map<std::string, std::string> requiredMatchers;
    model::DurationMs timeout = model::kMinuteMs;
    std::map<std::string, std::string> headers;
    bool readRecent = false;
    bool filterExternalLabels = true;
    std::uint64_t chunkedReadLimit = 50'000'000;
    http::ClientOptions http;

    bool operator==(const RemoteReadOptions&) const = default;
};

/// `storage`. Unset: not stated, so that command line flags may speak.
struct StorageOptions {
    model::DurationMs outOfOrderWindow = 0;
    double staleSeriesCompactionThreshold = 0;
    std::string floatChunkEncoding = "xor";
    std::optional<model::DurationMs> retentionTime;
    std::optional<std::uint64_t> retentionBytes;
    std::optional<double> retentionPercentage;
    std::optional<std::uint64_t> maxExemplars;

    bool operator==(const StorageOptions&) const = default;
};

struct TracingOptions {
    std::string clientType = "grpc";
    std::string endpoint;
    double samplingFraction = 0;
    bool insecure = false;
    std::map<std::string, std::string> headers;
    std::string compression;
    model::DurationMs timeout = 10 * model::kSecondMs;
    http::TlsOptions tls;

    bool operator==(const TracingOptions&) const = default;
};

struct OtlpOptions {
    std::vector<std::string> promoteResourceAttributes;
    bool promoteAllResourceAttributes = false;
    std::vector<std::string> ignoreResourceAttributes;
    std::string translationStrategy = "UnderscoreEscapingWithSuffixes";
    bool keepIdentifyingResourceAttributes = false;
    bool convertHistograms = false;
    bool promoteScopeMetadata = false;
    bool labelNameUnderscoreSanitization = true;
    bool labelNamePreserveMultipleUnderscores = true;

    bool operator==(const OtlpOptions&) const = default;
};

/// The whole configuration, valid, with defaults filled in and paths made relative to the working directory.
struct Config {
    GlobalOptions global;
    std::vector<scrape::PoolOptions> scrapeConfigs; ///< Those of `scrape_config_files` behind the file's own.
    std::size_t ownScrapeConfigs = 0;               ///< How many stand in the file itself.
    std::vector<std::string> scrapeConfigFiles;
    std::vector<std::string> ruleFiles;
    AlertingOptions alerting;
    std::vector<RemoteWriteOptions> remoteWrite;
    std::vector<RemoteReadOptions> remoteRead;
    StorageOptions storage;
    std::optional<TracingOptions> tracing;
    OtlpOptions otlp;
    std::vector<std::string> warnings; ///< What is accepted but has no effect, and unset variables.

    bool operator==(const Config&) const = default;
};

/// Looks an environment variable up.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
/// The variables of this process.
Environment processEnvironment();

/// A configuration file beyond this is refused.
inline constexpr std::uint64_t kMaxConfigBytes = 16U << 20U;

/// Parses and checks a configuration. `path` names it in messages, and relative paths count from its directory. Other
/// files are not read. Errors: kInvalidArgument `file:line:column: key: reason`, kLimit. Threads: thread-safe.
Result<Config> parse(std::string_view text, const std::string& path,
                     const Environment& environment = processEnvironment());

/// Reads the file and those that `scrape_config_files` names. Errors: also kIo, kNotFound.
Result<Config> load(const std::string& path, FileSystem& files, const Environment& environment = processEnvironment());

/// Parses a file that holds nothing but an HTTP client block (the command line tool's `--http.config.file`).
Result<http::ClientOptions> parseHttpClient(std::string_view text, const std::string& path);

enum class Secrets { kMask, kShow };
/// The effective configuration as YAML, defaults included; secrets as `<secret>` unless shown.
std::string toYaml(const Config& config, Secrets secrets = Secrets::kMask);
/// One job of it (`/api/v1/scrape_pools/config`).
std::string toYaml(const scrape::PoolOptions& pool, Secrets secrets = Secrets::kMask);

} // namespace hearth::config
