// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <vector>

#include "alertmanager/views.h"
#include "backtest/backtest.h"
#include "backtest/timeline.h"
#include "base/error.h"
#include "datasource/backtest.h"

namespace hearth::backtest {

/// What a rule tells an Alertmanager at one step.
struct ToldAlert {
    std::uint32_t step = 0;
    alertmanager::PostedAlert alert;
};

/// All that a rule tells of its alerts, by step: when they begin to fire, now and then while they do, and for a while
/// after they were resolved. kLimit: more than `limit`.
Result<std::vector<ToldAlert>> toldAlerts(const datasource::BacktestOutcome& outcome, const Timeline& timeline,
                                          const Notifying& notifying, std::size_t limit);

} // namespace hearth::backtest
