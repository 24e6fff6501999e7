// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/written_number.h"

namespace hearth::promql {

std::optional<double> numberOf(const Expr& expr) {
    const auto& inner = withoutParens(expr);
    if (const auto* literal = inner.as<NumberLiteral>()) {
        return literal->value;
    }
    const auto* unary = inner.as<Unary>();
    if (unary == nullptr) {
        return std::nullopt;
    }
    const auto operand = numberOf(*unary->expr);
    return operand && unary->op == UnaryOp::kMinus ? -*operand : operand;
}

} // namespace hearth::promql
