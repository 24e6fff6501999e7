// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

#include "model/columns.h"
#include "model/time.h"

/// Touches up columns behind those samples that were there before: floats and histograms each from their own start.
/// Threads: pure functions.
namespace hearth::tsdb {

struct ColumnStart {
    std::size_t floats = 0;
    std::size_t histograms = 0;
    static ColumnStart of(const model::Columns& columns) { return {columns.size(), columns.histograms.size()}; }
};

/// Drops what lies outside the range.
void keepRange(model::Columns& columns, ColumnStart start, model::TimeRange range);
/// Drops what lies in any of the ascending, disjoint intervals.
void dropDeleted(model::Columns& columns, ColumnStart start, std::span<const model::TimeRange> deleted);
/// Brings samples into the order of time; of equal times the first one stays.
void sortByTime(model::Columns& columns, ColumnStart start);

} // namespace hearth::tsdb
