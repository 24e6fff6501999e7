// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/query_value.h"
#include "promql/evaluator.h"

/// Makes the value that people see of what was evaluated.
namespace hearth::promql {

/// Of an instant query: any type.
Result<model::QueryValue> instantValue(const Expr& expr, model::TimestampMs time, Evaluator& evaluator);

/// Of a range query over a scalar or vector expression; not sorted yet.
Result<model::Matrix> rangeValue(const Expr& expr, const Steps& steps, Evaluator& evaluator);

} // namespace hearth::promql
