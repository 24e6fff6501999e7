// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/numeric/bucket_quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hearth::promql {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// Counts that differ by less than this share of their sum differ by rounding only.
constexpr double kSmallDifference = 1e-12;

bool almostEqual(double left, double right) {
    if (left == right) {
        return true;
    }
    const double sum = std::fabs(left) + std::fabs(right);
    const double difference = std::fabs(left - right);
    if (left == 0 || right == 0 || sum < std::numeric_limits<double>::min()) {
        return difference < kSmallDifference * std::numeric_limits<double>::min();
    }
    return difference / std::min(sum, std::numeric_limits<double>::max()) < kSmallDifference;
}

void mergeEqualBounds(std::vector<ClassicBucket>& buckets) {
    std::size_t kept = 0;
    for (std::size_t i = 1; i < buckets.size(); ++i) {
        if (buckets[i].upperBound == buckets[kept].upperBound) {
            buckets[kept].count += buckets[i].count;
        } else {
            buckets[++kept] = buckets[i];
        }
    }
    buckets.resize(std::min(buckets.size(), kept + 1));
}

void makeMonotonic(std::vector<ClassicBucket>& buckets, MonotonicityFix& fix) {
    double previous = buckets.front().count;
    for (std::size_t i = 1; i < buckets.size(); ++i) {
        ClassicBucket& bucket = buckets[i];
        if (almostEqual(bucket.count, previous)) {
            bucket.count = previous;
        } else if (bucket.count < previous) {
            if (!fix.forced) {
                fix.forced = true;
                fix.lowestBound = bucket.upperBound;
                fix.highestBound = bucket.upperBound;
            }
            fix.highestBound = bucket.upperBound;
            fix.largestDifference = std::max(fix.largestDifference, previous - bucket.count);
            bucket.count = previous;
        }
        previous = bucket.count;
    }
}

/// Observations at most `bound`, by linear interpolation within the bucket that holds it.
double rankOf(double bound, const std::vector<ClassicBucket>& buckets) {
    double lower = buckets.front().upperBound > 0 ? 0 : -kInfinity;
    double below = 0;
    for (const ClassicBucket& bucket : buckets) {
        if (bound <= lower) {
            return below;
        }
        if (bound < bucket.upperBound) {
            if (std::isinf(lower) || std::isinf(bucket.upperBound)) {
                return std::isinf(lower) ? bucket.count : below;
            }
            return below + (bucket.count - below) * (bound - lower) / (bucket.upperBound - lower);
        }
        lower = bucket.upperBound;
        below = bucket.count;
    }
    return below;
}

} // namespace

double bucketQuantile(double q, std::vector<ClassicBucket>& buckets, MonotonicityFix& fix) {
    if (buckets.empty() || std::isnan(q)) {
        return kNan;
    }
    if (q < 0) {
        return -kInfinity;
    }
    if (q > 1) {
        return kInfinity;
    }
    if (buckets.back().upperBound != kInfinity) {
        return kNan;
    }
    mergeEqualBounds(buckets);
    makeMonotonic(buckets, fix);
    const double observations = buckets.back().count;
    if (buckets.size() < 2 || observations == 0 || std::isnan(observations)) {
        return kNan;
    }
    const double rank = q * observations;
    const auto last = buckets.end() - 1;
    const auto found = std::find_if(buckets.begin(), last, [&](const auto& bucket) { return bucket.count >= rank; });
    if (found == last) {
        return (last - 1)->upperBound;
    }
    if (found == buckets.begin() && found->upperBound <= 0) {
        return found->upperBound;
    }
    const bool first = found == buckets.begin();
    const double lower = first ? 0 : (found - 1)->upperBound;
    const double below = first ? 0 : (found - 1)->count;
    return lower + (found->upperBound - lower) * ((rank - below) / (found->count - below));
}

double bucketFraction(double lower, double upper, std::vector<ClassicBucket>& buckets) {
    if (buckets.empty() || buckets.back().upperBound != kInfinity) {
        return kNan;
    }
    mergeEqualBounds(buckets);
    const double observations = buckets.back().count;
    if (observations == 0 || std::isnan(lower) || std::isnan(upper)) {
        return kNan;
    }
    if (lower >= upper) {
        return 0;
    }
    return (rankOf(upper, buckets) - rankOf(lower, buckets)) / observations;
}

} // namespace hearth::promql
