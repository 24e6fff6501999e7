// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <shared_mutex>
#include <stop_token>
#include <vector>

#include "datasource/backtest.h"

namespace hearth::ui {

/// A rule's past that the GUI thread and workers ask at the same time.
/// Threads: thread-safe.
class SharedBacktest {
  public:
    /// `past` is not null.
    explicit SharedBacktest(std::unique_ptr<datasource::Backtest> past)
        : m_past(std::move(past)) {}

    // What never changes needs no lock.
    const std::optional<datasource::BacktestThreshold>& threshold() const { return m_past->threshold(); }
    const std::vector<datasource::BacktestSeries>& series() const { return m_past->series(); }
    const std::vector<datasource::BacktestGap>& gaps() const { return m_past->gaps(); }

    bool runsEvenly() const { return m_past->runsEvenly(); }
    std::optional<datasource::BacktestAlert> alertOf(std::size_t series) const { return m_past->alertOf(series); }
    std::optional<model::Labels> sentLabels(const model::Labels& labels) const { return m_past->sentLabels(labels); }

    /// None where the rule has no threshold.
    datasource::BacktestOutcome run(std::optional<double> threshold) const;
    /// Nothing where that would have to wait.
    std::optional<datasource::BacktestOutcome> tryRun(std::optional<double> threshold) const;
    /// Waits for what is running.
    void setTimings(model::DurationMs holdFor, model::DurationMs keepFiringFor);
    Result<std::vector<datasource::BacktestNotification>> notifications(const datasource::BacktestOutcome& outcome,
                                                                        std::stop_token stop) const;
    Result<std::string> unitTest(model::TimeRange stretch, const std::string& ruleFile, datasource::DataSource& source,
                                 std::stop_token stop) const;

  private:
    mutable std::shared_mutex m_mutex;
    std::unique_ptr<datasource::Backtest> m_past; // its timings are guarded by m_mutex
};

} // namespace hearth::ui
