// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/engine_options.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "base/text.h"
#include "engine/byte_size.h"

namespace hearth::app {
namespace {

/// The table has checked that the text is a duration.
model::DurationMs durationOf(const Flags& flags, std::string_view name) {
    return model::parseDuration(flags.value(name)).value_or(0);
}

std::int64_t numberOf(const Flags& flags, std::string_view name) {
    std::int64_t number = 0;
    const auto& text = flags.value(name);
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool hasFeature(const Flags& flags, std::string_view name) {
    return std::ranges::any_of(flags.values("enable-feature"), [&](const auto& list) {
        const auto names = split(list, ',');
        return std::ranges::find(names, name) != names.end();
    });
}

promql::EngineOptions queryOptions(const Flags& flags) {
    promql::EngineOptions query;
    query.lookback = durationOf(flags, "query.lookback-delta");
    query.timeout = durationOf(flags, "query.timeout");
    query.maxSamples = numberOf(flags, "query.max-samples");
    query.maxConcurrent = static_cast<std::size_t>(numberOf(flags, "query.max-concurrency"));
    query.experimentalFunctions = hasFeature(flags, "promql-experimental-functions");
    query.extendedRangeSelectors = hasFeature(flags, "promql-extended-range-selectors");
    query.binopFillModifiers = hasFeature(flags, "promql-binop-fill-modifiers");
    query.delayedNameRemoval = hasFeature(flags, "promql-delayed-name-removal");
    query.typeAndUnitLabels = hasFeature(flags, "type-and-unit-labels");
    return query;
}

/// The path of a URL without the slash at its end: "http://host/a/b/" -> "/a/b".
std::string pathOf(std::string_view url) {
    const auto host = url.find("://");
    const auto path = host == std::string_view::npos ? std::string_view::npos : url.find('/', host + 3);
    auto text = path == std::string_view::npos ? std::string() : std::string(url.substr(path));
    while (text.ends_with('/')) {
        text.pop_back();
    }
    return text;
}

/// "/", or "/prefix" without a slash at the end. `flags` begin with `family`: `web.`.
std::string routePrefix(const Flags& flags, const std::string& family) {
    const auto& stated = flags.value(family + "route-prefix");
    auto prefix = stated.empty() ? pathOf(flags.value(family + "external-url")) : std::string(trim(stated));
    while (prefix.ends_with('/')) {
        prefix.pop_back();
    }
    return prefix.starts_with('/') ? prefix : "/" + prefix;
}

/// The table has checked that the text is a size.
std::uint64_t sizeOf(const Flags& flags, std::string_view name) {
    return engine::parseByteSize(flags.value(name)).value_or(0);
}

constexpr std::uint64_t kMinSegmentBytes = 10U << 20U;
constexpr std::uint64_t kMaxSegmentBytes = 256U << 20U;
constexpr std::uint64_t kSegmentGranule = 32U << 10U; ///< A segment is a whole number of pages.

engine::AlertingOptions alertingOptions(const Flags& flags) {
    engine::AlertingOptions alerting;
    alerting.rules.outageTolerance = durationOf(flags, "rules.alert.for-outage-tolerance");
    alerting.rules.forGracePeriod = durationOf(flags, "rules.alert.for-grace-period");
    alerting.rules.resendDelay = durationOf(flags, "rules.alert.resend-delay");
    alerting.rules.maxConcurrentEvals = static_cast<std::size_t>(numberOf(flags, "rules.max-concurrent-evals"));
    alerting.rules.concurrentEvals = hasFeature(flags, "concurrent-rule-eval");
    auto& sending = alerting.notifications;
    sending.queueCapacity = static_cast<std::size_t>(numberOf(flags, "alertmanager.notification-queue-capacity"));
    sending.batchSize = static_cast<std::size_t>(numberOf(flags, "alertmanager.notification-batch-size"));
    sending.drainAtStop = flags.enabled("alertmanager.drain-notification-queue-on-shutdown");
    return alerting;
}

alertmanager::Limits alertmanagerLimits(const Flags& flags) {
    alertmanager::Limits limits;
    limits.retention = durationOf(flags, "alertmanager.data.retention");
    limits.maintenanceInterval = durationOf(flags, "alertmanager.data.maintenance-interval");
    limits.alertsGcInterval = durationOf(flags, "alertmanager.alerts.gc-interval");
    limits.groupsInterval = durationOf(flags, "alertmanager.dispatch.maintenance-interval");
    limits.startDelay = durationOf(flags, "alertmanager.dispatch.start-delay");
    limits.alertsPerName = static_cast<std::size_t>(numberOf(flags, "alertmanager.alerts.per-alertname-limit"));
    limits.silences = static_cast<std::size_t>(numberOf(flags, "alertmanager.silences.max-silences"));
    limits.silenceBytes = static_cast<std::size_t>(numberOf(flags, "alertmanager.silences.max-silence-size-bytes"));
    limits.allowCommands = flags.enabled("alertmanager.allow-commands");
    return limits;
}

constexpr std::uint64_t kMaxPostedBytes = 16U << 20U;

Result<engine::AlertmanagerOptions> alertmanagerOptions(const Flags& flags) {
    engine::AlertmanagerOptions options;
    options.enabled = flags.stated("alertmanager.config.file") || flags.stated("alertmanager.listen-address");
    options.configPath = flags.value("alertmanager.config.file");
    options.directory = flags.value("alertmanager.storage.path");
    options.web.listenAddresses = flags.values("alertmanager.listen-address");
    options.web.threads = 1;
    options.web.maxBodyBytes = kMaxPostedBytes;
    options.routePrefix = routePrefix(flags, "alertmanager.web.");
    options.externalUrl = flags.value("alertmanager.web.external-url");
    options.externalUrl.erase(options.externalUrl.find_last_not_of('/') + 1);
    options.concurrentGets = static_cast<std::size_t>(numberOf(flags, "alertmanager.web.get-concurrency"));
    options.limits = alertmanagerLimits(flags);
    std::vector<std::string> features;
    for (const auto& list : flags.values("enable-feature")) {
        for (const auto name : split(list, ',')) {
            features.emplace_back(name);
        }
    }
    options.syntax = HEARTH_TRY(alertmanager::matcherSyntaxOf(features));
    return options;
}

Result<void> checkStorage(const Flags& flags) {
    const auto& compression = flags.value("storage.tsdb.wal-compression-type");
    if (compression != "snappy" && compression != "zstd") {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("flag --storage.tsdb.wal-compression-type cannot be {}: it takes snappy or zstd",
                                quoteGo(compression)));
    }
    const auto segment = sizeOf(flags, "storage.tsdb.wal-segment-size");
    if (segment != 0 && (segment < kMinSegmentBytes || segment > kMaxSegmentBytes)) {
        return fail(ErrorCode::kInvalidArgument,
                    "flag --storage.tsdb.wal-segment-size must be set between 10MB and 256MB");
    }
    const auto shortest = durationOf(flags, "storage.tsdb.min-block-duration");
    const auto longest = durationOf(flags, "storage.tsdb.max-block-duration");
    if (shortest <= 0 || (longest != 0 && longest < shortest)) {
        return fail(ErrorCode::kInvalidArgument,
                    "flag --storage.tsdb.min-block-duration must be positive, and not more than "
                    "--storage.tsdb.max-block-duration");
    }
    return {};
}

engine::StorageOptions storageOptions(const Flags& flags) {
    engine::StorageOptions storage;
    storage.path = flags.value("storage.tsdb.path");
    storage.lock = !flags.enabled("storage.tsdb.no-lockfile");
    storage.compressLog = flags.enabled("storage.tsdb.wal-compression");
    storage.compressLogWithZstd = flags.value("storage.tsdb.wal-compression-type") == "zstd";
    storage.logSyncInterval = durationOf(flags, "storage.tsdb.wal-sync-interval");
    storage.logSegmentBytes = sizeOf(flags, "storage.tsdb.wal-segment-size") / kSegmentGranule * kSegmentGranule;
    storage.minBlockRange = durationOf(flags, "storage.tsdb.min-block-duration");
    storage.maxBlockRange = durationOf(flags, "storage.tsdb.max-block-duration");
    storage.compactOverlapping = flags.enabled("storage.tsdb.allow-overlapping-compaction");
    storage.blockInterval =
        std::chrono::milliseconds(std::max(model::kSecondMs, durationOf(flags, "storage.tsdb.block-reload-interval")));
    storage.retention = durationOf(flags, flags.stated("storage.tsdb.retention.time") ? "storage.tsdb.retention.time"
                                                                                      : "storage.tsdb.retention");
    storage.retentionBytes = sizeOf(flags, "storage.tsdb.retention.size");
    storage.keepExemplars = hasFeature(flags, "exemplar-storage");
    storage.snapshotAtShutdown = hasFeature(flags, "memory-snapshot-on-shutdown");
    return storage;
}

} // namespace

Result<engine::Options> engineOptions(const Flags& flags) {
    HEARTH_TRY(checkStorage(flags));
    if (!flags.value("web.config.file").empty()) {
        // Serving without the protection that was asked for would be worse than not serving.
        return fail(ErrorCode::kInvalidArgument,
                    "flag --web.config.file: this version serves neither TLS nor passwords; leave the flag out and put "
                    "a proxy in front, or listen on 127.0.0.1 only");
    }
    engine::Options options;
    options.configPath = flags.value("config.file");
    options.storage = storageOptions(flags);
    options.alerting = alertingOptions(flags);
    options.alertmanager = HEARTH_TRY(alertmanagerOptions(flags));
    options.query = queryOptions(flags);
    options.uplinkHosts = flags.values("uplink.host");
    std::erase(options.uplinkHosts, std::string()); // what a list has where nothing is stated
    options.web.listenAddresses = flags.values("web.listen-address");
    options.web.maxConnections = static_cast<std::size_t>(numberOf(flags, "web.max-connections"));
    options.web.readTimeout = std::chrono::seconds(durationOf(flags, "web.read-timeout") / model::kSecondMs);
    options.enableLifecycle = flags.enabled("web.enable-lifecycle");
    options.enableAdmin = flags.enabled("web.enable-admin-api");
    options.receiveRemoteWrite =
        flags.enabled("web.enable-remote-write-receiver") || hasFeature(flags, "remote-write-receiver");
    options.routePrefix = routePrefix(flags, "web.");
    options.externalUrl = flags.value("web.external-url");
    options.corsOrigin = flags.value("web.cors.origin");
    options.pageTitle = flags.value("web.page-title");
    options.flags = flags.all();
    return options;
}

} // namespace hearth::app
