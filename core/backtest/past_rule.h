// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "backtest/backtest.h"
#include "backtest/gaps.h"
#include "backtest/history.h"
#include "backtest/plan.h"
#include "backtest/replay.h"
#include "backtest/timeline.h"
#include "datasource/backtest.h"

namespace hearth::backtest {

/// All that was fetched for one rule. Threads: as Backtest.
class PastRule final : public datasource::Backtest {
  public:
    struct Parts {
        datasource::BacktestQuery query;
        Surroundings surroundings;
        Plan plan;
        Instants instants;
        History history;
        std::vector<datasource::BacktestGap> gaps;
        std::optional<Result<Notifying>> notifying;
    };
    explicit PastRule(Parts parts);

    const std::optional<datasource::BacktestThreshold>& threshold() const override { return m_parts.plan.threshold; }
    const std::vector<datasource::BacktestSeries>& series() const override { return m_parts.history.series; }
    const std::vector<datasource::BacktestGap>& gaps() const override { return m_parts.gaps; }
    datasource::BacktestOutcome run(std::optional<double> threshold) const override;
    bool runsEvenly() const override { return m_texts.labelsIgnoreValue(); }
    void setTimings(model::DurationMs holdFor, model::DurationMs keepFiringFor) override;
    std::optional<datasource::BacktestAlert> alertOf(std::size_t series) const override;
    std::optional<model::Labels> sentLabels(const model::Labels& labels) const override;
    Result<std::vector<datasource::BacktestNotification>> notifications(const datasource::BacktestOutcome& outcome,
                                                                        std::stop_token stop) const override;
    Result<std::string> unitTest(model::TimeRange stretch, const std::string& ruleFile, datasource::DataSource& source,
                                 std::stop_token stop) const override;

  private:
    const Parts m_parts;
    const Timeline m_timeline;
    const rules::AlertTexts m_texts;
    const Replay m_replay;
    rules::AlertTimings m_timings;
};

} // namespace hearth::backtest
