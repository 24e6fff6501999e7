// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>

#include "promql/column.h"
#include "promql/numeric/mean.h"
#include "promql/numeric/neumaier.h"

/// What one group keeps for one step. Each has add() for a value, merge() for the same of another partition, and
/// result(), which is absent where nothing was added.
namespace hearth::promql {

struct SumCell {
    NeumaierSum sum;
    bool seen = false;

    void add(double value) {
        sum.add(value);
        seen = true;
    }
    void merge(const SumCell& other) {
        if (other.seen) {
            sum.merge(other.sum);
            seen = true;
        }
    }
    double result() const { return seen ? sum.result() : absentValue(); }
};

struct AverageCell {
    RunningMean mean;

    void add(double value) { mean.add(value); }
    void merge(const AverageCell& other) { mean.merge(other.mean); }
    double result() const { return mean.empty() ? absentValue() : mean.result(); }
};

/// Any number is better than NaN.
template <bool kLargest>
struct ExtremeCell {
    double best = absentValue();

    void add(double value) {
        if (isAbsent(best) || std::isnan(best) || (kLargest ? value > best : value < best)) {
            best = value;
        }
    }
    void merge(const ExtremeCell& other) {
        if (!isAbsent(other.best)) {
            add(other.best);
        }
    }
    double result() const { return best; }
};

template <bool kJustPresence>
struct CountCell {
    std::int64_t count = 0;

    void add(double) { ++count; }
    void merge(const CountCell& other) { count += other.count; }
    double result() const {
        if (count == 0) {
            return absentValue();
        }
        return kJustPresence ? 1 : static_cast<double>(count);
    }
};

/// Population variance (Welford; partitions are joined as Chan et al. do).
template <bool kRoot>
struct VarianceCell {
    double count = 0;
    double mean = 0;
    double squares = 0;

    void add(double value) {
        ++count;
        if (count == 1) {
            mean = value;
            squares = std::isfinite(value) ? 0 : std::numeric_limits<double>::quiet_NaN();
            return;
        }
        const double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
    }
    void merge(const VarianceCell& other) {
        if (other.count == 0) {
            return;
        }
        if (count == 0) {
            *this = other;
            return;
        }
        const double total = count + other.count;
        const double delta = other.mean - mean;
        squares += other.squares + delta * delta * (count / total) * other.count;
        mean += delta * (other.count / total);
        count = total;
    }
    double result() const {
        if (count == 0) {
            return absentValue();
        }
        return kRoot ? std::sqrt(squares / count) : squares / count;
    }
};

} // namespace hearth::promql
