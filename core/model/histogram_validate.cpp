// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "model/histogram.h"
#include "model/histogram_buckets.h"

namespace hearth::model {
namespace {

std::unexpected<Error> invalid(std::string message) {
    return fail(ErrorCode::kInvalidArgument, std::move(message));
}

Result<void> checkSpans(const std::vector<HistogramSpan>& spans, std::size_t buckets, const char* side) {
    for (std::size_t i = 1; i < spans.size(); ++i) {
        if (spans[i].offset < 0) {
            return invalid(fmt::format("{} side: span {} has the negative offset {}", side, i + 1, spans[i].offset));
        }
    }
    if (const auto named = bucketCount(spans); named != buckets) {
        return invalid(fmt::format("{} side: spans name {} buckets, but there are {}", side, named, buckets));
    }
    return {};
}

/// Adds the counts of the buckets to `sum`.
Result<void> addCounts(const std::vector<std::int64_t>& deltas, const char* side, std::uint64_t& sum) {
    std::uint64_t count = 0; // may wrap, as deltas from outside may add up to anything
    for (std::size_t i = 0; i < deltas.size(); ++i) {
        count += static_cast<std::uint64_t>(deltas[i]);
        if (static_cast<std::int64_t>(count) < 0) {
            return invalid(fmt::format("{} side: bucket {} has the negative count {}", side, i + 1,
                                       static_cast<std::int64_t>(count)));
        }
        sum += count;
    }
    return {};
}

Result<void> addCounts(const std::vector<double>& counts, const char* side, double& sum) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] < 0) {
            return invalid(fmt::format("{} side: bucket {} has the negative count {}", side, i + 1, counts[i]));
        }
        sum += counts[i];
    }
    return {};
}

Result<void> checkBounds(const std::vector<double>& bounds) {
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        if (std::isnan(bounds[i])) {
            return invalid("custom buckets: a bound is NaN");
        }
        if (i > 0 && bounds[i] <= bounds[i - 1]) {
            return invalid(
                fmt::format("custom buckets: bounds must increase, but {} follows {}", bounds[i], bounds[i - 1]));
        }
    }
    if (!bounds.empty() && bounds.back() == std::numeric_limits<double>::infinity()) {
        return invalid("custom buckets: the last bound must not be +Inf, which is always there");
    }
    return {};
}

template <class Value>
Result<void> checkCustom(const Value& histogram) {
    const auto& layout = histogram.layout;
    HEARTH_TRY(checkBounds(layout.customBounds));
    if (!layout.positiveSpans.empty() && layout.positiveSpans.front().offset < 0) {
        return invalid("custom buckets: the first span has a negative offset");
    }
    HEARTH_TRY(checkSpans(layout.positiveSpans, histogram.positiveBuckets.size(), "positive"));
    std::uint64_t covered = 0;
    for (const auto& span : layout.positiveSpans) {
        covered += static_cast<std::uint64_t>(span.offset) + span.length;
    }
    if (layout.customBounds.size() + 1 < covered) {
        return invalid(fmt::format("custom buckets: {} bounds are too few for spans that cover {} buckets",
                                   layout.customBounds.size(), covered));
    }
    if (histogram.zeroCount != 0 || layout.zeroThreshold != 0) {
        return invalid("custom buckets: zero count and zero threshold must be 0");
    }
    if (!layout.negativeSpans.empty() || !histogram.negativeBuckets.empty()) {
        return invalid("custom buckets: there must be no negative buckets");
    }
    return {};
}

/// Whatever both kinds share; `sum` receives the counts of all buckets.
template <class Value, class Count>
Result<void> checkBuckets(const Value& histogram, Count& sum) {
    const auto& layout = histogram.layout;
    if (layout.schema == kCustomBucketsSchema) {
        HEARTH_TRY(checkCustom(histogram));
    } else if (layout.schema < kMinWritableSchema || layout.schema > kMaxExponentialSchema) {
        return invalid(fmt::format("histogram has the schema {}; it must be {} to {}, or {} for custom buckets",
                                   layout.schema, kMinWritableSchema, kMaxExponentialSchema, kCustomBucketsSchema));
    } else {
        HEARTH_TRY(checkSpans(layout.positiveSpans, histogram.positiveBuckets.size(), "positive"));
        HEARTH_TRY(checkSpans(layout.negativeSpans, histogram.negativeBuckets.size(), "negative"));
        HEARTH_TRY(addCounts(histogram.negativeBuckets, "negative", sum));
        if (!layout.customBounds.empty()) {
            return invalid("a histogram with exponential buckets must not have custom bounds");
        }
    }
    return addCounts(histogram.positiveBuckets, "positive", sum);
}

} // namespace

Result<void> validate(const Histogram& histogram) {
    auto sum = histogram.zeroCount;
    HEARTH_TRY(checkBuckets(histogram, sum));
    // Observations of NaN are counted but fall into no bucket.
    const auto fits = std::isnan(histogram.sum) ? sum <= histogram.count : sum == histogram.count;
    if (!fits) {
        return invalid(fmt::format("buckets hold {} observations, but the count is {}", sum, histogram.count));
    }
    return {};
}

Result<void> validate(const FloatHistogram& histogram) {
    double sum = 0;
    HEARTH_TRY(checkBuckets(histogram, sum));
    if (histogram.zeroCount < 0) {
        return invalid(fmt::format("the zero bucket has the negative count {}", histogram.zeroCount));
    }
    if (histogram.count < 0) {
        return invalid(fmt::format("the count is negative: {}", histogram.count));
    }
    return {};
}

Result<void> validate(const HistogramValue& value) {
    return std::visit([](const auto& histogram) { return validate(*histogram); }, value);
}

} // namespace hearth::model
