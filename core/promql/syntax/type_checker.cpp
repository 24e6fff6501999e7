// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/syntax/type_checker.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/text.h"
#include "promql/syntax/characters.h"
#include "promql/syntax/function_table.h"
#include "promql/syntax/walk.h"

namespace hearth::promql {
namespace {

/// Walks a tree; check() yields a node's type after its children were checked.
class TypeChecker {
  public:
    TypeChecker(std::string_view text, std::vector<Error>& errors)
        : m_text(text)
        , m_errors(errors) {}

    ValueType check(Expr& expr) {
        return std::visit([&](auto& node) { return checkNode(expr, node); }, expr.node);
    }

  private:
    ValueType checkNode(const Expr&, NumberLiteral&) { return ValueType::kScalar; }
    ValueType checkNode(const Expr&, StringLiteral&) { return ValueType::kString; }
    ValueType checkNode(const Expr& expr, VectorSelector& node) {
        checkSelector(expr, node);
        return ValueType::kVector;
    }
    ValueType checkNode(const Expr& expr, MatrixSelector& node) {
        checkSelector(expr, node.selector);
        return ValueType::kMatrix;
    }
    ValueType checkNode(const Expr&, Paren& node) { return check(*node.expr); }
    ValueType checkNode(const Expr& expr, Subquery& node);
    ValueType checkNode(const Expr& expr, Unary& node);
    ValueType checkNode(const Expr& expr, Binary& node);
    ValueType checkNode(const Expr& expr, Aggregation& node);
    ValueType checkNode(const Expr& expr, Call& node);

    void checkSelector(const Expr& expr, const VectorSelector& selector);
    void checkOperator(Binary& node, bool bothScalars);
    void checkOperand(const Expr& operand, ValueType type);
    void checkMatching(const Expr& expr, Binary& node, bool bothVectors);
    void checkSetOperator(const Expr& expr, const Binary& node);
    void checkArgumentCount(const Expr& expr, const Call& node);
    void checkInfoSelector(const Expr& expr, const Call& node);
    /// `function` is the callee where the place is an argument.
    void expectType(Expr& expr, ValueType wanted, std::string_view place, const FunctionSpec* function = nullptr);

    SourceRange operatorRange(const Binary& node) const;
    void addError(SourceRange range, std::string message) {
        m_errors.emplace_back(ErrorCode::kInvalidArgument, std::move(message), range);
    }

