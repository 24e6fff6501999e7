// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/printer.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "base/number_format.h"
#include "base/text.h"
#include "promql/syntax/function_table.h"
#include "promql/syntax/parts.h"
#include "promql/syntax/walk.h"

namespace hearth::promql {
namespace {

std::string numberText(double value) {
    std::string text;
    appendFloatPlain(text, value);
    return text;
}

std::string secondsText(double seconds) {
    return model::formatDuration(static_cast<model::DurationMs>(seconds * 1e9 / 1e6));
}

std::string literalText(double value, bool writtenAsDuration) {
    if (!writtenAsDuration) {
        return numberText(value);
    }
    return value < 0 ? "-" + secondsText(-value) : secondsText(value);
}

std::string labelList(const std::vector<std::string>& labels) {
    std::string text = "(";
    for (const auto& label : labels) {
        text += text.size() > 1 ? ", " : "";
        text += model::isLegacyLabelName(label) ? label : quoteGo(label);
    }
    return text + ")";
}

std::string fillText(const VectorMatching& matching) {
    // Go's %v of a float.
    const auto value = [](double number) {
        std::string text;
        appendFloatGeneral(text, number);
        return text;
    };
    const auto& [left, right] = std::pair(matching.fillLeft, matching.fillRight);
    if (left && right && *left == *right) {
        return fmt::format(" fill ({})", value(*left));
    }
    return (left ? fmt::format(" fill_left ({})", value(*left)) : "") +
           (right ? fmt::format(" fill_right ({})", value(*right)) : "");
}

std::string matchingText(const VectorMatching& matching) {
    const bool isGrouped =
        matching.cardinality == Cardinality::kManyToOne || matching.cardinality == Cardinality::kOneToMany;
    std::string text;
    if (!matching.labels.empty() || matching.on || isGrouped) {
        text += fmt::format(" {} {}", matching.on ? "on" : "ignoring", labelList(matching.labels));
    }
    if (isGrouped) {
        const auto* side = matching.cardinality == Cardinality::kManyToOne ? "left" : "right";
        text += fmt::format(" group_{} {}", side, labelList(matching.include));
    }
    return text + fillText(matching);
}

std::string atText(const AtModifier& at) {
    switch (at.kind) {
    case AtModifier::Kind::kTime:
        return fmt::format(" @ {:.3f}", static_cast<double>(at.time) / 1000);
    case AtModifier::Kind::kStart:
        return " @ start()";
    case AtModifier::Kind::kEnd:
        return " @ end()";
    default:
        return {};
    }
}

std::string offsetText(const Duration& offset) {
    if (offset.expr) {
        return " offset " + toString(*offset.expr);
    }
    return offset.value != 0 ? " offset " + model::formatDuration(offset.value) : "";
}

std::string edgesText(RangeEdges edges) {
    return edges == RangeEdges::kAnchored ? " anchored" : edges == RangeEdges::kSmoothed ? " smoothed" : "";
}

std::string durationText(const Duration& duration) {
    return duration.expr ? toString(*duration.expr) : model::formatDuration(duration.value);
}

/// Name and matchers, the latter sorted by their text. The matcher that the name stands for is not repeated.
std::string selectorText(const VectorSelector& selector) {
    std::vector<std::string> texts;
    for (const auto& matcher : selector.matchers) {
        const bool isName = matcher.name() == model::kMetricName && matcher.type() == model::MatchType::kEqual &&
                            matcher.value() == selector.name && !matcher.value().empty();
        if (!isName) {
            texts.push_back(matcher.toString());
        }
    }
    std::ranges::sort(texts);
    return texts.empty() ? selector.name : fmt::format("{}{{{}}}", selector.name, fmt::join(texts, ","));
}

std::string nodeText(const NumberLiteral& node) {
    return literalText(node.value, node.writtenAsDuration);
}

std::string nodeText(const StringLiteral& node) {
    return quoteGo(node.value);
}

std::string nodeText(const VectorSelector& node) {
    return selectorText(node) + atText(node.shift.at) + edgesText(node.edges) + offsetText(node.shift.offset);
}

std::string nodeText(const MatrixSelector& node) {
    const auto& selector = node.selector;
    return fmt::format("{}[{}]{}{}{}", selectorText(selector), durationText(node.range), edgesText(selector.edges),
                       atText(selector.shift.at), offsetText(selector.shift.offset));
}

std::string nodeText(const Subquery& node) {
    return toString(*node.expr) + subquerySuffix(node);
}

std::string nodeText(const Paren& node) {
    return "(" + toString(*node.expr) + ")";
}

std::string nodeText(const Unary& node) {
    return (node.op == UnaryOp::kMinus ? "-" : "+") + toString(*node.expr);
}

std::string nodeText(const Binary& node) {
    return fmt::format("{} {} {}", toString(*node.lhs), operatorText(node), toString(*node.rhs));
}

std::string nodeText(const Aggregation& node) {
    const auto parameter = node.param ? toString(*node.param) + ", " : "";
    return fmt::format("{}({}{})", aggregationHead(node), parameter, toString(*node.expr));
}

std::string nodeText(const Call& node) {
    std::string args;
    for (const auto& argument : node.args) {
        args += (args.empty() ? "" : ", ") + toString(argument);
    }
    return fmt::format("{}({})", node.function->name, args);
}

std::string bareDurationText(const DurationExpr& expr) {
    const auto op = durationOpText(expr.op);
    switch (expr.op) {
    case DurationOp::kLiteral:
        return literalText(expr.seconds, expr.writtenAsDuration);
    case DurationOp::kStep:
    case DurationOp::kRange:
        return fmt::format("{}()", op);
    case DurationOp::kMinOf:
    case DurationOp::kMaxOf:
        return fmt::format("{}({}, {})", op, toString(*expr.lhs), toString(*expr.rhs));
    case DurationOp::kPlus:
        return toString(*expr.rhs);
    case DurationOp::kNegate:
        return "-" + toString(*expr.rhs);
    default:
        return fmt::format("{} {} {}", toString(*expr.lhs), op, toString(*expr.rhs));
    }
}

} // namespace

std::string_view durationOpText(DurationOp op) {
    switch (op) {
    case DurationOp::kAdd:
    case DurationOp::kPlus:
        return "+";
    case DurationOp::kSub:
    case DurationOp::kNegate:
        return "-";
    case DurationOp::kMul:
        return "*";
    case DurationOp::kDiv:
        return "/";
    case DurationOp::kMod:
        return "%";
    case DurationOp::kPow:
        return "^";
    case DurationOp::kStep:
        return "step";
    case DurationOp::kRange:
        return "range";
    case DurationOp::kMinOf:
        return "min_of";
    case DurationOp::kMaxOf:
        return "max_of";
    case DurationOp::kLiteral:
        break;
    }
    return {};
}

std::string subquerySuffix(const Subquery& node) {
    const bool hasStep = node.step.expr || node.step.value != 0;
    return fmt::format("[{}:{}]{}{}", durationText(node.range), hasStep ? durationText(node.step) : "",
                       atText(node.shift.at), offsetText(node.shift.offset));
}

std::string operatorText(const Binary& node) {
    return fmt::format("{}{}{}", binaryOpText(node.op), node.returnBool ? " bool" : "",
                       node.matching ? matchingText(*node.matching) : "");
}

std::string aggregationHead(const Aggregation& node) {
    const auto op = aggregateOpText(node.op);
    if (node.without) {
        return fmt::format("{} without {} ", op, labelList(node.grouping));
    }
    return node.grouping.empty() ? std::string(op) : fmt::format("{} by {} ", op, labelList(node.grouping));
}

std::string toString(const Expr& expr) {
    return std::visit([](const auto& node) { return nodeText(node); }, expr.node);
}

std::string toString(const DurationExpr& expr) {
    return expr.parenthesized ? "(" + bareDurationText(expr) + ")" : bareDurationText(expr);
}

} // namespace hearth::promql
