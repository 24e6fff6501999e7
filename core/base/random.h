// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace hearth {

/// Where randomness comes from, passed in through constructors: any 64 bits a call.
using RandomSource = std::function<std::uint64_t()>;

/// The operating system's randomness. Thread-safe.
RandomSource systemRandom();

/// The same numbers for the same seed. Threads: confined to one thread.
RandomSource seededRandom(std::uint64_t seed);

} // namespace hearth
