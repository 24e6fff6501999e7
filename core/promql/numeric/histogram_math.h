// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "model/histogram.h"

/// Arithmetic with native histograms. Prometheus: FloatHistogram.Add and its kin. Pure functions.
namespace hearth::promql {

/// What is worth a word where two histograms were combined.
struct CombineNotes {
    bool resetsCollide = false;    ///< One says there was a counter reset, the other says there was none.
    bool boundsReconciled = false; ///< Custom bounds differ: only those that both have were kept.
};

/// Adds `other` times `sign` (1 or -1) to `into`: schemas and zero buckets are brought to the wider of both. Nothing,
/// and nothing is changed, where one has custom buckets and the other has not.
std::optional<CombineNotes> combine(model::FloatHistogram& into, const model::FloatHistogram& other, double sign);

/// A negative factor makes a gauge of it.
void multiply(model::FloatHistogram& histogram, double factor);
/// By zero: without buckets.
void divide(model::FloatHistogram& histogram, double divisor);

/// Whether a counter was reset between two of its histograms: as the later one says, else where a count fell.
bool showsReset(const model::FloatHistogram& previous, const model::FloatHistogram& current);

/// Equal values in equal buckets. Prometheus: FloatHistogram.Equals.
bool equalHistograms(const model::FloatHistogram& left, const model::FloatHistogram& right);

} // namespace hearth::promql
