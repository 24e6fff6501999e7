// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>

namespace hearth::instrument {

/// Estimates quantiles of many numbers in little memory: magnitudes are counted in logarithmic buckets 2 % wide, so an
/// answer is within 1 % of a number that holds the asked rank. At most about 2,900 buckets a sign whatever is added,
/// since magnitudes below 1e-12 count as zero and those above 1e12 as 1e12.
/// Threads: thread-compatible.
class QuantileSketch {
  public:
    /// NaN is ignored.
    void add(double value);
    void merge(const QuantileSketch& other);
    void clear() { *this = QuantileSketch(); }

    std::uint64_t count() const { return m_count; }
    /// `quantile` in [0, 1]; NaN where nothing was added.
    double quantile(double quantile) const;

  private:
    using Buckets = std::map<int, std::uint64_t>;

    double valueAtRank(std::uint64_t rank) const;

    Buckets m_negative;
    Buckets m_positive;
    std::uint64_t m_zeros = 0;
    std::uint64_t m_count = 0;
    double m_min = 0; ///< Means something only where m_count > 0, as m_max.
    double m_max = 0;
};

} // namespace hearth::instrument
