// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/plot_raster.h"

#include <algorithm>
#include <cmath>

#include "graph/series_colors.h"

namespace hearth::ui {

namespace {

constexpr double kDotRadiusInThickness = 1.5;
/// Side of the square blocks in which the picture is turned over: both sides stay in the first-level cache.
constexpr int kBlock = 32;

std::uint32_t premultiplied(QColor color, double opacity) {
    color.setAlphaF(static_cast<float>(color.alphaF() * opacity));
    return qPremultiply(color.rgba());
}

/// All four channels times alpha / 256, two at a time.
std::uint32_t scaled(std::uint32_t pixel, std::uint32_t alpha) {
    const std::uint32_t redBlue = ((pixel & 0x00ff00ffU) * alpha >> 8U) & 0x00ff00ffU;
    const std::uint32_t alphaGreen = ((pixel >> 8U) & 0x00ff00ffU) * alpha & 0xff00ff00U;
    return redBlue | alphaGreen;
}

void blend(std::uint32_t& pixel, std::uint32_t color) {
    pixel = color + scaled(pixel, 256 - (color >> 24U) - (color >> 31U));
}

std::uint32_t average(std::uint32_t a, std::uint32_t b) {
    return (a & b) + (((a ^ b) & 0xfefefefeU) >> 1U);
}

/// The union of a column and the one before: a line is at least a pixel wide also where it is steep.
ColumnSpan widened(const std::vector<ColumnSpan>& columns, std::size_t at) {
    auto span = columns[at];
    if (at > 0 && !columns[at - 1].empty() && !span.empty()) {
        span.top = std::min(span.top, columns[at - 1].top);
        span.bottom = std::max(span.bottom, columns[at - 1].bottom);
    }
    return span;
}

} // namespace

PlotRaster::PlotRaster(int width, int height)
    : m_width(std::max(width, 1))
    , m_height(std::max(height, 1))
    , m_stride(static_cast<std::size_t>(m_height))
    , m_stripEnd(columns())
    , m_pixels(m_stride * static_cast<std::size_t>(columns()), 0) {}

void PlotRaster::setStrip(int begin, int end) {
    m_stripBegin = std::clamp(begin, 0, columns());
    m_stripEnd = std::clamp(end, m_stripBegin, columns());
}

void PlotRaster::drawRun(int column, double top, double bottom, std::uint32_t color) {
    top = std::clamp(top, 0.0, static_cast<double>(m_height));
    bottom = std::clamp(bottom, 0.0, static_cast<double>(m_height));
    if (bottom <= top) {
        return;
    }
    auto* pixels = columnAt(column);
    // Neither is negative: cutting off rounds down, and costs less than asking for it.
    const int first = static_cast<int>(top);
    const int whole = static_cast<int>(bottom);
    const int last = whole < bottom ? whole : whole - 1;
    const auto coverage = [](double share) { return static_cast<std::uint32_t>(share * 256); };
    if (first == last) {
        blend(pixels[first], scaled(color, coverage(bottom - top)));
        return;
    }
    blend(pixels[first], scaled(color, coverage(first + 1 - top)));
    if ((color >> 24U) == 255) {
        std::fill(pixels + first + 1, pixels + last, color);
    } else {
        std::for_each(pixels + first + 1, pixels + last, [color](std::uint32_t& pixel) { blend(pixel, color); });
    }
    blend(pixels[last], scaled(color, coverage(bottom - last)));
}

void PlotRaster::drawDot(const ColumnLine::Dot& dot, std::uint32_t color, double radius) {
    const double wide = radius * kSubColumns;
    const int first = std::max(m_stripBegin, static_cast<int>(std::floor(dot.x - wide)));
    const int last = std::min(m_stripEnd - 1, static_cast<int>(std::ceil(dot.x + wide)));
    for (int column = first; column <= last; ++column) {
        const double across = (column + 0.5 - dot.x) / wide;
        if (across > -1 && across < 1) {
            const double half = radius * std::sqrt(1 - across * across);
            drawRun(column, dot.y - half, dot.y + half, color);
        }
    }
}

void PlotRaster::drawLine(const ColumnLine& line, QColor color, double thickness, int dash, double dashScale) {
    const auto pixel = premultiplied(color, 1);
    const double half = thickness / 2;
    const double patternStep = 1 / (kSubColumns * dashScale);
    const auto end = std::min(line.columns.size(), static_cast<std::size_t>(m_stripEnd));
    for (auto at = static_cast<std::size_t>(m_stripBegin); at < end; ++at) {
        const auto span = widened(line.columns, at);
        if (span.empty() ||
            (dash != 0 && !SeriesColors::dashOn(dash, static_cast<int>(static_cast<double>(at) * patternStep)))) {
            continue;
        }
        drawRun(static_cast<int>(at), span.top - half, span.bottom + half, pixel);
    }
    for (const auto& dot : line.dots) {
        drawDot(dot, pixel, thickness * kDotRadiusInThickness);
    }
}

void PlotRaster::fillBand(const ColumnLine& upper, const ColumnLine& lower, QColor color, double opacity) {
    const auto pixel = premultiplied(color, opacity);
    const auto end = std::min(upper.columns.size(), static_cast<std::size_t>(m_stripEnd));
    for (auto at = static_cast<std::size_t>(m_stripBegin); at < end; ++at) {
        const auto& high = upper.columns[at];
        const auto& low = lower.columns[at];
        if (!high.empty() && !low.empty()) {
            const double top = (high.top + high.bottom) / 2;
            const double bottom = (low.top + low.bottom) / 2;
            drawRun(static_cast<int>(at), std::min(top, bottom), std::max(top, bottom), pixel);
        }
    }
}

QImage PlotRaster::image() const {
    static_assert(kSubColumns == 2, "image() averages pairs of columns");
    QImage image(m_width, m_height, QImage::Format_ARGB32_Premultiplied);
    auto* const bits = reinterpret_cast<std::uint32_t*>(image.bits());
    const auto lineLength = static_cast<std::size_t>(image.bytesPerLine()) / sizeof(std::uint32_t);
    for (int blockX = 0; blockX < m_width; blockX += kBlock) {
        for (int blockY = 0; blockY < m_height; blockY += kBlock) {
            for (int x = blockX; x < std::min(blockX + kBlock, m_width); ++x) {
                const auto* left = m_pixels.data() + static_cast<std::size_t>(x) * kSubColumns * m_stride;
                const auto* right = left + m_stride;
                for (int y = blockY; y < std::min(blockY + kBlock, m_height); ++y) {
                    bits[static_cast<std::size_t>(y) * lineLength + static_cast<std::size_t>(x)] =
                        average(left[y], right[y]);
                }
            }
        }
    }
    return image;
}

} // namespace hearth::ui
