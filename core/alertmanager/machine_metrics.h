// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "instrument/registry.h"

namespace hearth::alertmanager {

struct Options;

/// Alertmanager's metrics of its configuration, and those of the journal. Threads: thread-safe.
struct MachineMetrics {
    explicit MachineMetrics(instrument::Registry& registry);

    void showConfig(const Options& options, double nowSeconds);

    instrument::Gauge& configHash;
    instrument::Gauge& reloadSuccessful;
    instrument::Gauge& reloadTime;
    instrument::Gauge& receivers;
    instrument::Gauge& integrations;
    instrument::Gauge& inhibitionRules;
    instrument::Counter& commits;
    instrument::Counter& failedCommits;
    instrument::Histogram& commitDuration;
    instrument::Gauge& journalBytes;
    instrument::Counter& droppedCalls;
};

} // namespace hearth::alertmanager
