// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "model/histogram.h"
#include "model/time.h"

namespace hearth::model {

/// The samples of a series: floats as two parallel columns, native histograms beside them. Each is in time order, and
/// no time is in both.
struct Columns {
    std::vector<TimestampMs> times;
    std::vector<double> values;
    std::vector<HistogramSample> histograms; ///< Empty for most series.

    void clear() {
        times.clear();
        values.clear();
        histograms.clear();
    }
    bool empty() const { return times.empty() && histograms.empty(); }
    /// The number of floats.
    std::size_t size() const { return times.size(); }
};

} // namespace hearth::model
