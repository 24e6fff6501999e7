// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "chunks/encoding.h"
#include "model/histogram.h"
#include "model/time.h"
#include "tsdb/wal/records.h"

namespace hearth::tsdb {

/// The chunk of a series that is still being written.
struct SnapshotChunk {
    model::TimestampMs begin = 0;
    model::TimestampMs end = 0;
    chunks::Encoding encoding = chunks::Encoding::kXor;
    std::string_view payload;
    double lastValue = 0;                               ///< With a chunk of floats.
    std::optional<model::HistogramValue> lastHistogram; ///< With a chunk of histograms.
};

/// What a snapshot knows of a series.
struct SnapshotSeries {
    wal::SeriesEntry series;
    std::optional<SnapshotChunk> chunk;
};

} // namespace hearth::tsdb
