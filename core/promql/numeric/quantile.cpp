// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/numeric/quantile.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/sample.h"

namespace hearth::promql {

namespace {

bool lessNanFirst(double left, double right) {
    if (std::isnan(left)) {
        return !std::isnan(right);
    }
    return left < right;
}

} // namespace

double quantileOf(double q, std::span<double> values) {
    if (values.empty() || std::isnan(q)) {
        return model::normalNan();
    }
    if (q < 0) {
        return -std::numeric_limits<double>::infinity();
    }
    if (q > 1) {
        return std::numeric_limits<double>::infinity();
    }
    const double rank = q * static_cast<double>(values.size() - 1);
    const double lower = std::floor(rank);
    const auto lowerIndex = static_cast<std::size_t>(lower);
    const auto lowerPosition = values.begin() + static_cast<std::ptrdiff_t>(lowerIndex);
    std::nth_element(values.begin(), lowerPosition, values.end(), lessNanFirst);
    const double below = *lowerPosition;
    // The next rank is the smallest of what nth_element left above; at the top end the rank repeats.
    const double above =
        lowerIndex + 1 < values.size() ? *std::min_element(lowerPosition + 1, values.end(), lessNanFirst) : below;
    const double weight = rank - lower;
    return below * (1 - weight) + above * weight;
}

} // namespace hearth::promql
