// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"

namespace hearth::chunks {

/// How the payload of a chunk is coded: on disk, never renumber. "ST" stands for start timestamps beside the samples:
/// they are read over.
enum class Encoding : std::uint8_t {
    kXor = 1,
    kHistogram = 2,
    kFloatHistogram = 3,
    kXor2 = 4,
    kHistogramSt = 5,
    kFloatHistogramSt = 6,
};

/// The encoding that a byte from disk names; kCorruption for any other byte.
Result<Encoding> encodingFrom(std::uint8_t byte);
/// "XOR", "histogram", ...: as Prometheus names them.
std::string_view encodingName(Encoding encoding);

/// Every payload begins with the number of its samples (u16, big-endian; in the ST encodings of histograms the two
/// highest bits are the counter-reset header).
inline constexpr std::size_t kCountBytes = 2;
/// The most samples that the count can say.
inline constexpr std::size_t kMaxChunkSamples = 65535;
/// The same with only 14 bits.
inline constexpr std::size_t kMaxHistogramStSamples = 16383;

} // namespace hearth::chunks
