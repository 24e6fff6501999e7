// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <numbers>

#include "base/number_format.h"
#include "promql/functions/call_site.h"
#include "promql/functions/cell_kernels.h"
#include "promql/functions/native_histogram.h"
#include "promql/functions/range_kernel.h"

namespace hearth::promql {

namespace {

CallHandler histogramHandler(Function function) {
    switch (function) {
    case Function::kHistogramQuantile:
        return callHistogramQuantile;
    case Function::kHistogramQuantiles:
        return callHistogramQuantiles;
    case Function::kHistogramFraction:
        return callHistogramFraction;
    default: // histogram_sum and its kin; start_timestamp, which the storage does not keep
        return callHistogramFigure;
    }
}

CallHandler labelHandler(Function function) {
    switch (function) {
    case Function::kLabelReplace:
        return callLabelReplace;
    case Function::kLabelJoin:
        return callLabelJoin;
    case Function::kSort:
    case Function::kSortDesc:
        return callSort;
    case Function::kSortByLabel:
    case Function::kSortByLabelDesc:
        return callSortByLabel;
    case Function::kInfo:
        return callInfo;
    default:
        return histogramHandler(function);
    }
}

CallHandler handlerOf(Function function) {
    switch (function) {
    case Function::kAbsent:
        return callAbsent;
    case Function::kAbsentOverTime:
        return callAbsentOverTime;
    case Function::kClamp:
    case Function::kClampMin:
    case Function::kClampMax:
        return callClamp;
    case Function::kRound:
        return callRound;
    case Function::kTimestamp:
        return callTimestamp;
    case Function::kVector:
        return callVector;
    default:
        break;
    }
    if (cellKernel(function) != nullptr) {
        return callCellFunction;
    }
    return rangeKernel(function) != nullptr ? callRangeFunction : labelHandler(function);
}

/// The value of the only element at each step, else NaN.
Result<Column> scalarOf(const Expr& argument, const Steps& steps, Evaluator& evaluator) {
    const Table table = HEARTH_TRY(evaluator.table(argument, steps));
    Column values(steps.count, std::numeric_limits<double>::quiet_NaN());
    std::vector<std::uint32_t> elements(steps.count, 0);
    for (std::size_t row = 0; row < table.size(); ++row) {
        const auto cells = table.row(row);
        for (std::size_t step = 0; step < cells.size(); ++step) {
            if (!isAbsent(cells[step])) {
                values[step] = ++elements[step] == 1 ? cells[step] : std::numeric_limits<double>::quiet_NaN();
            }
        }
    }
    return values;
}

Result<Column> extremeOf(const Call& call, const Steps& steps, Evaluator& evaluator, bool largest) {
    Column left = HEARTH_TRY(evaluator.scalar(call.args[0], steps));
    const Column right = HEARTH_TRY(evaluator.scalar(call.args[1], steps));
    for (std::size_t step = 0; step < left.size(); ++step) {
        if (std::isnan(left[step]) || std::isnan(right[step])) {
            left[step] = std::numeric_limits<double>::quiet_NaN();
        } else {
            left[step] = largest ? std::fmax(left[step], right[step]) : std::fmin(left[step], right[step]);
        }
    }
    return left;
}

} // namespace

std::vector<std::string> CallSite::texts(std::size_t from) const {
    std::vector<std::string> texts;
    for (std::size_t arg = from; arg < argCount(); ++arg) {
        texts.push_back(text(arg));
    }
    return texts;
}

std::string messageNumber(double value) {
    std::string text;
    appendFloatGeneral(text, value);
    return text;
}

std::string quantileWarning(double q) {
    return "quantile value should be between 0 and 1, got " + messageNumber(q);
}

Result<StreamPtr> evaluateCall(const Expr& expr, const Call& call, const Steps& steps, Evaluator& evaluator) {
    return handlerOf(call.function->id)({expr, call, steps, evaluator});
}

Result<Column> evaluateScalarCall(const Call& call, const Steps& steps, Evaluator& evaluator) {
    const QueryContext& context = evaluator.context();
    switch (call.function->id) {
    case Function::kScalar:
        return scalarOf(call.args[0], steps, evaluator);
    case Function::kMaxOf:
        return extremeOf(call, steps, evaluator, true);
    case Function::kMinOf:
        return extremeOf(call, steps, evaluator, false);
    case Function::kPi:
        return Column(steps.count, std::numbers::pi);
    case Function::kStart:
        return Column(steps.count, toSeconds(context.range.begin));
    case Function::kEnd:
        return Column(steps.count, toSeconds(context.range.end));
    case Function::kRange:
        return Column(steps.count, toSeconds(context.range.end - context.range.begin));
    case Function::kStep:
        return Column(steps.count, toSeconds(context.step));
    default:
        return timesOf(steps);
    }
}

} // namespace hearth::promql
