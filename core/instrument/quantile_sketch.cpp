// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/quantile_sketch.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hearth::instrument {
namespace {

constexpr double kGrowth = 1.02;
constexpr double kMinMagnitude = 1e-12;
constexpr double kMaxMagnitude = 1e12;

int bucketOf(double magnitude) {
    return static_cast<int>(std::ceil(std::log(std::min(magnitude, kMaxMagnitude)) / std::log(kGrowth)));
}

/// The number whose relative distance to both ends of the bucket (growth^(i-1), growth^i] is the same.
double middleOf(int bucket) {
    return 2 * std::pow(kGrowth, bucket) / (kGrowth + 1);
}

} // namespace

void QuantileSketch::add(double value) {
    if (std::isnan(value)) {
        return;
    }
    m_min = m_count == 0 ? value : std::min(m_min, value);
    m_max = m_count == 0 ? value : std::max(m_max, value);
    ++m_count;
    if (std::fabs(value) < kMinMagnitude) {
        ++m_zeros;
    } else {
        ++(value > 0 ? m_positive : m_negative)[bucketOf(std::fabs(value))];
    }
}

void QuantileSketch::merge(const QuantileSketch& other) {
    if (other.m_count == 0) {
        return;
    }
    m_min = m_count == 0 ? other.m_min : std::min(m_min, other.m_min);
    m_max = m_count == 0 ? other.m_max : std::max(m_max, other.m_max);
    m_count += other.m_count;
    m_zeros += other.m_zeros;
    for (const auto& [bucket, count] : other.m_negative) {
        m_negative[bucket] += count;
    }
    for (const auto& [bucket, count] : other.m_positive) {
        m_positive[bucket] += count;
    }
}

double QuantileSketch::quantile(double quantile) const {
    if (m_count == 0) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const auto last = m_count - 1;
    const auto rank =
        static_cast<std::uint64_t>(std::floor(std::clamp(quantile, 0.0, 1.0) * static_cast<double>(last)));
    return std::clamp(valueAtRank(std::min(rank, last)), m_min, m_max);
}

/// Walks the buckets from the smallest number up.
double QuantileSketch::valueAtRank(std::uint64_t rank) const {
    std::uint64_t seen = 0;
    for (auto it = m_negative.rbegin(); it != m_negative.rend(); ++it) {
        seen += it->second;
        if (rank < seen) {
            return -middleOf(it->first);
        }
    }
    seen += m_zeros;
    if (rank < seen) {
        return 0;
    }
    for (const auto& [bucket, count] : m_positive) {
        seen += count;
        if (rank < seen) {
            return middleOf(bucket);
        }
    }
    return m_max;
}

} // namespace hearth::instrument
