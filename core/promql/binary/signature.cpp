// SPDX-License-Identifier: GPL-3.0-or-later
#include "promql/binary/signature.h"

#include <algorithm>

namespace hearth::promql {

SignatureRule::SignatureRule(const VectorMatching& matching)
    : m_labels(matching.labels)
    , m_on(matching.on) {
    if (!m_on) {
        m_labels.emplace_back(model::kMetricName);
    }
    std::ranges::sort(m_labels);
}

std::vector<MatchGroup> matchGroups(const Table& left, const Table& right, const VectorMatching& matching) {
    const SignatureRule rule(matching);
    std::vector<MatchGroup> groups;
    std::unordered_map<model::Labels, std::size_t, model::LabelsHash> known;
    known.reserve(left.size());
    const auto groupOf = [&](const SeriesKey& key) -> MatchGroup& {
        model::Labels signature = rule.signature(key.labels);
        const auto [entry, isNew] = known.try_emplace(signature, groups.size());
        if (isNew) {
            groups.push_back({std::move(signature), {}, {}});
        }
        return groups[entry->second];
    };
    for (std::uint32_t i = 0; i < left.size(); ++i) {
        groupOf(left.keys()[i]).left.push_back(i);
    }
    for (std::uint32_t i = 0; i < right.size(); ++i) {
        groupOf(right.keys()[i]).right.push_back(i);
    }
    return groups;
}

} // namespace hearth::promql
