// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/plan.h"

#include <algorithm>
#include <fmt/format.h>

#include "promql/syntax/printer.h"
#include "promql/syntax/walk.h"

namespace hearth::backtest {
namespace {

using promql::AtModifier;
using promql::Binary;
using promql::BinaryOp;
using promql::Expr;

/// What holds where `number OP value` does, as `value OP number`.
BinaryOp mirrored(BinaryOp op) {
    switch (op) {
    case BinaryOp::kLess:
        return BinaryOp::kGreater;
    case BinaryOp::kLessEqual:
        return BinaryOp::kGreaterEqual;
    case BinaryOp::kGreater:
        return BinaryOp::kLess;
    case BinaryOp::kGreaterEqual:
        return BinaryOp::kLessEqual;
    default:
        return op;
    }
}

bool isBorder(const AtModifier& at) {
    return at.kind == AtModifier::Kind::kStart || at.kind == AtModifier::Kind::kEnd;
}

/// A rule is evaluated at one instant, which is its start and its end: there `@ start()` and `@ end()` say nothing.
Result<void> removeBorders(Expr& expr, bool inSubquery) {
    auto* shift = expr.as<promql::VectorSelector>() != nullptr   ? &expr.as<promql::VectorSelector>()->shift
                  : expr.as<promql::MatrixSelector>() != nullptr ? &expr.as<promql::MatrixSelector>()->selector.shift
                  : expr.as<promql::Subquery>() != nullptr       ? &expr.as<promql::Subquery>()->shift
                                                                 : nullptr;
    if (shift != nullptr && isBorder(shift->at)) {
        if (inSubquery) {
            return fail(ErrorCode::kInvalidArgument,
                        "@ start() and @ end() within a subquery cannot be run over the past", expr.range);
        }
        shift->at = {};
    }
    const bool isSubquery = inSubquery || expr.as<promql::Subquery>() != nullptr;
    Result<void> done;
    promql::forEachChild(expr, [&](Expr& child) {
        if (done) {
            done = removeBorders(child, isSubquery);
        }
    });
    return done;
}

void collectSelectors(const Expr& expr, std::vector<std::string>& out) {
    const auto* selector = expr.as<promql::VectorSelector>();
    if (const auto* matrix = expr.as<promql::MatrixSelector>()) {
        selector = &matrix->selector;
    }
    if (selector != nullptr) {
        promql::VectorSelector plain{.name = selector->name, .matchers = selector->matchers};
        auto text = promql::toString(Expr{.node = std::move(plain), .range = {}});
        if (std::ranges::find(out, text) == out.end()) {
            out.push_back(std::move(text));
        }
    }
    promql::forEachChild(expr, [&](const Expr& child) { collectSelectors(child, out); });
}

const double* numberOf(const Expr& expr) {
    const auto* literal = promql::withoutParens(expr).as<promql::NumberLiteral>();
    return literal != nullptr ? &literal->value : nullptr;
}

/// Puts the left side of a comparison with a number into the plan.
void findThreshold(const Expr& expr, Plan& plan) {
    const auto* binary = promql::withoutParens(expr).as<Binary>();
    if (binary == nullptr || !promql::isComparison(binary->op) || binary->returnBool) {
        return;
    }
    const auto* number = numberOf(*binary->rhs);
    const bool isMirrored = number == nullptr;
    number = isMirrored ? numberOf(*binary->lhs) : number;
    const auto& compared = isMirrored ? *binary->rhs : *binary->lhs;
    if (number == nullptr || compared.type() != promql::ValueType::kVector) {
        return;
    }
    plan.comparison = isMirrored ? mirrored(binary->op) : binary->op;
    plan.fetched = promql::toString(promql::withoutParens(compared));
    plan.threshold = {
        .left = plan.fetched, .operation = std::string(promql::binaryOpText(plan.comparison)), .value = *number};
}

} // namespace

Result<Plan> planOf(const std::string& expression, const promql::ParseOptions& options) {
    auto expr = HEARTH_TRY(promql::parse(expression, options));
    if (const auto type = expr.type(); type != promql::ValueType::kVector && type != promql::ValueType::kScalar) {
        return fail(
            ErrorCode::kInvalidArgument,
            fmt::format("a rule needs an instant vector or a scalar, and this is a {}", promql::valueTypeText(type)),
            expr.range);
    }
    HEARTH_TRY(removeBorders(expr, false));
    Plan plan;
    plan.fetched = promql::toString(expr);
    findThreshold(expr, plan);
    collectSelectors(expr, plan.selectors);
    return plan;
}

} // namespace hearth::backtest
