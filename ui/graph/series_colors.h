// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include <QColor>

namespace hearth::ui {

/// How a line is told from the others: one of eight hues, and a dash pattern once the hues are used up.
struct SeriesStyle {
    int hue = 0;  ///< 0 ... kHues - 1
    int dash = 0; ///< 0: solid ... kDashes - 1

    bool operator==(const SeriesStyle&) const = default;
};

/// Gives each series its style. The first choice follows from the hash of the labels, so that a series looks the same
/// in every panel and after a restart; where two series want the same, the later one takes the next free style. A
/// series keeps its style as long as this object lives.
/// Threads: thread-compatible.
class SeriesColors {
  public:
    static constexpr int kHues = 8;
    static constexpr int kDashes = 4;
    /// Beyond this many remembered series the memory starts over.
    static constexpr std::size_t kMaxRemembered = 20'000;

    /// One style for each hash, in order. The outcome does not depend on the order of series that are new.
    std::vector<SeriesStyle> assign(std::span<const std::uint64_t> hashes);

    /// Okabe and Ito's eight hues, tuned for a light or a dark ground.
    static QColor color(SeriesStyle style, bool darkGround);
    /// Whether the line is drawn at this distance (in pixels, along the time axis) from the left edge.
    static bool dashOn(int dash, int pixel);

  private:
    std::unordered_map<std::uint64_t, SeriesStyle> m_assigned;
};

} // namespace hearth::ui
