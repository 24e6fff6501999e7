// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "promql/aggregation/grouping.h"
#include "promql/series_stream.h"
#include "promql/syntax/ast.h"

/// The aggregation operators over streams. All leave out groups and series without a value.
namespace hearth::promql {

class HistogramSums;

/// sum, avg, min, max, count, group, stddev, stdvar: one accumulator a group and step; the series are read in fixed
/// partitions whose results are merged in order, so the answer does not depend on the number of threads.
/// Histograms go to `sums`; without, they count as any value.
Result<Table> accumulate(AggregateOp op, SeriesStream& stream, const GroupingRule& rule, std::size_t width,
                         QueryContext& context, HistogramSums* sums = nullptr);

/// topk and bottomk with `k` a step (checked: not NaN, within int64). With one step the rows are ordered group by
/// group, best first; of equal values the earlier series wins.
Result<Table> selectBest(bool largest, SeriesStream& stream, const GroupingRule& rule, const Column& k,
                         QueryContext& context);

/// limitk: the first k series of each group that have a value.
Result<Table> limitSeries(SeriesStream& stream, const GroupingRule& rule, const Column& k, QueryContext& context);

/// limit_ratio: the share `ratio` (in [-1, 1]) of the series, chosen by the hash of their labels.
Result<Table> limitRatio(SeriesStream& stream, const Column& ratio, QueryContext& context);

Result<Table> groupQuantiles(SeriesStream& stream, const GroupingRule& rule, const Column& q, QueryContext& context);

/// count_values: how often each value occurs, under `label`.
Result<Table> countValues(SeriesStream& stream, GroupingRule rule, const std::string& label, std::size_t width,
                          QueryContext& context);

} // namespace hearth::promql
