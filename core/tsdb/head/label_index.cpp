// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/label_index.h"

#include <algorithm>

namespace hearth::tsdb {

std::uint64_t LabelIndex::hashOf(NameId name, std::uint32_t value) {
    // Fibonacci hashing: both numbers are small and dense, the product spreads them.
    return ((std::uint64_t{name} << 32U | value) * 0x9e3779b97f4a7c15ULL);
}

std::optional<LabelIndex::PairId> LabelIndex::findPair(NameId name, std::uint32_t value) const {
    return m_pairTable.find(hashOf(name, value), [&](PairId id) {
        const auto& pair = m_pairs[id];
        return pair.name == name && pair.value == value;
    });
}

std::optional<LabelIndex::PairId> LabelIndex::findPair(NameId name, std::string_view value) const {
    const auto symbol = m_values.find(value);
    return symbol ? findPair(name, *symbol) : std::nullopt;
}

LabelIndex::NameId LabelIndex::internName(std::string_view name) {
    const auto id = m_names.intern(name);
    if (id >= m_byName.size()) {
        m_byName.resize(id + 1);
    }
    return id;
}

LabelIndex::PairId LabelIndex::internPair(std::string_view name, std::string_view value) {
    const auto nameId = internName(name);
    const auto valueId = m_values.intern(value);
    if (const auto known = findPair(nameId, valueId)) {
        return *known;
    }
    const auto id = m_pairs.emplaceBack(nameId, valueId);
    m_pairTable.insert(hashOf(nameId, valueId), id);
    m_byName[nameId].pairs.push_back(id);
    return id;
}

void LabelIndex::add(std::uint32_t series, std::span<const PairId> pairs) {
    for (const auto pair : pairs) {
        m_pairs[pair].series.add(series);
    }
}

void LabelIndex::sortPairsOf(NameId name) {
    auto& [pairs, sorted] = m_byName[name];
    const auto byValue = [this](PairId a, PairId b) { return value(a) < value(b); };
    const auto middle = pairs.begin() + static_cast<std::ptrdiff_t>(sorted);
    std::sort(middle, pairs.end(), byValue);
    std::inplace_merge(pairs.begin(), middle, pairs.end(), byValue);
    sorted = pairs.size();
}

} // namespace hearth::tsdb
