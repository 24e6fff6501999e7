// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/numeric/histogram_counts.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include "model/histogram_buckets.h"

namespace hearth::promql {

namespace {

using model::CounterResetHint;
using model::FloatHistogram;

/// Neighbours that `place` puts into one bucket are joined.
template <class Place>
Counts placed(const Counts& counts, Place place) {
    Counts out;
    for (const auto& [index, count] : counts) {
        const std::int64_t target = place(index);
        if (out.empty() || out.back().index != target) {
            out.push_back({target, count});
        } else {
            out.back().count += count;
        }
    }
    return out;
}

} // namespace

bool isCustom(const FloatHistogram& histogram) {
    return histogram.layout.schema == model::kCustomBucketsSchema;
}

Counts countsOf(const FloatHistogram& histogram, bool positive) {
    const auto& stored = positive ? histogram.positiveBuckets : histogram.negativeBuckets;
    model::SpanIterator at(positive ? histogram.layout.positiveSpans : histogram.layout.negativeSpans);
    Counts counts;
    counts.reserve(stored.size());
    for (std::size_t i = 0; i < stored.size() && at.next(); ++i) {
        counts.push_back({at.index(), stored[i]});
    }
    return counts;
}

void store(const Counts& counts, std::vector<model::HistogramSpan>& spans, std::vector<double>& stored) {
    spans.clear();
    stored.clear();
    std::int64_t behind = 0; // one behind the bucket before
    for (const auto& [index, count] : counts) {
        if (!spans.empty() && index == behind) {
            ++spans.back().length;
        } else {
            spans.push_back({static_cast<std::int32_t>(index - behind), 1});
        }
        stored.push_back(count);
        behind = index + 1;
    }
}

std::int64_t indexAtSchema(std::int64_t index, std::int32_t from, std::int32_t to) {
    return ((index - 1) >> (from - to)) + 1;
}

Counts atSchema(const Counts& counts, std::int32_t from, std::int32_t to) {
    return placed(counts, [=](std::int64_t index) { return indexAtSchema(index, from, to); });
}

ZeroBucket widened(const FloatHistogram& histogram, double threshold) {
    const auto& layout = histogram.layout;
    if (threshold <= layout.zeroThreshold) {
        return {histogram.zeroCount, layout.zeroThreshold};
    }
    // A populated bucket that the threshold would split is taken as a whole, which moves the threshold: begin again.
    for (auto again = true; again;) {
        again = false;
        for (const auto positive : {true, false}) {
            for (const auto& [index, count] : countsOf(histogram, positive)) {
                const auto upper = model::upperBound(layout, index);
                const auto splits = model::upperBound(layout, index - 1) < threshold && upper > threshold;
                if (splits && count != 0) {
                    threshold = upper;
                    again = true;
                }
            }
        }
    }
    ZeroBucket zero{histogram.zeroCount, threshold};
    for (const auto positive : {true, false}) {
        for (const auto& [index, count] : countsOf(histogram, positive)) {
            zero.count += model::upperBound(layout, index - 1) < threshold ? count : 0;
        }
    }
    return zero;
}

void widenZeroBucket(FloatHistogram& histogram, const ZeroBucket& zero) {
    auto& layout = histogram.layout;
    const auto isCovered = [&](const IndexedCount& one) {
        return model::upperBound(layout, one.index - 1) < zero.threshold;
    };
    auto positive = countsOf(histogram, true);
    auto negative = countsOf(histogram, false);
    std::erase_if(positive, isCovered);
    std::erase_if(negative, isCovered);
    store(positive, layout.positiveSpans, histogram.positiveBuckets);
    store(negative, layout.negativeSpans, histogram.negativeBuckets);
    histogram.zeroCount = zero.count;
    layout.zeroThreshold = zero.threshold;
}

std::vector<double> commonBounds(const std::vector<double>& left, const std::vector<double>& right) {
    std::vector<double> common;
    std::ranges::set_intersection(left, right, std::back_inserter(common));
    return common;
}

std::int64_t indexAtBounds(std::int64_t index, const std::vector<double>& bounds, const std::vector<double>& fewer) {
    const auto isLast = static_cast<std::size_t>(index) >= bounds.size();
    const auto upper = isLast ? std::numeric_limits<double>::infinity() : bounds[static_cast<std::size_t>(index)];
    return std::ranges::lower_bound(fewer, upper) - fewer.begin();
}

Counts atBounds(const Counts& counts, const std::vector<double>& bounds, const std::vector<double>& fewer) {
    return placed(counts, [&](std::int64_t index) { return indexAtBounds(index, bounds, fewer); });
}

bool joinHints(FloatHistogram& into, const FloatHistogram& other) {
    const auto left = into.hint;
    const auto right = other.hint;
    if (left == right || left == CounterResetHint::kGauge) {
        return false;
    }
    if (right == CounterResetHint::kGauge) {
        into.hint = right;
        return false;
    }
    into.hint = CounterResetHint::kUnknown;
    return left != CounterResetHint::kUnknown && right != CounterResetHint::kUnknown;
}

} // namespace hearth::promql
