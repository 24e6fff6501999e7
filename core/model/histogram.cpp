// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/histogram.h"

#include <algorithm>
#include <bit>

#include "model/histogram_buckets.h"
#include "model/sample.h"

namespace hearth::model {
namespace {

bool sameBits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool sameSpans(std::span<const HistogramSpan> a, std::span<const HistogramSpan> b) {
    if (std::ranges::equal(a, b)) {
        return true;
    }
    SpanIterator left(a);
    SpanIterator right(b);
    while (left.next()) {
        if (!right.next() || left.index() != right.index()) {
            return false;
        }
    }
    return !right.next();
}

bool sameLayout(const HistogramLayout& a, const HistogramLayout& b) {
    return a.schema == b.schema && a.zeroThreshold == b.zeroThreshold && a.customBounds == b.customBounds &&
           sameSpans(a.positiveSpans, b.positiveSpans) && sameSpans(a.negativeSpans, b.negativeSpans);
}

std::vector<double> absoluteCounts(const std::vector<std::int64_t>& deltas) {
    std::vector<double> counts;
    counts.reserve(deltas.size());
    double count = 0; // summed as a float, as Prometheus does: it matters above 2^53
    for (const auto delta : deltas) {
        count += static_cast<double>(delta);
        counts.push_back(count);
    }
    return counts;
}

} // namespace

bool isStale(const Histogram& histogram) {
    return isStale(histogram.sum);
}

bool isStale(const FloatHistogram& histogram) {
    return isStale(histogram.sum);
}

bool isStale(const HistogramValue& value) {
    return std::visit([](const auto& histogram) { return isStale(*histogram); }, value);
}

CounterResetHint hintOf(const HistogramValue& value) {
    return std::visit([](const auto& histogram) { return histogram->hint; }, value);
}

const HistogramLayout& layoutOf(const HistogramValue& value) {
    return std::visit([](const auto& histogram) -> const HistogramLayout& { return histogram->layout; }, value);
}

HistogramValue withHint(const HistogramValue& value, CounterResetHint hint) {
    if (hintOf(value) == hint) {
        return value;
    }
    return std::visit(
        [hint](const auto& histogram) -> HistogramValue {
            auto copy = *histogram;
            copy.hint = hint;
            return std::make_shared<const decltype(copy)>(std::move(copy));
        },
        value);
}

FloatHistogram toFloat(const Histogram& histogram) {
    return {
        .hint = histogram.hint,
        .layout = histogram.layout,
        .zeroCount = static_cast<double>(histogram.zeroCount),
        .count = static_cast<double>(histogram.count),
        .sum = histogram.sum,
        .positiveBuckets = absoluteCounts(histogram.positiveBuckets),
        .negativeBuckets = absoluteCounts(histogram.negativeBuckets),
    };
}

std::shared_ptr<const FloatHistogram> toFloat(const HistogramValue& value) {
    if (const auto* const integer = std::get_if<std::shared_ptr<const Histogram>>(&value)) {
        return std::make_shared<const FloatHistogram>(toFloat(**integer));
    }
    return std::get<std::shared_ptr<const FloatHistogram>>(value);
}

bool identical(const Histogram& a, const Histogram& b) {
    if (isStale(a) || isStale(b)) {
        return isStale(a) && isStale(b);
    }
    return a.count == b.count && a.zeroCount == b.zeroCount && sameBits(a.sum, b.sum) &&
           a.positiveBuckets == b.positiveBuckets && a.negativeBuckets == b.negativeBuckets &&
           sameLayout(a.layout, b.layout);
}

bool identical(const FloatHistogram& a, const FloatHistogram& b) {
    if (isStale(a) || isStale(b)) {
        return isStale(a) && isStale(b);
    }
    return sameBits(a.count, b.count) && sameBits(a.zeroCount, b.zeroCount) && sameBits(a.sum, b.sum) &&
           std::ranges::equal(a.positiveBuckets, b.positiveBuckets, sameBits) &&
           std::ranges::equal(a.negativeBuckets, b.negativeBuckets, sameBits) && sameLayout(a.layout, b.layout);
}

bool identical(const HistogramValue& a, const HistogramValue& b) {
    return std::visit(
        []<class A, class B>(const std::shared_ptr<A>& left, const std::shared_ptr<B>& right) {
            if constexpr (std::is_same_v<A, B>) {
                return left == right || identical(*left, *right);
            }
            return false;
        },
        a, b);
}

} // namespace hearth::model
