// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/stacking.h"

#include <algorithm>
#include <cmath>

namespace hearth::ui {

namespace {

/// All times at which a shown series has a sample, ascending, each once.
std::vector<model::TimestampMs> allTimes(const GraphData& data, const std::vector<bool>& shown) {
    std::vector<model::TimestampMs> times;
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        if (!shown[i]) {
            continue;
        }
        std::vector<model::TimestampMs> merged;
        const auto& samples = data.series[i].samples;
        merged.reserve(std::max(times.size(), samples.size()));
        std::size_t at = 0;
        for (const auto& sample : samples) {
            while (at < times.size() && times[at] < sample.time) {
                merged.push_back(times[at++]);
            }
            if (at < times.size() && times[at] == sample.time) {
                ++at;
            }
            merged.push_back(sample.time);
        }
        merged.insert(merged.end(), times.begin() + static_cast<std::ptrdiff_t>(at), times.end());
        times = std::move(merged);
    }
    return times;
}

} // namespace

std::vector<StackedBand> stack(const GraphData& data, const std::vector<bool>& shown) {
    std::vector<StackedBand> bands(data.series.size());
    const auto times = allTimes(data, shown);
    std::vector<double> height(times.size(), 0.0);
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        if (!shown[i]) {
            continue;
        }
        auto& band = bands[i];
        std::size_t at = 0;
        for (const auto& sample : data.series[i].samples) {
            if (!std::isfinite(sample.value)) {
                continue;
            }
            while (times[at] < sample.time) {
                ++at;
            }
            band.lower.push_back({sample.time, height[at]});
            height[at] += sample.value;
            band.upper.push_back({sample.time, height[at]});
        }
    }
    return bands;
}

} // namespace hearth::ui
