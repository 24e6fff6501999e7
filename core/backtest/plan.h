// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "datasource/backtest.h"
#include "promql/syntax/ast.h"
#include "promql/syntax/parser.h"

namespace hearth::backtest {

/// What is to be asked so that a rule's expression can be judged at every instant of the past. A value.
struct Plan {
    std::string fetched;                                      ///< The left side where there is a threshold, else all.
    std::optional<datasource::BacktestThreshold> threshold;   ///< As `left OP number`, however it was written.
    promql::BinaryOp comparison = promql::BinaryOp::kGreater; ///< Where there is a threshold.
    /// The selectors that the expression reads, each once, without offsets, ranges and `@`.
    std::vector<std::string> selectors;
};

/// kInvalidArgument: it does not parse, is neither an instant vector nor a scalar, or looks at the borders of the
/// query (`@ start()`, `@ end()`) from within a subquery, which a question about many instants cannot say.
Result<Plan> planOf(const std::string& expression, const promql::ParseOptions& options);

} // namespace hearth::backtest
