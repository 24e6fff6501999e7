// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/metadata_store.h"

namespace hearth::tsdb {

bool MetadataStore::isKnown(std::string_view metric, const model::Metadata& metadata) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_byMetric.find(metric);
    return found != m_byMetric.end() && found->second == metadata;
}

void MetadataStore::set(std::string_view metric, const model::Metadata& metadata) {
    const std::lock_guard lock(m_mutex);
    m_byMetric.insert_or_assign(std::string(metric), metadata);
}

std::optional<model::Metadata> MetadataStore::find(std::string_view metric) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_byMetric.find(metric);
    return found == m_byMetric.end() ? std::nullopt : std::optional(found->second);
}

std::size_t MetadataStore::size() const {
    const std::lock_guard lock(m_mutex);
    return m_byMetric.size();
}

} // namespace hearth::tsdb
