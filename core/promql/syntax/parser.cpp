// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/parser.h"

#include <fmt/format.h>

#include "base/text.h"
#include "promql/syntax/parser_impl.h"
#include "promql/syntax/type_checker.h"

namespace hearth::promql {
namespace {

/// Runs `rule` over the text; the first error as people see it.
template <class T, class Rule>
Result<T> parseWith(Parser& parser, std::string_view text, Rule rule) {
    auto value = rule(parser);
    if (parser.errors().empty() && value) {
        return *std::move(value);
    }
    const auto& first = parser.errors().front();
    return fail(first.code(), formatParseError(text, first), first.range().value_or(SourceRange{}));
}

std::optional<Expr> checkedExpression(Parser& parser, std::string_view text) {
    auto expr = parser.expression();
    if (expr && parser.errors().empty()) {
        checkTypes(*expr, text, parser.errors());
    }
    return expr;
}

} // namespace

Result<Expr> parse(std::string_view text, const ParseOptions& options) {
    Parser parser(text, options);
    return parseWith<Expr>(parser, text, [&](Parser& p) { return checkedExpression(p, text); });
}

std::vector<Error> check(std::string_view text, const ParseOptions& options) {
    Parser parser(text, options);
    checkedExpression(parser, text);
    return std::move(parser.errors());
}

std::string formatParseError(std::string_view text, const Error& error) {
    if (text.empty()) {
        return "unknown position: parse error: " + error.message();
    }
    const auto position = positionOf(text, error.range().value_or(SourceRange{}).begin);
    return fmt::format("{}:{}: parse error: {}", position.line, position.column, error.message());
}

Result<model::Matchers> parseMetricSelector(std::string_view text) {
    Parser parser(text, {});
    return parseWith<model::Matchers>(parser, text, [](Parser& p) { return p.metricSelector(); });
}

Result<model::Labels> parseMetric(std::string_view text) {
    Parser parser(text, {});
    return parseWith<model::Labels>(parser, text, [](Parser& p) { return p.metric(); });
}

} // namespace hearth::promql
