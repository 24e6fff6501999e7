// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "model/sample.h"
#include "promql/functions/range_kernel.h"
#include "promql/numeric/neumaier.h"

namespace hearth::promql {

namespace {

struct Line {
    double slope = 0;
    double intercept = 0;
};

/// Sums of one pass over a window, each compensated.
struct Moments {
    double count = 0;
    NeumaierSum x;
    NeumaierSum y;
    NeumaierSum xy;
    NeumaierSum xx;

    void add(double time, double value) {
        ++count;
        x.add(time);
        y.add(value);
        xy.add(time * value);
        xx.add(time * time);
    }

    Line line() const {
        const double covariance = xy.result() - x.result() * y.result() / count;
        const double variance = xx.result() - x.result() * x.result() / count;
        const double slope = covariance / variance;
        return {slope, y.result() / count - slope * x.result() / count};
    }
};

/// Least squares over samples [first, last), times relative to `origin`. Prometheus: linearRegression.
Line regression(const storage::Columns& samples, std::size_t first, std::size_t last, model::TimestampMs origin) {
    const double start = samples.values[first];
    bool constant = true;
    Moments moments;
    for (std::size_t i = first; i < last; ++i) {
        constant = constant && (i == first || samples.values[i] == start);
        moments.add(toSeconds(samples.times[i] - origin), samples.values[i]);
    }
    if (!constant) {
        return moments.line();
    }
    return std::isinf(start) ? Line{model::normalNan(), model::normalNan()} : Line{0, start};
}

void derivative(const RangeInput& input, std::span<double> out) {
    slide(input, out, [&](std::size_t first, std::size_t last, std::size_t) {
        return last - first < 2 ? absentValue()
                                : regression(input.samples, first, last, input.samples.times[first]).slope;
    });
}

void prediction(const RangeInput& input, std::span<double> out) {
    slide(input, out, [&](std::size_t first, std::size_t last, std::size_t step) {
        if (last - first < 2) {
            return absentValue();
        }
        const Line line = regression(input.samples, first, last, input.steps.at(step));
        return line.slope * input.parameters[0][step] + line.intercept;
    });
}

/// Holt's linear method.
double smoothed(std::span<const double> values, double levelFactor, double trendFactor) {
    double previous = 0;
    double level = values[0];
    double trend = values[1] - values[0];
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (i > 1) {
            trend = trendFactor * (level - previous) + (1 - trendFactor) * trend;
        }
        const double scaled = levelFactor * values[i];
        const double carried = (1 - levelFactor) * (level + trend);
        previous = level;
        level = scaled + carried;
    }
    return level;
}

void doubleExponential(const RangeInput& input, std::span<double> out) {
    const std::span<const double> values = input.samples.values;
    slide(input, out, [&](std::size_t first, std::size_t last, std::size_t step) {
        return last - first < 2 ? absentValue()
                                : smoothed(values.subspan(first, last - first), input.parameters[0][step],
                                           input.parameters[1][step]);
    });
}

} // namespace

RangeKernel regressionKernel(Function function) {
    switch (function) {
    case Function::kDeriv:
        return derivative;
    case Function::kPredictLinear:
        return prediction;
    case Function::kDoubleExponentialSmoothing:
        return doubleExponential;
    default:
        return nullptr;
    }
}

} // namespace hearth::promql
