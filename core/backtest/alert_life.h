// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "backtest/timeline.h"
#include "datasource/backtest.h"
#include "rules/active_alert.h"

namespace hearth::backtest {

/// One alert of a rule through all steps: the live engine's state machine, and what there is to tell of it.
/// Threads: thread-compatible; lives no longer than its arguments.
class AlertLife {
  public:
    AlertLife(const Timeline& timeline, const rules::AlertTimings& timings)
        : m_timeline(&timeline)
        , m_timings(&timings) {}

    /// Pending or firing: each step matters. Else only hits do.
    bool isActive() const { return m_isActive; }
    /// The evaluation had it as a result. `distance`: how far the value is beyond the threshold, to be compared alone.
    void hit(std::size_t step, double value, double distance);
    /// The evaluation did not.
    void miss(std::size_t step) { advance(step, false); }

    std::vector<datasource::BacktestSpan>& spans() { return m_spans; }

  private:
    void advance(std::size_t step, bool isResult);

    const Timeline* m_timeline;
    const rules::AlertTimings* m_timings;
    rules::ActiveAlert m_alert;
    bool m_isActive = false;
    double m_distance = 0;
    std::vector<datasource::BacktestSpan> m_spans;
};

} // namespace hearth::backtest
