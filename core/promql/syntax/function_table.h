// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "promql/syntax/ast.h"
#include "promql/syntax/value_type.h"

/// All functions and aggregation operators of PromQL, written once: the table feeds the type checker, the engine's
/// dispatcher, the completion and the help. Source: Prometheus 3.14, promql/parser/functions.go.
namespace hearth::promql {

/// Identifies a function. In the order of the names, which is the order of the table.
enum class Function : std::uint8_t {
    kAbs,
    kAbsent,
    kAbsentOverTime,
    kAcos,
    kAcosh,
    kAsin,
    kAsinh,
    kAtan,
    kAtanh,
    kAvgOverTime,
    kCeil,
    kChanges,
    kClamp,
    kClampMax,
    kClampMin,
    kCos,
    kCosh,
    kCountOverTime,
    kDayOfMonth,
    kDayOfWeek,
    kDayOfYear,
    kDaysInMonth,
    kDeg,
    kDelta,
    kDeriv,
    kDoubleExponentialSmoothing,
    kEnd,
    kExp,
    kFirstOverTime,
    kFloor,
    kHistogramAvg,
    kHistogramCount,
    kHistogramFraction,
    kHistogramQuantile,
    kHistogramQuantiles,
    kHistogramStddev,
    kHistogramStdvar,
    kHistogramSum,
    kHour,
    kIdelta,
    kIncrease,
    kInfo,
    kIrate,
    kLabelJoin,
    kLabelReplace,
    kLastOverTime,
    kLn,
    kLog10,
    kLog2,
    kMadOverTime,
    kMaxOf,
    kMaxOverTime,
    kMinOf,
    kMinOverTime,
    kMinute,
    kMonth,
    kPi,
    kPredictLinear,
    kPresentOverTime,
    kQuantileOverTime,
    kRad,
    kRange,
    kRate,
    kResets,
    kRound,
    kScalar,
    kSgn,
    kSin,
    kSinh,
    kSort,
    kSortByLabel,
    kSortByLabelDesc,
    kSortDesc,
    kSqrt,
    kStart,
    kStartTimestamp,
    kStddevOverTime,
    kStdvarOverTime,
    kStep,
    kSumOverTime,
    kTan,
    kTanh,
    kTime,
    kTimestamp,
    kTsOfFirstOverTime,
    kTsOfLastOverTime,
    kTsOfMaxOverTime,
    kTsOfMinOverTime,
    kVector,
    kYear,
};

inline constexpr std::size_t kFunctionCount = static_cast<std::size_t>(Function::kYear) + 1;

/// What one function takes and yields, and what it is for.
struct FunctionSpec {
    static constexpr int kUnlimited = -1;

    Function id = Function::kAbs;
    std::string_view name;
    /// Types of the arguments; further arguments have the last type.
    std::span<const ValueType> argTypes;
    /// 0: exactly argTypes. n > 0: the last argument is optional and at most n more may stand there (Prometheus:
    /// Variadic). kUnlimited: the last may be left out or repeated.
    int variadic = 0;
    ValueType returnType = ValueType::kVector;
    bool experimental = false;      ///< Needs ParseOptions::experimentalFunctions.
    std::string_view documentation; ///< One or two sentences, plain text, English.
    std::string_view example;       ///< A complete expression.

    std::size_t minArgs() const { return argTypes.size() - (variadic == 0 ? 0 : 1); }
    /// SIZE_MAX where there is no limit.
    std::size_t maxArgs() const;
    /// For help and completion: `round(instant vector, [scalar]): instant vector`.
    std::string signature() const;
};

/// All functions, by name.
std::span<const FunctionSpec> functionTable();
const FunctionSpec& functionSpec(Function function);
/// By exact (case-sensitive) name; null where there is none.
const FunctionSpec* findFunction(std::string_view name);

/// What one aggregation operator is for.
struct AggregateSpec {
    AggregateOp op = AggregateOp::kSum;
    std::string_view name;
    ValueType parameter = ValueType::kNone; ///< kNone: takes none.
    bool experimental = false;
    std::string_view documentation;
    std::string_view example;
};

/// All aggregation operators, in the order of AggregateOp.
std::span<const AggregateSpec> aggregateTable();
const AggregateSpec& aggregateSpec(AggregateOp op);
/// By name in any case; null where there is none.
const AggregateSpec* findAggregate(std::string_view name);

} // namespace hearth::promql
