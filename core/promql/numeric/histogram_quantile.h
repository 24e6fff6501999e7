// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/histogram.h"

/// What can be read off a native histogram. Within a bucket observations are taken to be spread evenly: over the
/// logarithm in exponential buckets, over the value in custom ones and in the zero bucket. Pure functions.
namespace hearth::promql {

/// What observations of NaN, which are in no bucket, did to a result.
enum class NanEffect : std::uint8_t {
    kNone,
    kSkewed, ///< Of a quantile: it is too high. Of a fraction: they are part of none.
    kNan,    ///< The quantile lies among them.
};

/// Prometheus: HistogramQuantile.
double nativeQuantile(double q, const model::FloatHistogram& histogram, NanEffect& effect);

/// The share of observations between both. Prometheus: HistogramFraction.
double nativeFraction(double lower, double upper, const model::FloatHistogram& histogram, NanEffect& effect);

/// Estimated population variance.
double nativeVariance(const model::FloatHistogram& histogram);

} // namespace hearth::promql
