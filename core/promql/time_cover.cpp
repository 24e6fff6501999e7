// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/time_cover.h"

#include <algorithm>

#include "promql/range_source.h"
#include "promql/selector.h"
#include "promql/syntax/function_table.h"
#include "promql/syntax/walk.h"

namespace hearth::promql {

namespace {

void extend(std::optional<model::TimeRange>& cover, const std::optional<model::TimeRange>& by) {
    if (!cover) {
        cover = by;
    } else if (by) {
        cover = model::TimeRange{std::min(cover->begin, by->begin), std::max(cover->end, by->end)};
    }
}

/// What the function says depends on the moment it is asked at.
bool dependsOnStep(Function function) {
    switch (function) {
    case Function::kDaysInMonth:
    case Function::kDayOfMonth:
    case Function::kDayOfWeek:
    case Function::kDayOfYear:
    case Function::kEnd:
    case Function::kHour:
    case Function::kMinute:
    case Function::kMonth:
    case Function::kPredictLinear:
    case Function::kRange:
    case Function::kStart:
    case Function::kStep:
    case Function::kTime:
    case Function::kTimestamp:
    case Function::kYear:
        return true;
    default:
        return false;
    }
}

bool isInvariantCall(const Call& call) {
    if (call.function->id == Function::kTimestamp) {
        const auto* selector = withoutParens(call.args[0]).as<VectorSelector>();
        return selector != nullptr && selector->shift.at;
    }
    return !dependsOnStep(call.function->id) && std::ranges::all_of(call.args, isStepInvariant);
}

/// nothing where `expr` has no selector.
std::optional<Steps> selectorSteps(const Expr& expr, const Steps& steps, model::TimeRange query) {
    if (const auto* selector = expr.as<VectorSelector>()) {
        return shiftedSteps(selector->shift, steps, query);
    }
    if (const auto* matrix = expr.as<MatrixSelector>()) {
        return shiftedSteps(matrix->selector.shift, steps, query);
    }
    if (const auto* subquery = expr.as<Subquery>()) {
        return selectorSteps(*subquery->expr, shiftedSteps(subquery->shift, steps, query), query);
    }
    std::optional<Steps> found;
    forEachChild(expr, [&](const Expr& child) { found = found ? found : selectorSteps(child, steps, query); });
    return found;
}

} // namespace

Steps firstSelectorSteps(const Expr& expr, const Steps& steps, model::TimeRange query) {
    return selectorSteps(expr, steps, query).value_or(steps);
}

std::optional<model::TimeRange> timeCover(const Expr& expr, const Steps& steps, const CoverRule& rule) {
    std::optional<model::TimeRange> cover;
    if (const auto* selector = expr.as<VectorSelector>()) {
        return selectorCover(*selector, steps, rule.query, rule.lookback);
    }
    if (const auto* matrix = expr.as<MatrixSelector>()) {
        return selectorWindows(*matrix, steps, rule.query, rule.lookback).cover();
    }
    if (const auto* subquery = expr.as<Subquery>()) {
        const Windows windows{shiftedSteps(subquery->shift, steps, rule.query), subquery->range.value};
        const model::DurationMs step = subquery->step.value > 0 ? subquery->step.value : rule.defaultSubqueryStep;
        const Steps inner = subquerySteps(windows, step);
        return inner.count == 0 ? cover : timeCover(*subquery->expr, inner, rule);
    }
    if (const auto* call = expr.as<Call>(); call != nullptr && call->function->id == Function::kInfo) {
        const Steps times = firstSelectorSteps(call->args[0], steps, rule.query);
        cover = model::TimeRange{times.begin - rule.lookback + 1, times.end()};
    }
    forEachChild(expr, [&](const Expr& child) { extend(cover, timeCover(child, steps, rule)); });
    return cover;
}

bool isStepInvariant(const Expr& expr) {
    if (const auto* selector = expr.as<VectorSelector>()) {
        return static_cast<bool>(selector->shift.at);
    }
    if (const auto* matrix = expr.as<MatrixSelector>()) {
        return static_cast<bool>(matrix->selector.shift.at);
    }
    if (const auto* subquery = expr.as<Subquery>()) {
        return static_cast<bool>(subquery->shift.at);
    }
    if (const auto* call = expr.as<Call>()) {
        return isInvariantCall(*call);
    }
    bool invariant = true;
    forEachChild(expr, [&](const Expr& child) { invariant = invariant && isStepInvariant(child); });
    return invariant;
}

} // namespace hearth::promql
