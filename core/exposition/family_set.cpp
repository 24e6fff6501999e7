// SPDX-License-Identifier: GPL-3.0-or-later
#include "exposition/family_set.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace hearth::exposition {
namespace {

struct Suffix {
    std::string_view text;
    LineRole role;
    bool ofSummaries;
};
constexpr std::array kSuffixes{Suffix{"_count", LineRole::kCount, true}, Suffix{"_sum", LineRole::kSum, true},
                               Suffix{"_bucket", LineRole::kPart, false}};

/// The same for the same labels in any order.
std::string keyOf(std::vector<model::Labels::Pair> labels) {
    std::ranges::sort(labels);
    std::string key;
    for (const auto& [label, value] : labels) {
        key += fmt::format("{}:{}{}:{}", label.size(), label, value.size(), value);
    }
    return key;
}

} // namespace

ExposedMetric& GrowingFamily::metric(std::vector<model::Labels::Pair> labels) {
    auto& metrics = family.metrics;
    if (!partLabel().empty()) {
        const auto [known, isNew] = byLabels.emplace(keyOf(labels), metrics.size());
        if (!isNew) {
            return metrics[known->second];
        }
    }
    return metrics.emplace_back(ExposedMetric{.labels = std::move(labels)});
}

GrowingFamily* FamilySet::find(const std::string& name) {
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? nullptr : found->second;
}

std::pair<GrowingFamily*, LineRole> FamilySet::at(const std::string& name) {
    if (auto* const known = find(name)) {
        return {known, LineRole::kPart};
    }
    for (const auto& suffix : kSuffixes) {
        if (name.size() <= suffix.text.size() || !name.ends_with(suffix.text)) {
            continue;
        }
        auto* const known = find(name.substr(0, name.size() - suffix.text.size()));
        if (known != nullptr && (known->isHistogram() || (known->isSummary() && suffix.ofSummaries))) {
            return {known, suffix.role};
        }
    }
    auto& made = m_families.emplace_back();
    made.family.name = name;
    m_byName.emplace(name, &made);
    return {&made, LineRole::kPart};
}

std::vector<ExposedFamily> FamilySet::take() {
    std::vector<ExposedFamily> taken;
    for (auto& growing : m_families) {
        if (!growing.family.metrics.empty()) {
            taken.push_back(std::move(growing.family));
        }
    }
    m_families.clear();
    m_byName.clear();
    return taken;
}

} // namespace hearth::exposition
