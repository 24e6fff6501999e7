// SPDX-License-Identifier: GPL-3.0-or-later
// Selectors, and the labels of a single series.
#include <fmt/format.h>

#include "promql/syntax/literal.h"
#include "promql/syntax/parser_impl.h"

namespace hearth::promql {
namespace {

/// The match type of an operator inside braces.
std::optional<model::MatchType> matchTypeOf(TokenKind kind) {
    switch (kind) {
    case TokenKind::kAssign:
        return model::MatchType::kEqual;
    case TokenKind::kNotEqual:
        return model::MatchType::kNotEqual;
    case TokenKind::kMatchRegex:
        return model::MatchType::kRegex;
    case TokenKind::kNotMatchRegex:
        return model::MatchType::kNotRegex;
    default:
        return std::nullopt;
    }
}

constexpr std::string_view kMatching = "label matching";
constexpr std::string_view kLabelSet = "label set";

} // namespace

Parser::Operand Parser::selector(std::optional<Token> name) {
    VectorSelector node;
    const auto begin = name ? name->range.begin : peek().range.begin;
    if (isNext(TokenKind::kLeftBrace)) {
        auto matchers = matchersInBraces();
        if (!matchers) {
            return std::nullopt;
        }
        node.matchers = *std::move(matchers);
    }
    if (name) {
        node.name = name->text;
        node.matchers.push_back(model::Matcher::equal(std::string(model::kMetricName), node.name));
    }
    return Parsed{Expr{std::move(node), {begin, m_lastEnd}}};
}

std::optional<model::Matchers> Parser::matchersInBraces() {
    take();
    model::Matchers matchers;
    while (!accept(TokenKind::kRightBrace)) {
        if (!matcher(matchers) || !elementEnd(kMatching)) {
            if (!skipTo(TokenKind::kRightBrace)) {
                return std::nullopt;
            }
        }
        accept(TokenKind::kComma);
    }
    return matchers;
}

bool Parser::matcher(model::Matchers& out) {
    if (!isNext(TokenKind::kIdentifier) && !isNext(TokenKind::kString)) {
        unexpected({kMatching, R"(identifier or "}")"});
        return false;
    }
    const auto name = take();
    const bool isQuoted = name.kind == TokenKind::kString;
    auto text = isQuoted ? unquote(name.text) : std::string(name.text);
    const auto type = matchTypeOf(peek().kind);
    if (!type && isQuoted) {
        out.push_back(model::Matcher::equal(std::string(model::kMetricName), std::move(text)));
        return true;
    }
    if (!type) {
        unexpected({kMatching, "label matching operator"});
        return false;
    }
    take();
    if (!isNext(TokenKind::kString)) {
        unexpected({kMatching, "string"});
        return false;
    }
    const auto value = take();
    auto matcher = model::Matcher::create(*type, std::move(text), unquote(value.text));
    if (matcher) {
        out.push_back(*std::move(matcher));
    } else {
        addError({name.range.begin, value.range.end}, matcher.error().message());
    }
    return true;
}

bool Parser::elementEnd(std::string_view context) {
    if (isNext(TokenKind::kComma) || isNext(TokenKind::kRightBrace)) {
        return true;
    }
    unexpected({context, R"("," or "}")"});
    return false;
}

std::optional<model::Matchers> Parser::metricSelector() {
    if (!mayNameMetric(peek().kind) && !isNext(TokenKind::kLeftBrace)) {
        unexpected({});
        return std::nullopt;
    }
    std::optional<Token> name;
    if (!isNext(TokenKind::kLeftBrace)) {
        name = take();
    }
    auto result = selector(name);
    if (!result) {
        return std::nullopt;
    }
    if (!isNext(TokenKind::kEnd)) {
        unexpected({});
    }
    return std::move(result->expr.as<VectorSelector>()->matchers);
}

std::optional<model::Labels> Parser::metric() {
    model::LabelsBuilder labels;
    std::optional<Token> name;
    if (mayNameMetric(peek().kind)) {
        name = take();
    }
    if (isNext(TokenKind::kLeftBrace) && !labelSet(labels)) {
        return std::nullopt;
    }
    if (name) {
        labels.set(model::kMetricName, name->text);
    }
    if (!isNext(TokenKind::kEnd)) {
        unexpected({});
    }
    return labels.labels();
}

bool Parser::labelSet(model::LabelsBuilder& labels) {
    take();
    while (!accept(TokenKind::kRightBrace)) {
        if (!labelSetItem(labels) || !elementEnd(kLabelSet)) {
            if (!skipTo(TokenKind::kRightBrace)) {
                return false;
            }
        }
        accept(TokenKind::kComma);
    }
    return true;
}

bool Parser::labelSetItem(model::LabelsBuilder& labels) {
    if (!isNext(TokenKind::kIdentifier) && !isNext(TokenKind::kString)) {
        unexpected({kLabelSet, R"(identifier or "}")"});
        return false;
    }
    const auto name = take();
    const bool isQuoted = name.kind == TokenKind::kString;
    const auto text = isQuoted ? unquote(name.text) : std::string(name.text);
    if (isQuoted && !isNext(TokenKind::kAssign)) {
        labels.set(model::kMetricName, text);
        return true;
    }
    if (!expect(TokenKind::kAssign, {kLabelSet, R"("=")"})) {
        return false;
    }
    if (!isNext(TokenKind::kString)) {
        unexpected({kLabelSet, "string"});
        return false;
    }
    labels.set(text, unquote(take().text));
    return true;
}

} // namespace hearth::promql
