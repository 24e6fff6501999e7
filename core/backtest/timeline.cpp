// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/timeline.h"

#include <algorithm>

namespace hearth::backtest {

Timeline::Timeline(const Instants& instants, const std::vector<datasource::BacktestGap>& gaps)
    : m_instants(instants) {
    m_times.reserve(instants.count);
    std::vector<std::uint32_t> steps(instants.count, kAsleep);
    auto gap = gaps.begin();
    for (std::size_t i = 0; i < instants.count; ++i) {
        const auto time = instants.at(i);
        while (gap != gaps.end() && gap->end < time) {
            ++gap;
        }
        if (gap == gaps.end() || gap->wasEvaluated() || time < gap->begin) {
            steps[i] = static_cast<std::uint32_t>(m_times.size());
            m_times.push_back(time);
        }
    }
    if (m_times.size() < instants.count) {
        m_steps = std::move(steps);
    }
}

std::optional<std::uint32_t> Timeline::stepOf(model::TimestampMs time) const {
    const auto instant = m_instants.indexOf(time);
    if (!instant || m_steps.empty()) {
        return instant ? std::optional(static_cast<std::uint32_t>(*instant)) : std::nullopt;
    }
    return m_steps[*instant] == kAsleep ? std::nullopt : std::optional(m_steps[*instant]);
}

std::size_t Timeline::stepAt(model::TimestampMs time) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(m_times, time) - m_times.begin());
}

model::TimestampMs Timeline::wallOf(model::DurationMs clock) const {
    if (m_times.empty()) {
        return clock;
    }
    const auto step =
        std::clamp<model::DurationMs>(clock / interval(), 0, static_cast<model::DurationMs>(m_times.size()) - 1);
    return m_times[static_cast<std::size_t>(step)] + clock - step * interval();
}

} // namespace hearth::backtest
