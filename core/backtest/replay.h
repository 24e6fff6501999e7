// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "backtest/alert_life.h"
#include "backtest/history.h"
#include "backtest/identities.h"
#include "backtest/plan.h"
#include "backtest/timeline.h"
#include "datasource/backtest.h"
#include "rules/active_alert.h"

namespace hearth::backtest {

/// The state machine of a rule over columns. Where the labels of alerts do not depend on values, each alert goes
/// through all its steps at once; else step by step, as the live engine does. Threads: run() is thread-safe. All
/// arguments outlive it.
class Replay {
  public:
    Replay(const History& history, const Plan& plan, const Timeline& timeline, const rules::AlertTexts& texts,
           const rules::AlertSurroundings& surroundings);

    /// About 2 ns for a sample that is no result, 12 ns for one that is.
    datasource::BacktestOutcome run(const rules::AlertTimings& timings, std::optional<double> threshold) const;

  private:
    /// The results that may make one alert, by time. Several series may: then a step may have several.
    struct Stream {
        Identities::Id id = 0;
        std::vector<std::uint32_t> steps;
        std::span<const double> values;
        std::vector<std::uint32_t> series; ///< Of each sample; empty: all of `onlySeries`.
        std::uint32_t onlySeries = 0;
        std::vector<double> ownValues; ///< What `values` shows, where that is not a series itself.

        std::uint32_t seriesOf(std::size_t i) const { return series.empty() ? onlySeries : series[i]; }
    };
    /// A sample among those of all series, by step.
    struct Entry {
        std::uint32_t step = 0;
        std::uint32_t series = 0;
        double value = 0;
        Identities::Id id = 0; ///< kUnknown until it is a result.
    };
    /// A run under way.
    struct Run;
    class Steps;

    static constexpr Identities::Id kUnknown = UINT32_MAX;
    static constexpr std::uint32_t kNone = UINT32_MAX;

    void makeStreams();
    Stream streamOf(std::uint32_t series) const;
    Stream merged(const std::vector<std::uint32_t>& members) const;
    void makeEntries();

    template <class Holds>
    void runStreams(Run& run, Holds holds) const;
    template <class Holds>
    void findClashes(const Stream& stream, Run& run, Holds holds) const;
    template <class Holds>
    void runStream(const Stream& stream, Run& run, Holds holds) const;
    datasource::BacktestOutcome finish(Run& run) const;

    const History& m_history;
    const Plan& m_plan;
    const Timeline& m_timeline;
    std::vector<std::uint8_t> m_failed; ///< By step: the server failed there. Empty: nowhere.
    std::vector<Stream> m_streams;      ///< By the labels of their alerts.
    bool m_stepByStep = false;

    mutable std::mutex m_mutex;
    mutable Identities m_identities;      ///< Guarded by m_mutex where step by step, else constant.
    mutable std::vector<Entry> m_entries; ///< Guarded by m_mutex: identities are found when they are needed.
};

} // namespace hearth::backtest
