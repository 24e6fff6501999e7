// SPDX-License-Identifier: GPL-3.0-or-later
// What may stand between a binary operator and its right side.
#include "promql/syntax/parser_impl.h"

namespace hearth::promql {

std::optional<Binary> Parser::binaryModifiers(BinaryOp op) {
    Binary node;
    node.op = op;
    node.returnBool = accept(TokenKind::kBool);
    auto& matching = node.matching.emplace();
    if (!matchingLabels(matching) || !fillModifiers(matching)) {
        return std::nullopt;
    }
    return node;
}

bool Parser::matchingLabels(VectorMatching& matching) {
    if (!isNext(TokenKind::kOn) && !isNext(TokenKind::kIgnoring)) {
        return true;
    }
    matching.on = take().kind == TokenKind::kOn;
    auto labels = grouping();
    if (!labels) {
        return false;
    }
    matching.labels = *std::move(labels);
    if (!isNext(TokenKind::kGroupLeft) && !isNext(TokenKind::kGroupRight)) {
        return true;
    }
    const bool isLeft = take().kind == TokenKind::kGroupLeft;
    matching.cardinality = isLeft ? Cardinality::kManyToOne : Cardinality::kOneToMany;
    if (!isNext(TokenKind::kLeftParen) && startsExpression(peek().kind)) {
        return true;
    }
    auto include = grouping();
    if (include) {
        matching.include = *std::move(include);
    }
    return include.has_value();
}

bool Parser::fillModifiers(VectorMatching& matching) {
    if (accept(TokenKind::kFill)) {
        matching.fillLeft = matching.fillRight = fillValue();
        return matching.fillLeft.has_value();
    }
    while (isNext(TokenKind::kFillLeft) || isNext(TokenKind::kFillRight)) {
        auto& side = isNext(TokenKind::kFillLeft) ? matching.fillLeft : matching.fillRight;
        if (side) {
            return true; // a second one is the name of a metric, if anything
        }
        take();
        side = fillValue();
        if (!side) {
            return false;
        }
    }
    return true;
}

std::optional<double> Parser::fillValue() {
    if (!expect(TokenKind::kLeftParen, here())) {
        return std::nullopt;
    }
    const bool isNegative = isNext(TokenKind::kSub);
    if (isNextSign()) {
        take();
    }
    if (!isNextNumber()) {
        unexpected(here());
        return std::nullopt;
    }
    const auto value = literalValue(take());
    if (!expect(TokenKind::kRightParen, here())) {
        return std::nullopt;
    }
    return isNegative ? -value : value;
}

} // namespace hearth::promql
