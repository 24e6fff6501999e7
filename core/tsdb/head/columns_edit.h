// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

#include "model/columns.h"

/// Cutting and merging of columns. Pure functions. Threads: thread-safe.
namespace hearth::tsdb {

/// How much of columns there was at a moment: what follows was appended since.
struct ColumnsMark {
    std::size_t floats = 0;
    std::size_t histograms = 0;
};
inline ColumnsMark markOf(const model::Columns& columns) {
    return {columns.times.size(), columns.histograms.size()};
}

/// Drops what was appended since and lies outside the range.
void trim(model::Columns& columns, ColumnsMark since, model::TimeRange range);
/// Drops what was appended since and lies in one of the intervals (closed, ascending, disjoint).
void erase(model::Columns& columns, ColumnsMark since, std::span<const model::TimeRange> intervals);
/// Appends the samples of both (each in time order) to `out` in the order of time; of those with one time `a`'s.
/// A histogram behind one of the other side says nothing of counter resets.
void merge(const model::Columns& a, const model::Columns& b, model::Columns& out);

} // namespace hearth::tsdb
