// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "graph/axis_tick.h"
#include "models/value_format.h"

namespace hearth::ui {

/// What the values of a plot reach from and to; empty until something was added.
struct ValueExtent {
    double min = 0;
    double max = 0;
    double minPositive = 0; ///< Smallest value above zero; 0 where there is none. A logarithmic axis begins here.
    bool empty = true;

    /// Ignores what is not finite.
    void add(double value);
};

struct ValueAxisOptions {
    bool fromZero = false;
    bool logarithmic = false;
    Unit unit = Unit::kNone;
    int maxTicks = 6;
    /// Take the extent as it is instead of widening it to round values: after a person zoomed.
    bool exact = false;

    bool operator==(const ValueAxisOptions&) const = default;
};

/// A vertical axis with round numbers in its unit: 1, 2, 5 decimally, powers of two for bytes, minutes and hours for
/// long times; powers of ten on a logarithmic scale.
/// Threads: thread-compatible (a value).
class ValueAxis {
  public:
    ValueAxis() = default;
    /// Covers `extent`, widened to round values; from 0 to 1 where there is nothing.
    static ValueAxis covering(ValueExtent extent, const ValueAxisOptions& options);

    double min() const { return m_min; }
    double max() const { return m_max; }
    bool logarithmic() const { return m_logarithmic; }
    const std::vector<AxisTick>& ticks() const { return m_ticks; }

    /// 0 at the lower end, 1 at the upper; beyond for values beyond. NaN where the scale cannot show the value.
    double fraction(double value) const;
    double valueAt(double fraction) const;

  private:
    void placeLinearTicks(const ValueAxisOptions& options);
    void placeLogarithmicTicks(const ValueAxisOptions& options);

    double m_min = 0;
    double m_max = 1;
    bool m_logarithmic = false;
    std::vector<AxisTick> m_ticks;
};

/// The smallest round number not below `step`, round as `unit` counts.
double roundStep(double step, Unit unit);

} // namespace hearth::ui
