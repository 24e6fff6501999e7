// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <vector>

#include "backtest/plan.h"
#include "backtest/timeline.h"
#include "base/error.h"
#include "datasource/backtest.h"
#include "datasource/data_source.h"

namespace hearth::backtest {

/// Where the past says nothing: see BacktestGap. By time; they do not overlap. One question more than the expression
/// itself; where it finds stretches without samples a second one, about `up`; what the server itself says of its
/// sleeps; and where the range begins without scrapes, whether there are any from before. A server that will not answer
/// has no gaps. kCanceled alone is an error.
Result<std::vector<datasource::BacktestGap>> findGaps(datasource::DataSource& source, const Plan& plan,
                                                      const Instants& instants, std::stop_token stop);

} // namespace hearth::backtest
