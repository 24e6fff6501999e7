// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <functional>

#include "promql/functions/call_site.h"

namespace hearth::promql {

/// histogram_count, histogram_sum and their kin: one figure of each native histogram.
Result<StreamPtr> callHistogramFigure(const CallSite& site);

bool holdsHistograms(std::span<const double> cells, const HistogramPool& pool);

using NativeFigure =
    std::function<double(const model::FloatHistogram& histogram, std::size_t step, const SeriesKey& key)>;

/// One row for each row of `table` that holds native histograms, with what `figure` says of each.
Result<Table> figuresOfNative(const Table& table, const NativeFigure& figure, QueryContext& context);

} // namespace hearth::promql
