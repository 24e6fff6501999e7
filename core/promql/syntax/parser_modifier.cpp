// SPDX-License-Identifier: GPL-3.0-or-later
// What may follow an expression: a range, `offset`, `@`, `anchored`, `smoothed`.
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "promql/syntax/literal.h"
#include "promql/syntax/parser_impl.h"

namespace hearth::promql {
namespace {

constexpr std::string_view kDurationForms = "number, duration, step(), or range()";

/// The selector that carries the modifiers of a selector or range, null for other expressions.
VectorSelector* selectorOf(Expr& expr) {
    if (auto* matrix = expr.as<MatrixSelector>()) {
        return &matrix->selector;
    }
    return expr.as<VectorSelector>();
}

TimeShift* shiftOf(Expr& expr) {
    if (auto* selector = selectorOf(expr)) {
        return &selector->shift;
    }
    auto* subquery = expr.as<Subquery>();
    return subquery != nullptr ? &subquery->shift : nullptr;
}

bool isSet(const Duration& duration) {
    return duration.value != 0 || duration.expr;
}

/// Seconds in Prometheus's unit, rounded, then in ours, cut. NaN is as long ago as can be, as with Prometheus.
model::DurationMs toMilliseconds(double seconds) {
    if (std::isnan(seconds)) {
        return std::numeric_limits<std::int64_t>::min() / 1'000'000;
    }
    return static_cast<model::DurationMs>(std::round(seconds * 1e9) / 1e6);
}

/// Go's %f.
std::string fixedText(double value) {
    if (std::isfinite(value)) {
        return fmt::format("{:f}", value);
    }
    return std::isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
}

Duration toDuration(DurationExpr expr) {
    if (expr.op == DurationOp::kLiteral && !expr.parenthesized) {
        return {toMilliseconds(expr.seconds), {}};
    }
    return {0, std::move(expr)};
}

} // namespace

std::optional<Duration> Parser::positiveDuration(Place place) {
    m_durationTerms = 0;
    auto expr = durationBinary(kAnyPrecedence, place);
    if (!expr) {
        return std::nullopt;
    }
    if (expr->op == DurationOp::kLiteral && !expr->parenthesized && !(expr->seconds > 0)) {
        addError(expr->range, "duration must be greater than 0");
    }
    return toDuration(*std::move(expr));
}

Parser::Operand Parser::range(Parsed operand) {
    const auto opening = take();
    auto length = positiveDuration({"subquery or range selector", kDurationForms});
    if (!length) {
        return std::nullopt;
    }
    if (accept(TokenKind::kColon)) {
        return subquery(std::move(operand), *std::move(length));
    }
    if (!expect(TokenKind::kRightBracket, {"subquery or range", R"(":" or "]")"})) {
        return std::nullopt;
    }
    return matrix(std::move(operand), *std::move(length), {opening.range.begin, m_lastEnd});
}

Parser::Operand Parser::matrix(Parsed operand, Duration range, SourceRange brackets) {
    auto& expr = operand.expr;
    auto* selector = expr.as<VectorSelector>();
    if (selector == nullptr) {
        addError(brackets, "ranges only allowed for vector selectors");
        return operand;
    }
    if (isSet(selector->shift.offset)) {
        addError(brackets, "no offset modifiers allowed before range");
    } else if (selector->shift.at) {
        addError(brackets, "no @ modifiers allowed before range");
    }
    const SourceRange whole{expr.range.begin, brackets.end};
    return Parsed{Expr{MatrixSelector{std::move(*selector), std::move(range)}, whole}, operand.height};
}

Parser::Operand Parser::subquery(Parsed operand, Duration range) {
    Subquery node{std::move(operand.expr), std::move(range), {}, {}};
    if (!isNext(TokenKind::kRightBracket)) {
        auto step = positiveDuration({"subquery selector", R"(number, duration, step(), range(), or "]")"});
        if (!step) {
            return std::nullopt;
        }
        node.step = *std::move(step);
    }
    if (!expect(TokenKind::kRightBracket, {"subquery selector", R"("]")"})) {
        return std::nullopt;
    }
    const SourceRange whole{node.expr->range.begin, m_lastEnd};
    return bounded({Expr{std::move(node), whole}, operand.height + 1});
}

