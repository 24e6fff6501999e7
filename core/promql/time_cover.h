// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "promql/column.h"
#include "promql/syntax/ast.h"

namespace hearth::promql {

/// What a query's reads depend on beside its tree.
struct CoverRule {
    model::TimeRange query;
    model::DurationMs lookback = 0;
    model::DurationMs defaultSubqueryStep = 0;
};

/// From the first to the last sample that evaluating `expr` at `steps` can look at; nothing where it has no selector.
/// The durations of `expr` are resolved.
std::optional<model::TimeRange> timeCover(const Expr& expr, const Steps& steps, const CoverRule& rule);

/// When the first selector within `expr` looks while `expr` is evaluated at `steps`: info() looks at its info series at
/// the same times. `steps` itself where there is no selector.
Steps firstSelectorSteps(const Expr& expr, const Steps& steps, model::TimeRange query);

/// Whether `expr` yields the same at every step, because all that it selects is fixed by `@`.
bool isStepInvariant(const Expr& expr);

} // namespace hearth::promql
