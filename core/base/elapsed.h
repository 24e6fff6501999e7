// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"

namespace hearth {

/// Seconds from `begin` to now.
inline double secondsSince(MonotonicTime begin, const Clock& clock) {
    return std::chrono::duration<double>(clock.monotonic() - begin).count();
}

} // namespace hearth
