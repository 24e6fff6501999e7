// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "promql/binary/mixed.h"
#include "promql/binary/vector_join.h"
#include "promql/evaluator.h"
#include "promql/map_stream.h"

namespace hearth::promql {

namespace {

bool isTrim(BinaryOp op) {
    return op == BinaryOp::kTrimUpper || op == BinaryOp::kTrimLower;
}

/// Whether the elements of the answer are other values than the vector's own.
bool changesValues(const Binary& binary) {
    return !isTrim(binary.op) && (!isComparison(binary.op) || binary.returnBool);
}

/// Trim operators are for histograms; floats are left out, and the user is told.
void noteTrimmedFloats(const Expr& expr, const Binary& binary, QueryContext& context) {
    const std::string_view op = binaryOpText(binary.op);
    context.annotations.info(
        fmt::format("incompatible sample types encountered for binary operator \"{0}\": float {0} float", op),
        expr.range);
}

Result<StreamPtr> vectorWithScalar(const Expr& expr, const Binary& binary, const Steps& steps, bool vectorIsLeft,
                                   Evaluator& evaluator) {
    const Expr& vectorExpr = vectorIsLeft ? *binary.lhs : *binary.rhs;
    StreamPtr vector = HEARTH_TRY(evaluator.mixedVector(vectorExpr, steps));
    Column scalar = HEARTH_TRY(evaluator.scalar(vectorIsLeft ? *binary.rhs : *binary.lhs, steps));
    const BinaryYield kept = vectorIsLeft ? BinaryYield::kLeftWhere : BinaryYield::kRightWhere;
    const BinaryKernel kernel = binaryKernel(binary.op, binary.returnBool ? BinaryYield::kResult : kept);
    const MixedRule rule{binary.op, binary.returnBool, kernel, expr.range};
    auto map = [rule, vectorIsLeft, values = std::move(scalar),
                &context = evaluator.context()](std::span<double> cells) {
        if (vectorIsLeft) {
            combineMixed(rule, cells, values, cells, context);
        } else {
            combineMixed(rule, values, cells, cells, context);
        }
    };
    if (changesValues(binary)) {
        return mapDroppingName(std::move(vector), std::move(map), steps.count, evaluator.context());
    }
    return std::make_unique<MapStream>(std::move(vector), std::move(map));
}

Result<StreamPtr> vectorWithVector(const Expr& expr, const Binary& binary, const Steps& steps, Evaluator& evaluator) {
    const VectorMatching& matching = *binary.matching;
    if (isSetOperator(binary.op)) {
        Table left = HEARTH_TRY(evaluator.mixedTable(*binary.lhs, steps));
        Table right = HEARTH_TRY(evaluator.mixedTable(*binary.rhs, steps));
        return std::make_unique<TableStream>(
            HEARTH_TRY(combineSets(binary.op, matching, std::move(left), std::move(right))));
    }
    Table left = HEARTH_TRY(evaluator.mixedTable(*binary.lhs, steps));
    Table right = HEARTH_TRY(evaluator.mixedTable(*binary.rhs, steps));
    const JoinRule rule{binary.op, binary.returnBool, matching, expr.range};
    return std::make_unique<TableStream>(HEARTH_TRY(joinVectors(rule, left, right, evaluator.context())));
}

} // namespace

Result<StreamPtr> evaluateBinary(const Expr& expr, const Binary& binary, const Steps& steps, Evaluator& evaluator) {
    StreamPtr result = nullptr;
    if (binary.matching) {
        result = HEARTH_TRY(vectorWithVector(expr, binary, steps, evaluator));
    } else {
        const bool vectorIsLeft = binary.lhs->type() == ValueType::kVector;
        result = HEARTH_TRY(vectorWithScalar(expr, binary, steps, vectorIsLeft, evaluator));
    }
    if (isTrim(binary.op)) {
        noteTrimmedFloats(expr, binary, evaluator.context());
    }
    return result;
}

} // namespace hearth::promql
