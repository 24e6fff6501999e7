// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/evaluator.h"

#include <algorithm>

#include "promql/binary/kernels.h"
#include "promql/functions/range_kernel.h"
#include "promql/label_drop.h"
#include "promql/map_stream.h"
#include "promql/numeric/histogram_math.h"
#include "promql/selector.h"
#include "promql/syntax/function_table.h"
#include "promql/syntax/walk.h"
#include "promql/time_cover.h"

namespace hearth::promql {

namespace {

/// The checker lets no other kind of expression through.
Error unexpectedExpression() {
    return {ErrorCode::kInternal, "expression has another type than the parser said"};
}

/// Whether the labels of the one selector within serve only to tell its series apart.
bool isNarrowable(const Expr& expr) {
    const Expr& inner = withoutParens(expr);
    if (inner.as<VectorSelector>() != nullptr) {
        return true;
    }
    const auto* call = inner.as<Call>();
    if (call == nullptr || call->args.size() != 1 || rangeKernel(call->function->id) == nullptr ||
        call->function->id == Function::kAbsentOverTime) {
        return false;
    }
    // Series of several names may become equal with the name dropped, which is an error.
    const auto* matrix = withoutParens(call->args[0]).as<MatrixSelector>();
    return matrix != nullptr && namesOneMetric(matrix->selector.matchers);
}

void negate(std::span<double> values) {
    for (double& value : values) {
        value = isAbsent(value) ? value : -value;
    }
}

} // namespace

Result<StreamPtr> Evaluator::vector(const Expr& expr, const Steps& steps) {
    return floatsOnly(HEARTH_TRY(mixedVector(expr, steps)), m_context);
}

Result<StreamPtr> Evaluator::mixedVector(const Expr& expr, const Steps& steps) {
    HEARTH_TRY(m_context.check());
    if (steps.count == 1 || !isStepInvariant(expr)) {
        return vectorAt(expr, steps);
    }
    const StreamPtr once = HEARTH_TRY(vectorAt(expr, {steps.begin, steps.step, 1}));
    return std::make_unique<RepeatedStream>(HEARTH_TRY(materialize(*once, 1, m_context)));
}

Result<StreamPtr> Evaluator::narrowVector(const Expr& expr, const Steps& steps,
                                          const std::vector<std::string>& needed) {
    if (!isNarrowable(expr)) {
        return mixedVector(expr, steps);
    }
    std::vector<std::string> names = needed;
    names.insert(names.end(), {std::string(model::kMetricName), std::string(kTypeLabel), std::string(kUnitLabel)});
    std::ranges::sort(names);
    if (const auto* call = withoutParens(expr).as<Call>();
        call != nullptr && !keepsName(call->function->id) && !m_context.options.delayedNameRemoval) {
        std::erase(names, model::kMetricName);
    }
    m_needed = &names;
    auto stream = mixedVector(expr, steps);
    m_needed = nullptr;
    return stream;
}

Result<StreamPtr> Evaluator::vectorAt(const Expr& expr, const Steps& steps) {
    return std::visit(Overloaded{
                          [&](const VectorSelector& node) {
                              return selectInstant(node, steps, {.labelsNeeded = m_needed}, m_context);
                          },
                          [&](const Paren& node) { return mixedVector(*node.expr, steps); },
                          [&](const Unary& node) { return unary(node, steps); },
                          [&](const Binary& node) { return evaluateBinary(expr, node, steps, *this); },
                          [&](const Aggregation& node) { return evaluateAggregation(node, steps, *this); },
                          [&](const Call& node) { return evaluateCall(expr, node, steps, *this); },
                          [](const auto&) -> Result<StreamPtr> { return std::unexpected(unexpectedExpression()); },
                      },
                      expr.node);
}

Result<Table> Evaluator::table(const Expr& expr, const Steps& steps) {
    const StreamPtr stream = HEARTH_TRY(vector(expr, steps));
    return materialize(*stream, steps.count, m_context);
}

Result<Table> Evaluator::mixedTable(const Expr& expr, const Steps& steps) {
    const StreamPtr stream = HEARTH_TRY(mixedVector(expr, steps));
    return materialize(*stream, steps.count, m_context);
}

Result<StreamPtr> Evaluator::unary(const Unary& unary, const Steps& steps) {
    if (unary.op == UnaryOp::kPlus) {
        return mixedVector(*unary.expr, steps);
    }
    auto map = [&pool = m_context.histograms](std::span<double> cells) {
        for (double& cell : cells) {
            if (const auto* const histogram = pool.find(cell)) {
                auto negated = *histogram;
                multiply(negated, -1);
                cell = pool.add(std::move(negated));
            } else {
                cell = isAbsent(cell) ? cell : -cell;
            }
        }
    };
    return mapDroppingName(HEARTH_TRY(mixedVector(*unary.expr, steps)), map, steps.count, m_context);
}

Result<Column> Evaluator::scalar(const Expr& expr, const Steps& steps) {
    return std::visit(Overloaded{
                          [&](const NumberLiteral& node) -> Result<Column> { return Column(steps.count, node.value); },
                          [&](const Paren& node) { return scalar(*node.expr, steps); },
                          [&](const Unary& node) -> Result<Column> {
                              Column values = HEARTH_TRY(scalar(*node.expr, steps));
                              if (node.op == UnaryOp::kMinus) {
                                  negate(values);
                              }
                              return values;
                          },
                          [&](const Binary& node) -> Result<Column> {
                              Column left = HEARTH_TRY(scalar(*node.lhs, steps));
                              const Column right = HEARTH_TRY(scalar(*node.rhs, steps));
                              binaryKernel(node.op, BinaryYield::kResult)(left, right, left);
                              return left;
                          },
                          [&](const Call& node) { return evaluateScalarCall(node, steps, *this); },
                          [](const auto&) -> Result<Column> { return std::unexpected(unexpectedExpression()); },
                      },
                      expr.node);
}

Result<RangePtr> Evaluator::range(const Expr& expr, const Steps& steps, std::string_view function) {
    const Expr& inner = withoutParens(expr);
    if (const auto* matrix = inner.as<MatrixSelector>()) {
        return selectRange(*matrix, steps, {.function = function, .labelsNeeded = m_needed}, m_context);
    }
    if (const auto* nested = inner.as<Subquery>()) {
        return subquery(*nested, steps);
    }
    return std::unexpected(unexpectedExpression());
}

Result<RangePtr> Evaluator::subquery(const Subquery& subquery, const Steps& steps) {
    const Windows windows{shiftedSteps(subquery.shift, steps, m_context.range), subquery.range.value};
    const model::DurationMs step = subquery.step.value > 0 ? subquery.step.value : m_context.defaultSubqueryStep;
    const Steps inner = subquerySteps(windows, step);
    if (inner.count == 0) {
        return std::make_unique<SubqueryRange>(Table(0, m_context.budget), inner, windows, true, m_context.histograms);
    }
    if (inner.count > static_cast<std::size_t>(m_context.budget.limit())) {
        return tooManySamples();
    }
    const StreamPtr stream = HEARTH_TRY(mixedVector(*subquery.expr, inner));
    const bool oneName = stream->hasOneName();
    return std::make_unique<SubqueryRange>(HEARTH_TRY(materialize(*stream, inner.count, m_context)), inner, windows,
                                           oneName, m_context.histograms);
}

const std::string& Evaluator::text(const Expr& expr) const {
    return withoutParens(expr).as<StringLiteral>()->value;
}

} // namespace hearth::promql
