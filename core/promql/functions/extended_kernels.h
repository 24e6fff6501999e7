// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "promql/functions/range_kernel.h"

/// Ranges whose borders have values of their own (`anchored`, `smoothed`) instead of extrapolation.
/// Prometheus: promql-extended-range-selectors.
namespace hearth::promql {

/// `anchored`: a border has the value of the last sample at or before it. Null where the function cannot have it.
RangeKernel anchoredKernel(Function function);
/// `smoothed`: a border has the value that lies on the line between its neighbours.
RangeKernel smoothedKernel(Function function);

/// Makes of samples around the one window those that lie within it, with points at exactly its borders.
void pinEdges(const Windows& windows, storage::Columns& samples);

/// The value of `m smoothed` at `time`, where samples[firstAfter] is the first one later than that.
double smoothedValue(const storage::Columns& samples, std::size_t firstAfter, model::TimestampMs time,
                     model::DurationMs lookback);

} // namespace hearth::promql
