// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "promql/syntax/ast.h"

namespace hearth::promql {

/// What an element of the answer is.
enum class BinaryYield : std::uint8_t {
    kResult,    ///< Of arithmetic; of a comparison 1 or 0 (`bool`).
    kLeftWhere, ///< Of a comparison: the left value where it holds.
    kRightWhere,
};

/// Combines two columns cell by cell; absent where one of them is. `out` may be one of the operands.
using BinaryKernel = void (*)(std::span<const double> left, std::span<const double> right, std::span<double> out);

/// The kernel of an arithmetic or comparison operator; a trim operator has no result for floats. Arithmetic ignores
/// `yield`. Not for set operators.
BinaryKernel binaryKernel(BinaryOp op, BinaryYield yield);

} // namespace hearth::promql
