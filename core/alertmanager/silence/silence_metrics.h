// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "instrument/registry.h"

namespace hearth::alertmanager {

/// Alertmanager's metrics of silences. Threads: thread-safe.
struct SilenceMetrics {
    explicit SilenceMetrics(instrument::Registry& registry);

    instrument::Gauge& active;
    instrument::Gauge& pending;
    instrument::Gauge& expired;
    instrument::Gauge& stateSize;
    instrument::Summary& gcDuration;
    instrument::Counter& gcErrors;
    instrument::Summary& snapshotDuration; ///< Of a commit to the journal.
    instrument::Gauge& snapshotSize;
    instrument::Counter& maintenance;
    instrument::Counter& maintenanceErrors;
    instrument::Counter& queries;
    instrument::Counter& queryErrors;
    instrument::Histogram& queryDuration;
};

} // namespace hearth::alertmanager
