// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "model/time.h"

namespace hearth::ui {

/// The shortest window: below it, samples a second apart would leave a plot without a line.
inline constexpr model::DurationMs kMinWindow = 10 * model::kSecondMs;
inline constexpr model::DurationMs kMaxWindow = 20 * 366 * model::kDayMs;

/// `window` made shorter (factor < 1) or longer around `fraction` of it, which keeps its place; within the limits.
model::TimeRange zoomedAt(model::TimeRange window, double fraction, double factor);
/// Moved by `share` of its length; positive: later.
model::TimeRange panned(model::TimeRange window, double share);
/// In order, and at least kMinWindow long around its middle.
model::TimeRange sane(model::TimeRange window);

/// Where one has been: back and forward as a browser does. Threads: thread-compatible.
class ZoomHistory {
  public:
    static constexpr std::size_t kMaxEntries = 100;

    /// Begins anew.
    void reset(model::TimeRange window);
    /// Goes on to `window`; what lay ahead is forgotten.
    void push(model::TimeRange window);
    /// As push(), but a series of such steps (turns of a wheel, a drag) is one entry.
    void amend(model::TimeRange window);
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_windows.size(); }
    /// canGoBack() must hold.
    model::TimeRange back();
    model::TimeRange forward();
    /// Where it began; at least one window must be known.
    model::TimeRange first() const { return m_windows.front(); }
    bool empty() const { return m_windows.empty(); }

  private:
    std::vector<model::TimeRange> m_windows;
    std::size_t m_at = 0;
    bool m_amending = false;
};

} // namespace hearth::ui
