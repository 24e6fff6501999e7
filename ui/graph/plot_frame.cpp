// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/plot_frame.h"

#include <cmath>

#include "graph/plot_raster.h"

namespace hearth::ui {

namespace {

constexpr double kLineThickness = 1.2; ///< Logical pixels; a little over one so that a line between rows stays visible.
constexpr double kBandOpacity = 0.12;
/// Series that are reduced before they are drawn: enough to draw well, few enough to keep (some 30 kB each).
constexpr std::size_t kShapesAtOnce = 128;

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
    if (frame.request.reach) {
        extent.add(*frame.request.reach);
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

/// A series reduced to what is drawn of it.
struct Shape {
    std::size_t series = 0;
    ColumnLine line;
    ColumnLine base; ///< Of the band below a stacked line.
};

Shape shapeOf(const PlotFrame& frame, const PlotMapping& pixels, int columns, std::size_t series) {
    const auto maxGap = frame.request.data->maxGap();
    Shape shape{series, columnLine(lineOf(frame, series), maxGap, pixels, columns), {}};
    if (frame.request.options.stacked) {
        shape.base = columnLine(frame.bands[series].lower, maxGap, pixels, columns);
    }
    return shape;
}

void drawShape(PlotRaster& raster, const PlotRequest& request, const Shape& shape) {
    const auto style = request.styles[shape.series];
    const auto color = SeriesColors::color(style, request.darkGround);
    if (request.options.stacked) {
        raster.fillBand(shape.line, shape.base, color, kBandOpacity);
    }
    raster.drawLine(shape.line, color, kLineThickness * request.pixelRatio, style.dash, request.pixelRatio);
}

void drawShapes(PlotRaster& raster, const PlotRequest& request, const std::vector<Shape>& shapes) {
    for (int begin = 0; begin < raster.columns(); begin += PlotRaster::kStripColumns) {
        raster.setStrip(begin, begin + PlotRaster::kStripColumns);
        for (const auto& shape : shapes) {
            drawShape(raster, request, shape);
        }
    }
}

Result<void> drawAll(PlotRaster& raster, const PlotFrame& frame, const PlotMapping& pixels,
                     const std::stop_token& stop) {
    std::vector<Shape> shapes;
    const auto& request = frame.request;
    for (std::size_t i = 0; i < request.data->series.size(); ++i) {
        if (stop.stop_requested()) {
            return fail(ErrorCode::kCanceled, "a newer picture is wanted");
        }
        if (request.shown[i]) {
            shapes.push_back(shapeOf(frame, pixels, raster.columns(), i));
        }
        if (shapes.size() == kShapesAtOnce) {
            drawShapes(raster, request, shapes);
            shapes.clear();
        }
    }
    drawShapes(raster, request, shapes);
    return {};
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
    if (auto drawn = drawAll(raster, *frame, pixels, stop); !drawn) {
        return std::unexpected(std::move(drawn).error());
    }
    frame->image = raster.image();
    frame->image.setDevicePixelRatio(asked.pixelRatio);
    return frame;
}

} // namespace hearth::ui
