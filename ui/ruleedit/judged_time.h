// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "datasource/backtest.h"
#include "model/time.h"

namespace hearth::ui {

/// How much of a past there is data for, so that a rule can be judged by it.
struct JudgedTime {
    model::DurationMs range = 0;  ///< What was asked for.
    model::DurationMs judged = 0; ///< Without what nothing is known of; never more than `range`.

    /// Whether what is missing is too little to be worth a word.
    bool isWhole() const { return judged >= range - range / 100; }
};

/// A gap counts as missing where the expression has no values in it: absent() has some while its series are away.
/// Threads: thread-safe (a pure function).
JudgedTime judgedTime(model::TimeRange range, model::DurationMs interval,
                      const std::vector<datasource::BacktestGap>& gaps,
                      const std::vector<datasource::BacktestSeries>& series);

} // namespace hearth::ui
