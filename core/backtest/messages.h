// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <vector>

#include "backtest/backtest.h"
#include "backtest/timeline.h"
#include "base/error.h"
#include "datasource/backtest.h"

namespace hearth::backtest {

/// Which messages would have gone out: rules tell their alerts as the live engine does, again and again, to an
/// Alertmanager of its own on a clock of its own, whose integrations write down what they are to send. Ends at
/// `end`, by the wall clock. By time. kLimit: more alerts are told than kMaxTold; kCanceled.
Result<std::vector<datasource::BacktestNotification>> messagesOf(const datasource::BacktestOutcome& outcome,
                                                                 const Timeline& timeline, model::TimestampMs end,
                                                                 const Notifying& notifying, std::stop_token stop);

/// How often alerts may be told.
inline constexpr std::size_t kMaxTold = 2'000'000;

} // namespace hearth::backtest
