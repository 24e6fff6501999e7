// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/alert_life.h"

#include <cmath>

namespace hearth::backtest {

void AlertLife::hit(std::size_t step, double value, double distance) {
    if (!m_isActive) {
        m_isActive = true;
        m_alert.begin(WallTime(std::chrono::milliseconds(m_timeline->clockOf(step))));
        m_spans.push_back({.activeAt = m_timeline->timeOf(step), .firedAt = {}, .resolvedAt = {}, .peak = value});
        m_distance = distance;
    } else if (distance > m_distance || std::isnan(m_distance)) {
        m_spans.back().peak = value;
        m_distance = distance;
    }
    advance(step, true);
}

void AlertLife::advance(std::size_t step, bool isResult) {
    const auto before = m_alert.state;
    const WallTime at(std::chrono::milliseconds(m_timeline->clockOf(step)));
    const auto outcome = m_alert.advance(isResult, at, *m_timings);
    if (outcome != rules::ActiveAlert::Outcome::kActive) {
        m_spans.back().resolvedAt = m_timeline->timeOf(step);
        m_isActive = false;
    } else if (m_alert.state != before) {
        m_spans.back().firedAt = m_timeline->timeOf(step);
    }
}

} // namespace hearth::backtest
