// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "instrument/registry.h"

namespace hearth::tsdb {

/// What the head counts, under Prometheus's names. Threads: thread-safe.
struct HeadMetrics {
    explicit HeadMetrics(instrument::Registry& registry);

    instrument::Counter& samplesAppended;
    instrument::Counter& outOfOrderSamples;
    instrument::Counter& outOfBoundSamples;
    instrument::Counter& tooOldSamples;
    instrument::Counter& seriesCreated;
    instrument::Counter& seriesRemoved;
    instrument::Counter& seriesNotFound;
    instrument::Counter& chunksCreated;
    instrument::Counter& chunksRemoved;
    instrument::Counter& appendersCreated;
    instrument::Gauge& activeAppenders;
};

} // namespace hearth::tsdb
