// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "models/value_format.h"

namespace hearth::ui {

/// Writes the numbers of one axis alike: one prefix and one number of decimals for all ticks, as many as the step
/// needs. Threads: thread-compatible (a value).
class TickLabel {
  public:
    /// `largest`: the greatest absolute value on the axis; both in the unit's own base (bytes, seconds, ratio).
    TickLabel(double largest, double step, Unit unit);

    QString text(double value) const;

  private:
    double m_factor = 1; ///< What a value is multiplied by before it is printed.
    int m_decimals = 0;
    bool m_exponent = false;
    bool m_bareZero = false; ///< "0" rather than "0 k".
    bool m_clock = false;    ///< Minutes, hours and days, from ValueFormat.
    QString m_suffix;
};

} // namespace hearth::ui
