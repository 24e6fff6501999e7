// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/value_filter.h"

namespace hearth::tsdb::index {

Result<std::optional<SymbolRef>> LabelLookup::of(SeriesId id) const {
    if (!m_name) {
        return std::nullopt;
    }
    auto entry = HEARTH_TRY(m_index.series(id));
    while (const auto label = entry.nextLabel()) {
        if (label->name == *m_name) {
            return label->value;
        }
        if (label->name > *m_name) {
            return std::nullopt;
        }
    }
    HEARTH_TRY(entry.check());
    return std::nullopt;
}

ValueFilter::ValueFilter(const IndexReader& index, const model::Matcher& matcher)
    : m_index(index)
    , m_matcher(matcher)
    , m_lookup(index, matcher.name())
    , m_acceptsMissing(matcher.matchesEmpty()) {}

Result<bool> ValueFilter::accepts(SeriesId id) {
    const auto value = HEARTH_TRY(m_lookup.of(id));
    if (!value) {
        return m_acceptsMissing;
    }
    if (value != m_last) {
        const auto [at, isNew] = m_known.try_emplace(*value, false);
        if (isNew) {
            at->second = m_matcher.matches(HEARTH_TRY(m_index.symbols().at(*value)));
        }
        m_last = value;
        m_lastAccepted = at->second;
    }
    return m_lastAccepted;
}

} // namespace hearth::tsdb::index
