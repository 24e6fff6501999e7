// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/family_pool.h"

#include <algorithm>
#include <functional>

namespace hearth::scrape {

std::size_t FamilyPool::Hash::operator()(const FamilyMetadata& family) const {
    const std::hash<std::string> hash;
    // The unit is mostly empty, and otherwise follows from the name.
    return hash(family.metric) * 31 + hash(family.metadata.help) + static_cast<std::size_t>(family.metadata.type);
}

SharedFamily FamilyPool::intern(FamilyMetadata family) {
    const std::scoped_lock lock(m_mutex);
    if (const auto known = m_families.find(family); known != m_families.end()) {
        return *known;
    }
    if (m_families.size() >= m_pruneAt) {
        std::erase_if(m_families, [](const auto& kept) { return kept.use_count() == 1; });
        m_pruneAt = std::max(kFirstPruning, m_families.size() * 2);
    }
    return *m_families.insert(std::make_shared<const FamilyMetadata>(std::move(family))).first;
}

std::size_t FamilyPool::size() const {
    const std::scoped_lock lock(m_mutex);
    return m_families.size();
}

} // namespace hearth::scrape
