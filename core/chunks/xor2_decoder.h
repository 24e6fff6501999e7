// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/error.h"
#include "model/time.h"

namespace hearth::chunks {

/// decodeXor() for XOR2 chunks; `startTimes`, where given, receives the start timestamp of every sample (0: none).
Result<void> decodeXor2(std::span<const std::byte> payload, std::vector<model::TimestampMs>& times,
                        std::vector<double>& values, std::size_t maxSamples,
                        std::vector<model::TimestampMs>* startTimes = nullptr);

} // namespace hearth::chunks
