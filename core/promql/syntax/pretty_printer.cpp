// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/text.h"
#include "promql/syntax/function_table.h"
#include "promql/syntax/parts.h"
#include "promql/syntax/printer.h"

namespace hearth::promql {
namespace {

std::string indent(std::size_t level) {
    return std::string(2 * level, ' ');
}

std::string pretty(const Expr& expr, std::size_t level);

std::string split(const Aggregation& node, std::size_t level) {
    const auto parameter = node.param ? pretty(*node.param, level + 1) + ",\n" : "";
    return fmt::format("{0}{1}(\n{2}{3}\n{0})", indent(level), aggregationHead(node), parameter,
                       pretty(*node.expr, level + 1));
}

std::string split(const Binary& node, std::size_t level) {
    return fmt::format("{}\n{}{}\n{}", pretty(*node.lhs, level + 1), indent(level), operatorText(node),
                       pretty(*node.rhs, level + 1));
}

std::string split(const Call& node, std::size_t level) {
    std::string args;
    for (const auto& argument : node.args) {
        args += (args.empty() ? "" : ",\n") + pretty(argument, level + 1);
    }
    return fmt::format("{0}{1}(\n{2}\n{0})", indent(level), node.function->name, args);
}

std::string split(const Paren& node, std::size_t level) {
    return fmt::format("{0}(\n{1}\n{0})", indent(level), pretty(*node.expr, level + 1));
}

std::string split(const Subquery& node, std::size_t level) {
    return pretty(*node.expr, level) + subquerySuffix(node);
}

std::string split(const Unary& node, std::size_t level) {
    const auto operand = pretty(*node.expr, level);
    return fmt::format("{}{}{}", indent(level), node.op == UnaryOp::kMinus ? '-' : '+', trim(operand));
}

/// Selectors and literals stay whole.
template <class Leaf>
std::string split(const Leaf&, std::size_t) {
    return {};
}

std::string pretty(const Expr& expr, std::size_t level) {
    auto line = toString(expr);
    if (line.size() > kPrettyLineLength) {
        auto lines = std::visit([&](const auto& node) { return split(node, level); }, expr.node);
        if (!lines.empty()) {
            return lines;
        }
    }
    // Prometheus does not indent a subquery that fits.
    return expr.as<Subquery>() != nullptr ? line : indent(level) + line;
}

} // namespace

std::string prettyPrint(const Expr& expr) {
    return pretty(expr, 0);
}

} // namespace hearth::promql
