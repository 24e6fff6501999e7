// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "model/matcher.h"
#include "model/time.h"
#include "promql/syntax/box.h"
#include "promql/syntax/duration_expr.h"
#include "promql/syntax/value_type.h"

/// The syntax tree of PromQL: plain values, one struct a kind of expression, no storage and no evaluation in it.
/// A tree is read with std::visit over `Expr::node` (see walk.h for Overloaded and forEachChild) and may be copied,
/// changed and compared like any value. Comparing ignores source ranges.
/// What the parser yields has passed the type checker: argument counts and types are right, `Call::function` is set,
/// and no Box is empty where it is not said to be optional.
/// Threads: thread-compatible (values).
namespace hearth::promql {

struct Expr;
struct FunctionSpec;
using ExprBox = Box<Expr>;

/// `@ <time>`, `@ start()` or `@ end()`.
struct AtModifier {
    enum class Kind : std::uint8_t { kNone, kTime, kStart, kEnd };
    Kind kind = Kind::kNone;
    model::TimestampMs time = 0; ///< Of kTime.

    explicit operator bool() const { return kind != Kind::kNone; }
    bool operator==(const AtModifier&) const = default;
};

/// A length of time: known at once, or to be computed when the query's window is known.
struct Duration {
    model::DurationMs value = 0; ///< Valid where `expr` is empty, or after resolveDurations().
    Box<DurationExpr> expr;      ///< What was written, where that is more than a literal; else empty.

    bool operator==(const Duration&) const = default;
};

/// When a selector or subquery looks: at `at` (or the evaluation time) less `offset`.
struct TimeShift {
    Duration offset; ///< May be negative.
    AtModifier at;

    bool operator==(const TimeShift&) const = default;
};

/// How the borders of a range (or the instant) are found.
enum class RangeEdges : std::uint8_t { kPlain, kAnchored, kSmoothed };

struct NumberLiteral {
    double value = 0;
    bool writtenAsDuration = false; ///< `5m` rather than `300`; value is in seconds.

    /// NaN equals NaN.
    bool operator==(const NumberLiteral& other) const;
};

struct StringLiteral {
    std::string value; ///< Unescaped; any bytes.

    bool operator==(const StringLiteral&) const = default;
};

/// `name{matchers} @ t offset o`
struct VectorSelector {
    std::string name;         ///< Written before the braces; may be empty.
    model::Matchers matchers; ///< All of them, the one for `name` last.
    TimeShift shift;
    RangeEdges edges = RangeEdges::kPlain;

    /// The order of the matchers means nothing.
    bool operator==(const VectorSelector& other) const;
};

/// `selector[range]`; the shift and edges are the selector's.
struct MatrixSelector {
    VectorSelector selector;
    Duration range;

    bool operator==(const MatrixSelector&) const = default;
};

/// `expr[range:step]`
struct Subquery {
    ExprBox expr; ///< Instant vector.
    Duration range;
    Duration step; ///< 0 without expr: the default interval.
    TimeShift shift;

    bool operator==(const Subquery&) const = default;
};

struct Paren {
    ExprBox expr;

    bool operator==(const Paren&) const = default;
};

enum class UnaryOp : std::uint8_t { kPlus, kMinus };

struct Unary {
    UnaryOp op = UnaryOp::kPlus;
    ExprBox expr; ///< Scalar or instant vector.

    bool operator==(const Unary&) const = default;
};

enum class BinaryOp : std::uint8_t {
    kAdd,
    kSub,
    kMul,
    kDiv,
    kMod,
    kPow,
    kAtan2,
    kEqual,
    kNotEqual,
    kLess,
    kLessEqual,
    kGreater,
    kGreaterEqual,
    kTrimUpper, ///< `</`
    kTrimLower, ///< `>/`
    kAnd,
    kOr,
    kUnless,
};

/// `+`, `atan2`, `and`, ...
std::string_view binaryOpText(BinaryOp op);
bool isComparison(BinaryOp op);
bool isSetOperator(BinaryOp op);

enum class Cardinality : std::uint8_t { kOneToOne, kManyToOne, kOneToMany, kManyToMany };
/// `one-to-one`, ...
std::string_view cardinalityText(Cardinality cardinality);

/// How elements of two vectors find each other.
struct VectorMatching {
    Cardinality cardinality = Cardinality::kOneToOne; ///< group_left: many-to-one; set operators: many-to-many.
    std::vector<std::string> labels;                  ///< Of `on` or `ignoring`, as written.
    bool on = false;                                  ///< `on(labels)` rather than `ignoring(labels)`.
    std::vector<std::string> include;                 ///< Of group_left or group_right, as written.
    std::optional<double> fillLeft;                   ///< What a missing element of the left side counts as.
    std::optional<double> fillRight;

    /// A NaN that fills equals another.
    bool operator==(const VectorMatching& other) const;
};

struct Binary {
    BinaryOp op = BinaryOp::kAdd;
    ExprBox lhs;
    ExprBox rhs;
    std::optional<VectorMatching> matching; ///< Set exactly where both sides are vectors.
    bool returnBool = false;

    bool operator==(const Binary&) const = default;
};

enum class AggregateOp : std::uint8_t {
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
};

/// `sum`, `count_values`, ...
std::string_view aggregateOpText(AggregateOp op);
/// Whether `op` takes a parameter before the vector: a string for count_values, else a scalar.
bool takesParameter(AggregateOp op);

struct Aggregation {
    AggregateOp op = AggregateOp::kSum;
    ExprBox expr;                      ///< Instant vector.
    ExprBox param;                     ///< Empty exactly where !takesParameter(op).
    std::vector<std::string> grouping; ///< As written.
    bool without = false;              ///< `without (grouping)` rather than `by (grouping)`.

    bool operator==(const Aggregation&) const = default;
};

struct Call {
    const FunctionSpec* function = nullptr; ///< Into the function table, never null in a parsed tree.
    std::vector<Expr> args;

    bool operator==(const Call& other) const;
};

/// One expression and where it stands in the text.
struct Expr {
    using Node = std::variant<NumberLiteral, StringLiteral, VectorSelector, MatrixSelector, Subquery, Paren, Unary,
                              Binary, Aggregation, Call>;

    Node node;
    SourceRange range;

    /// Computed; linear in the depth for parentheses, unary and binary expressions.
    ValueType type() const;
    /// The node as a T, null where it is another kind.
    template <class T>
    const T* as() const {
        return std::get_if<T>(&node);
    }
    template <class T>
    T* as() {
        return std::get_if<T>(&node);
    }

    /// Compares the trees, not where they stand.
    bool operator==(const Expr& other) const;
};

/// The expression inside any number of parentheses.
const Expr& withoutParens(const Expr& expr);

/// Computes each duration expression of the tree, so that every Duration::value is valid. kInvalidArgument as
/// evaluateDuration() says.
Result<void> resolveDurations(Expr& expr, const QueryWindow& window);

} // namespace hearth::promql
