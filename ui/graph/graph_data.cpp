// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/graph_data.h"

#include <algorithm>
#include <cmath>

namespace hearth::ui {

namespace {

/// Whether all series have this very pair.
bool isCommon(const GraphData& data, const model::LabelView& label) {
    return std::ranges::all_of(
        data.series, [&](const GraphSeries& series) { return series.labels.value(label.name) == label.value; });
}

void nameShortly(GraphData& data) {
    std::vector<std::string> common;
    if (!data.series.empty()) {
        for (const auto& label : data.series.front().labels) {
            if (isCommon(data, label)) {
                common.emplace_back(label.name);
            }
        }
    }
    for (auto& series : data.series) {
        const auto distinct = series.labels.without(common);
        series.shortName = distinct.empty() ? series.name : seriesName(distinct);
    }
}

} // namespace

SeriesSummary summarize(const std::vector<model::Sample>& samples) {
    SeriesSummary summary;
    double sum = 0;
    std::size_t count = 0;
    for (const auto& sample : samples) {
        if (!std::isfinite(sample.value)) {
            continue;
        }
        summary.min = count == 0 ? sample.value : std::min(summary.min, sample.value);
        summary.max = count == 0 ? sample.value : std::max(summary.max, sample.value);
        summary.last = sample.value;
        sum += sample.value;
        ++count;
    }
    if (count > 0) {
        summary.mean = sum / static_cast<double>(count);
    }
    return summary;
}

QString seriesName(const model::Labels& labels) {
    return QString::fromStdString(labels.toString());
}

GraphDataPtr makeGraphData(model::Matrix matrix, model::TimeRange range, model::DurationMs step, Unit unit) {
    auto data = std::make_shared<GraphData>();
    data->range = range;
    data->step = step;
    data->unit = unit;
    data->series.reserve(matrix.size());
    for (auto& source : matrix) {
        GraphSeries series;
        series.labels = std::move(source.labels);
        series.name = seriesName(series.labels);
        series.hash = series.labels.hash();
        series.samples = std::move(source.samples);
        series.summary = summarize(series.samples);
        data->samples += series.samples.size();
        data->series.push_back(std::move(series));
    }
    nameShortly(*data);
    return data;
}

} // namespace hearth::ui
