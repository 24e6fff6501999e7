// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "model/time.h"

/// When a series' open chunk ends and the next one begins (Prometheus: memSeries.appendPreprocessor and
/// histogramsAppendPreprocessor).
namespace hearth::chunks {

/// A chunk should hold this many samples; it never holds twice as many.
inline constexpr std::size_t kTargetSamples = 120;
/// With this many samples the time at which the chunk will be full is predicted.
inline constexpr std::size_t kPredictAtSamples = kTargetSamples / 4;
/// No payload is larger; a sample takes at most 19 bytes.
inline constexpr std::size_t kMaxChunkBytes = 1024;
inline constexpr std::size_t kMaxXorBytesBeforeAppend = kMaxChunkBytes - 19;
/// A chunk of histograms should be this large, but have at least so many samples.
inline constexpr std::size_t kTargetHistogramBytes = 1024;
inline constexpr std::size_t kMinHistogramSamples = 10;

/// The end (exclusive) of the aligned range of `width` in which `time` lies.
model::TimestampMs rangeEnd(model::TimestampMs time, model::DurationMs width);

/// Where to end a chunk so that the rest of the range, up to `end`, is split into equal chunks: called when the chunk
/// [first, last] is a quarter full.
model::TimestampMs predictedEnd(model::TimestampMs first, model::TimestampMs last, model::TimestampMs end);

/// The same for a chunk that a full one is `ratioToFull` times as large as.
model::TimestampMs predictedEnd(model::TimestampMs first, model::TimestampMs last, model::TimestampMs end,
                                double ratioToFull);

/// The open chunk as the rule sees it.
struct OpenChunk {
    std::size_t samples = 0;
    std::size_t bytes = 0;
    model::TimestampMs end = 0; ///< As predicted so far.
};

/// Whether a sample at `time` opens a new chunk.
inline bool cutsBefore(const OpenChunk& chunk, model::TimestampMs time) {
    return time >= chunk.end || chunk.samples >= 2 * kTargetSamples || chunk.bytes > kMaxXorBytesBeforeAppend;
}

/// The open chunk of histograms as the rule sees it: its size counts, because histograms differ so much in theirs.
struct OpenHistogramChunk {
    std::size_t samples = 0;
    std::size_t bytes = 0;
    model::TimestampMs first = 0;
    model::TimestampMs last = 0;
};

/// Decides for a series where its chunks of histograms end. Threads: thread-compatible.
class HistogramCut {
  public:
    /// A chunk begins at `time`, in aligned ranges of `width`.
    void begin(model::TimestampMs time, model::DurationMs width);
    /// Whether a histogram at `time` opens a new chunk. Asked before each append; predicts the end on the way.
    bool cutsBefore(const OpenHistogramChunk& chunk, model::TimestampMs time);

  private:
    model::TimestampMs m_rangeEnd = 0;
    model::TimestampMs m_end = 0; ///< As predicted so far.
    bool m_predicted = false;
};

} // namespace hearth::chunks
