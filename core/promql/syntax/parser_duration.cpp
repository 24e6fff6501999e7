// SPDX-License-Identifier: GPL-3.0-or-later
// Durations and the arithmetic over them.
#include <cmath>
#include <fmt/format.h>

#include "promql/syntax/parser_impl.h"

namespace hearth::promql {
namespace {

/// What 64-bit nanoseconds, in which Prometheus counts, can hold.
constexpr double kMaxSeconds = 9223372036.854775808;
constexpr int kPowerPrecedence = 3;
constexpr std::string_view kOffsetForms = "number, duration, step(), or range()";

struct DurationOperator {
    DurationOp op;
    int precedence;
};

std::optional<DurationOperator> durationOperator(TokenKind kind) {
    switch (kind) {
    case TokenKind::kAdd:
        return {{DurationOp::kAdd, 1}};
    case TokenKind::kSub:
        return {{DurationOp::kSub, 1}};
    case TokenKind::kMul:
        return {{DurationOp::kMul, 2}};
    case TokenKind::kDiv:
        return {{DurationOp::kDiv, 2}};
    case TokenKind::kMod:
        return {{DurationOp::kMod, 2}};
    case TokenKind::kPow:
        return {{DurationOp::kPow, kPowerPrecedence}};
    default:
        return std::nullopt;
    }
}

bool isBareLiteral(const DurationExpr& expr) {
    return expr.op == DurationOp::kLiteral && !expr.parenthesized;
}

DurationExpr signedExpr(const Token& sign, DurationExpr operand) {
    DurationExpr expr;
    expr.op = sign.kind == TokenKind::kSub ? DurationOp::kNegate : DurationOp::kPlus;
    expr.range = {sign.range.begin, operand.range.end};
    expr.rhs = std::move(operand);
    return expr;
}

} // namespace

std::optional<DurationExpr> Parser::durationBinary(int minPrecedence, Place place) {
    const Level level(m_depth);
    if (isTooDeep(peek().range)) {
        return std::nullopt;
    }
    auto lhs = durationUnary(place);
    return lhs ? durationRest(*std::move(lhs), minPrecedence, place) : std::nullopt;
}

std::optional<DurationExpr> Parser::durationRest(DurationExpr lhs, int minPrecedence, Place place) {
    for (;;) {
        const auto found = durationOperator(peek().kind);
        if (!found || found->precedence < minPrecedence) {
            return lhs;
        }
        const auto op = take();
        if (++m_durationTerms > kMaxTreeDepth) {
            giveUp(op.range, fmt::format("duration has more than {} operators", kMaxTreeDepth));
            return std::nullopt;
        }
        const bool isRightAssociative = found->op == DurationOp::kPow;
        auto rhs = durationBinary(found->precedence + (isRightAssociative ? 0 : 1), place);
        if (!rhs) {
            return std::nullopt;
        }
        lhs = durationOf(op, std::move(lhs), *std::move(rhs));
    }
}

DurationExpr Parser::durationOf(const Token& op, DurationExpr lhs, DurationExpr rhs) {
    DurationExpr expr;
    expr.op = durationOperator(op.kind)->op;
    expr.range = {lhs.range.begin, rhs.range.end};
    if (isBareLiteral(rhs) && rhs.seconds == 0 && (expr.op == DurationOp::kDiv || expr.op == DurationOp::kMod)) {
        addError(op.range, expr.op == DurationOp::kDiv ? "division by zero" : "modulo by zero");
    }
    expr.lhs = std::move(lhs);
    expr.rhs = std::move(rhs);
    return expr;
}

std::optional<DurationExpr> Parser::durationUnary(Place place) {
    if (!isNextSign()) {
        return durationPrimary(place);
    }
    const auto sign = take();
    auto operand = durationBinary(kPowerPrecedence, place);
    if (!operand) {
        return std::nullopt;
    }
    return withSign(sign, *std::move(operand));
}

/// A sign folds into a literal; a plus vanishes.
DurationExpr Parser::withSign(const Token& sign, DurationExpr operand) {
    const bool isMinus = sign.kind == TokenKind::kSub;
    if (!isBareLiteral(operand)) {
        return isMinus ? signedExpr(sign, std::move(operand)) : operand;
    }
    operand.seconds = isMinus ? -operand.seconds : operand.seconds;
    operand.range.begin = sign.range.begin;
    return operand;
}

std::optional<DurationExpr> Parser::durationPrimary(Place place) {
    switch (peek().kind) {
    case TokenKind::kNumber:
    case TokenKind::kDuration:
        return durationLiteral(peek().range);
    case TokenKind::kLeftParen:
        return durationParens(place);
    case TokenKind::kStep:
    case TokenKind::kRange:
    case TokenKind::kMinOf:
    case TokenKind::kMaxOf:
        return durationWord(place);
    default:
        unexpected(place);
        return std::nullopt;
    }
}

DurationExpr Parser::durationLiteral(SourceRange blamed) {
    const auto token = take();
    DurationExpr expr;
    expr.range = token.range;
    expr.seconds = literalValue(token);
    expr.writtenAsDuration = token.kind == TokenKind::kDuration;
    if (std::abs(expr.seconds) > kMaxSeconds) {
        addError(blamed, "duration out of range");
        expr.seconds = 0;
    }
    return expr;
}

std::optional<DurationExpr> Parser::durationParens(Place place) {
    const auto opening = take();
    auto inner = durationBinary(kAnyPrecedence, place);
    if (!inner || !expect(TokenKind::kRightParen, place)) {
        return std::nullopt;
    }
    if (isBareLiteral(*inner)) {
        inner->range = {opening.range.begin, m_lastEnd};
    }
    inner->parenthesized = true;
    return inner;
}

/// `step()`, `range()`, `min_of(a, b)`, `max_of(a, b)`.
std::optional<DurationExpr> Parser::durationWord(Place place) {
    const auto word = take();
    DurationExpr expr;
    expr.op = word.kind == TokenKind::kStep    ? DurationOp::kStep
              : word.kind == TokenKind::kRange ? DurationOp::kRange
              : word.kind == TokenKind::kMinOf ? DurationOp::kMinOf
                                               : DurationOp::kMaxOf;
    if (!expect(TokenKind::kLeftParen, place)) {
        return std::nullopt;
    }
    if (expr.op == DurationOp::kMinOf || expr.op == DurationOp::kMaxOf) {
        auto lhs = durationBinary(kAnyPrecedence, place);
        auto rhs = lhs && expect(TokenKind::kComma, place) ? durationBinary(kAnyPrecedence, place) : std::nullopt;
        if (!rhs) {
            return std::nullopt;
        }
        expr.range = {lhs->range.begin, rhs->range.end};
        expr.lhs = *std::move(lhs);
        expr.rhs = *std::move(rhs);
        return expect(TokenKind::kRightParen, place) ? std::optional(std::move(expr)) : std::nullopt;
    }
    if (!expect(TokenKind::kRightParen, place)) {
        return std::nullopt;
    }
    expr.range = {word.range.begin, m_lastEnd};
    return expr;
}

/// An offset takes one primary and leaves the operators behind it to the expression around, unless the primary is in
/// parentheses: Prometheus's grammar goes on reading a duration then.
std::optional<DurationExpr> Parser::offsetDuration() {
    constexpr Place kPlace{"offset", kOffsetForms};
    if (isNextSign()) {
        return signedOffsetDuration();
    }
    auto primary = durationPrimary(kPlace);
    if (primary && primary->parenthesized) {
        return durationRest(*std::move(primary), kAnyPrecedence, kPlace);
    }
    return primary;
}

std::optional<DurationExpr> Parser::signedOffsetDuration() {
    constexpr Place kPlace{"offset", kOffsetForms};
    const auto sign = take();
    if (isNextSign()) {
        auto operand = durationBinary(kPowerPrecedence, kPlace);
        return operand ? durationRest(withSign(sign, *std::move(operand)), kAnyPrecedence, kPlace) : std::nullopt;
    }
    auto operand = isNextNumber() ? std::optional(durationLiteral(sign.range)) : durationPrimary(kPlace);
    if (!operand) {
        return std::nullopt;
    }
    const bool isWord = operand->op != DurationOp::kLiteral && !operand->parenthesized;
    return isWord ? signedExpr(sign, *std::move(operand)) : withSign(sign, *std::move(operand));
}

} // namespace hearth::promql
