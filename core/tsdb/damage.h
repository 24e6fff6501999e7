// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace hearth::tsdb {

/// Something in the directory that cannot be served as it is.
struct Damage {
    std::string path;     ///< Where it was found.
    std::string reason;   ///< A sentence.
    std::string setAside; ///< Where it is kept now; empty where it was left in place.
    std::uint64_t lostBytes = 0;
};

} // namespace hearth::tsdb
