// SPDX-License-Identifier: GPL-3.0-or-later
// Function calls, aggregations and grouping lists.
#include <algorithm>
#include <fmt/format.h>

#include "base/text.h"
#include "promql/syntax/function_table.h"
#include "promql/syntax/literal.h"
#include "promql/syntax/parser_impl.h"

namespace hearth::promql {
namespace {

/// Words that are functions when a parenthesis follows.
bool mayNameFunction(TokenKind kind) {
    return kind == TokenKind::kIdentifier || kind >= TokenKind::kStart;
}

} // namespace

Parser::Operand Parser::wordAtStart() {
    const auto word = take();
    const auto next = peek().kind;
    if (isAggregator(word.kind) &&
        (next == TokenKind::kLeftParen || next == TokenKind::kBy || next == TokenKind::kWithout)) {
        return aggregation(word);
    }
    if (mayNameFunction(word.kind) && next == TokenKind::kLeftParen) {
        return call(word);
    }
    return selector(word);
}

Parser::Operand Parser::call(const Token& name) {
    auto args = arguments();
    if (!args) {
        return std::nullopt;
    }
    const auto* function = findFunction(name.text);
    if (function == nullptr) {
        addError(name.range, fmt::format("unknown function with name {}", quoteGo(name.text)));
    } else if (function->experimental && !m_options.experimentalFunctions) {
        addError(name.range, fmt::format("function {} is not enabled", quoteGo(name.text)));
    }
    return Parsed{Expr{Call{function, std::move(args->exprs)}, {name.range.begin, m_lastEnd}}, args->height + 1};
}

std::optional<Parser::Arguments> Parser::arguments() {
    take();
    Arguments result;
    if (accept(TokenKind::kRightParen)) {
        return result;
    }
    do {
        auto argument = binary(kAnyPrecedence);
        if (argument) {
            result.height = std::max(result.height, argument->height);
            result.exprs.push_back(std::move(argument->expr));
        }
        if (argument && !isNext(TokenKind::kComma) && !isNext(TokenKind::kRightParen)) {
            unexpected(here());
            argument.reset();
        }
        if (!argument && !skipTo(TokenKind::kRightParen)) {
            return std::nullopt;
        }
        result.complete = result.complete && argument;
    } while (argumentSeparator());
    return expect(TokenKind::kRightParen, here()) ? std::optional(std::move(result)) : std::nullopt;
}

/// Steps over a comma; whether another argument follows it.
bool Parser::argumentSeparator() {
    while (isNext(TokenKind::kComma)) {
        const auto comma = take();
        if (startsExpression(peek().kind)) {
            return true;
        }
        addError(comma.range, "trailing commas not allowed in function call args");
    }
    return false;
}

Parser::Operand Parser::aggregation(const Token& op) {
    Aggregation node;
    node.op = static_cast<AggregateOp>(static_cast<int>(op.kind) - static_cast<int>(TokenKind::kSum));
    const Level open(m_aggregations);
    const bool modifierFirst = !isNext(TokenKind::kLeftParen);
    if (modifierFirst && !aggregationModifier(node)) {
        return std::nullopt;
    }
    if (!isNext(TokenKind::kLeftParen)) {
        unexpected(here());
        return std::nullopt;
    }
    auto args = arguments();
    if (!args) {
        return std::nullopt;
    }
    const bool modifierLast = !modifierFirst && (isNext(TokenKind::kBy) || isNext(TokenKind::kWithout));
    if (modifierLast && !aggregationModifier(node)) {
        return std::nullopt;
    }
    return finishAggregation(std::move(node), {op.range.begin, m_lastEnd}, *std::move(args));
}

bool Parser::aggregationModifier(Aggregation& node) {
    node.without = take().kind == TokenKind::kWithout;
    auto labels = grouping();
    if (labels) {
        node.grouping = *std::move(labels);
    }
    return labels.has_value();
}

Parser::Operand Parser::finishAggregation(Aggregation node, SourceRange range, Arguments arguments) {
    const auto& spec = aggregateSpec(node.op);
    auto& args = arguments.exprs;
    const std::size_t wanted = takesParameter(node.op) ? 2 : 1;
    if (args.empty() && arguments.complete) {
        addError(range, "no arguments for aggregate expression provided");
    } else if (spec.experimental && !m_options.experimentalFunctions) {
        addError(range, fmt::format("{}() is experimental and must be enabled with "
                                    "--enable-feature=promql-experimental-functions",
                                    spec.name));
    } else if (args.size() != wanted && arguments.complete) {
        addError(range, fmt::format("wrong number of arguments for aggregate expression provided, expected {}, got {}",
                                    wanted, args.size()));
    }
    if (args.size() == wanted) {
        node.expr = std::move(args.back());
        if (wanted == 2) {
            node.param = std::move(args.front());
        }
    }
    return Parsed{Expr{std::move(node), range}, arguments.height + 1};
}

std::optional<std::vector<std::string>> Parser::grouping() {
    if (!expect(TokenKind::kLeftParen, {"grouping opts", "\"(\""})) {
        return std::nullopt;
    }
    std::vector<std::string> labels;
    while (!accept(TokenKind::kRightParen)) {
        auto label = groupingLabel();
        if (label) {
            labels.push_back(*std::move(label));
        }
        if (label && !isNext(TokenKind::kComma) && !isNext(TokenKind::kRightParen)) {
            unexpected({"grouping opts", "\",\" or \")\""});
            label.reset();
        }
        if (!label && !skipTo(TokenKind::kRightParen)) {
            return std::nullopt;
        }
        accept(TokenKind::kComma);
    }
    return labels;
}

std::optional<std::string> Parser::groupingLabel() {
    const bool isQuoted = isNext(TokenKind::kString);
    if (!isQuoted && !mayNameLabel(peek().kind)) {
        unexpected({"grouping opts", "label"});
        return std::nullopt;
    }
    const auto token = take();
    auto label = isQuoted ? unquote(token.text) : std::string(token.text);
    if (!model::isLabelName(label)) {
        addError(token.range, fmt::format("invalid label name for grouping: {}", quoteGo(label)));
    }
    return label;
}

} // namespace hearth::promql
