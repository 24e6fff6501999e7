// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/error.h"
#include "chunks/encoding.h"
#include "chunks/histogram_chunk.h"
#include "model/histogram.h"
#include "model/time.h"

namespace hearth::chunks {

/// What stands before the samples of a histogram chunk.
struct HistogramHeader {
    std::size_t samples = 0;
    CounterResetHeader reset = CounterResetHeader::kUnknown;
    std::uint8_t starts = 0; ///< Header of the start timestamps; 0 without them.
};
inline constexpr std::size_t kHistogramHeaderBytes = 3;

bool isHistogram(Encoding encoding);
bool isFloatHistogram(Encoding encoding);
bool hasStartTimes(Encoding encoding);

/// kCorruption where the payload is too short.
Result<HistogramHeader> histogramHeader(Encoding encoding, std::span<const std::byte> payload);

/// decode() for the four encodings of histograms; `startTimes`, where given, receives the start timestamp of every
/// sample (0: none).
Result<void> decodeHistograms(Encoding encoding, std::span<const std::byte> payload,
                              std::vector<model::HistogramSample>& out, std::size_t maxSamples,
                              std::vector<model::TimestampMs>* startTimes = nullptr);

} // namespace hearth::chunks
