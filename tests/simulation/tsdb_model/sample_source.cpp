// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/tsdb_model/sample_source.h"

#include <fmt/format.h>
#include <numeric>

#include "model/sample.h"

namespace hearth::tests {
namespace {

constexpr int kCountHistogramSeries = 5;
constexpr int kFloatHistogramSeries = 6;
constexpr int kMixedSeries = 7;
constexpr std::size_t kMostBuckets = 6;

model::HistogramLayout layoutFor(const std::vector<std::uint64_t>& buckets) {
    const auto first = static_cast<std::uint32_t>(buckets.size() / 2);
    model::HistogramLayout layout;
    layout.schema = 1;
    layout.zeroThreshold = 0.001;
    layout.positiveSpans = {{-2, first}, {3, static_cast<std::uint32_t>(buckets.size()) - first}};
    return layout;
}

} // namespace

model::Labels labelsOf(int series) {
    if (series >= kLastingSeries) {
        return {{"__name__", "churn"}, {"n", fmt::to_string(series)}, {"zone", series % 2 == 0 ? "a" : "b"}};
    }
    return {{"__name__", fmt::format("m{}", series % 3)},
            {"i", fmt::to_string(series)},
            {"zone", series % 2 == 0 ? "a" : "b"}};
}

SampleValue valueOf(const SeriesBatch::Item& item) {
    return item.histogram ? valueOf(*item.histogram) : valueOf(item.number);
}

bool SampleSource::drawHistograms(int series, Dice& dice) const {
    return m_histograms && (series == kCountHistogramSeries || series == kFloatHistogramSeries ||
                            (series == kMixedSeries && dice.oneIn(2)));
}

SeriesBatch::Item SampleSource::next(int series, model::TimestampMs time, bool histograms, bool alone, Dice& dice) {
    ++m_count;
    if (histograms) {
        return {time, 0, nextHistogram(series, series == kFloatHistogramSeries, dice)};
    }
    if ((alone || series != kMixedSeries) && dice.oneIn(25)) {
        return {time, model::staleNan(), std::nullopt};
    }
    return {time, static_cast<double>(m_count) + (series % 2 == 0 ? 0 : 0.1), std::nullopt};
}

/// A counter that grows, gets more buckets now and then, and seldom starts again.
model::HistogramValue SampleSource::nextHistogram(int series, bool floats, Dice& dice) {
    auto& buckets = m_buckets[series];
    if (buckets.empty() || dice.oneIn(20)) {
        buckets.assign(2, 1);
    }
    if (buckets.size() < kMostBuckets && dice.oneIn(8)) {
        buckets.push_back(0);
    }
    buckets[dice.below(buckets.size())] += dice.below(100);
    const auto total = std::accumulate(buckets.begin(), buckets.end(), std::uint64_t{3});
    const auto sum = static_cast<double>(m_count) + 0.5;
    if (floats) {
        auto histogram = std::make_shared<model::FloatHistogram>();
        histogram->layout = layoutFor(buckets);
        histogram->zeroCount = 3;
        histogram->count = static_cast<double>(total);
        histogram->sum = sum;
        histogram->positiveBuckets.assign(buckets.begin(), buckets.end());
        return std::shared_ptr<const model::FloatHistogram>(std::move(histogram));
    }
    auto histogram = std::make_shared<model::Histogram>();
    histogram->layout = layoutFor(buckets);
    histogram->zeroCount = 3;
    histogram->count = total;
    histogram->sum = sum;
    std::int64_t before = 0;
    for (const auto bucket : buckets) {
        histogram->positiveBuckets.push_back(static_cast<std::int64_t>(bucket) - before);
        before = static_cast<std::int64_t>(bucket);
    }
    return std::shared_ptr<const model::Histogram>(std::move(histogram));
}

} // namespace hearth::tests
