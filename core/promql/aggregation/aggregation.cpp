// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/number_format.h"
#include "base/text.h"
#include "promql/aggregation/aggregate.h"
#include "promql/aggregation/histogram_sums.h"
#include "promql/evaluator.h"
#include "promql/map_stream.h"
#include "promql/numeric/quantile.h"

namespace hearth::promql {

namespace {

std::string numberText(double value) {
    std::string text;
    appendFloatGeneral(text, value);
    return text;
}

/// topk, bottomk and limitk count with whole numbers.
Result<void> checkCounts(const Column& counts) {
    constexpr double kInt64Limit = 9223372036854775808.0; // 2^63
    for (const double count : counts) {
        if (std::isnan(count)) {
            return fail(ErrorCode::kInternal, "Parameter value is NaN");
        }
        if (count >= kInt64Limit) {
            return fail(ErrorCode::kInternal, fmt::format("Scalar value {} overflows int64", numberText(count)));
        }
        if (count <= -kInt64Limit) {
            return fail(ErrorCode::kInternal, fmt::format("Scalar value {} underflows int64", numberText(count)));
        }
    }
    return {};
}

/// Brings ratios into [-1, 1].
Result<void> capRatios(Column& ratios, SourceRange where, Annotations& annotations) {
    for (double& ratio : ratios) {
        if (std::isnan(ratio)) {
            return fail(ErrorCode::kInternal, "Ratio value is NaN");
        }
        const double capped = std::clamp(ratio, -1.0, 1.0);
        if (capped != ratio) {
            annotations.warning(fmt::format("ratio value should be between -1 and 1, got {}, capping to {}",
                                            numberText(ratio), numberText(capped)),
                                where);
            ratio = capped;
        }
    }
    return {};
}

/// An aggregation with its operands evaluated.
struct Operands {
    const Aggregation& aggregation;
    SeriesStream& stream;
    GroupingRule rule;
    QueryContext& context;
};

Result<Table> withParameter(Operands& operands, Column parameter) {
    const SourceRange where = operands.aggregation.param->range;
    const AggregateOp op = operands.aggregation.op;
    if (op == AggregateOp::kQuantile) {
        const auto unusual = std::ranges::find_if(parameter, isUnusualQuantile);
        Table table = HEARTH_TRY(groupQuantiles(operands.stream, operands.rule, parameter, operands.context));
        if (unusual != parameter.end() && table.size() > 0) {
            operands.context.annotations.warning(
                "quantile value should be between 0 and 1, got " + numberText(*unusual), where);
        }
        return table;
    }
    if (op == AggregateOp::kLimitRatio) {
        HEARTH_TRY(capRatios(parameter, where, operands.context.annotations));
        return limitRatio(operands.stream, parameter, operands.context);
    }
    HEARTH_TRY(checkCounts(parameter));
    if (op == AggregateOp::kLimitK) {
        return limitSeries(operands.stream, operands.rule, parameter, operands.context);
    }
    return selectBest(op == AggregateOp::kTopK, operands.stream, operands.rule, parameter, operands.context);
}

/// What becomes of histograms; nothing where they count as any value.
std::optional<HistogramSums::Yield> yieldOf(AggregateOp op) {
    switch (op) {
    case AggregateOp::kCount:
    case AggregateOp::kGroup:
        return std::nullopt;
    case AggregateOp::kSum:
        return HistogramSums::Yield::kSum;
    case AggregateOp::kAvg:
        return HistogramSums::Yield::kAverage;
    default:
        return HistogramSums::Yield::kNothing;
    }
}

Result<Table> aggregate(Operands& operands, const Steps& steps, Evaluator& evaluator) {
    const Aggregation& aggregation = operands.aggregation;
    if (!takesParameter(aggregation.op)) {
        const auto yield = yieldOf(aggregation.op);
        HistogramSums sums(yield.value_or(HistogramSums::Yield::kNothing), std::string(aggregateOpText(aggregation.op)),
                           aggregation.expr->range, operands.context);
        return accumulate(aggregation.op, operands.stream, operands.rule, steps.count, operands.context,
                          yield ? &sums : nullptr);
    }
    if (aggregation.op != AggregateOp::kCountValues) {
        return withParameter(operands, HEARTH_TRY(evaluator.scalar(*aggregation.param, steps)));
    }
    const std::string& label = evaluator.text(*aggregation.param);
    if (!model::isLabelName(label)) {
        return fail(ErrorCode::kInternal, "invalid label name " + quoteGo(label));
    }
    return countValues(operands.stream, operands.rule, label, steps.count, operands.context);
}

/// With the labels alone that the groups have, where the aggregation asks for no others.
Result<StreamPtr> operand(const Aggregation& aggregation, const Steps& steps, Evaluator& evaluator) {
    const bool needsOthers = aggregation.without || aggregation.op == AggregateOp::kTopK ||
                             aggregation.op == AggregateOp::kBottomK || aggregation.op == AggregateOp::kLimitK ||
                             aggregation.op == AggregateOp::kLimitRatio;
    return needsOthers ? evaluator.mixedVector(*aggregation.expr, steps)
                       : evaluator.narrowVector(*aggregation.expr, steps, aggregation.grouping);
}

} // namespace

Result<StreamPtr> evaluateAggregation(const Aggregation& aggregation, const Steps& steps, Evaluator& evaluator) {
    StreamPtr stream = HEARTH_TRY(operand(aggregation, steps, evaluator));
    if (aggregation.op == AggregateOp::kTopK || aggregation.op == AggregateOp::kBottomK ||
        aggregation.op == AggregateOp::kQuantile) {
        QueryContext& context = evaluator.context();
        auto drop = [&context, &aggregation](std::span<double> cells) {
            if (!context.histograms.empty() && std::ranges::any_of(cells, isHistogram)) {
                context.annotations.info(
                    fmt::format("ignored histogram in {} aggregation", aggregateOpText(aggregation.op)),
                    aggregation.expr->range);
                dropHistograms(cells);
            }
        };
        stream = std::make_unique<MapStream>(std::move(stream), std::move(drop));
    }
    Operands operands{aggregation, *stream, GroupingRule(aggregation.grouping, aggregation.without),
                      evaluator.context()};
    return std::make_unique<TableStream>(HEARTH_TRY(aggregate(operands, steps, evaluator)));
}

} // namespace hearth::promql
