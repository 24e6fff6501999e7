// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/machine_metrics.h"

#include <array>

#include "alertmanager/options.h"
#include "base/hash.h"

namespace hearth::alertmanager {
namespace {

/// The first six bytes of the MD5 sum, little-endian: what fits into a float.
double hashOf(const std::string& text) {
    constexpr std::size_t kBytes = 6;
    const auto sum = md5(text);
    std::uint64_t value = 0;
    for (std::size_t i = kBytes; i > 0; --i) {
        value = value << 8U | sum.at(i - 1);
    }
    return static_cast<double>(value);
}

} // namespace

MachineMetrics::MachineMetrics(instrument::Registry& registry)
    : configHash(registry.gauge("alertmanager_config_hash", "Hash of the currently loaded alertmanager configuration. "
                                                            "Note that this is not a cryptographically strong hash."))
    , reloadSuccessful(registry.gauge("alertmanager_config_last_reload_successful",
                                      "Whether the last configuration reload attempt was successful."))
    , reloadTime(registry.gauge("alertmanager_config_last_reload_success_timestamp_seconds",
                                "Timestamp of the last successful configuration reload."))
    , receivers(registry.gauge("alertmanager_receivers", "Number of configured receivers."))
    , integrations(registry.gauge("alertmanager_integrations", "Number of configured integrations."))
    , inhibitionRules(registry.gauge("alertmanager_inhibition_rules", "Number of configured inhibition rules."))
    , commits(registry.counter("hearth_journal_commits_total", "Transactions of the journal that were committed."))
    , failedCommits(registry.counter("hearth_journal_commits_failed_total",
                                     "Transactions of the journal that could not be committed."))
    , commitDuration(registry.histogram("hearth_journal_commit_duration_seconds",
                                        "How long it took to write and sync a transaction.",
                                        {.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5}))
    , journalBytes(registry.gauge("hearth_journal_size_bytes", "Size of the journal without its write-ahead log."))
    , droppedCalls(registry.counter("hearth_alertmanager_transitions_dropped_total",
                                    "State changes of rules' alerts that are missing in the history because too many "
                                    "calls were waiting.")) {
    registry.gauge("alertmanager_cluster_enabled", "Indicates whether the clustering is enabled or not.").set(0);
}

void MachineMetrics::showConfig(const Options& options, double nowSeconds) {
    std::size_t count = 0;
    for (const auto& receiver : options.receivers) {
        count += receiver.integrations.size();
    }
    configHash.set(hashOf(options.text));
    reloadSuccessful.set(1);
    reloadTime.set(nowSeconds);
    receivers.set(static_cast<double>(options.receivers.size()));
    integrations.set(static_cast<double>(count));
    inhibitionRules.set(static_cast<double>(options.inhibitRules.size()));
}

} // namespace hearth::alertmanager
