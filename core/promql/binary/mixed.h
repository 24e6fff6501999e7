// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "promql/binary/kernels.h"
#include "promql/query_context.h"

namespace hearth::promql {

/// An operator between columns that may hold histograms.
struct MixedRule {
    BinaryOp op = BinaryOp::kAdd;
    bool returnBool = false;
    BinaryKernel kernel = nullptr; ///< Of the floats.
    SourceRange where;             ///< Of the operation.
};

/// Combines two columns as the kernel does, and where a histogram takes part as it does that; what cannot be combined
/// is absent, and the user is told. `out` may be one of the operands.
void combineMixed(const MixedRule& rule, std::span<const double> left, std::span<const double> right,
                  std::span<double> out, QueryContext& context);

} // namespace hearth::promql
