// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/label_index.h"

#include <algorithm>

#include "base/hash.h"

namespace hearth::tsdb {

std::uint64_t LabelIndex::hashOf(NameId name, std::string_view value) {
    return xxHash64(value, name);
}

std::optional<LabelIndex::NameId> LabelIndex::findName(std::string_view name) const {
    return m_nameTable.find(xxHash64(name), [&](NameId id) { return this->name(id) == name; });
}

std::optional<LabelIndex::PairId> LabelIndex::findPair(NameId name, std::string_view value) const {
    return m_pairTable.find(hashOf(name, value), [&](PairId id) {
        const auto& pair = m_pairs[id];
        return pair.name == name && TextArena::textOf(pair.value) == value;
    });
}

LabelIndex::NameId LabelIndex::internName(std::string_view name) {
    if (const auto known = findName(name)) {
        return *known;
    }
    auto id = static_cast<NameId>(m_names.size());
    if (m_freeNames.empty()) {
        m_names.emplace_back();
    } else {
        id = m_freeNames.back();
        m_freeNames.pop_back();
    }
    m_names[id].text = m_texts.keep(name);
    m_nameTable.insert(xxHash64(name), id);
    return id;
}

LabelIndex::PairId LabelIndex::internPair(std::string_view name, std::string_view value) {
    const auto nameId = internName(name);
    if (const auto known = findPair(nameId, value)) {
        return *known;
    }
    PairId id = 0;
    if (m_freePairs.empty()) {
        id = m_pairs.emplaceBack();
    } else {
        id = m_freePairs.back();
        m_freePairs.pop_back();
    }
    auto& pair = m_pairs[id];
    pair.name = nameId;
    pair.value = m_texts.keep(value);
    m_pairTable.insert(hashOf(nameId, value), id);
    m_names[nameId].pairs.push_back(id);
    return id;
}

LabelIndex::PairId LabelIndex::add(std::string_view name, std::string_view value, std::uint32_t series) {
    const auto pair = internPair(name, value);
    add(pair, series);
    return pair;
}

void LabelIndex::sortPairsOf(NameId name) {
    auto& [text, pairs, sorted] = m_names[name];
    const auto byValue = [this](PairId a, PairId b) { return value(a) < value(b); };
    const auto middle = pairs.begin() + static_cast<std::ptrdiff_t>(sorted);
    std::sort(middle, pairs.end(), byValue);
    std::inplace_merge(pairs.begin(), middle, pairs.end(), byValue);
    sorted = pairs.size();
}

void LabelIndex::dropEmpty(std::span<const PairId> pairs) {
    std::vector<NameId> touched;
    for (const auto id : pairs) {
        auto& pair = m_pairs[id];
        if (!pair.series.empty() || pair.value == nullptr) {
            continue;
        }
        m_pairTable.erase(hashOf(pair.name, TextArena::textOf(pair.value)), id);
        m_texts.release(pair.value);
        pair.value = nullptr;
        m_freePairs.push_back(id);
        if (touched.empty() || touched.back() != pair.name) {
            touched.push_back(pair.name);
        }
    }
    std::ranges::for_each(touched, [this](NameId name) { dropUnused(name); });
}

/// Takes the pairs that are gone off the name's list; the name itself goes with the last.
void LabelIndex::dropUnused(NameId id) {
    auto& name = m_names[id];
    const auto isGone = [this](PairId pair) { return m_pairs[pair].value == nullptr; };
    const auto middle = name.pairs.begin() + static_cast<std::ptrdiff_t>(name.sorted);
    name.sorted -= static_cast<std::size_t>(std::count_if(name.pairs.begin(), middle, isGone));
    std::erase_if(name.pairs, isGone);
    if (name.pairs.size() < name.pairs.capacity() / 4) {
        name.pairs.shrink_to_fit();
    }
    if (name.pairs.empty() && name.text != nullptr) {
        m_nameTable.erase(xxHash64(this->name(id)), id);
        m_texts.release(name.text);
        name.text = nullptr;
        m_freeNames.push_back(id);
    }
}

void LabelIndex::beginEvacuation() {
    m_texts.beginEvacuation();
    for (auto& name : m_names) {
        if (name.text != nullptr) {
            name.text = m_texts.evacuated(name.text);
        }
    }
}

void LabelIndex::evacuate(PairId begin, PairId end) {
    for (auto id = begin; id < std::min(end, m_pairs.size()); ++id) {
        if (auto& pair = m_pairs[id]; pair.value != nullptr) {
            pair.value = m_texts.evacuated(pair.value);
        }
    }
}

std::size_t LabelIndex::byteCount() const {
    return m_texts.byteCount() + m_names.size() * sizeof(Name) + m_nameTable.byteCount() + m_pairs.byteCount() +
           m_pairTable.byteCount();
}

} // namespace hearth::tsdb
