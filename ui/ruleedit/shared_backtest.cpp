// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/shared_backtest.h"

#include <mutex>

namespace hearth::ui {

datasource::BacktestOutcome SharedBacktest::run(std::optional<double> threshold) const {
    const std::shared_lock lock(m_mutex);
    return m_past->run(m_past->threshold() ? threshold : std::nullopt);
}

std::optional<datasource::BacktestOutcome> SharedBacktest::tryRun(std::optional<double> threshold) const {
    const std::shared_lock lock(m_mutex, std::try_to_lock);
    if (!lock) {
        return std::nullopt;
    }
    return m_past->run(m_past->threshold() ? threshold : std::nullopt);
}

void SharedBacktest::setTimings(model::DurationMs holdFor, model::DurationMs keepFiringFor) {
    const std::unique_lock lock(m_mutex);
    m_past->setTimings(holdFor, keepFiringFor);
}

Result<std::vector<datasource::BacktestNotification>>
SharedBacktest::notifications(const datasource::BacktestOutcome& outcome, std::stop_token stop) const {
    const std::shared_lock lock(m_mutex);
    return m_past->notifications(outcome, std::move(stop));
}

Result<std::string> SharedBacktest::unitTest(model::TimeRange stretch, const std::string& ruleFile,
                                             datasource::DataSource& source, std::stop_token stop) const {
    const std::shared_lock lock(m_mutex);
    return m_past->unitTest(stretch, ruleFile, source, std::move(stop));
}

} // namespace hearth::ui
