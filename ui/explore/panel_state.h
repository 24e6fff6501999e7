// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "explore/resolution.h"
#include "graph/plot_frame.h"
#include "model/time.h"

namespace hearth::ui {

/// All that one expression panel shows and that is worth keeping.
struct PanelState {
    enum class Tab : std::uint8_t { kGraph, kTable };

    QString expression;
    Tab tab = Tab::kGraph;
    model::DurationMs range = model::kHourMs;
    std::optional<model::TimestampMs> end; ///< Unset: now.
    Resolution resolution;
    PlotOptions options;

    bool operator==(const PanelState&) const = default;
};

/// Panels that are read from a link at most.
inline constexpr std::size_t kMaxPanels = 50;
inline constexpr qsizetype kMaxLinkLength = 1 << 18;

/// The panels in the form of Prometheus's own links: `g0.expr=up&g0.tab=graph&g0.range_input=1h&...`.
QString toLink(const std::vector<PanelState>& panels);
/// Reads such a text, with or without the address before it; what is unknown or wrong is skipped. Empty where there is
/// no panel in it.
std::vector<PanelState> fromLink(const QString& link);

} // namespace hearth::ui
