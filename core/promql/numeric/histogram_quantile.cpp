// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/numeric/histogram_quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "model/histogram_buckets.h"

namespace hearth::promql {

namespace {

using model::FloatHistogram;
using model::HistogramBucket;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

bool isCustom(const FloatHistogram& histogram) {
    return histogram.layout.schema == model::kCustomBucketsSchema;
}

double total(const std::vector<HistogramBucket>& buckets) {
    double count = 0;
    for (const auto& bucket : buckets) {
        count += bucket.count;
    }
    return count;
}

/// Of a histogram with observations of one sign only, the zero bucket ends at zero.
void narrowZeroBucket(HistogramBucket& bucket, const FloatHistogram& histogram) {
    if (histogram.negativeBuckets.empty() && !histogram.positiveBuckets.empty()) {
        bucket.lower = 0;
    } else if (histogram.positiveBuckets.empty() && !histogram.negativeBuckets.empty()) {
        bucket.upper = 0;
    }
}

/// A bucket, and how many observations are in it and those visited before.
struct Found {
    HistogramBucket bucket;
    double count = 0;
};

/// The bucket in which the observation of this rank lies, counted from either end.
template <class Buckets>
Found findRank(const Buckets& buckets, double rank) {
    Found found;
    for (const auto& bucket : buckets) {
        if (bucket.count == 0) {
            continue;
        }
        found.bucket = bucket;
        found.count += bucket.count;
        if (found.count >= rank) {
            break;
        }
    }
    return found;
}

/// The quantile where it lies in an outermost custom bucket, which is open to one side.
std::optional<double> atOpenEnd(HistogramBucket& bucket) {
    if (bucket.lower == -kInfinity) {
        if (bucket.upper <= 0) {
            return bucket.upper;
        }
        bucket.lower = 0;
    } else if (bucket.upper == kInfinity) {
        return bucket.lower;
    }
    return std::nullopt;
}

/// The value below which `fraction` of the bucket's observations lie.
double within(const HistogramBucket& bucket, double fraction, bool linear) {
    if (linear || (bucket.lower <= 0 && bucket.upper >= 0)) {
        return bucket.lower + (bucket.upper - bucket.lower) * fraction;
    }
    const auto logLower = std::log2(std::abs(bucket.lower));
    const auto logUpper = std::log2(std::abs(bucket.upper));
    if (bucket.lower > 0) {
        return std::exp2(logLower + (logUpper - logLower) * fraction);
    }
    return -std::exp2(logUpper + (logLower - logUpper) * (1 - fraction));
}

/// The share of the bucket's observations below `value`, which lies inside of it.
double shareBelow(const HistogramBucket& bucket, double value, bool linear) {
    if (linear) {
        return (value - bucket.lower) / (bucket.upper - bucket.lower);
    }
    const auto logLower = std::log2(std::abs(bucket.lower));
    const auto logUpper = std::log2(std::abs(bucket.upper));
    const auto logValue = std::log2(std::abs(value));
    return value > 0 ? (logValue - logLower) / (logUpper - logLower)
                     : 1 - (logValue - logUpper) / (logLower - logUpper);
}

/// How many observations lie below a bound; found while the buckets pass by in order.
class RankOf {
  public:
    explicit RankOf(double bound)
        : m_bound(bound) {}

    /// `before` observations are in the buckets before this one.
    void pass(const HistogramBucket& bucket, double before, bool linear) {
        if (m_isKnown || (bucket.upper <= m_bound && bucket.lower < m_bound)) {
            return;
        }
        m_isKnown = true;
        const auto isOpen = linear && bucket.lower == -kInfinity && bucket.lower < m_bound;
        m_rank = isOpen ? bucket.count : before;
        if (!isOpen && bucket.lower < m_bound) {
            m_rank += bucket.count * shareBelow(bucket, m_bound, linear);
        }
    }
    bool isKnown() const { return m_isKnown; }
    double atMost(double count) const { return m_isKnown ? std::min(m_rank, count) : count; }

  private:
    double m_bound;
    bool m_isKnown = false;
    double m_rank = 0;
};

} // namespace

double nativeQuantile(double q, const FloatHistogram& histogram, NanEffect& effect) {
    effect = NanEffect::kNone;
    if (q < 0 || q > 1) {
        return q < 0 ? -kInfinity : kInfinity;
    }
    if (histogram.count == 0 || std::isnan(q)) {
        return kNan;
    }
    auto buckets = model::allBuckets(histogram);
    // Counted from the nearer end, for precision; NaN observations count as the highest ones.
    const auto hasNan = std::isnan(histogram.sum);
    const auto forward = hasNan || q < 0.5;
    auto rank = (forward ? q : 1 - q) * histogram.count;
    const auto allInBuckets = total(buckets);
    if (!forward) {
        std::ranges::reverse(buckets);
    }
    auto [bucket, count] = findRank(buckets, rank);
    if (isCustom(histogram)) {
        if (const auto end = atOpenEnd(bucket)) {
            return *end;
        }
    } else if (bucket.lower < 0 && bucket.upper > 0) {
        narrowZeroBucket(bucket, histogram);
    }
    count = std::min(count, histogram.count);
    if (count < rank) {
        effect = hasNan ? NanEffect::kNan : NanEffect::kNone;
        return hasNan ? kNan : bucket.upper;
    }
    rank = forward ? rank - (count - bucket.count) : count - rank;
    if (hasNan && allInBuckets < histogram.count) {
        effect = NanEffect::kSkewed;
    }
    return within(bucket, rank / bucket.count, isCustom(histogram));
}

double nativeFraction(double lower, double upper, const FloatHistogram& histogram, NanEffect& effect) {
    effect = NanEffect::kNone;
    if (histogram.count == 0 || std::isnan(lower) || std::isnan(upper)) {
        return kNan;
    }
    if (lower >= upper) {
        return 0;
    }
    const auto buckets = model::allBuckets(histogram);
    RankOf lowerRank(lower);
    RankOf upperRank(upper);
    double before = 0;
    for (auto bucket : buckets) {
        const auto holdsZero = bucket.lower <= 0 && bucket.upper >= 0;
        if (holdsZero) {
            narrowZeroBucket(bucket, histogram);
        }
        const auto linear = isCustom(histogram) || holdsZero;
        lowerRank.pass(bucket, before, linear);
        upperRank.pass(bucket, before, linear);
        before += bucket.count;
        if (lowerRank.isKnown() && upperRank.isKnown()) {
            break;
        }
    }
    auto count = histogram.count;
    if (std::isnan(histogram.sum)) {
        count = total(buckets);
        effect = count < histogram.count ? NanEffect::kSkewed : NanEffect::kNone;
    }
    return (upperRank.atMost(count) - lowerRank.atMost(count)) / histogram.count;
}

double nativeVariance(const FloatHistogram& histogram) {
    const auto mean = histogram.sum / histogram.count;
    double variance = 0;
    for (const auto& bucket : model::allBuckets(histogram)) {
        if (bucket.count == 0) {
            continue;
        }
        double value = 0; // of the zero bucket
        if (isCustom(histogram)) {
            value = (bucket.upper + bucket.lower) / 2;
        } else if (bucket.lower > 0 || bucket.upper < 0) {
            value = std::copysign(std::sqrt(bucket.upper * bucket.lower), bucket.upper);
        }
        variance += bucket.count * (value - mean) * (value - mean);
    }
    return variance / histogram.count;
}

} // namespace hearth::promql
