// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "promql/evaluator.h"
#include "promql/syntax/function_table.h"

namespace hearth::promql {

/// A call being evaluated: its arguments on demand.
struct CallSite {
    const Expr& expr;
    const Call& call;
    const Steps& steps;
    Evaluator& evaluator;

    Function function() const { return call.function->id; }
    std::size_t argCount() const { return call.args.size(); }
    SourceRange where(std::size_t arg) const { return call.args[arg].range; }
    QueryContext& context() const { return evaluator.context(); }

    Result<StreamPtr> vector(std::size_t arg) const { return evaluator.vector(call.args[arg], steps); }
    Result<StreamPtr> mixedVector(std::size_t arg) const { return evaluator.mixedVector(call.args[arg], steps); }
    Result<Table> mixedTable(std::size_t arg) const { return evaluator.mixedTable(call.args[arg], steps); }
    Result<Table> table(std::size_t arg) const { return evaluator.table(call.args[arg], steps); }
    Result<Column> scalar(std::size_t arg) const { return evaluator.scalar(call.args[arg], steps); }
    const std::string& text(std::size_t arg) const { return evaluator.text(call.args[arg]); }
    /// The texts of arguments `from` and later.
    std::vector<std::string> texts(std::size_t from) const;
};

/// Evaluates one function.
using CallHandler = Result<StreamPtr> (*)(const CallSite& site);

Result<StreamPtr> callRangeFunction(const CallSite& site);
Result<StreamPtr> callAbsent(const CallSite& site);
Result<StreamPtr> callAbsentOverTime(const CallSite& site);
Result<StreamPtr> callCellFunction(const CallSite& site);
Result<StreamPtr> callClamp(const CallSite& site);
Result<StreamPtr> callRound(const CallSite& site);
Result<StreamPtr> callTimestamp(const CallSite& site);
Result<StreamPtr> callVector(const CallSite& site);
Result<StreamPtr> callLabelReplace(const CallSite& site);
Result<StreamPtr> callLabelJoin(const CallSite& site);
Result<StreamPtr> callSort(const CallSite& site);
Result<StreamPtr> callSortByLabel(const CallSite& site);
Result<StreamPtr> callHistogramQuantile(const CallSite& site);
Result<StreamPtr> callHistogramQuantiles(const CallSite& site);
Result<StreamPtr> callHistogramFraction(const CallSite& site);
/// Functions that see native histograms only: floats give nothing.
Result<StreamPtr> callFloatless(const CallSite& site);
Result<StreamPtr> callInfo(const CallSite& site);

/// Shortest decimal, for messages.
std::string messageNumber(double value);
std::string quantileWarning(double q);

} // namespace hearth::promql
