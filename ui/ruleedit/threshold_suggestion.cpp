// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/threshold_suggestion.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hearth::ui {
namespace {

constexpr int kHalvings = 16;
/// Round steps that are tried: from a tenth of the values' spread down to a thousandth.
constexpr int kRoundings = 3;

struct Spread {
    double min = std::numeric_limits<double>::infinity();
    double max = -std::numeric_limits<double>::infinity();
};

Spread spreadOf(const std::vector<datasource::BacktestSeries>& series) {
    Spread spread;
    for (const auto& one : series) {
        for (const double value : one.values) {
            if (std::isfinite(value)) {
                spread.min = std::min(spread.min, value);
                spread.max = std::max(spread.max, value);
            }
        }
    }
    return spread;
}

/// The next multiple of `step` above (direction 1) or below.
double rounded(double value, double step, int direction) {
    const double steps = value / step;
    const double whole = direction > 0 ? std::ceil(steps) : std::floor(steps);
    // Through the reciprocal where steps are fractions: 0.3 rather than 0.30000000000000004.
    return step < 1 ? whole / std::round(1 / step) : whole * step;
}

} // namespace

std::optional<ThresholdSuggestion> suggestThreshold(const std::vector<datasource::BacktestSeries>& series,
                                                    ThresholdOp op, std::size_t wanted, const CountFirings& count,
                                                    const std::stop_token& stop) {
    const auto spread = spreadOf(series);
    const int direction = strictDirection(op);
    if (direction == 0 || spread.min > spread.max) {
        return std::nullopt;
    }
    const double size = std::max(std::abs(spread.min), std::abs(spread.max));
    const double width = spread.max > spread.min ? spread.max - spread.min : std::max(size, 1.0);
    // Beyond all values nothing fires, whether the comparison includes the threshold or not.
    double strict = direction > 0 ? spread.max + width / 100 : spread.min - width / 100;
    double loose = direction > 0 ? spread.min : spread.max;
    for (int i = 0; i < kHalvings; ++i) {
        if (stop.stop_requested()) {
            return std::nullopt;
        }
        const double middle = (strict + loose) / 2;
        (count(middle) <= wanted ? strict : loose) = middle;
    }
    const auto firings = count(strict);
    double step = std::pow(10, std::floor(std::log10(width)) - 1);
    for (int i = 0; i < kRoundings; ++i, step /= 10) {
        for (const int towards : {-direction, direction}) {
            const double round = rounded(strict, step, towards);
            if (count(round) == firings) {
                return ThresholdSuggestion{round, firings};
            }
        }
    }
    return ThresholdSuggestion{strict, firings};
}

} // namespace hearth::ui
