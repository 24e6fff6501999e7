// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "instrument/registry.h"

namespace hearth::tsdb {

/// What housekeeping counts, named as Prometheus names it. The registry must outlive it.
struct HousekeepingMetrics {
    explicit HousekeepingMetrics(instrument::Registry& registry);

    instrument::Counter& triggered;
    instrument::Counter& failed;
    instrument::Counter& skipped;
    instrument::Counter& checkpoints;
    instrument::Counter& checkpointsFailed;
    instrument::Counter& checkpointDeletions;
    instrument::Counter& checkpointDeletionsFailed;
    instrument::Counter& truncations;
    instrument::Counter& truncationsFailed;
    instrument::Summary& truncateSeconds;
    instrument::Gauge& retentionBytes;
    instrument::Gauge& retentionSeconds;
    instrument::Gauge& retentionPercentage;
    instrument::Histogram& cleanupSeconds;
};

} // namespace hearth::tsdb
