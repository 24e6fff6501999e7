// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/binary/kernels.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "promql/column.h"

namespace hearth::promql {

namespace {

struct Modulo {
    double operator()(double left, double right) const { return std::fmod(left, right); }
};
struct Power {
    double operator()(double left, double right) const { return std::pow(left, right); }
};
struct ArcTangent {
    double operator()(double left, double right) const { return std::atan2(left, right); }
};

template <class Operation>
void arithmetic(std::span<const double> left, std::span<const double> right, std::span<double> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = isAbsent(left[i]) || isAbsent(right[i]) ? absentValue() : Operation()(left[i], right[i]);
    }
}

template <class Compare, BinaryYield kYield>
void comparison(std::span<const double> left, std::span<const double> right, std::span<double> out) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (isAbsent(left[i]) || isAbsent(right[i])) {
            out[i] = absentValue();
            continue;
        }
        const bool holds = Compare()(left[i], right[i]);
        if constexpr (kYield == BinaryYield::kResult) {
            out[i] = holds ? 1 : 0;
        } else {
            const double kept = kYield == BinaryYield::kLeftWhere ? left[i] : right[i];
            out[i] = holds ? kept : absentValue();
        }
    }
}

template <class Compare>
BinaryKernel comparisonKernel(BinaryYield yield) {
    switch (yield) {
    case BinaryYield::kResult:
        return comparison<Compare, BinaryYield::kResult>;
    case BinaryYield::kLeftWhere:
        return comparison<Compare, BinaryYield::kLeftWhere>;
    case BinaryYield::kRightWhere:
        return comparison<Compare, BinaryYield::kRightWhere>;
    }
    return nullptr;
}

void nothing(std::span<const double>, std::span<const double>, std::span<double> out) {
    std::ranges::fill(out, absentValue());
}

} // namespace

BinaryKernel binaryKernel(BinaryOp op, BinaryYield yield) {
    switch (op) {
    case BinaryOp::kAdd:
        return arithmetic<std::plus<>>;
    case BinaryOp::kSub:
        return arithmetic<std::minus<>>;
    case BinaryOp::kMul:
        return arithmetic<std::multiplies<>>;
    case BinaryOp::kDiv:
        return arithmetic<std::divides<>>;
    case BinaryOp::kMod:
        return arithmetic<Modulo>;
    case BinaryOp::kPow:
        return arithmetic<Power>;
    case BinaryOp::kAtan2:
        return arithmetic<ArcTangent>;
    case BinaryOp::kEqual:
        return comparisonKernel<std::equal_to<>>(yield);
    case BinaryOp::kNotEqual:
        return comparisonKernel<std::not_equal_to<>>(yield);
    case BinaryOp::kLess:
        return comparisonKernel<std::less<>>(yield);
    case BinaryOp::kLessEqual:
        return comparisonKernel<std::less_equal<>>(yield);
    case BinaryOp::kGreater:
        return comparisonKernel<std::greater<>>(yield);
    case BinaryOp::kGreaterEqual:
        return comparisonKernel<std::greater_equal<>>(yield);
    default:
        return nothing;
    }
}

} // namespace hearth::promql
