// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tsdb/chunk_series.h"

namespace hearth::tsdb::testing {

/// What a head would hold of many series that are scraped regularly, made on the fly: counters that grow unevenly, in
/// chunks of 120 samples. The same series and time always have the same sample. Threads: thread-safe.
class GeneratedSource final : public ChunkSource {
  public:
    struct Shape {
        int series = 1000;
        model::DurationMs interval = 15'000;
    };
    /// Samples at the multiples of the interval in [minTime, maxTime).
    GeneratedSource(Shape shape, model::TimestampMs minTime, model::TimestampMs maxTime);

    Result<std::unique_ptr<SymbolCursor>> symbols() const override;
    Result<std::unique_ptr<ChunkSeriesCursor>> series() const override;

    /// The sample of a series at a time.
    static double value(int series, model::TimestampMs time, model::DurationMs interval);

  private:
    class Symbols;
    class Cursor;
    const Shape m_shape;
    const model::TimestampMs m_minTime;
    const model::TimestampMs m_maxTime;
};

} // namespace hearth::tsdb::testing
