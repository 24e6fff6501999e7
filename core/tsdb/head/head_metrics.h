// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "instrument/registry.h"
#include "storage/storage.h"

namespace hearth::tsdb {

enum class SampleKind : std::uint8_t { kFloat, kHistogram };

/// What the head counts, under Prometheus's names. Threads: thread-safe.
struct HeadMetrics {
    explicit HeadMetrics(instrument::Registry& registry);

    /// Counts a sample that was not taken.
    void count(storage::RejectReason reason, SampleKind kind);

    instrument::Counter& samplesAppended;
    instrument::Counter& histogramsAppended;
    instrument::Counter& outOfOrderSamplesAppended;
    /// By SampleKind.
    instrument::Counter* outOfOrderSamples[2];
    instrument::Counter* outOfBoundSamples[2];
    instrument::Counter* tooOldSamples[2];
    instrument::Histogram& outOfOrderDelta;
    instrument::Counter& seriesCreated;
    instrument::Counter& seriesRemoved;
    instrument::Counter& seriesNotFound;
    instrument::Counter& chunksCreated;
    instrument::Counter& chunksRemoved;
    instrument::Counter& appendersCreated;
    instrument::Gauge& activeAppenders;
    instrument::Counter& truncations;
    instrument::Counter& truncationsFailed;
    instrument::Summary& gcSeconds;
    instrument::Counter& timeJumps;
};

} // namespace hearth::tsdb
