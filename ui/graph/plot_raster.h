// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QColor>
#include <QImage>

#include "graph/column_spans.h"

namespace hearth::ui {

/// Draws lines that were reduced to columns: each column is a vertical run of one colour with soft ends, so that a line
/// costs the same at any width and any number of samples (stroking a wide polyline costs thirty times as much).
/// Columns are finer than pixels, which smooths steep lines. Works in device pixels.
/// Threads: thread-compatible; needs no GUI thread.
class PlotRaster {
  public:
    /// Columns a pixel.
    static constexpr int kSubColumns = 2;

    PlotRaster(int width, int height);

    int columns() const { return m_width * kSubColumns; }

    /// From now on only the columns [begin, end) are drawn into. Many lines are drawn fastest strip by strip, for a
    /// strip of kStripColumns stays in the processor's cache and the picture does not.
    void setStrip(int begin, int end);
    static constexpr int kStripColumns = 64;

    /// `thickness` and the pattern's scale in device pixels; dash as SeriesColors.
    void drawLine(const ColumnLine& line, QColor color, double thickness, int dash, double dashScale);
    /// The area between the middles of two lines, where both are.
    void fillBand(const ColumnLine& upper, const ColumnLine& lower, QColor color, double opacity);

    /// The picture so far, on a transparent ground.
    QImage image() const;

  private:
    void drawRun(int column, double top, double bottom, std::uint32_t color);
    void drawDot(const ColumnLine::Dot& dot, std::uint32_t color, double radius);
    std::uint32_t* columnAt(int column) { return m_pixels.data() + static_cast<std::size_t>(column) * m_stride; }

    int m_width;
    int m_height;
    std::size_t m_stride;
    int m_stripBegin = 0;
    int m_stripEnd;
    std::vector<std::uint32_t> m_pixels; ///< Column by column, premultiplied: a run is contiguous.
};

} // namespace hearth::ui
