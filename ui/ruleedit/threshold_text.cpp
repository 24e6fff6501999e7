// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/threshold_text.h"

#include <charconv>
#include <cmath>

#include "promql/syntax/parser.h"
#include "promql/syntax/written_number.h"

namespace hearth::ui {
namespace {

constexpr double kLongestFixed = 1e15;
constexpr double kShortestFixed = 1e-5;

std::optional<ThresholdOp> thresholdOp(promql::BinaryOp op) {
    switch (op) {
    case promql::BinaryOp::kGreater:
        return ThresholdOp::kAbove;
    case promql::BinaryOp::kGreaterEqual:
        return ThresholdOp::kAtLeast;
    case promql::BinaryOp::kLess:
        return ThresholdOp::kBelow;
    case promql::BinaryOp::kLessEqual:
        return ThresholdOp::kAtMost;
    case promql::BinaryOp::kEqual:
        return ThresholdOp::kEqual;
    case promql::BinaryOp::kNotEqual:
        return ThresholdOp::kOther;
    default:
        return std::nullopt;
    }
}

/// Seen from the other side.
ThresholdOp turned(ThresholdOp op) {
    switch (op) {
    case ThresholdOp::kAbove:
        return ThresholdOp::kBelow;
    case ThresholdOp::kAtLeast:
        return ThresholdOp::kAtMost;
    case ThresholdOp::kBelow:
        return ThresholdOp::kAbove;
    case ThresholdOp::kAtMost:
        return ThresholdOp::kAtLeast;
    default:
        return op;
    }
}

/// Where the parts of a comparison with a number stand in the text.
struct Places {
    SourceRange left;
    SourceRange number;
    ThresholdOp op = ThresholdOp::kAbove;
    double value = 0;
    bool numberFirst = false;
};

std::optional<Places> placesOf(const promql::Expr& expr) {
    const auto* binary = promql::withoutParens(expr).as<promql::Binary>();
    if (binary == nullptr || binary->returnBool) {
        return std::nullopt;
    }
    const auto op = thresholdOp(binary->op);
    const auto right = promql::numberOf(*binary->rhs);
    const auto left = promql::numberOf(*binary->lhs);
    if (!op || right.has_value() == left.has_value()) {
        return std::nullopt;
    }
    if (right) {
        return Places{binary->lhs->range, binary->rhs->range, *op, *right, false};
    }
    return Places{binary->rhs->range, binary->lhs->range, turned(*op), *left, true};
}

std::string part(const std::string& text, SourceRange range) {
    return text.substr(range.begin, range.end - range.begin);
}

/// A comment would swallow what follows on its line.
bool hasComment(const std::string& text) {
    return text.find('#') != std::string::npos;
}

std::string compared(const std::string& left, ThresholdOp op, double value) {
    const auto* gap = hasComment(left) ? "\n" : " ";
    return left + gap + std::string(thresholdOpText(op)) + " " + numberText(value);
}

/// The text with the comparison's operator and number replaced where they stand; nothing where that is not plain.
std::optional<std::string> replacedInPlace(const std::string& text, const Places& places, ThresholdOp op,
                                           double value) {
    const auto& first = places.numberFirst ? places.number : places.left;
    const auto& second = places.numberFirst ? places.left : places.number;
    const auto between = part(text, {first.end, second.begin});
    const auto before = thresholdOpText(places.numberFirst ? turned(places.op) : places.op);
    const auto at = between.find(before);
    if (at == std::string::npos || hasComment(between)) {
        return std::nullopt;
    }
    auto operation = between;
    operation.replace(at, before.size(), thresholdOpText(places.numberFirst ? turned(op) : op));
    const auto number = numberText(value);
    const auto head = text.substr(0, first.begin);
    const auto tail = text.substr(second.end);
    return places.numberFirst ? head + number + operation + part(text, second) + tail
                              : head + part(text, first) + operation + number + tail;
}

bool needsParentheses(const promql::Expr& expr) {
    const auto* binary = expr.as<promql::Binary>();
    return binary != nullptr && promql::isSetOperator(binary->op);
}

} // namespace

std::string_view thresholdOpText(ThresholdOp op) {
    switch (op) {
    case ThresholdOp::kAbove:
        return ">";
    case ThresholdOp::kAtLeast:
        return ">=";
    case ThresholdOp::kBelow:
        return "<";
    case ThresholdOp::kAtMost:
        return "<=";
    case ThresholdOp::kEqual:
        return "==";
    case ThresholdOp::kOther:
        return "!=";
    }
    return {};
}

int strictDirection(ThresholdOp op) {
    switch (op) {
    case ThresholdOp::kAbove:
    case ThresholdOp::kAtLeast:
        return 1;
    case ThresholdOp::kBelow:
    case ThresholdOp::kAtMost:
        return -1;
    default:
        return 0;
    }
}

std::optional<ThresholdParts> thresholdOf(const std::string& expression) {
    const auto expr = promql::parse(expression, promql::ParseOptions::all());
    if (!expr) {
        return std::nullopt;
    }
    const auto places = placesOf(*expr);
    if (!places) {
        return std::nullopt;
    }
    return ThresholdParts{part(expression, places->left), places->op, places->value};
}

std::string withThreshold(const std::string& expression, ThresholdOp op, double value) {
    const auto expr = promql::parse(expression, promql::ParseOptions::all());
    if (!expr || (expr->type() != promql::ValueType::kVector && expr->type() != promql::ValueType::kScalar)) {
        return expression;
    }
    if (const auto places = placesOf(*expr)) {
        return replacedInPlace(expression, *places, op, value)
            .value_or(compared(part(expression, places->left), op, value));
    }
    return compared(needsParentheses(*expr) ? "(" + expression + (hasComment(expression) ? "\n)" : ")") : expression,
                    op, value);
}

std::string withoutThreshold(const std::string& expression) {
    const auto parts = thresholdOf(expression);
    return parts ? parts->left : expression;
}

std::string numberText(double value) {
    if (std::isnan(value)) {
        return "NaN";
    }
    if (std::isinf(value)) {
        return value > 0 ? "+Inf" : "-Inf";
    }
    const auto size = std::abs(value);
    const bool fixed = size == 0 || (size >= kShortestFixed && size < kLongestFixed);
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value == 0 ? 0.0 : value,
                                   fixed ? std::chars_format::fixed : std::chars_format::scientific);
    return {digits.data(), end.ptr};
}

} // namespace hearth::ui
