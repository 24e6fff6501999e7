// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions: operators by precedence climbing, literals, parentheses.
#include <algorithm>

#include "promql/syntax/literal.h"
#include "promql/syntax/parser_impl.h"

namespace hearth::promql {
namespace {

constexpr int kPowerPrecedence = 6;

struct BinaryOperator {
    BinaryOp op;
    int precedence;
};

/// The binary operator that a token stands for, and how tightly it binds.
std::optional<BinaryOperator> binaryOperator(TokenKind kind) {
    switch (kind) {
    case TokenKind::kOr:
        return {{BinaryOp::kOr, 1}};
    case TokenKind::kAnd:
        return {{BinaryOp::kAnd, 2}};
    case TokenKind::kUnless:
        return {{BinaryOp::kUnless, 2}};
    case TokenKind::kEqual:
        return {{BinaryOp::kEqual, 3}};
    case TokenKind::kNotEqual:
        return {{BinaryOp::kNotEqual, 3}};
    case TokenKind::kLess:
        return {{BinaryOp::kLess, 3}};
    case TokenKind::kLessEqual:
        return {{BinaryOp::kLessEqual, 3}};
    case TokenKind::kGreater:
        return {{BinaryOp::kGreater, 3}};
    case TokenKind::kGreaterEqual:
        return {{BinaryOp::kGreaterEqual, 3}};
    case TokenKind::kTrimUpper:
        return {{BinaryOp::kTrimUpper, 3}};
    case TokenKind::kTrimLower:
        return {{BinaryOp::kTrimLower, 3}};
    case TokenKind::kAdd:
        return {{BinaryOp::kAdd, 4}};
    case TokenKind::kSub:
        return {{BinaryOp::kSub, 4}};
    case TokenKind::kMul:
        return {{BinaryOp::kMul, 5}};
    case TokenKind::kDiv:
        return {{BinaryOp::kDiv, 5}};
    case TokenKind::kMod:
        return {{BinaryOp::kMod, 5}};
    case TokenKind::kAtan2:
        return {{BinaryOp::kAtan2, 5}};
    case TokenKind::kPow:
        return {{BinaryOp::kPow, kPowerPrecedence}};
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<Expr> Parser::expression() {
    if (isNext(TokenKind::kEnd)) {
        addError({}, "no expression found in input");
        return std::nullopt;
    }
    auto result = binary(kAnyPrecedence);
    if (!result) {
        return std::nullopt;
    }
    if (!isNext(TokenKind::kEnd)) {
        unexpected(here());
    }
    return std::move(result->expr);
}

Parser::Operand Parser::binary(int minPrecedence) {
    const Level level(m_depth);
    if (isTooDeep(peek().range)) {
        return std::nullopt;
    }
    auto lhs = unary();
    while (lhs) {
        const auto found = binaryOperator(peek().kind);
        if (!found || found->precedence < minPrecedence) {
            break;
        }
        take();
        auto node = binaryModifiers(found->op);
        const bool isRightAssociative = found->op == BinaryOp::kPow;
        auto rhs = node ? binary(found->precedence + (isRightAssociative ? 0 : 1)) : std::nullopt;
        if (!rhs) {
            return std::nullopt;
        }
        lhs = binaryOf(*std::move(node), *std::move(lhs), *std::move(rhs));
    }
    return lhs;
}

Parser::Operand Parser::binaryOf(Binary node, Parsed lhs, Parsed rhs) {
    const SourceRange range{lhs.expr.range.begin, rhs.expr.range.end};
    if (!m_options.fillModifiers && (node.matching->fillLeft || node.matching->fillRight)) {
        addError(range, "binop fill modifiers are experimental and not enabled");
    }
    const auto height = std::max(lhs.height, rhs.height) + 1;
    node.lhs = std::move(lhs.expr);
    node.rhs = std::move(rhs.expr);
    return bounded({Expr{std::move(node), range}, height});
}

Parser::Operand Parser::unary() {
    if (!isNextSign()) {
        auto operand = primary();
        return operand ? postfix(*std::move(operand)) : std::nullopt;
    }
    const auto sign = take();
    // Only a power binds tighter than a sign: -2^2 is -(2^2), -2*2 is (-2)*2.
    auto operand = binary(kPowerPrecedence);
    if (!operand) {
        return std::nullopt;
    }
    auto& [expr, height] = *operand;
    const SourceRange range{sign.range.begin, expr.range.end};
    const bool isMinus = sign.kind == TokenKind::kSub;
    if (auto* literal = expr.as<NumberLiteral>()) {
        literal->value = isMinus ? -literal->value : literal->value;
        expr.range = range;
        return operand;
    }
    return bounded({Expr{Unary{isMinus ? UnaryOp::kMinus : UnaryOp::kPlus, std::move(expr)}, range}, height + 1});
}

Parser::Operand Parser::postfix(Parsed operand) {
    for (Operand result = std::move(operand);;) {
        if (!result) {
            return result;
        }
        switch (peek().kind) {
        case TokenKind::kLeftBracket:
            result = range(*std::move(result));
            break;
        case TokenKind::kOffset:
            result = offset(*std::move(result));
            break;
        case TokenKind::kAt:
            result = at(*std::move(result));
            break;
        case TokenKind::kAnchored:
        case TokenKind::kSmoothed:
            result = edges(*std::move(result));
            break;
        default:
            return result;
        }
    }
}

Parser::Operand Parser::primary() {
    const auto kind = peek().kind;
    switch (kind) {
    case TokenKind::kNumber:
    case TokenKind::kDuration:
        return number();
    case TokenKind::kString:
        return string();
    case TokenKind::kLeftParen:
        return parenthesized();
    case TokenKind::kLeftBrace:
        return selector(std::nullopt);
    default:
        break;
    }
    if (mayNameMetric(kind)) {
        return wordAtStart();
    }
    unexpected(here());
    return std::nullopt;
}

Parser::Operand Parser::number() {
    const auto token = take();
    const NumberLiteral literal{literalValue(token), token.kind == TokenKind::kDuration};
    return Parsed{Expr{literal, token.range}};
}

Parser::Operand Parser::string() {
    const auto token = take();
    return Parsed{Expr{StringLiteral{unquote(token.text)}, token.range}};
}

Parser::Operand Parser::parenthesized() {
    const auto opening = take();
    auto inner = binary(kAnyPrecedence);
    if (!inner) {
        if (!skipTo(TokenKind::kRightParen) || !isNext(TokenKind::kRightParen)) {
            return std::nullopt;
        }
        inner = Parsed{Expr{NumberLiteral{}, opening.range}}; // an error stands already: only the shape matters
    }
    if (!expect(TokenKind::kRightParen, here())) {
        return std::nullopt;
    }
    return Parsed{Expr{Paren{std::move(inner->expr)}, {opening.range.begin, m_lastEnd}}, inner->height + 1};
}

} // namespace hearth::promql
