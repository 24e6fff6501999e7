// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "model/histogram.h"

/// Histograms taken apart for arithmetic: buckets by their index.
namespace hearth::promql {

struct IndexedCount {
    std::int64_t index = 0;
    double count = 0;
};
/// Ascending by index.
using Counts = std::vector<IndexedCount>;

bool isCustom(const model::FloatHistogram& histogram);

Counts countsOf(const model::FloatHistogram& histogram, bool positive);
void store(const Counts& counts, std::vector<model::HistogramSpan>& spans, std::vector<double>& stored);

/// Where a bucket of schema `from` lies in the coarser (or same) schema `to`.
std::int64_t indexAtSchema(std::int64_t index, std::int32_t from, std::int32_t to);
Counts atSchema(const Counts& counts, std::int32_t from, std::int32_t to);

/// The bounds that both have.
std::vector<double> commonBounds(const std::vector<double>& left, const std::vector<double>& right);
/// Where a bucket of `bounds` lies among buckets of `fewer`, which are some of them.
std::int64_t indexAtBounds(std::int64_t index, const std::vector<double>& bounds, const std::vector<double>& fewer);
Counts atBounds(const Counts& counts, const std::vector<double>& bounds, const std::vector<double>& fewer);

/// A zero bucket as it would be with a wider threshold.
struct ZeroBucket {
    double count = 0;
    double threshold = 0;
};
/// Widened to at least `threshold`: by all buckets that begin inside of it. Populated buckets are never split, so the
/// threshold may become wider still.
ZeroBucket widened(const model::FloatHistogram& histogram, double threshold);
/// Removes the buckets that the zero bucket covers.
void widenZeroBucket(model::FloatHistogram& histogram, const ZeroBucket& zero);

/// What is known of counter resets of a sum; true where the parts contradict each other.
bool joinHints(model::FloatHistogram& into, const model::FloatHistogram& other);

} // namespace hearth::promql
