// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/plot_frame.h"

#include <cmath>

#include "graph/plot_raster.h"

namespace hearth::ui {

namespace {

constexpr double kLineThickness = 1.2; ///< Logical pixels; a little over one so that a line between rows stays visible.
constexpr double kBandOpacity = 0.12;

std::span<const model::Sample> lineOf(const PlotFrame& frame, std::size_t series) {
    if (frame.request.options.stacked) {
        return frame.bands[series].upper;
    }
    return frame.request.data->series[series].samples;
}

ValueExtent visibleExtent(const PlotFrame& frame) {
    ValueExtent extent;
    for (std::size_t i = 0; i < frame.request.data->series.size(); ++i) {
        if (frame.request.shown[i]) {
            addVisible(extent, lineOf(frame, i), frame.request.window);
        }
    }
    return extent;
}

PlotMapping mappingFor(const PlotFrame& frame) {
    const auto& request = frame.request;
    ValueAxisOptions options;
    options.fromZero = request.options.fromZero || request.options.stacked;
    options.logarithmic = request.options.logarithmic && !request.options.stacked;
    options.unit = request.data->unit;
    options.maxTicks = request.maxValueTicks;
    return {request.window, ValueAxis::covering(visibleExtent(frame), options),
            static_cast<double>(request.size.width()), static_cast<double>(request.size.height())};
}

void drawSeries(PlotRaster& raster, const PlotFrame& frame, const PlotMapping& pixels, std::size_t series) {
    const auto& request = frame.request;
    const auto style = request.styles[series];
    const auto color = SeriesColors::color(style, request.darkGround);
    const auto maxGap = request.data->maxGap();
    const auto line = columnLine(lineOf(frame, series), maxGap, pixels, raster.columns());
    if (request.options.stacked) {
        const auto base = columnLine(frame.bands[series].lower, maxGap, pixels, raster.columns());
        raster.fillBand(line, base, color, kBandOpacity);
    }
    raster.drawLine(line, color, kLineThickness * request.pixelRatio, style.dash, request.pixelRatio);
}

} // namespace

Result<std::shared_ptr<const PlotFrame>> renderPlot(PlotRequest request, const std::stop_token& stop) {
    auto frame = std::make_shared<PlotFrame>();
    frame->request = std::move(request);
    const auto& asked = frame->request;
    if (asked.options.stacked) {
        frame->bands = stack(*asked.data, asked.shown);
    }
    frame->mapping = mappingFor(*frame);
    auto pixels = frame->mapping;
    pixels.width = std::round(pixels.width * asked.pixelRatio);
    pixels.height = std::round(pixels.height * asked.pixelRatio);
    PlotRaster raster(static_cast<int>(pixels.width), static_cast<int>(pixels.height));
    for (std::size_t i = 0; i < asked.data->series.size(); ++i) {
        if (stop.stop_requested()) {
            return fail(ErrorCode::kCanceled, "a newer picture is wanted");
        }
        if (asked.shown[i]) {
            drawSeries(raster, *frame, pixels, i);
        }
    }
    frame->image = raster.image();
    frame->image.setDevicePixelRatio(asked.pixelRatio);
    return frame;
}

} // namespace hearth::ui
