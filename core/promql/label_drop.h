// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "promql/series_stream.h"

/// Which labels go when a value is no longer that of the metric (Prometheus: metadata labels).
namespace hearth::promql {

inline constexpr std::string_view kTypeLabel = "__type__";
inline constexpr std::string_view kUnitLabel = "__unit__";

bool hasTypeOrUnit(const model::Labels& labels);
/// Without the metric name and what describes it: type and unit.
model::Labels withoutMetadata(const model::Labels& labels);

/// `key` with the metric name dropped: now, or (with delayed name removal) marked for the end of the query.
SeriesKey withNameDropped(const SeriesKey& key, const EngineOptions& options);
std::vector<SeriesKey> withNamesDropped(const std::vector<SeriesKey>& keys, const EngineOptions& options);

/// Makes the labels of a stream unique where its keys may no longer be. `mayCollide` false: nothing to do.
Result<StreamPtr> uniqueSeries(StreamPtr stream, bool mayCollide, Duplicates rule, std::size_t width,
                               QueryContext& context);

} // namespace hearth::promql
