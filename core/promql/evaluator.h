// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "promql/query_context.h"
#include "promql/range_source.h"
#include "promql/series_stream.h"
#include "promql/syntax/ast.h"

namespace hearth::promql {

/// Turns the expressions of one query into values. Durations of the tree are resolved and its types are checked, so
/// each method is asked only for expressions of its type. The tree must outlive the streams.
/// Threads: confined to the thread of the query, which spreads the work over the workers.
class Evaluator {
  public:
    explicit Evaluator(QueryContext& context)
        : m_context(context) {}

    QueryContext& context() { return m_context; }

    /// Floats alone: steps at which the expression yields a histogram are absent.
    Result<StreamPtr> vector(const Expr& expr, const Steps& steps);
    /// As vector(), with all values at hand.
    Result<Table> table(const Expr& expr, const Steps& steps);
    /// Floats and histograms, these as cells of HistogramPool: for whoever knows of them.
    Result<StreamPtr> mixedVector(const Expr& expr, const Steps& steps);
    Result<Table> mixedTable(const Expr& expr, const Steps& steps);
    /// As mixedVector(), for whoever asks only for the labels `needed`: others may be missing, so that series have
    /// equal labels.
    Result<StreamPtr> narrowVector(const Expr& expr, const Steps& steps, const std::vector<std::string>& needed);
    Result<Column> scalar(const Expr& expr, const Steps& steps);
    /// `function` is whom the range is for: a hint for the storage.
    Result<RangePtr> range(const Expr& expr, const Steps& steps, std::string_view function);
    const std::string& text(const Expr& expr) const;

  private:
    Result<StreamPtr> vectorAt(const Expr& expr, const Steps& steps);
    Result<StreamPtr> unary(const Unary& unary, const Steps& steps);
    Result<RangePtr> subquery(const Subquery& subquery, const Steps& steps);

    QueryContext& m_context;
    const std::vector<std::string>* m_needed = nullptr; ///< Of the selector that is evaluated next; null: all labels.
};

Result<StreamPtr> evaluateAggregation(const Aggregation& aggregation, const Steps& steps, Evaluator& evaluator);
/// Of two operands of which at least one is a vector.
Result<StreamPtr> evaluateBinary(const Expr& expr, const Binary& binary, const Steps& steps, Evaluator& evaluator);
/// Of a function that yields an instant vector.
Result<StreamPtr> evaluateCall(const Expr& expr, const Call& call, const Steps& steps, Evaluator& evaluator);
/// Of a function that yields a scalar.
Result<Column> evaluateScalarCall(const Call& call, const Steps& steps, Evaluator& evaluator);

} // namespace hearth::promql
