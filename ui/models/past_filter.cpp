// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/past_filter.h"

#include <algorithm>

namespace hearth::ui {

PastFilter::PastFilter(const AlertFilter& filter, const AlertSnapshot& present)
    : m_filter(filter) {
    if (!filter.asksForThePresent()) {
        return;
    }
    for (const auto& group : present.groups) {
        for (const auto& row : group.rows) {
            m_byName[row.name].push_back(&row);
        }
    }
}

/// The series ALERTS lacks the labels that are added when alerts are sent, so that names may differ.
const AlertRow* PastFilter::presentOf(const AlertLife& life) const {
    const auto found = m_byName.constFind(life.name);
    if (life.resolvedAt || found == m_byName.constEnd()) {
        return nullptr;
    }
    const auto row = std::ranges::find_if(
        *found, [&](const AlertRow* one) { return one->key == life.fingerprint || hasAll(one->labels, life.labels); });
    return row == found->end() ? nullptr : *row;
}

bool PastFilter::accepts(const AlertLife& life) const {
    return m_filter.accepts(life, presentOf(life));
}

} // namespace hearth::ui
