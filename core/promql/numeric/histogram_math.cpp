// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/numeric/histogram_math.h"

#include <algorithm>
#include <vector>

#include "model/histogram_buckets.h"
#include "promql/numeric/histogram_counts.h"

namespace hearth::promql {

namespace {

using model::CounterResetHint;
using model::FloatHistogram;

/// Both sorted by index; the result too.
Counts merged(const Counts& left, const Counts& right, double sign) {
    Counts all;
    all.reserve(left.size() + right.size());
    auto from = right.begin();
    for (const auto& one : left) {
        for (; from != right.end() && from->index < one.index; ++from) {
            all.push_back({from->index, sign * from->count});
        }
        all.push_back(one);
        if (from != right.end() && from->index == one.index) {
            all.back().count += sign * from->count;
            ++from;
        }
    }
    for (; from != right.end(); ++from) {
        all.push_back({from->index, sign * from->count});
    }
    return all;
}

void reconcileZeroBuckets(FloatHistogram& left, FloatHistogram& right) {
    while (left.layout.zeroThreshold != right.layout.zeroThreshold) {
        auto& narrow = left.layout.zeroThreshold < right.layout.zeroThreshold ? left : right;
        const auto& wide = &narrow == &left ? right : left;
        widenZeroBucket(narrow, widened(narrow, wide.layout.zeroThreshold));
    }
}

bool combineCustom(FloatHistogram& into, const FloatHistogram& other, double sign) {
    auto left = countsOf(into, true);
    auto right = countsOf(other, true);
    const auto differ = into.layout.customBounds != other.layout.customBounds;
    if (differ) {
        const auto common = commonBounds(into.layout.customBounds, other.layout.customBounds);
        left = atBounds(left, into.layout.customBounds, common);
        right = atBounds(right, other.layout.customBounds, common);
        into.layout.customBounds = common;
    }
    store(merged(left, right, sign), into.layout.positiveSpans, into.positiveBuckets);
    return differ;
}

void combineExponential(FloatHistogram& into, FloatHistogram other, double sign) {
    reconcileZeroBuckets(into, other);
    into.zeroCount += sign * other.zeroCount;
    auto& layout = into.layout;
    const auto schema = std::min(layout.schema, other.layout.schema);
    for (const auto positive : {true, false}) {
        const auto left = atSchema(countsOf(into, positive), layout.schema, schema);
        const auto right = atSchema(countsOf(other, positive), other.layout.schema, schema);
        store(merged(left, right, sign), positive ? layout.positiveSpans : layout.negativeSpans,
              positive ? into.positiveBuckets : into.negativeBuckets);
    }
    layout.schema = schema;
}

/// Whether some count of `previous` fell, or is gone.
bool anyFell(const Counts& previous, const Counts& current) {
    return std::ranges::any_of(previous, [&](const IndexedCount& before) {
        const auto now = std::ranges::lower_bound(current, before.index, {}, &IndexedCount::index);
        if (now == current.end() || now->index != before.index) {
            return before.count != 0;
        }
        return now->count < before.count;
    });
}

Counts beyondZeroBucket(const FloatHistogram& histogram, bool positive, std::int32_t schema, double threshold) {
    auto counts = atSchema(countsOf(histogram, positive), histogram.layout.schema, schema);
    const model::HistogramLayout layout{.schema = schema};
    std::erase_if(counts, [&](const IndexedCount& one) { return model::upperBound(layout, one.index) <= threshold; });
    return counts;
}

bool customShowsReset(const FloatHistogram& previous, const FloatHistogram& current) {
    if (!isCustom(previous)) {
        return true;
    }
    const auto& before = previous.layout.customBounds;
    const auto& now = current.layout.customBounds;
    const auto common = commonBounds(before, now);
    return anyFell(atBounds(countsOf(previous, true), before, common), atBounds(countsOf(current, true), now, common));
}

} // namespace

std::optional<CombineNotes> combine(FloatHistogram& into, const FloatHistogram& other, double sign) {
    if (isCustom(into) != isCustom(other)) {
        return std::nullopt;
    }
    CombineNotes notes{.resetsCollide = joinHints(into, other)};
    into.count += sign * other.count;
    into.sum += sign * other.sum;
    if (isCustom(into)) {
        notes.boundsReconciled = combineCustom(into, other, sign);
    } else {
        combineExponential(into, other, sign);
    }
    return notes;
}

void multiply(FloatHistogram& histogram, double factor) {
    for (auto* number : {&histogram.zeroCount, &histogram.count, &histogram.sum}) {
        *number *= factor;
    }
    for (auto* buckets : {&histogram.positiveBuckets, &histogram.negativeBuckets}) {
        std::ranges::for_each(*buckets, [factor](double& count) { count *= factor; });
    }
    histogram.hint = factor < 0 ? CounterResetHint::kGauge : histogram.hint;
}

void divide(FloatHistogram& histogram, double divisor) {
    for (auto* number : {&histogram.zeroCount, &histogram.count, &histogram.sum}) {
        *number /= divisor;
    }
    for (auto* buckets : {&histogram.positiveBuckets, &histogram.negativeBuckets}) {
        std::ranges::for_each(*buckets, [divisor](double& count) { count /= divisor; });
    }
    if (divisor == 0) {
        histogram.positiveBuckets.clear();
        histogram.negativeBuckets.clear();
        histogram.layout.positiveSpans.clear();
        histogram.layout.negativeSpans.clear();
    } else if (divisor < 0) {
        histogram.hint = CounterResetHint::kGauge;
    }
}

bool showsReset(const FloatHistogram& previous, const FloatHistogram& current) {
    if (current.hint == CounterResetHint::kReset || current.hint == CounterResetHint::kNotReset) {
        return current.hint == CounterResetHint::kReset;
    }
    if (current.count < previous.count) {
        return true;
    }
    if (isCustom(current)) {
        return customShowsReset(previous, current);
    }
    const auto schema = current.layout.schema;
    const auto threshold = current.layout.zeroThreshold;
    if (isCustom(previous) || schema > previous.layout.schema || threshold < previous.layout.zeroThreshold) {
        return true;
    }
    const auto zero = widened(previous, threshold);
    if (zero.threshold != threshold || current.zeroCount < zero.count) {
        return true;
    }
    return std::ranges::any_of(std::initializer_list<bool>{true, false}, [&](bool positive) {
        return anyFell(beyondZeroBucket(previous, positive, schema, threshold),
                       beyondZeroBucket(current, positive, schema, threshold));
    });
}

bool equalHistograms(const FloatHistogram& left, const FloatHistogram& right) {
    return model::identical(left, right);
}

} // namespace hearth::promql
