// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/highlight.h"

#include "promql/syntax/function_table.h"
#include "promql/syntax/lexer.h"
#include "promql/syntax/open_brackets.h"

namespace hearth::promql {
namespace {

bool opens(TokenKind kind) {
    return kind == TokenKind::kLeftParen || kind == TokenKind::kLeftBrace || kind == TokenKind::kLeftBracket;
}

bool closes(TokenKind kind) {
    return kind == TokenKind::kRightParen || kind == TokenKind::kRightBrace || kind == TokenKind::kRightBracket;
}

/// Whether an operand has just ended, so that a word that follows is an operator or modifier.
bool endsOperand(const OpenBrackets& brackets) {
    if (const auto* closed = brackets.justClosed()) {
        return closed->role != BracketRole::kGrouping || closed->owner.kind == TokenKind::kBy ||
               closed->owner.kind == TokenKind::kWithout;
    }
    const auto kind = brackets.previous().kind;
    return kind == TokenKind::kIdentifier || kind == TokenKind::kMetricIdentifier || kind == TokenKind::kNumber ||
           kind == TokenKind::kDuration || kind == TokenKind::kString;
}

HighlightKind wordKind(const Token& token, TokenKind next, const OpenBrackets& brackets) {
    if (brackets.isInside(BracketRole::kMatchers) || brackets.isInside(BracketRole::kGrouping)) {
        return HighlightKind::kLabelName;
    }
    const bool isCalled = next == TokenKind::kLeftParen;
    if (isAggregator(token.kind) && (isCalled || next == TokenKind::kBy || next == TokenKind::kWithout)) {
        return HighlightKind::kAggregation;
    }
    if (isCalled && (token.kind == TokenKind::kIdentifier || token.kind >= TokenKind::kStart)) {
        return HighlightKind::kFunction;
    }
    const bool isModifier = isWord(token.kind) && !isAggregator(token.kind);
    if (isModifier && (!mayNameMetric(token.kind) || endsOperand(brackets) || isCalled)) {
        return HighlightKind::kKeyword;
    }
    return isModifier && isAggregator(brackets.previous().kind) ? HighlightKind::kKeyword : HighlightKind::kMetric;
}

HighlightKind kindOf(const Token& token, TokenKind next, const OpenBrackets& brackets) {
    switch (token.kind) {
    case TokenKind::kError:
        return HighlightKind::kError;
    case TokenKind::kComment:
        return HighlightKind::kComment;
    case TokenKind::kString:
        return HighlightKind::kString;
    case TokenKind::kNumber:
        return HighlightKind::kNumber;
    case TokenKind::kDuration:
        return HighlightKind::kDuration;
    case TokenKind::kComma:
    case TokenKind::kColon:
        return HighlightKind::kPunctuation;
    default:
        break;
    }
    if (opens(token.kind) || closes(token.kind)) {
        return HighlightKind::kBracket;
    }
    const bool isName = token.kind == TokenKind::kIdentifier || token.kind == TokenKind::kMetricIdentifier;
    return isName || isWord(token.kind) ? wordKind(token, next, brackets) : HighlightKind::kOperator;
}

/// The kind of the first token from `index` on that is no comment.
TokenKind kindFrom(const std::vector<Token>& tokens, std::size_t index) {
    while (index < tokens.size() && tokens[index].kind == TokenKind::kComment) {
        ++index;
    }
    return index < tokens.size() ? tokens[index].kind : TokenKind::kEnd;
}

/// The index of the bracket that belongs to the one at `index`; the number of tokens where it has none.
std::size_t partnerOf(const std::vector<Token>& tokens, std::size_t index) {
    const bool forward = opens(tokens[index].kind);
    int depth = 0;
    for (auto i = index; i < tokens.size(); forward ? ++i : --i) { // going below zero wraps and ends the loop
        depth += opens(tokens[i].kind) ? 1 : closes(tokens[i].kind) ? -1 : 0;
        if (depth == 0) {
            return i;
        }
    }
    return tokens.size();
}

} // namespace

std::vector<Highlight> highlight(std::string_view text) {
    std::vector<Highlight> pieces;
    OpenBrackets brackets;
    const auto tokens = tokenize(text);
    pieces.reserve(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        pieces.push_back({kindOf(tokens[i], kindFrom(tokens, i + 1), brackets), tokens[i].range});
        if (tokens[i].kind != TokenKind::kComment) {
            brackets.pass(tokens[i]);
        }
    }
    return pieces;
}

std::vector<SourceRange> matchingBrackets(std::string_view text, std::size_t offset) {
    const auto tokens = tokenize(text);
    for (const auto where : {offset - 1, offset}) { // offset 0: nothing lies before
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const auto& token = tokens[i];
            if (token.range.begin != where || !(opens(token.kind) || closes(token.kind))) {
                continue;
            }
            const auto partner = partnerOf(tokens, i);
            if (partner < tokens.size()) {
                return {token.range, tokens[partner].range};
            }
        }
    }
    return {};
}

} // namespace hearth::promql
