// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/hit_test.h"

#include <algorithm>
#include <cmath>

namespace hearth::ui {

std::optional<model::Sample> sampleNear(std::span<const model::Sample> samples, model::TimestampMs time,
                                        model::DurationMs reach) {
    const auto after = std::ranges::lower_bound(samples, time, {}, &model::Sample::time);
    const model::Sample* best = after != samples.end() ? &*after : nullptr;
    if (after != samples.begin()) {
        const auto& before = *(after - 1);
        if (!best || time - before.time <= best->time - time) {
            best = &before;
        }
    }
    if (!best || std::abs(best->time - time) > reach || std::isnan(best->value)) {
        return std::nullopt;
    }
    return *best;
}

std::vector<Hit> hitsAt(const GraphData& data, const std::vector<bool>& shown, const std::vector<StackedBand>& bands,
                        model::TimestampMs time, const PlotMapping& mapping) {
    std::vector<Hit> hits;
    hits.reserve(data.series.size());
    const auto reach = std::max<model::DurationMs>(data.step, 1);
    for (std::size_t i = 0; i < data.series.size(); ++i) {
        const auto sample = shown[i] ? sampleNear(data.series[i].samples, time, reach) : std::nullopt;
        if (!sample) {
            continue;
        }
        double height = sample->value;
        if (!bands.empty()) {
            height = sampleNear(bands[i].upper, sample->time, 0).value_or(*sample).value;
        }
        hits.push_back({i, *sample, mapping.x(sample->time), mapping.y(height)});
    }
    std::ranges::stable_sort(hits, std::greater<>(), [](const Hit& hit) { return hit.sample.value; });
    return hits;
}

const Hit* nearestHit(const std::vector<Hit>& hits, double x, double y) {
    const Hit* best = nullptr;
    double bestDistance = std::numeric_limits<double>::infinity();
    for (const auto& hit : hits) {
        const double distance = std::hypot(hit.x - x, hit.y - y);
        if (distance < bestDistance) {
            best = &hit;
            bestDistance = distance;
        }
    }
    return best;
}

model::TimestampMs neighbourTime(const GraphData& data, model::TimestampMs time, int steps) {
    if (data.step <= 0) {
        return time;
    }
    // Range queries answer on a grid that begins at the range's begin.
    const auto offset = std::clamp(time, data.range.begin, data.range.end) - data.range.begin;
    const auto index = (offset + data.step / 2) / data.step + steps;
    const auto last = (data.range.end - data.range.begin) / data.step;
    return data.range.begin + std::clamp<std::int64_t>(index, 0, last) * data.step;
}

} // namespace hearth::ui
