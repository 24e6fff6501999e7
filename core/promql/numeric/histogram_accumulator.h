// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>

#include "promql/numeric/histogram_math.h"

namespace hearth::promql {

/// The sum of many histograms: compensated, and in a wider format, so that neither order nor size of its parts matter
/// much. Threads: thread-compatible.
class HistogramAccumulator {
  public:
    bool empty() const { return m_parts == 0; }
    double parts() const { return m_parts; }

    /// As combine().
    std::optional<CombineNotes> add(const model::FloatHistogram& histogram);
    /// Adds what another one has summed.
    std::optional<CombineNotes> merge(const HistogramAccumulator& other);

    model::FloatHistogram sum() const { return dividedBy(1); }
    model::FloatHistogram mean() const { return dividedBy(m_parts); }

  private:
    struct Wide {
        long double sum = 0;
        long double lost = 0;
        void add(long double value);
        double value(double divisor) const;
    };
    using WideCounts = std::map<std::int64_t, Wide>;

    model::FloatHistogram dividedBy(double divisor) const;
    void widenZero(double threshold);
    bool fitBounds(model::FloatHistogram& other);
    void fitSchema(model::FloatHistogram& other);
    template <class Place>
    static void rearrange(WideCounts& counts, Place place);

    double m_parts = 0;
    model::FloatHistogram m_frame; ///< Schema, bounds, zero threshold and hint; no counts.
    Wide m_count;
    Wide m_sum;
    Wide m_zeroCount;
    WideCounts m_positive;
    WideCounts m_negative;
};

} // namespace hearth::promql
