// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "chunks/encoding.h"
#include "model/histogram.h"
#include "model/time.h"

namespace hearth::chunks {

/// What is known of a counter reset between a chunk and the one before it: two bits of the payload, never renumber.
enum class CounterResetHeader : std::uint8_t {
    kUnknown = 0x00,
    kNotReset = 0x40,
    kReset = 0x80,
    kGauge = 0xc0,
};

/// The header of a chunk that begins with `hint` and continues no other.
CounterResetHeader headerFor(model::CounterResetHint hint);

/// A chunk of native histograms that grows. Its layout (where buckets lie) is that of its first histogram; it widens,
/// by coding the chunk anew, where a later histogram has more buckets.
///
///     HistogramChunk chunk;
///     chunk.begin(time, histogram, headerFor(histogram.hint));
///     ...
///     if (const auto header = chunk.append(time, next)) { // does not fit
///         close(chunk);
///         chunk.begin(time, next, *header);
///     } // where the owner cuts for time or size instead: chunk.begin(time, next, chunk.continuationHeader(next))
///
/// Histograms are valid (model::validate()) and come in time order, at most the encoding's number of them.
/// Value is model::Histogram or model::FloatHistogram.
/// Prometheus: chunkenc.HistogramAppender, FloatHistogramAppender. Threads: thread-compatible.
template <class Value>
class BasicHistogramChunk {
  public:
    /// With room for start timestamps where `withStartTimes`.
    explicit BasicHistogramChunk(bool withStartTimes = false);
    BasicHistogramChunk(BasicHistogramChunk&&) noexcept;
    BasicHistogramChunk& operator=(BasicHistogramChunk&&) noexcept;
    ~BasicHistogramChunk();

    /// Opens the chunk with its first histogram; what it held is forgotten. `header` comes from headerFor(), append()
    /// or continuationHeader(): of a gauge it is kGauge.
    void begin(model::TimestampMs time, const Value& histogram, CounterResetHeader header,
               model::TimestampMs startTime = 0);

    /// Adds a histogram (the chunk has begun). Nothing: it was added. Else it must begin a new chunk, with this header:
    /// it shows a counter reset, has another schema, zero threshold or bounds, is a gauge among counters or the other
    /// way round, or follows a stale marker.
    [[nodiscard]] std::optional<CounterResetHeader> append(model::TimestampMs time, const Value& histogram,
                                                           model::TimestampMs startTime = 0);

    /// The header of a chunk that continues this one with `histogram`, where it was cut for its time or size.
    CounterResetHeader continuationHeader(const Value& histogram) const;

    Encoding encoding() const;
    CounterResetHeader header() const;
    std::size_t count() const;
    /// Times of the first and last histogram.
    model::TimestampMs firstTime() const;
    model::TimestampMs lastTime() const;
    /// Size of payload().
    std::size_t size() const;
    /// The chunk's bytes as they stand on disk; valid until the chunk changes.
    std::string_view payload() const;

  private:
    struct State;
    std::unique_ptr<State> m_state; ///< Never null but in a moved-from chunk.
};

using HistogramChunk = BasicHistogramChunk<model::Histogram>;
using FloatHistogramChunk = BasicHistogramChunk<model::FloatHistogram>;

} // namespace hearth::chunks
