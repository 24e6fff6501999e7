// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"

namespace hearth::promql {

/// The kinds are grouped: isOperator() and its siblings test a span of them.
enum class TokenKind : std::uint8_t {
    kEnd,
    kError, ///< What no rule accepts; the lexer has the message.
    kComment,
    kIdentifier,
    kMetricIdentifier, ///< An identifier with a colon in it.
    kNumber,
    kDuration,
    kString, ///< With its quotes.
    kLeftParen,
    kRightParen,
    kLeftBrace,
    kRightBrace,
    kLeftBracket,
    kRightBracket,
    kComma,
    kColon,
    kAssign, ///< `=`
    // Operators.
    kAdd,
    kSub,
    kMul,
    kDiv,
    kMod,
    kPow,
    kEqual,
    kNotEqual,
    kLess,
    kLessEqual,
    kGreater,
    kGreaterEqual,
    kTrimUpper,
    kTrimLower,
    kMatchRegex,
    kNotMatchRegex,
    kAt,
    kAnd,
    kOr,
    kUnless,
    kAtan2,
    // Aggregation operators, in the order of AggregateOp.
    kSum,
    kAvg,
    kCount,
    kMin,
    kMax,
    kGroup,
    kStddev,
    kStdvar,
    kTopK,
    kBottomK,
    kCountValues,
    kQuantile,
    kLimitK,
    kLimitRatio,
    // Modifiers.
    kBool,
    kBy,
    kWithout,
    kOn,
    kIgnoring,
    kGroupLeft,
    kGroupRight,
    kFill,
    kFillLeft,
    kFillRight,
    kOffset,
    kAnchored,
    kSmoothed,
    // Words that stand for a property of the query.
    kStart,
    kEndWord,
    kStep,
    kRange,
    kMinOf,
    kMaxOf,
};

struct Token {
    TokenKind kind = TokenKind::kEnd;
    SourceRange range;
    std::string_view text; ///< As written; into the text that was read.
};

inline bool isOperator(TokenKind kind) {
    return kind >= TokenKind::kAdd && kind <= TokenKind::kAtan2;
}
inline bool isAggregator(TokenKind kind) {
    return kind >= TokenKind::kSum && kind <= TokenKind::kLimitRatio;
}
inline bool isModifier(TokenKind kind) {
    return kind >= TokenKind::kBool && kind <= TokenKind::kSmoothed;
}
/// A word of the language, whatever its group.
inline bool isWord(TokenKind kind) {
    return kind >= TokenKind::kAnd;
}
/// Whether a metric may have this word as its bare name.
bool mayNameMetric(TokenKind kind);
/// Whether a label may have this word as its bare name in a grouping list.
bool mayNameLabel(TokenKind kind);

/// Whether an expression can begin with such a token.
bool startsExpression(TokenKind kind);

/// The keyword that `word` is, in any case; kIdentifier where it is none. `inf` and `nan` are kNumber.
TokenKind keywordKind(std::string_view word);

/// How messages name a token: `identifier "foo"`, `<op:+>`, `end of input`.
std::string describeToken(const Token& token);

} // namespace hearth::promql