    std::string_view m_text;
    std::vector<Error>& m_errors;
    const Expr* m_infoSelector = nullptr; ///< Of the call of info() being checked: it may select everything.
};

bool isScalarOrVector(ValueType type) {
    return type == ValueType::kScalar || type == ValueType::kVector;
}

void TypeChecker::expectType(Expr& expr, ValueType wanted, std::string_view place, const FunctionSpec* function) {
    const auto type = check(expr);
    if (type == wanted) {
        return;
    }
    const auto name = function != nullptr ? " " + quoteGo(function->name) : std::string();
    addError(expr.range,
             fmt::format("expected type {} in {}{}, got {}", valueTypeText(wanted), place, name, valueTypeText(type)));
}

void TypeChecker::checkSelector(const Expr& expr, const VectorSelector& selector) {
    if (!selector.name.empty()) {
        for (const auto& matcher : std::span(selector.matchers).first(selector.matchers.size() - 1)) {
            if (matcher.name() == model::kMetricName) {
                addError(expr.range, fmt::format("metric name must not be set twice: {} or {}", quoteGo(selector.name),
                                                 quoteGo(matcher.value())));
            }
        }
        return;
    }
    if (&expr != m_infoSelector && std::ranges::all_of(selector.matchers, &model::Matcher::matchesEmpty)) {
        addError(expr.range, "vector selector must contain at least one non-empty matcher");
    }
}

ValueType TypeChecker::checkNode(const Expr& expr, Subquery& node) {
    if (const auto type = check(*node.expr); type != ValueType::kVector) {
        addError(expr.range,
                 fmt::format("subquery is only allowed on instant vector, got {} instead", valueTypeName(type)));
    }
    return ValueType::kMatrix;
}

ValueType TypeChecker::checkNode(const Expr& expr, Unary& node) {
    const auto type = check(*node.expr);
    if (!isScalarOrVector(type)) {
        addError(expr.range, fmt::format("unary expression only allowed on expressions of type scalar or instant "
                                         "vector, got {}",
                                         quoteGo(valueTypeText(type))));
    }
    return type;
}

ValueType TypeChecker::checkNode(const Expr&, Aggregation& node) {
    expectType(*node.expr, ValueType::kVector, "aggregation expression");
    if (node.param) {
        expectType(*node.param, aggregateSpec(node.op).parameter, "aggregation parameter");
    }
    return ValueType::kVector;
}

ValueType TypeChecker::checkNode(const Expr& expr, Binary& node) {
    const auto lhs = check(*node.lhs);
    const auto rhs = check(*node.rhs);
    const bool bothScalars = lhs == ValueType::kScalar && rhs == ValueType::kScalar;
    checkOperator(node, bothScalars);
    checkOperand(*node.lhs, lhs);
    checkOperand(*node.rhs, rhs);
    checkMatching(expr, node, lhs == ValueType::kVector && rhs == ValueType::kVector);
    if ((lhs == ValueType::kScalar || rhs == ValueType::kScalar) && isSetOperator(node.op)) {
        addError(expr.range, fmt::format("set operator {} not allowed in binary scalar expression",
                                         quoteGo(binaryOpText(node.op))));
    }
    return bothScalars ? ValueType::kScalar : ValueType::kVector;
}

void TypeChecker::checkOperator(Binary& node, bool bothScalars) {
    if (node.returnBool && !isComparison(node.op)) {
        addError(operatorRange(node), "bool modifier can only be used on comparison operators");
    }
    if (isComparison(node.op) && !node.returnBool && bothScalars) {
        addError(operatorRange(node), "comparisons between scalars must use BOOL modifier");
    }
    auto& matching = *node.matching;
    if (isSetOperator(node.op) && matching.cardinality == Cardinality::kOneToOne) {
        matching.cardinality = Cardinality::kManyToMany;
    }
    for (const auto& label : matching.labels) {
        if (matching.on && std::ranges::find(matching.include, label) != matching.include.end()) {
            addError(operatorRange(node),
                     fmt::format("label {} must not occur in ON and GROUP clause at once", quoteGo(label)));
        }
    }
}

void TypeChecker::checkOperand(const Expr& operand, ValueType type) {
    if (!isScalarOrVector(type)) {
        addError(operand.range, "binary expression must contain only scalar and instant vector types");
    }
}

void TypeChecker::checkMatching(const Expr& expr, Binary& node, bool bothVectors) {
    const auto& matching = *node.matching;
    if (bothVectors) {
        if (isSetOperator(node.op)) {
            checkSetOperator(expr, node);
        }
        return;
    }
    if (!matching.labels.empty()) {
        addError(expr.range, "vector matching only allowed between instant vectors");
    }
    if (matching.fillLeft || matching.fillRight) {
        addError(expr.range, "filling in missing series only allowed between instant vectors");
    }
    node.matching.reset();
}

void TypeChecker::checkSetOperator(const Expr& expr, const Binary& node) {
    const auto& matching = *node.matching;
    if (matching.cardinality != Cardinality::kManyToMany) {
        addError(expr.range, fmt::format("no grouping allowed for {} operation", quoteGo(binaryOpText(node.op))));
        addError(expr.range, "set operations must always be many-to-many");
    }
    if (matching.fillLeft || matching.fillRight) {
        addError(expr.range, "filling in missing series not allowed for set operators");
    }
}

ValueType TypeChecker::checkNode(const Expr& expr, Call& node) {
    checkArgumentCount(expr, node);
    const auto& function = *node.function;
    const auto* outer = m_infoSelector;
    if (function.id == Function::kInfo && node.args.size() > 1) {
        checkInfoSelector(expr, node);
        m_infoSelector = &node.args[1];
    }
    for (std::size_t i = 0; i < node.args.size(); ++i) {
        if (i >= function.argTypes.size() && function.variadic == 0) {
            break;
        }
        expectType(node.args[i], function.argTypes[std::min(i, function.argTypes.size() - 1)], "call to function",
                   &function);
    }
    m_infoSelector = outer;
    return function.returnType;
}

void TypeChecker::checkArgumentCount(const Expr& expr, const Call& node) {
    const auto& function = *node.function;
    const auto count = node.args.size();
    const auto complain = [&](std::string_view bound, std::size_t wanted) {
        addError(expr.range, fmt::format("expected {}{} argument(s) in call to {}, got {}", bound, wanted,
                                         quoteGo(function.name), count));
    };
    if (function.variadic == 0 && count != function.argTypes.size()) {
        complain("", function.argTypes.size());
    } else if (count < function.minArgs()) {
        complain("at least ", function.minArgs());
    } else if (count > function.maxArgs() && function.variadic != 0) {
        complain("at most ", function.maxArgs());
    }
}

/// The second argument of info() only has matchers.
void TypeChecker::checkInfoSelector(const Expr& expr, const Call& node) {
    const auto& argument = node.args[1];
    if (argument.type() != ValueType::kVector) {
        addError(expr.range, fmt::format("expected type {} in call to function \"info\", got {}",
                                         valueTypeText(ValueType::kVector), valueTypeText(argument.type())));
    }
    const auto* selector = argument.as<VectorSelector>();
    if (selector == nullptr) {
        addError(argument.range, "expected label selectors only");
    } else if (!selector->name.empty()) {
        addError(argument.range, "expected label selectors only, got vector selector instead");
    }
}

SourceRange TypeChecker::operatorRange(const Binary& node) const {
    SourceRange range{node.lhs->range.end, node.rhs->range.begin};
    while (range.begin < range.end && isSpace(m_text[range.begin])) {
        ++range.begin;
    }
    while (range.end > range.begin && isSpace(m_text[range.end - 1])) {
        --range.end;
    }
    return range;
}

} // namespace

void checkTypes(Expr& expr, std::string_view text, std::vector<Error>& errors) {
    TypeChecker(text, errors).check(expr);
}

} // namespace hearth::promql
