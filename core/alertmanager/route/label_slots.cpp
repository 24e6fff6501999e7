// SPDX-License-Identifier: GPL-3.0-or-later
#include "alertmanager/route/label_slots.h"

#include <algorithm>

namespace hearth::alertmanager {

std::size_t LabelSlots::slot(std::string_view name) {
    const auto at =
        std::ranges::lower_bound(m_names, name, {}, [](const auto& entry) -> std::string_view { return entry.first; });
    if (at != m_names.end() && at->first == name) {
        return at->second;
    }
    const auto slot = m_names.size();
    m_names.emplace(at, name, slot);
    return slot;
}

void LabelSlots::lookUp(const model::Labels& labels, Values& values) const {
    values.assign(m_names.size(), {});
    auto wanted = m_names.begin();
    for (const auto& label : labels) {
        while (wanted != m_names.end() && wanted->first < label.name) {
            ++wanted;
        }
        if (wanted == m_names.end()) {
            return;
        }
        if (wanted->first == label.name) {
            values[wanted->second] = label.value;
        }
    }
}

SlottedMatchers::SlottedMatchers(const model::Matchers& matchers, LabelSlots& slots) {
    m_matchers.reserve(matchers.size());
    for (const auto& matcher : matchers) {
        m_matchers.emplace_back(slots.slot(matcher.name()), matcher);
    }
    // Comparing strings costs nothing beside regular expressions.
    std::ranges::stable_partition(m_matchers, [](const auto& entry) { return !entry.second.regex().has_value(); });
}

bool SlottedMatchers::match(const LabelSlots::Values& values) const {
    return std::ranges::all_of(m_matchers,
                               [&](const auto& entry) { return entry.second.matches(values[entry.first]); });
}

} // namespace hearth::alertmanager
