// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace hearth::promql {

/// The q-quantile with linear interpolation between ranks, NaN sorting first. q < 0 is -Inf, q > 1 is +Inf, NaN q or no
/// values is NaN. `values` is reordered. Prometheus: quantile().
double quantileOf(double q, std::span<double> values);

/// Whether q lies outside [0, 1] (or is NaN), which deserves a warning.
inline bool isUnusualQuantile(double q) {
    return !(q >= 0 && q <= 1);
}

} // namespace hearth::promql
