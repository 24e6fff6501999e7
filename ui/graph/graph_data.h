// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include <QString>

#include "model/query_value.h"
#include "models/value_format.h"

namespace hearth::ui {

/// What the legend says of a series: over its finite samples; all NaN where there are none.
struct SeriesSummary {
    double last = std::numeric_limits<double>::quiet_NaN();
    double min = std::numeric_limits<double>::quiet_NaN();
    double max = std::numeric_limits<double>::quiet_NaN();
    double mean = std::numeric_limits<double>::quiet_NaN();
};

/// One line of a graph.
struct GraphSeries {
    model::Labels labels;
    QString name; ///< As people read it, from outside: plain text only.
    /// Only the labels that tell it from the other series of the graph; the whole name where there are none.
    QString shortName;
    std::uint64_t hash = 0;
    std::vector<model::Sample> samples; ///< In time order.
    SeriesSummary summary;
};

/// The answer of a range query, made ready to be drawn. Immutable once made.
/// Threads: thread-safe (a shared snapshot).
struct GraphData {
    std::vector<GraphSeries> series;
    model::TimeRange range;     ///< What was asked for.
    model::DurationMs step = 0; ///< Distance of samples; a larger one is a gap.
    Unit unit = Unit::kNone;
    std::size_t samples = 0;

    /// Samples further apart than this are not joined. Half a step of slack: servers may round their steps.
    model::DurationMs maxGap() const { return step + step / 2; }
};

using GraphDataPtr = std::shared_ptr<const GraphData>;

/// Takes the samples over; linear in them (the summaries are computed here). For a worker.
GraphDataPtr makeGraphData(model::Matrix matrix, model::TimeRange range, model::DurationMs step, Unit unit);

SeriesSummary summarize(const std::vector<model::Sample>& samples);

/// `name{a="1"}`, or `{}` as "{}" where there are no labels at all.
QString seriesName(const model::Labels& labels);

} // namespace hearth::ui
