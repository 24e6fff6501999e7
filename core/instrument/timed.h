// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "base/elapsed.h"

namespace hearth::instrument {

/// Runs `body`, returns what it returns, and tells a Histogram or Summary how many seconds it took.
template <class Metric, class Body>
decltype(auto) timed(const Clock& clock, Metric& metric, Body&& body) {
    class Watch {
      public:
        Watch(const Clock& clock, Metric& metric)
            : m_clock(clock)
            , m_metric(metric)
            , m_begin(clock.monotonic()) {}
        ~Watch() { m_metric.observe(secondsSince(m_begin, m_clock)); }
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;

      private:
        const Clock& m_clock;
        Metric& m_metric;
        const MonotonicTime m_begin;
    };
    const Watch watch(clock, metric);
    return std::forward<Body>(body)();
}

} // namespace hearth::instrument
