// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/histogram_buckets.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "base/number_format.h"
#include "model/exponential_bounds.h"

namespace hearth::model {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// The bound at which +Inf would begin is said to be the largest number, so that ±Inf has a bucket of its own.
constexpr int kOverflowExponent = 1024;
/// Exponents beyond these give 0 or +Inf in any case.
constexpr std::int64_t kExponentLimit = 4096;

double powerOfTwo(double fraction, std::int64_t exponent) {
    return std::ldexp(fraction, static_cast<int>(std::clamp(exponent, -kExponentLimit, kExponentLimit)));
}

double exponentialBound(std::int32_t schema, std::int64_t index) {
    if (schema <= 0) {
        const auto widened = std::clamp(index, -kExponentLimit, kExponentLimit) * (std::int64_t{1} << -schema);
        return widened == kOverflowExponent ? std::numeric_limits<double>::max() : powerOfTwo(1, widened);
    }
    const auto exponent = (index >> schema) + 1;
    const auto within = static_cast<std::size_t>(index & ((std::int64_t{1} << schema) - 1));
    if (within == 0 && exponent == kOverflowExponent + 1) {
        return std::numeric_limits<double>::max();
    }
    return powerOfTwo(kExponentialBounds[within << (kMaxExponentialSchema - schema)], exponent);
}

double customBound(const std::vector<double>& bounds, std::int64_t index) {
    if (index < 0) {
        return -kInfinity;
    }
    return static_cast<std::uint64_t>(index) < bounds.size() ? bounds[static_cast<std::size_t>(index)] : kInfinity;
}

HistogramBucket bucketAt(const HistogramLayout& layout, std::int64_t index, double count, bool positive) {
    HistogramBucket bucket{.count = count};
    if (positive) {
        bucket.lower = upperBound(layout, index - 1);
        bucket.upper = upperBound(layout, index);
    } else {
        bucket.lower = -upperBound(layout, index);
        bucket.upper = -upperBound(layout, index - 1);
    }
    const auto custom = layout.schema == kCustomBucketsSchema;
    bucket.lowerInclusive = custom ? index == 0 : bucket.lower < 0;
    bucket.upperInclusive = custom || bucket.upper > 0;
    return bucket;
}

void appendSide(const FloatHistogram& histogram, bool positive, std::vector<HistogramBucket>& out) {
    const auto& counts = positive ? histogram.positiveBuckets : histogram.negativeBuckets;
    const auto& layout = histogram.layout;
    SpanIterator at(positive ? layout.positiveSpans : layout.negativeSpans);
    const auto start = static_cast<std::ptrdiff_t>(out.size());
    for (std::size_t i = 0; i < counts.size() && at.next(); ++i) {
        out.push_back(bucketAt(layout, at.index(), counts[i], positive));
    }
    if (!positive) {
        std::reverse(out.begin() + start, out.end());
    }
}

void cutAtZeroBucket(HistogramBucket& bucket, double threshold) {
    if (bucket.upper < 0 && bucket.upper > -threshold) {
        bucket.upper = -threshold;
    } else if (bucket.lower > 0 && bucket.lower < threshold) {
        bucket.lower = threshold;
    }
}

HistogramBucket zeroBucket(const FloatHistogram& histogram) {
    const auto threshold = histogram.layout.zeroThreshold;
    return {-threshold, threshold, histogram.zeroCount, true, true};
}

void appendBounds(std::string& out, const HistogramBucket& bucket) {
    out += bucket.lowerInclusive ? ", [" : ", (";
    appendFloatGeneral(out, bucket.lower);
    out += ',';
    appendFloatGeneral(out, bucket.upper);
    out += bucket.upperInclusive ? "]:" : "):";
}

/// The first `size` buckets as counts instead of differences.
std::vector<std::uint64_t> countsOf(const std::vector<std::int64_t>& differences, std::size_t size) {
    std::vector<std::uint64_t> counts;
    std::uint64_t count = 0; // wraps as Go's integers do, where a stranger's differences make no sense
    for (std::size_t i = 0; i < size; ++i) {
        counts.push_back(count += static_cast<std::uint64_t>(differences[i]));
    }
    return counts;
}

} // namespace

std::uint64_t bucketCount(std::span<const HistogramSpan> spans) {
    std::uint64_t count = 0;
    for (const auto& span : spans) {
        count += span.length;
    }
    return count;
}

double upperBound(const HistogramLayout& layout, std::int64_t index) {
    if (layout.schema == kCustomBucketsSchema) {
        return customBound(layout.customBounds, index);
    }
    return exponentialBound(std::clamp(layout.schema, kMinExponentialSchema, kMaxExponentialSchema), index);
}

std::vector<HistogramBucket> allBuckets(const FloatHistogram& histogram) {
    std::vector<HistogramBucket> buckets;
    buckets.reserve(histogram.negativeBuckets.size() + 1 + histogram.positiveBuckets.size());
    appendSide(histogram, false, buckets);
    const auto negative = buckets.size();
    appendSide(histogram, true, buckets);
    for (auto& bucket : buckets) {
        cutAtZeroBucket(bucket, histogram.layout.zeroThreshold);
    }
    if (histogram.zeroCount > 0) {
        buckets.insert(buckets.begin() + static_cast<std::ptrdiff_t>(negative), zeroBucket(histogram));
    }
    return buckets;
}

ShownHistogram shown(const FloatHistogram& histogram) {
    ShownHistogram view{histogram.count, histogram.sum, allBuckets(histogram)};
    std::erase_if(view.buckets, [](const HistogramBucket& bucket) { return bucket.count == 0; });
    return view;
}

std::string toText(const FloatHistogram& histogram) {
    ShownHistogram whole{histogram.count, histogram.sum, {}}; // not cut at the zero threshold
    appendSide(histogram, false, whole.buckets);
    whole.buckets.push_back(zeroBucket(histogram));
    appendSide(histogram, true, whole.buckets);
    return toText(whole);
}

std::string toText(const Histogram& histogram) {
    const auto bounds = toFloat(histogram);
    std::vector<HistogramBucket> buckets;
    appendSide(bounds, false, buckets);
    auto counts = countsOf(histogram.negativeBuckets, buckets.size());
    std::ranges::reverse(counts);
    buckets.push_back(zeroBucket(bounds));
    counts.push_back(histogram.zeroCount);
    appendSide(bounds, true, buckets);
    std::ranges::copy(countsOf(histogram.positiveBuckets, buckets.size() - counts.size()), std::back_inserter(counts));
    std::string text = "{count:" + std::to_string(histogram.count) + ", sum:";
    appendFloatGeneral(text, histogram.sum);
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        if (counts[i] != 0) {
            appendBounds(text, buckets[i]);
            text += std::to_string(counts[i]);
        }
    }
    return text + '}';
}

std::string toText(const ShownHistogram& histogram) {
    std::string text = "{count:";
    appendFloatGeneral(text, histogram.count);
    text += ", sum:";
    appendFloatGeneral(text, histogram.sum);
    for (const auto& bucket : histogram.buckets) {
        if (bucket.count != 0) {
            appendBounds(text, bucket);
            appendFloatGeneral(text, bucket.count);
        }
    }
    text += '}';
    return text;
}

std::string toText(const HistogramValue& value) {
    return std::visit([](const auto& histogram) { return toText(*histogram); }, value);
}

} // namespace hearth::model
