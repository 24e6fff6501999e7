// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "graph/graph_data.h"
#include "graph/plot_mapping.h"
#include "graph/stacking.h"

namespace hearth::ui {

/// One series at the crosshair.
struct Hit {
    std::size_t series = 0;
    model::Sample sample;
    double x = 0; ///< Pixels from the left of the plot.
    double y = 0; ///< Pixels from its top, on top of the stack where values are stacked.
};

/// The sample nearest to `time` no further than `reach`; nothing where there is none or its value is NaN.
std::optional<model::Sample> sampleNear(std::span<const model::Sample> samples, model::TimestampMs time,
                                        model::DurationMs reach);

/// All shown series at `time`, largest value first. `bands` is empty unless values are stacked. O(series · log
/// samples).
std::vector<Hit> hitsAt(const GraphData& data, const std::vector<bool>& shown, const std::vector<StackedBand>& bands,
                        model::TimestampMs time, const PlotMapping& mapping);

/// The hit whose point is nearest to (x, y); null where there are none.
const Hit* nearestHit(const std::vector<Hit>& hits, double x, double y);

/// The sample time at or after `time` in the direction (+1, -1) `steps` samples on, over all shown series: how the
/// arrow keys move the crosshair.
model::TimestampMs neighbourTime(const GraphData& data, model::TimestampMs time, int steps);

} // namespace hearth::ui
