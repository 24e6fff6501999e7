// SPDX-License-Identifier: GPL-3.0-or-later
#include "backtest/expression_lint.h"

#include <algorithm>
#include <fmt/format.h>

#include "model/labels.h"
#include "promql/syntax/function_table.h"
#include "promql/syntax/walk.h"

namespace hearth::backtest {
namespace {

using promql::Aggregation;
using promql::Binary;
using promql::BinaryOp;
using promql::Call;
using promql::Expr;
using promql::VectorSelector;

bool isAbsence(const Call& call) {
    return call.function->name == "absent" || call.function->name == "absent_over_time";
}

/// Whether it may yield nothing although its series are there.
bool isCondition(const Expr& expr) {
    if (const auto* binary = expr.as<Binary>()) {
        if (binary->op == BinaryOp::kOr) {
            return isCondition(*binary->lhs) && isCondition(*binary->rhs);
        }
        if ((promql::isComparison(binary->op) && !binary->returnBool) || promql::isSetOperator(binary->op)) {
            return true;
        }
    }
    if (const auto* call = expr.as<Call>(); call != nullptr && isAbsence(*call)) {
        return true;
    }
    bool found = false;
    promql::forEachChild(expr, [&](const Expr& child) { found = found || isCondition(child); });
    return found;
}

/// Whether the value of a counter reaches the outside as it is.
bool showsCounts(const Aggregation& aggregation) {
    using enum promql::AggregateOp;
    return aggregation.op != kCount && aggregation.op != kGroup && aggregation.op != kCountValues;
}

class ExpressionLinter {
  public:
    explicit ExpressionLinter(std::vector<ExpressionFinding>& out)
        : m_out(out) {}

    void lintTop(const Expr& expr) {
        const auto type = expr.type();
        if (type != promql::ValueType::kVector && type != promql::ValueType::kScalar) {
            add(expr.range, true,
                fmt::format("a rule needs an instant vector or a scalar, and this is a {}",
                            promql::valueTypeText(type)));
            return;
        }
        if (!isCondition(expr)) {
            add(expr.range, false,
                "nothing is compared here: it fires for every series that there is, whatever its value");
        }
        lintCounters(expr);
        lintAll(expr);
    }

  private:
    void add(SourceRange range, bool isError, std::string message) {
        m_out.push_back({.range = range, .isError = isError, .message = std::move(message)});
    }

    void lintAll(const Expr& expr) {
        if (const auto* selector = expr.as<VectorSelector>()) {
            lintMatchers(*selector, expr.range);
        } else if (const auto* matrix = expr.as<promql::MatrixSelector>()) {
            lintMatchers(matrix->selector, expr.range);
        } else if (const auto* binary = expr.as<Binary>()) {
            lintEquality(*binary, expr.range);
        } else if (const auto* call = expr.as<Call>(); call != nullptr && isAbsence(*call)) {
            lintAbsence(*call, expr.range);
        }
        promql::forEachChild(expr, [&](const Expr& child) { lintAll(child); });
    }

    /// Follows the values that are compared down to where they come from.
    void lintCounters(const Expr& expr) {
        if (const auto* selector = expr.as<VectorSelector>()) {
            if (selector->name.ends_with("_total")) {
                add(expr.range, false,
                    fmt::format("{} only ever counts up: rate() or increase() says what happens now", selector->name));
            }
        } else if (const auto* binary = expr.as<Binary>()) {
            lintCounters(*binary->lhs);
            if (!promql::isSetOperator(binary->op) || binary->op == BinaryOp::kOr) {
                lintCounters(*binary->rhs);
            }
        } else if (const auto* aggregation = expr.as<Aggregation>()) {
            if (showsCounts(*aggregation)) {
                lintCounters(*aggregation->expr);
            }
        } else if (const auto* paren = expr.as<promql::Paren>()) {
            lintCounters(*paren->expr);
        } else if (const auto* unary = expr.as<promql::Unary>()) {
            lintCounters(*unary->expr);
        }
    }

    /// A label that must have one value, and another matcher that this value does not pass.
    void lintMatchers(const VectorSelector& selector, SourceRange range) {
        for (const auto& wanted : selector.matchers) {
            if (wanted.type() != model::MatchType::kEqual) {
                continue;
            }
            for (const auto& other : selector.matchers) {
                if (other.name() == wanted.name() && !other.matches(wanted.value())) {
                    add(range, false,
                        fmt::format("no series can match both {} and {}", wanted.toString(), other.toString()));
                    return;
                }
            }
        }
    }

    void lintEquality(const Binary& binary, SourceRange range) {
        if (binary.op != BinaryOp::kEqual && binary.op != BinaryOp::kNotEqual) {
            return;
        }
        const auto isQuotient = [](const Expr& side) {
            const auto* inner = promql::withoutParens(side).as<Binary>();
            return inner != nullptr && inner->op == BinaryOp::kDiv;
        };
        const auto isExact = [](const Expr& side) {
            const auto* literal = promql::withoutParens(side).as<promql::NumberLiteral>();
            return literal != nullptr && (literal->value == 0 || literal->value == 1);
        };
        if ((isQuotient(*binary.lhs) && !isExact(*binary.rhs)) || (isQuotient(*binary.rhs) && !isExact(*binary.lhs))) {
            add(range, false, "quotients are hardly ever exactly equal: compare with > or <");
        }
    }

    void lintAbsence(const Call& call, SourceRange range) {
        const auto& argument = promql::withoutParens(call.args.front());
        const auto* matrix = argument.as<promql::MatrixSelector>();
        const auto* selector = matrix != nullptr ? &matrix->selector : argument.as<VectorSelector>();
        const auto isLabel = [](const model::Matcher& matcher) {
            return matcher.type() == model::MatchType::kEqual && matcher.name() != model::kMetricName;
        };
        if (selector == nullptr || std::ranges::none_of(selector->matchers, isLabel)) {
            add(range, false,
                fmt::format("{}() fires only when all of these series are gone, and without labels that say which",
                            call.function->name));
        }
    }

    std::vector<ExpressionFinding>& m_out;
};

} // namespace

std::vector<ExpressionFinding> lintExpr(const Expr& expr) {
    std::vector<ExpressionFinding> out;
    ExpressionLinter(out).lintTop(expr);
    return out;
}

std::vector<std::string> labelsOf(const Expr& expr) {
    const auto& inner = promql::withoutParens(expr);
    if (const auto* aggregation = inner.as<Aggregation>()) {
        return aggregation->without ? std::vector<std::string>() : aggregation->grouping;
    }
    if (const auto* selector = inner.as<VectorSelector>()) {
        std::vector<std::string> out;
        for (const auto& matcher : selector->matchers) {
            if (!matcher.matchesEmpty() && matcher.name() != model::kMetricName) {
                out.push_back(matcher.name());
            }
        }
        return out;
    }
    if (const auto* binary = inner.as<Binary>()) {
        const bool keepsLeft =
            promql::isComparison(binary->op) || binary->op == BinaryOp::kAnd || binary->op == BinaryOp::kUnless;
        const bool isMirrored = binary->lhs->type() == promql::ValueType::kScalar;
        return keepsLeft && !binary->matching.has_value()       ? labelsOf(isMirrored ? *binary->rhs : *binary->lhs)
               : keepsLeft && promql::isSetOperator(binary->op) ? labelsOf(*binary->lhs)
                                                                : std::vector<std::string>();
    }
    return {};
}

} // namespace hearth::backtest
