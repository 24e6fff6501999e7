// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace hearth::chunks {

/// How the payload of a chunk is coded: on disk, never renumber.
enum class Encoding : std::uint8_t {
    kXor = 1,
    kHistogram = 2,
    kFloatHistogram = 3,
};

/// Every payload begins with the number of its samples (u16, big-endian).
inline constexpr std::size_t kCountBytes = 2;
/// The most samples that the count can say.
inline constexpr std::size_t kMaxChunkSamples = 65535;

} // namespace hearth::chunks
