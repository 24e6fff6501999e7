// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace hearth::promql {

/// A bucket of a classic histogram: how many observations were at most `upperBound`.
struct ClassicBucket {
    double upperBound = 0;
    double count = 0;
};

/// What had to be repaired before a quantile made sense.
struct MonotonicityFix {
    bool forced = false; ///< Counts fell by more than rounding explains.
    double lowestBound = 0;
    double highestBound = 0;
    double largestDifference = 0;
};

/// Prometheus: BucketQuantile. `buckets` are sorted by bound; they are merged and repaired in place. NaN where the
/// highest is not +Inf, with fewer than two buckets, or without observations.
double bucketQuantile(double q, std::vector<ClassicBucket>& buckets, MonotonicityFix& fix);

/// The share of observations between the bounds. Prometheus: BucketFraction; nothing is repaired.
double bucketFraction(double lower, double upper, std::vector<ClassicBucket>& buckets);

} // namespace hearth::promql
