// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include <QImage>
#include <QSize>

#include "base/error.h"
#include "graph/graph_data.h"
#include "graph/plot_mapping.h"
#include "graph/series_colors.h"
#include "graph/stacking.h"

namespace hearth::ui {

/// How a plot is drawn, as a person chooses it.
struct PlotOptions {
    bool stacked = false;
    bool logarithmic = false;
    bool fromZero = false;

    bool operator==(const PlotOptions&) const = default;
};

/// All that one picture depends on.
struct PlotRequest {
    GraphDataPtr data;
    std::vector<bool> shown;         ///< As long as data->series.
    std::vector<SeriesStyle> styles; ///< Likewise.
    model::TimeRange window;         ///< begin < end
    PlotOptions options;
    std::optional<double> reach; ///< A value that the axis shows whatever the series do.
    QSize size;                  ///< Of the plot, logical pixels.
    double pixelRatio = 1;
    int maxValueTicks = 6;
    bool darkGround = false;
};

/// The series of a graph as a picture, with the axis that it was drawn for. Immutable.
struct PlotFrame {
    PlotRequest request;
    PlotMapping mapping;            ///< In logical pixels.
    std::vector<StackedBand> bands; ///< Empty unless stacked.
    QImage image;
};

/// Chooses the value axis and draws; kCanceled when stopped. For a worker.
/// Cost: linear in the visible samples, plus the pixels.
Result<std::shared_ptr<const PlotFrame>> renderPlot(PlotRequest request, const std::stop_token& stop);

} // namespace hearth::ui
