// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "promql/binary/kernels.h"
#include "promql/series_stream.h"

namespace hearth::promql {

/// What a binary operation between two vectors is, without its operands.
struct JoinRule {
    BinaryOp op = BinaryOp::kAdd;
    bool returnBool = false;
    const VectorMatching& matching;
    SourceRange where{}; ///< Of the operation.
};

/// Arithmetic and comparison between two vectors of equal width: one-to-one, group_left, group_right, fill.
/// kInternal where a match is ambiguous, in Prometheus's words.
Result<Table> joinVectors(const JoinRule& rule, const Table& left, const Table& right, QueryContext& context);

/// `and`, `or`, `unless`.
Result<Table> combineSets(BinaryOp op, const VectorMatching& matching, Table left, Table right);

} // namespace hearth::promql
