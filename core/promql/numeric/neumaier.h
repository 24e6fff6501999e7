// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace hearth::promql {

/// Kahan's summation as improved by Neumaier. Prometheus: kahansum.Inc; the order of operations is part of the result.
struct NeumaierSum {
    double sum = 0;
    double compensation = 0;

    void add(double value) {
        const double total = sum + value;
        if (std::isinf(total)) {
            compensation = 0;
        } else if (std::fabs(sum) >= std::fabs(value)) {
            compensation += (sum - total) + value;
        } else {
            compensation += (value - total) + sum;
        }
        sum = total;
    }

    /// Adds a sum that was formed elsewhere (another partition).
    void merge(const NeumaierSum& other) {
        add(other.sum);
        if (!std::isinf(sum)) {
            compensation += other.compensation;
        }
    }

    double result() const { return std::isinf(sum) ? sum : sum + compensation; }
};

} // namespace hearth::promql
