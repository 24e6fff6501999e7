// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "promql/syntax/ast.h"
#include "promql/syntax/function_table.h"

namespace hearth::promql {
namespace {

template <class Enum>
constexpr std::size_t indexOf(Enum value) {
    return static_cast<std::size_t>(value);
}

constexpr std::array<std::string_view, indexOf(BinaryOp::kUnless) + 1> kBinaryOps{
    "+", "-", "*", "/", "%", "^", "atan2", "==", "!=", "<", "<=", ">", ">=", "</", ">/", "and", "or", "unless",
};

} // namespace

std::string_view valueTypeText(ValueType type) {
    switch (type) {
    case ValueType::kVector:
        return "instant vector";
    case ValueType::kMatrix:
        return "range vector";
    default:
        return valueTypeName(type);
    }
}

std::string_view valueTypeName(ValueType type) {
    constexpr std::array<std::string_view, 5> kNames{"none", "scalar", "vector", "matrix", "string"};
    return kNames[indexOf(type)];
}

std::string_view binaryOpText(BinaryOp op) {
    return kBinaryOps[indexOf(op)];
}

bool isComparison(BinaryOp op) {
    return op >= BinaryOp::kEqual && op <= BinaryOp::kGreaterEqual;
}

bool isSetOperator(BinaryOp op) {
    return op >= BinaryOp::kAnd;
}

std::string_view cardinalityText(Cardinality cardinality) {
    constexpr std::array<std::string_view, 4> kTexts{"one-to-one", "many-to-one", "one-to-many", "many-to-many"};
    return kTexts[indexOf(cardinality)];
}

std::string_view aggregateOpText(AggregateOp op) {
    return aggregateSpec(op).name;
}

bool takesParameter(AggregateOp op) {
    return aggregateSpec(op).parameter != ValueType::kNone;
}

} // namespace hearth::promql
