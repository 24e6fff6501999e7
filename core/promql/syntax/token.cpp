// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/token.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/text.h"

namespace hearth::promql {
namespace {

struct Keyword {
    std::string_view word;
    TokenKind kind;
};

/// Sorted by word.
constexpr std::array kKeywords{
    Keyword{"anchored", TokenKind::kAnchored},
    Keyword{"and", TokenKind::kAnd},
    Keyword{"atan2", TokenKind::kAtan2},
    Keyword{"avg", TokenKind::kAvg},
    Keyword{"bool", TokenKind::kBool},
    Keyword{"bottomk", TokenKind::kBottomK},
    Keyword{"by", TokenKind::kBy},
    Keyword{"count", TokenKind::kCount},
    Keyword{"count_values", TokenKind::kCountValues},
    Keyword{"end", TokenKind::kEndWord},
    Keyword{"fill", TokenKind::kFill},
    Keyword{"fill_left", TokenKind::kFillLeft},
    Keyword{"fill_right", TokenKind::kFillRight},
    Keyword{"group", TokenKind::kGroup},
    Keyword{"group_left", TokenKind::kGroupLeft},
    Keyword{"group_right", TokenKind::kGroupRight},
    Keyword{"ignoring", TokenKind::kIgnoring},
    Keyword{"inf", TokenKind::kNumber},
    Keyword{"limit_ratio", TokenKind::kLimitRatio},
    Keyword{"limitk", TokenKind::kLimitK},
    Keyword{"max", TokenKind::kMax},
    Keyword{"max_of", TokenKind::kMaxOf},
    Keyword{"min", TokenKind::kMin},
    Keyword{"min_of", TokenKind::kMinOf},
    Keyword{"nan", TokenKind::kNumber},
    Keyword{"offset", TokenKind::kOffset},
    Keyword{"on", TokenKind::kOn},
    Keyword{"or", TokenKind::kOr},
    Keyword{"quantile", TokenKind::kQuantile},
    Keyword{"range", TokenKind::kRange},
    Keyword{"smoothed", TokenKind::kSmoothed},
    Keyword{"start", TokenKind::kStart},
    Keyword{"stddev", TokenKind::kStddev},
    Keyword{"stdvar", TokenKind::kStdvar},
    Keyword{"step", TokenKind::kStep},
    Keyword{"sum", TokenKind::kSum},
    Keyword{"topk", TokenKind::kTopK},
    Keyword{"unless", TokenKind::kUnless},
    Keyword{"without", TokenKind::kWithout},
};
static_assert(std::ranges::is_sorted(kKeywords, {}, &Keyword::word));
constexpr std::size_t kLongestKeyword = 12;

std::string_view typeText(TokenKind kind) {
    switch (kind) {
    case TokenKind::kError:
        return "error";
    case TokenKind::kComment:
        return "comment";
    case TokenKind::kIdentifier:
        return "identifier";
    case TokenKind::kMetricIdentifier:
        return "metric identifier";
    case TokenKind::kNumber:
        return "number";
    case TokenKind::kDuration:
        return "duration";
    default:
        return "string";
    }
}

/// The longest run of whole characters at the start of `text` that has no more than `count` of them.
std::string_view firstCharacters(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    while (end < text.size() && count-- > 0) {
        do {
            ++end;
        } while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U);
    }
    return text.substr(0, end);
}

/// A token's text as messages quote it; long ones are cut.
std::string quoteShort(std::string_view text) {
    constexpr std::size_t kLongest = 10;
    return text.size() > kLongest ? quoteGo(firstCharacters(text, kLongest)) + "..." : quoteGo(text);
}

} // namespace

bool mayNameMetric(TokenKind kind) {
    switch (kind) {
    case TokenKind::kIdentifier:
    case TokenKind::kMetricIdentifier:
    case TokenKind::kAnd:
    case TokenKind::kOr:
    case TokenKind::kUnless:
    case TokenKind::kBy:
    case TokenKind::kWithout:
    case TokenKind::kFill:
    case TokenKind::kFillLeft:
    case TokenKind::kFillRight:
    case TokenKind::kOffset:
    case TokenKind::kAnchored:
    case TokenKind::kSmoothed:
        return true;
    default:
        return isAggregator(kind) || kind >= TokenKind::kStart;
    }
}

bool mayNameLabel(TokenKind kind) {
    return kind == TokenKind::kIdentifier || kind == TokenKind::kMetricIdentifier || isWord(kind);
}

bool startsExpression(TokenKind kind) {
    switch (kind) {
    case TokenKind::kNumber:
    case TokenKind::kDuration:
    case TokenKind::kString:
    case TokenKind::kLeftParen:
    case TokenKind::kLeftBrace:
    case TokenKind::kAdd:
    case TokenKind::kSub:
        return true;
    default:
        return mayNameMetric(kind);
    }
}

TokenKind keywordKind(std::string_view word) {
    if (word.size() > kLongestKeyword) {
        return TokenKind::kIdentifier;
    }
    std::array<char, kLongestKeyword> lower{};
    std::ranges::transform(word, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const std::string_view key(lower.data(), word.size());
    const auto found = std::ranges::lower_bound(kKeywords, key, {}, &Keyword::word);
    return found != kKeywords.end() && found->word == key ? found->kind : TokenKind::kIdentifier;
}

std::string describeToken(const Token& token) {
    if (token.kind == TokenKind::kEnd) {
        return "end of input";
    }
    if (isModifier(token.kind)) {
        return fmt::format("<{}>", token.text);
    }
    if (isOperator(token.kind)) {
        return fmt::format("<op:{}>", token.text);
    }
    if (isAggregator(token.kind)) {
        return fmt::format("<aggr:{}>", token.text);
    }
    if (token.kind >= TokenKind::kLeftParen) {
        return quoteGo(token.text);
    }
    const bool isName = token.kind == TokenKind::kIdentifier || token.kind == TokenKind::kMetricIdentifier;
    return fmt::format("{} {}", typeText(token.kind), isName ? quoteGo(token.text) : quoteShort(token.text));
}

} // namespace hearth::promql