Parser::Operand Parser::offset(Parsed operand) {
    take();
    m_durationTerms = 0;
    auto expr = offsetDuration();
    if (!expr) {
        return std::nullopt;
    }
    setOffset(operand.expr, toDuration(*std::move(expr)));
    return operand;
}

void Parser::setOffset(Expr& expr, Duration offset) {
    auto* shift = shiftOf(expr);
    if (shift == nullptr) {
        addError(expr.range, "offset modifier must be preceded by an instant vector selector or range vector selector "
                             "or a subquery");
        return;
    }
    if (isSet(shift->offset)) {
        addError(expr.range, "offset may not be set multiple times");
    } else {
        shift->offset = std::move(offset);
    }
    expr.range.end = m_lastEnd;
}

Parser::Operand Parser::at(Parsed operand) {
    take();
    const auto modifier = atTime(operand.expr);
    if (!modifier) {
        return std::nullopt;
    }
    setAt(operand.expr, *modifier);
    return operand;
}

std::optional<AtModifier> Parser::atTime(const Expr& expr) {
    constexpr Place kPlace{"@", "timestamp"};
    if (isNext(TokenKind::kStart) || isNext(TokenKind::kEndWord)) {
        const bool isStart = take().kind == TokenKind::kStart;
        if (!expect(TokenKind::kLeftParen, kPlace) || !expect(TokenKind::kRightParen, kPlace)) {
            return std::nullopt;
        }
        return AtModifier{isStart ? AtModifier::Kind::kStart : AtModifier::Kind::kEnd};
    }
    const bool isNegative = isNext(TokenKind::kSub);
    if (isNextSign()) {
        take();
    }
    if (!isNextNumber()) {
        unexpected(kPlace);
        return std::nullopt;
    }
    const auto seconds = literalValue(take());
    return checkedTime(expr, isNegative ? -seconds : seconds);
}

AtModifier Parser::checkedTime(const Expr& expr, double seconds) {
    constexpr double kLimit = 9223372036854775808.0; // 2^63, as Prometheus has it
    const bool inBounds = std::abs(seconds) < kLimit;
    if (!inBounds) {
        addError(expr.range, "timestamp out of bounds for @ modifier: " + fixedText(seconds));
    }
    const auto milliseconds = std::round(seconds * 1000);
    const bool fits = std::abs(milliseconds) < kLimit;
    return {AtModifier::Kind::kTime,
            fits ? static_cast<model::TimestampMs>(milliseconds) : std::numeric_limits<model::TimestampMs>::min()};
}

void Parser::setAt(Expr& expr, AtModifier at) {
    auto* shift = shiftOf(expr);
    if (shift == nullptr) {
        addError(expr.range,
                 "@ modifier must be preceded by an instant vector selector or range vector selector or a subquery");
        return;
    }
    if (shift->at) {
        addError(expr.range, "@ <timestamp> may not be set multiple times");
        return;
    }
    shift->at = at;
    expr.range.end = m_lastEnd;
}

Parser::Operand Parser::edges(Parsed operand) {
    const auto word = take();
    const bool isAnchored = word.kind == TokenKind::kAnchored;
    const std::string_view name = isAnchored ? "anchored" : "smoothed";
    auto& expr = operand.expr;
    if (!m_options.extendedRangeSelectors) {
        addError(expr.range, fmt::format("{} modifier is experimental and not enabled", name));
        return operand;
    }
    auto* selector = selectorOf(expr);
    if (selector == nullptr) {
        addError(expr.range,
                 fmt::format("{} modifier {}", name,
                             expr.as<Subquery>() != nullptr ? "is not supported for subqueries" : "not implemented"));
        return operand;
    }
    const auto wanted = isAnchored ? RangeEdges::kAnchored : RangeEdges::kSmoothed;
    if (selector->edges != RangeEdges::kPlain && selector->edges != wanted) {
        addError(expr.range, "anchored and smoothed modifiers cannot be used together");
    }
    selector->edges = wanted;
    return operand;
}

} // namespace hearth::promql
