// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "instrument/registry.h"

namespace hearth::tsdb {

/// What the ring says of itself. Threads: thread-safe.
struct ExemplarMetrics {
    explicit ExemplarMetrics(instrument::Registry& registry);
    instrument::Counter& appended;
    instrument::Counter& outOfOrder;
    instrument::Gauge& stored;
    instrument::Gauge& series;
    instrument::Gauge& oldestTime;
    instrument::Gauge& capacity;
};

} // namespace hearth::tsdb
