// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "base/error.h"
#include "model/time.h"

namespace hearth::chunks {

/// The number of samples that an XOR payload states; kCorruption where it is too short to say.
Result<std::size_t> sampleCount(std::span<const std::byte> payload);

/// Appends the samples of an XOR chunk to two parallel columns, at most `maxSamples` of them, from the first.
/// On an error (kCorruption: the payload ends early or is no XOR chunk) the columns are as before.
/// Cost: about three nanoseconds a sample. Threads: thread-safe (no state).
Result<void> decodeXor(std::span<const std::byte> payload, std::vector<model::TimestampMs>& times,
                       std::vector<double>& values, std::size_t maxSamples = std::numeric_limits<std::size_t>::max());

} // namespace hearth::chunks
