// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/aggregation/grouping.h"

#include <algorithm>
#include <unordered_map>

namespace hearth::promql {

namespace {

std::vector<std::uint32_t> orderByGroup(const Grouping& grouping) {
    std::vector<std::uint32_t> next(grouping.groups.size() + 1, 0);
    for (const std::uint32_t group : grouping.groupOf) {
        ++next[group + 1];
    }
    for (std::size_t group = 1; group < next.size(); ++group) {
        next[group] += next[group - 1];
    }
    std::vector<std::uint32_t> order(grouping.groupOf.size());
    for (std::size_t series = 0; series < order.size(); ++series) {
        order[next[grouping.groupOf[series]]++] = static_cast<std::uint32_t>(series);
    }
    return order;
}

} // namespace

GroupingRule::GroupingRule(std::vector<std::string> names, bool isWithout)
    : labels(std::move(names))
    , without(isWithout) {
    if (without) {
        labels.emplace_back(model::kMetricName);
    }
    std::ranges::sort(labels);
}

void GroupingRule::addLabel(const std::string& name) {
    if (!std::ranges::binary_search(labels, name)) {
        labels.insert(std::ranges::lower_bound(labels, name), name);
    }
}

model::Labels GroupingRule::labelsOf(const model::Labels& series) const {
    return without ? series.without(labels) : series.only(labels);
}

Grouping groupSeries(const std::vector<SeriesKey>& keys, const GroupingRule& rule) {
    Grouping grouping;
    grouping.groupOf.reserve(keys.size());
    std::unordered_map<model::Labels, std::uint32_t, model::LabelsHash> known;
    for (const SeriesKey& key : keys) {
        model::Labels labels = rule.labelsOf(key.labels);
        const auto [entry, isNew] = known.try_emplace(labels, static_cast<std::uint32_t>(grouping.groups.size()));
        if (isNew) {
            grouping.groups.push_back({std::move(labels)});
        }
        grouping.groupOf.push_back(entry->second);
        SeriesKey& group = grouping.groups[entry->second];
        group.dropName = group.dropName || key.dropName;
    }
    grouping.order = orderByGroup(grouping);
    return grouping;
}

} // namespace hearth::promql
