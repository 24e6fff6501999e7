// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/aggregation/grouping.h"

#include <algorithm>
#include <bit>
#include <functional>
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

/// Finds the group of a series by the values of the labels that it groups by, without building its labels.
class GroupFinder {
  public:
    GroupFinder(const std::vector<std::string>& names, std::vector<SeriesKey>& groups)
        : m_names(names)
        , m_groups(groups)
        , m_values(names.size())
        , m_slots(kFirstSlots, kNone) {}

    /// The number of the group, which is made where it is new.
    std::uint32_t find(const model::Labels& series) {
        pick(series);
        const auto hash = hashOfValues();
        auto slot = hash & (m_slots.size() - 1);
        for (; m_slots[slot] != kNone; slot = (slot + 1) & (m_slots.size() - 1)) {
            const auto group = m_slots[slot];
            if (m_hashes[group] == hash && isPicked(m_groups[group].labels)) {
                return group;
            }
        }
        return add(slot, hash);
    }

  private:
    static constexpr std::size_t kFirstSlots = 16; // a power of two
    static constexpr std::uint32_t kNone = ~std::uint32_t{0};

    /// Both are sorted.
    void pick(const model::Labels& series) {
        auto label = series.begin();
        const auto end = series.end();
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            while (label != end && label->name < m_names[i]) {
                ++label;
            }
            const bool has = label != end && label->name == m_names[i];
            m_values[i] = has ? label->value : std::string_view();
        }
    }

    std::size_t hashOfValues() const {
        std::size_t hash = 0;
        for (const auto value : m_values) {
            hash = std::rotl(hash, 7) * 31 + std::hash<std::string_view>()(value); // NOLINT: any mixture will do
        }
        return hash;
    }

    bool isPicked(const model::Labels& group) const {
        auto label = group.begin();
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            const bool has = label != group.end() && label->name == m_names[i];
            if ((has ? label->value : std::string_view()) != m_values[i]) {
                return false;
            }
            if (has) {
                ++label;
            }
        }
        return true;
    }

    std::uint32_t add(std::size_t slot, std::size_t hash) {
        const auto group = static_cast<std::uint32_t>(m_groups.size());
        model::SortedLabelsWriter writer;
        for (std::size_t i = 0; i < m_names.size(); ++i) {
            if (!m_values[i].empty()) {
                writer.add(m_names[i], m_values[i]);
            }
        }
        m_groups.push_back({writer.take()});
        m_hashes.push_back(hash);
        m_slots[slot] = group;
        if (m_groups.size() * 2 > m_slots.size()) {
            grow();
        }
        return group;
    }

    void grow() {
        m_slots.assign(m_slots.size() * 4, kNone);
        for (std::uint32_t group = 0; group < m_hashes.size(); ++group) {
            auto slot = m_hashes[group] & (m_slots.size() - 1);
            while (m_slots[slot] != kNone) {
                slot = (slot + 1) & (m_slots.size() - 1);
            }
            m_slots[slot] = group;
        }
    }

    const std::vector<std::string>& m_names; ///< Sorted, each once.
    std::vector<SeriesKey>& m_groups;
    std::vector<std::string_view> m_values; ///< Of the series in hand, by name; empty where it has none.
    std::vector<std::size_t> m_hashes;      ///< By group.
    std::vector<std::uint32_t> m_slots;     ///< Groups by hash.
};

std::uint32_t groupWithout(const GroupingRule& rule, const model::Labels& series, std::vector<SeriesKey>& groups,
                           std::unordered_map<model::Labels, std::uint32_t, model::LabelsHash>& known) {
    model::Labels labels = rule.labelsOf(series);
    const auto [entry, isNew] = known.try_emplace(labels, static_cast<std::uint32_t>(groups.size()));
    if (isNew) {
        groups.push_back({std::move(labels)});
    }
    return entry->second;
}

} // namespace

GroupingRule::GroupingRule(std::vector<std::string> names, bool isWithout)
    : labels(std::move(names))
    , without(isWithout) {
    if (without) {
        labels.emplace_back(model::kMetricName);
    }
    std::ranges::sort(labels);
    labels.erase(std::ranges::unique(labels).begin(), labels.end());
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
    GroupFinder finder(rule.labels, grouping.groups);
    for (const SeriesKey& key : keys) {
        const auto number =
            rule.without ? groupWithout(rule, key.labels, grouping.groups, known) : finder.find(key.labels);
        grouping.groupOf.push_back(number);
        SeriesKey& group = grouping.groups[number];
        group.dropName = group.dropName || key.dropName;
    }
    grouping.order = orderByGroup(grouping);
    return grouping;
}

} // namespace hearth::promql
