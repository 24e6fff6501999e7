// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "instrument/registry.h"

namespace hearth::alertmanager {

/// Alertmanager's metrics of alerts and groups. Threads: thread-safe.
struct StoreMetrics {
    explicit StoreMetrics(instrument::Registry& registry);

    instrument::Counter& receivedFiring;
    instrument::Counter& receivedResolved;
    instrument::Counter& invalid;
    instrument::Counter& limited;
    instrument::Gauge& perNameLimit;
    instrument::Gauge& active;
    instrument::Gauge& suppressed;
    instrument::Gauge& unprocessed;
    instrument::Gauge& groups;
    instrument::Counter& groupLimitReached;
    instrument::Summary& processing;
};

} // namespace hearth::alertmanager
