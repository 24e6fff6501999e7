// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.h"
#include "promql/functions/histogram_notes.h"
#include "promql/functions/mixed_window.h"
#include "promql/functions/range_kernel.h"
#include "promql/numeric/histogram_accumulator.h"

namespace hearth::promql {

namespace {

void countMixed(const RangeInput& input, const MixedSite&, std::span<double> out) {
    slideMixed(input, out, [](const MixedWindow& window) { return static_cast<double>(window.size()); });
}

void presenceMixed(const RangeInput& input, const MixedSite&, std::span<double> out) {
    slideMixed(input, out, [](const MixedWindow&) { return 1.0; });
}

/// The newest or oldest sample of either kind.
template <bool kNewest>
void borderMixed(const RangeInput& input, const MixedSite& site, std::span<double> out) {
    std::size_t shownAs = 0; // one behind the histogram that `cell` stands for
    double cell = absentValue();
    slideMixed(input, out, [&](const MixedWindow& window) {
        const auto at = kNewest ? window.newestHistogram() : window.oldestHistogram();
        if (!at) {
            return kNewest ? window.floats().back() : window.floats().front();
        }
        if (shownAs != *at + 1) {
            cell = site.context.histograms.add(model::toFloat(input.samples.histograms[*at].value));
            shownAs = *at + 1;
        }
        return cell;
    });
}

template <bool kNewest>
void timeOfBorderMixed(const RangeInput& input, const MixedSite&, std::span<double> out) {
    slideMixed(input, out, [](const MixedWindow& window) {
        return toSeconds(kNewest ? window.newestTime() : window.oldestTime());
    });
}

/// The sum or average of the histograms of each window; windows that hold floats too are left out.
template <bool kAverage>
void combinedMixed(const RangeInput& input, const MixedSite& site, std::span<double> out) {
    const auto combineAll = [&](std::span<const model::HistogramSample> histograms) {
        HistogramAccumulator sum;
        for (const auto& next : histograms) {
            const auto notes = sum.add(*model::toFloat(next.value));
            if (!notes) {
                site.warn(mixedSchemasText(site.metricName));
                return absentValue();
            }
            tellNotes(*notes, "aggregation", site.context, site.where);
        }
        auto result = kAverage ? sum.mean() : sum.sum();
        model::compact(result);
        return site.context.histograms.add(std::move(result));
    };
    rangeKernel(kAverage ? Function::kAvgOverTime : Function::kSumOverTime)(input, out); // of the floats
    slideMixed(input, out, [&](const MixedWindow& window) {
        if (window.histograms().empty()) {
            return out[window.step()];
        }
        if (!window.floats().empty()) {
            site.warn(mixedRangeText(site.metricName));
            return absentValue();
        }
        return combineAll(window.histograms());
    });
}

/// Of floats only: histograms beside them are left out, and the user is told.
template <Function kFunction>
void ignoringHistograms(const RangeInput& input, const MixedSite& site, std::span<double> out) {
    slideMixed(input, out, [&](const MixedWindow& window) {
        if (!window.floats().empty() && !window.histograms().empty()) {
            site.inform("ignored histograms in a range containing both floats and histograms for metric name " +
                        quoteGo(site.metricName));
        }
        return absentValue();
    });
    rangeKernel(kFunction)(input, out);
}

/// One sample of either kind.
struct AnySample {
    double value = 0;
    HistogramPtr histogram;
};

/// All samples in the order of their times.
std::vector<AnySample> inOrder(const storage::Columns& samples, std::vector<model::TimestampMs>& times) {
    std::vector<AnySample> all;
    std::size_t next = 0;
    const auto takeFloats = [&](model::TimestampMs before) {
        for (; next < samples.size() && samples.times[next] < before; ++next) {
            times.push_back(samples.times[next]);
            all.push_back({samples.values[next], nullptr});
        }
    };
    for (const auto& histogram : samples.histograms) {
        takeFloats(histogram.time);
        times.push_back(histogram.time);
        all.push_back({0, model::toFloat(histogram.value)});
    }
    takeFloats(std::numeric_limits<model::TimestampMs>::max());
    return all;
}

bool isReset(const AnySample& before, const AnySample& now) {
    if (before.histogram && now.histogram) {
        return showsReset(*before.histogram, *now.histogram);
    }
    return before.histogram || now.histogram || now.value < before.value;
}

bool isChange(const AnySample& before, const AnySample& now) {
    if (before.histogram && now.histogram) {
        return !equalHistograms(*before.histogram, *now.histogram);
    }
    const bool bothNan = std::isnan(before.value) && std::isnan(now.value);
    return before.histogram || now.histogram || (now.value != before.value && !bothNan);
}

/// Counts the neighbours within each window between which something happens.
template <bool (*kHappens)(const AnySample& before, const AnySample& now)>
void countMixedPairs(const RangeInput& input, const MixedSite&, std::span<double> out) {
    std::vector<model::TimestampMs> times;
    const auto all = inOrder(input.samples, times);
    std::vector<std::size_t> totals(all.size(), 0);
    for (std::size_t i = 1; i < all.size(); ++i) {
        totals[i] = totals[i - 1] + (kHappens(all[i - 1], all[i]) ? 1 : 0);
    }
    slideMixed(input, out, [&](const MixedWindow& window) {
        const auto first = std::ranges::lower_bound(times, window.oldestTime()) - times.begin();
        const auto last = static_cast<std::size_t>(first) + window.size() - 1;
        return static_cast<double>(totals[last] - totals[static_cast<std::size_t>(first)]);
    });
}

template <Function... kFunctions>
MixedRangeKernel ignoringOneOf(Function function) {
    MixedRangeKernel kernel = nullptr;
    ((function == kFunctions ? kernel = ignoringHistograms<kFunctions> : kernel), ...);
    return kernel;
}

MixedRangeKernel ignoringKernel(Function function) {
    return ignoringOneOf<Function::kMinOverTime, Function::kMaxOverTime, Function::kTsOfMinOverTime,
                         Function::kTsOfMaxOverTime, Function::kStddevOverTime, Function::kStdvarOverTime,
                         Function::kMadOverTime, Function::kQuantileOverTime, Function::kDeriv,
                         Function::kPredictLinear, Function::kDoubleExponentialSmoothing>(function);
}

} // namespace

MixedRangeKernel mixedRangeKernel(Function function) {
    switch (function) {
    case Function::kCountOverTime:
        return countMixed;
    case Function::kPresentOverTime:
        return presenceMixed;
    case Function::kLastOverTime:
        return borderMixed<true>;
    case Function::kFirstOverTime:
        return borderMixed<false>;
    case Function::kTsOfLastOverTime:
        return timeOfBorderMixed<true>;
    case Function::kTsOfFirstOverTime:
        return timeOfBorderMixed<false>;
    case Function::kSumOverTime:
        return combinedMixed<false>;
    case Function::kAvgOverTime:
        return combinedMixed<true>;
    case Function::kResets:
        return countMixedPairs<isReset>;
    case Function::kChanges:
        return countMixedPairs<isChange>;
    default:
        break;
    }
    const auto rate = mixedRateKernel(function);
    return rate != nullptr ? rate : ignoringKernel(function);
}

} // namespace hearth::promql
