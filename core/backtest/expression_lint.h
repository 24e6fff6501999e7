// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "promql/syntax/ast.h"

namespace hearth::backtest {

struct ExpressionFinding {
    SourceRange range;
    bool isError = false;
    std::string message;
};

/// What is certainly not meant in the expression of an alert. Pure.
std::vector<ExpressionFinding> lintExpr(const promql::Expr& expr);

/// Labels that its results certainly have, but for names of metrics: those that the outermost aggregation groups by,
/// or that a selector without one demands.
std::vector<std::string> labelsOf(const promql::Expr& expr);

} // namespace hearth::backtest
