// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "model/sample.h"
#include "promql/functions/range_kernel.h"
#include "promql/numeric/mean.h"
#include "promql/numeric/neumaier.h"
#include "promql/numeric/quantile.h"

namespace hearth::promql {

namespace {

using Values = std::span<const double>;

/// A kernel that looks at the values of each window and nothing else.
template <double (*kFold)(Values)>
void fold(const RangeInput& input, std::span<double> out) {
    const Values values = input.samples.values;
    slide(input, out,
          [&](std::size_t first, std::size_t last, std::size_t) { return kFold(values.subspan(first, last - first)); });
}

double sumOf(Values values) {
    NeumaierSum sum;
    for (const double value : values) {
        sum.add(value);
    }
    return sum.result();
}

double averageOf(Values values) {
    RunningMean mean;
    for (const double value : values) {
        mean.add(value);
    }
    return mean.result();
}

/// Population variance by Welford's method, compensated.
double varianceOf(Values values) {
    NeumaierSum mean;
    NeumaierSum squares;
    double count = 0;
    for (const double value : values) {
        ++count;
        const double delta = value - (mean.sum + mean.compensation);
        mean.add(delta / count);
        squares.add(delta * (value - (mean.sum + mean.compensation)));
    }
    return (squares.sum + squares.compensation) / count;
}

double deviationOf(Values values) {
    return std::sqrt(varianceOf(values));
}

double countOf(Values values) {
    return static_cast<double>(values.size());
}
double presenceOf(Values) {
    return 1;
}
double newestOf(Values values) {
    return values.back();
}
double oldestOf(Values values) {
    return values.front();
}

struct Smaller {
    bool operator()(double left, double right) const { return left < right; }
};
struct Greater {
    bool operator()(double left, double right) const { return left > right; }
};

/// The extreme value of each window; any number is better than NaN. Keeps the candidates of the window, each worse than
/// the one before, in `positions`: every sample enters and leaves once.
template <class Better>
void extreme(const RangeInput& input, std::span<double> out) {
    const auto& values = input.samples.values;
    std::vector<std::uint32_t>& candidates = input.scratch.positions;
    candidates.clear();
    std::size_t front = 0;
    std::size_t entered = 0;
    slide(input, out, [&](std::size_t first, std::size_t last, std::size_t) {
        for (entered = std::max(entered, first); entered < last; ++entered) {
            const double value = values[entered];
            if (std::isnan(value)) {
                continue;
            }
            while (candidates.size() > front && !Better()(values[candidates.back()], value)) {
                candidates.pop_back();
            }
            candidates.push_back(static_cast<std::uint32_t>(entered));
        }
        while (front < candidates.size() && candidates[front] < first) {
            ++front;
        }
        return front < candidates.size() ? values[candidates[front]] : values[first];
    });
}

/// The time, in seconds, of the newest sample that has the extreme value.
template <class Better>
void timeOfExtreme(const RangeInput& input, std::span<double> out) {
    const auto& values = input.samples.values;
    slide(input, out, [&](std::size_t first, std::size_t last, std::size_t) {
        std::size_t best = first;
        for (std::size_t i = first + 1; i < last; ++i) {
            if (Better()(values[i], values[best]) || values[i] == values[best] || std::isnan(values[best])) {
                best = i;
            }
        }
        return toSeconds(input.samples.times[best]);
    });
}

template <bool kNewest>
void timeOfBorder(const RangeInput& input, std::span<double> out) {
    slide(input, out, [&](std::size_t first, std::size_t last, std::size_t) {
        return toSeconds(input.samples.times[kNewest ? last - 1 : first]);
    });
}

void quantiles(const RangeInput& input, std::span<double> out) {
    const auto& values = input.samples.values;
    slide(input, out, [&](std::size_t first, std::size_t last, std::size_t step) {
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(first);
        input.scratch.work.assign(begin, begin + static_cast<std::ptrdiff_t>(last - first));
        return quantileOf(input.parameters[0][step], input.scratch.work);
    });
}

/// Median of the distances from the median.
void medianDeviations(const RangeInput& input, std::span<double> out) {
    constexpr double kMedian = 0.5;
    const auto& values = input.samples.values;
    std::vector<double>& work = input.scratch.work;
    slide(input, out, [&](std::size_t first, std::size_t last, std::size_t) {
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(first);
        work.assign(begin, begin + static_cast<std::ptrdiff_t>(last - first));
        if (std::ranges::any_of(work, [](double value) { return std::isnan(value); })) {
            return model::normalNan();
        }
        const double median = quantileOf(kMedian, work);
        for (double& value : work) {
            value = std::fabs(value - median);
        }
        return quantileOf(kMedian, work);
    });
}

RangeKernel timeKernel(Function function) {
    switch (function) {
    case Function::kTsOfMinOverTime:
        return timeOfExtreme<Smaller>;
    case Function::kTsOfMaxOverTime:
        return timeOfExtreme<Greater>;
    case Function::kTsOfFirstOverTime:
        return timeOfBorder<false>;
    case Function::kTsOfLastOverTime:
        return timeOfBorder<true>;
    default:
        return nullptr;
    }
}

} // namespace

RangeKernel overTimeKernel(Function function) {
    switch (function) {
    case Function::kSumOverTime:
        return fold<sumOf>;
    case Function::kAvgOverTime:
        return fold<averageOf>;
    case Function::kStddevOverTime:
        return fold<deviationOf>;
    case Function::kStdvarOverTime:
        return fold<varianceOf>;
    case Function::kCountOverTime:
        return fold<countOf>;
    case Function::kPresentOverTime:
        return fold<presenceOf>;
    case Function::kLastOverTime:
        return fold<newestOf>;
    case Function::kFirstOverTime:
        return fold<oldestOf>;
    case Function::kMinOverTime:
        return extreme<Smaller>;
    case Function::kMaxOverTime:
        return extreme<Greater>;
    case Function::kQuantileOverTime:
        return quantiles;
    case Function::kMadOverTime:
        return medianDeviations;
    default:
        return timeKernel(function);
    }
}

} // namespace hearth::promql
