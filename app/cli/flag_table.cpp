// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/flag_table.h"

#include <algorithm>
#include <array>

namespace hearth::app {
namespace {

using enum FlagKind;

constexpr std::array kFlags{
    FlagSpec{"alertmanager.alerts.gc-interval", kDuration, "30m", "How often resolved alerts are forgotten.", false,
             true},
    FlagSpec{"alertmanager.alerts.per-alertname-limit", kNumber, "0", "Alerts of one name; 0: any number.", false,
             true},
    FlagSpec{"alertmanager.allow-commands", kSwitch, "false", "Let command_configs of receivers run programs.", false,
             true},
    FlagSpec{"alertmanager.config.file", kText, "",
             "Configuration of the built-in Alertmanager; with --server it runs where this is given.", false, true},
    FlagSpec{"alertmanager.data.maintenance-interval", kDuration, "15m", "How often old silences are forgotten.", false,
             true},
    FlagSpec{"alertmanager.data.retention", kDuration, "120h", "How long ended silences are kept.", false, true},
    FlagSpec{"alertmanager.dispatch.maintenance-interval", kDuration, "30s", "How often empty groups are forgotten.",
             false, true},
    FlagSpec{"alertmanager.dispatch.start-delay", kDuration, "0s",
             "How long to wait for alerts before the first "
             "message.",
             false, true},
    FlagSpec{"alertmanager.drain-notification-queue-on-shutdown", kSwitch, "true",
             "Send what is queued for Alertmanagers before stopping."},
    FlagSpec{"alertmanager.listen-address", kList, "0.0.0.0:9093",
             "Address to serve the built-in Alertmanager's API on; 127.0.0.1:9093 with the window.", false, true},
    FlagSpec{"alertmanager.notification-batch-size", kNumber, "256", "Alerts sent to an Alertmanager at once."},
    FlagSpec{"alertmanager.notification-queue-capacity", kNumber, "10000", "Alerts that may wait to be sent."},
    FlagSpec{"alertmanager.silences.max-silence-size-bytes", kNumber, "0", "Bytes of one silence; 0: any number.",
             false, true},
    FlagSpec{"alertmanager.silences.max-silences", kNumber, "0", "Silences that may be kept; 0: any number.", false,
             true},
    FlagSpec{"alertmanager.storage.path", kText, "",
             "Where silences and the notification log are kept; beside the samples where not given.", false, true},
    FlagSpec{"alertmanager.web.external-url", kText, "",
             "The address under which people reach the built-in Alertmanager.", false, true},
    FlagSpec{"alertmanager.web.get-concurrency", kNumber, "0",
             "GET requests that the Alertmanager answers at the same time; 0: as many as processors, at least 8.",
             false, true},
    FlagSpec{"alertmanager.web.route-prefix", kText, "",
             "Prefix of the Alertmanager's paths; the path of its external URL where not given.", false, true},
    FlagSpec{"config.auto-reload", kSwitch, "false", "Load the configuration again when the file changes."},
    FlagSpec{"config.auto-reload-interval", kDuration, "30s", "How often to look whether the file changed."},
    FlagSpec{"config.file", kText, "prometheus.yml", "The configuration file."},
    FlagSpec{"enable-feature", kList, "", "Comma-separated names of features to switch on."},
    FlagSpec{"log.format", kText, "logfmt", "How log lines are written: logfmt or json."},
    FlagSpec{"log.level", kText, "info", "The least severe lines to log: debug, info, warn or error."},
    FlagSpec{"query.lookback-delta", kDuration, "5m", "How old a sample may be to count in a query."},
    FlagSpec{"query.max-concurrency", kNumber, "20", "Queries evaluated at the same time."},
    FlagSpec{"query.max-samples", kNumber, "50000000", "Samples that one query may hold in memory."},
    FlagSpec{"query.timeout", kDuration, "2m", "How long a query may take."},
    FlagSpec{"rules.alert.for-grace-period", kDuration, "10m", "Least time between an alert and its restored state."},
    FlagSpec{"rules.alert.for-outage-tolerance", kDuration, "1h",
             "Longest outage after which alert state is restored."},
    FlagSpec{"rules.alert.resend-delay", kDuration, "1m", "Least time before an alert is sent again."},
    FlagSpec{"rules.max-concurrent-evals", kNumber, "4", "Independent rules evaluated at the same time."},
    FlagSpec{"server", kSwitch, "false", "Run without a window, with Prometheus's defaults.", false, true},
    FlagSpec{"storage.remote.flush-deadline", kDuration, "1m",
             "How long to wait for samples to be sent when stopping."},
    FlagSpec{"storage.remote.read-concurrent-limit", kNumber, "10", "Remote reads answered at the same time."},
    FlagSpec{"storage.remote.read-max-bytes-in-frame", kNumber, "1048576",
             "Bytes in a frame of a streamed remote read."},
    FlagSpec{"storage.remote.read-sample-limit", kNumber, "50000000", "Samples that one remote read may return."},
    FlagSpec{"storage.tsdb.allow-overlapping-blocks", kSwitch, "true", "Accepted; overlapping blocks always are.",
             true},
    FlagSpec{"storage.tsdb.allow-overlapping-compaction", kSwitch, "true", "Merge blocks that overlap.", true},
    FlagSpec{"storage.tsdb.block-reload-interval", kDuration, "1m", "How often to look for new and removed blocks.",
             true},
    FlagSpec{"storage.tsdb.delay-compact-file.path", kText, "", "File that names the blocks that may be compacted."},
    FlagSpec{"storage.tsdb.delayed-compaction.max-percent", kNumber, "10", "Longest random delay of a compaction.",
             true},
    FlagSpec{"storage.tsdb.head-chunks-write-queue-size", kNumber, "0",
             "Accepted; chunks are written without a queue."},
    FlagSpec{"storage.tsdb.max-block-chunk-segment-size", kSize, "0B", "Bytes in a file of a block's chunks.", true},
    FlagSpec{"storage.tsdb.max-block-duration", kDuration, "0s",
             "Longest time a block may cover; 0s: a tenth of the retention.", true},
    FlagSpec{"storage.tsdb.min-block-duration", kDuration, "2h", "Shortest time a block may cover.", true},
    FlagSpec{"storage.tsdb.no-lockfile", kSwitch, "false", "Do not lock the data directory."},
    FlagSpec{"storage.tsdb.path", kText, "data/", "Where samples are kept."},
    FlagSpec{"storage.tsdb.retention", kDuration, "0s", "The former name of --storage.tsdb.retention.time."},
    FlagSpec{"storage.tsdb.retention.size", kSize, "0B", "Bytes that blocks may take; 0B: any number."},
    FlagSpec{"storage.tsdb.retention.time", kDuration, "0s",
             "How long samples are kept; 15d where neither this nor a size is given."},
    FlagSpec{"storage.tsdb.samples-per-chunk", kNumber, "120", "Samples that a chunk is meant to hold.", true},
    FlagSpec{"storage.tsdb.wal-compression", kSwitch, "true", "Compress the write-ahead log.", true},
    FlagSpec{"storage.tsdb.wal-compression-type", kText, "snappy", "How the log is compressed: snappy or zstd.", true},
    FlagSpec{"storage.tsdb.wal-segment-size", kSize, "0B", "Bytes in a file of the log, 10MB to 256MB; 0B: 128MB.",
             true},
    FlagSpec{"storage.tsdb.wal-sync-interval", kDuration, "5s",
             "How often the log is made safe against a power cut; 0s: with every scrape.", false, true},
    FlagSpec{"uplink.host", kList, "",
             "Host outside, with a port or for 443, that is asked whether the uplink is there; while none answers, "
             "alerts of targets beyond the router are held back. Repeatable; none: nobody is asked.",
             false, true},
    FlagSpec{"web.config.file", kText, "", "File with TLS and authentication for the web server."},
    FlagSpec{"web.console.libraries", kText, "console_libraries", "Accepted; consoles are not served."},
    FlagSpec{"web.console.templates", kText, "consoles", "Accepted; consoles are not served."},
    FlagSpec{"web.cors.origin", kText, ".*", "Expression for the origins that browsers may ask from."},
    FlagSpec{"web.enable-admin-api", kSwitch, "false", "Allow deleting series and taking snapshots over HTTP."},
    FlagSpec{"web.enable-lifecycle", kSwitch, "false", "Allow reloading and stopping over HTTP."},
    FlagSpec{"web.enable-otlp-receiver", kSwitch, "false", "Accept OTLP metrics over HTTP."},
    FlagSpec{"web.enable-remote-write-receiver", kSwitch, "false", "Accept remote writes over HTTP."},
    FlagSpec{"web.external-url", kText, "", "The address under which people reach this server."},
    FlagSpec{"web.listen-address", kList, "0.0.0.0:9090", "Address to serve HTTP on; may be given several times."},
    FlagSpec{"web.max-connections", kNumber, "512", "Connections served at the same time."},
    FlagSpec{"web.max-notifications-subscribers", kNumber, "16", "Clients that may follow server notices."},
    FlagSpec{"web.page-title", kText, "Prometheus Time Series Collection and Processing Server",
             "Title of the page at /."},
    FlagSpec{"web.read-timeout", kDuration, "5m", "How long to wait for a request, and to keep an idle connection."},
    FlagSpec{"web.route-prefix", kText, "", "Prefix of all paths; the path of the external URL where not given."},
    FlagSpec{"web.search.max-limit", kNumber, "10000", "Most results of one search."},
    FlagSpec{"web.user-assets", kText, "", "Accepted; static files are not served."},
};

static_assert(std::ranges::is_sorted(kFlags, {}, &FlagSpec::name));

/// Beginnings of names: what belongs to parts that are not there yet.
constexpr std::array<std::string_view, 13> kWithoutEffect{"config.auto-reload",
                                                          "storage.remote.",
                                                          "storage.tsdb.allow-overlapping-blocks",
                                                          "storage.tsdb.delay-compact-file.path",
                                                          "storage.tsdb.delayed-compaction.",
                                                          "storage.tsdb.head-chunks-write-queue-size",
                                                          "storage.tsdb.max-block-chunk-segment-size",
                                                          "storage.tsdb.samples-per-chunk",
                                                          "web.console.",
                                                          "web.enable-otlp-receiver",
                                                          "web.max-notifications-subscribers",
                                                          "web.search.max-limit",
                                                          "web.user-assets"};

} // namespace

std::span<const FlagSpec> flagTable() {
    return kFlags;
}

bool isWithoutEffect(std::string_view name) {
    return std::ranges::any_of(kWithoutEffect, [&](auto beginning) { return name.starts_with(beginning); });
}

const FlagSpec* findFlag(std::string_view name) {
    const auto found = std::ranges::lower_bound(kFlags, name, {}, &FlagSpec::name);
    return found != kFlags.end() && found->name == name ? &*found : nullptr;
}

} // namespace hearth::app
