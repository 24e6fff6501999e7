// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "promql/syntax/ast.h"

namespace hearth::promql {

/// Makes one visitor of several lambdas: `std::visit(Overloaded{[](const Call& c) {...}, [](const auto&) {...}},
/// e.node)`.
template <class... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};

/// Calls `visit(child)` for each direct sub-expression in source order (an aggregation's parameter first). `ExprT` is
/// Expr or const Expr.
template <class ExprT, class Visit>
void forEachChild(ExprT& expr, Visit&& visit) {
    std::visit(
        [&](auto& node) {
            if constexpr (requires { node.param; }) {
                if (node.param) {
                    visit(*node.param);
                }
            }
            if constexpr (requires { node.expr; }) {
                visit(*node.expr);
            }
            if constexpr (requires { node.lhs; }) {
                visit(*node.lhs);
                visit(*node.rhs);
            }
            if constexpr (requires { node.args; }) {
                for (auto& argument : node.args) {
                    visit(argument);
                }
            }
        },
        expr.node);
}

} // namespace hearth::promql
