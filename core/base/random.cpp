// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/random.h"

#include <random>

namespace hearth {

RandomSource systemRandom() {
    return [] {
        std::random_device device;
        return std::uint64_t{device()} << 32U | device();
    };
}

RandomSource seededRandom(std::uint64_t seed) {
    return [engine = std::mt19937_64(seed)]() mutable { return engine(); };
}

} // namespace hearth
