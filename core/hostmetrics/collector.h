// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "hostmetrics/samples.h"

namespace hearth::hostmetrics {

/// Reads one part of the machine. Keeps files open and buffers from one call to the next.
/// Threads: thread-compatible; HostMetrics calls one after the other.
class Collector {
  public:
    virtual ~Collector() = default;

    /// Adds what there is now. kNotFound where the machine has no such thing; whatever was added stays.
    virtual Result<void> collect(Samples& out) = 0;
};

} // namespace hearth::hostmetrics
