// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "promql/series_stream.h"

namespace hearth::promql {

/// By which labels an aggregation groups.
struct GroupingRule {
    /// `labels` as written in the query.
    GroupingRule(std::vector<std::string> labels, bool without);

    /// The labels of the group that a series belongs to.
    model::Labels labelsOf(const model::Labels& series) const;
    /// Groups by one label more.
    void addLabel(const std::string& name);

    std::vector<std::string> labels; ///< Sorted; with `without`, the metric name is among them.
    bool without = false;
};

/// Series assigned to groups; groups are numbered in the order of their first series.
struct Grouping {
    std::vector<std::uint32_t> groupOf; ///< By series.
    std::vector<SeriesKey> groups;
    /// Series ordered by group, within a group as they came.
    std::vector<std::uint32_t> order;

    std::size_t groupAt(std::size_t position) const { return groupOf[order[position]]; }
};

Grouping groupSeries(const std::vector<SeriesKey>& keys, const GroupingRule& rule);

} // namespace hearth::promql
