// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/ast.h"

#include <algorithm>
#include <cmath>

#include "promql/syntax/function_table.h"
#include "promql/syntax/walk.h"

namespace hearth::promql {

namespace {

bool isSame(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool isSame(const std::optional<double>& a, const std::optional<double>& b) {
    return a.has_value() == b.has_value() && (!a || isSame(*a, *b));
}

} // namespace

bool NumberLiteral::operator==(const NumberLiteral& other) const {
    return isSame(value, other.value) && writtenAsDuration == other.writtenAsDuration;
}

bool VectorMatching::operator==(const VectorMatching& other) const {
    return cardinality == other.cardinality && labels == other.labels && on == other.on && include == other.include &&
           isSame(fillLeft, other.fillLeft) && isSame(fillRight, other.fillRight);
}

bool VectorSelector::operator==(const VectorSelector& other) const {
    return name == other.name && shift == other.shift && edges == other.edges &&
           std::ranges::is_permutation(matchers, other.matchers);
}

bool Call::operator==(const Call& other) const {
    return function == other.function && args == other.args;
}

bool Expr::operator==(const Expr& other) const {
    return node == other.node;
}

ValueType Expr::type() const {
    return std::visit(Overloaded{
                          [](const NumberLiteral&) { return ValueType::kScalar; },
                          [](const StringLiteral&) { return ValueType::kString; },
                          [](const VectorSelector&) { return ValueType::kVector; },
                          [](const MatrixSelector&) { return ValueType::kMatrix; },
                          [](const Subquery&) { return ValueType::kMatrix; },
                          [](const Paren& paren) { return paren.expr->type(); },
                          [](const Unary& unary) { return unary.expr->type(); },
                          [](const Binary& binary) {
                              const bool bothScalar =
                                  binary.lhs->type() == ValueType::kScalar && binary.rhs->type() == ValueType::kScalar;
                              return bothScalar ? ValueType::kScalar : ValueType::kVector;
                          },
                          [](const Aggregation&) { return ValueType::kVector; },
                          [](const Call& call) { return call.function->returnType; },
                      },
                      node);
}

const Expr& withoutParens(const Expr& expr) {
    const auto* inner = &expr;
    while (const auto* paren = inner->as<Paren>()) {
        inner = &*paren->expr;
    }
    return *inner;
}

namespace {

Result<void> resolve(Duration& duration, const QueryWindow& window, DurationSign sign) {
    if (duration.expr) {
        duration.value = HEARTH_TRY(evaluateDuration(*duration.expr, window, sign));
    }
    return {};
}

} // namespace

Result<void> resolveDurations(Expr& expr, const QueryWindow& window) {
    if (auto* vector = expr.as<VectorSelector>()) {
        return resolve(vector->shift.offset, window, DurationSign::kAny);
    }
    if (auto* matrix = expr.as<MatrixSelector>()) {
        HEARTH_TRY(resolve(matrix->range, window, DurationSign::kPositive));
        return resolve(matrix->selector.shift.offset, window, DurationSign::kAny);
    }
    if (auto* subquery = expr.as<Subquery>()) {
        HEARTH_TRY(resolve(subquery->shift.offset, window, DurationSign::kAny));
        HEARTH_TRY(resolve(subquery->step, window, DurationSign::kPositive));
        HEARTH_TRY(resolve(subquery->range, window, DurationSign::kPositive));
    }
    Result<void> result;
    forEachChild(expr, [&](Expr& child) {
        if (result) {
            result = resolveDurations(child, window);
        }
    });
    return result;
}

} // namespace hearth::promql
