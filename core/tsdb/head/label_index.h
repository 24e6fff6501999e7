// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/labels.h"
#include "tsdb/head/posting_list.h"
#include "tsdb/head/symbol_table.h"

namespace hearth::tsdb {

/// Label names, values and pairs, each a small number, and which series have each pair.
/// Threads: name(), value(), nameOf() and view() may be called beside one writer (for ids the caller was given); all
/// else is thread-compatible, see Head.
class LabelIndex {
  public:
    using NameId = std::uint32_t;
    using PairId = std::uint32_t;

    NameId internName(std::string_view name);
    PairId internPair(std::string_view name, std::string_view value);
    std::optional<PairId> findPair(NameId name, std::string_view value) const;
    std::optional<NameId> findName(std::string_view name) const { return m_names.find(name); }
    /// Enters a series under its pairs; series come in ascending order.
    void add(std::uint32_t series, std::span<const PairId> pairs);

    std::uint32_t nameCount() const { return m_names.size(); }
    std::uint32_t pairCount() const { return m_pairs.size(); }
    std::string_view name(NameId id) const { return m_names.text(id); }
    std::string_view value(PairId id) const { return m_values.text(m_pairs[id].value); }
    NameId nameOf(PairId id) const { return m_pairs[id].name; }
    model::LabelView view(PairId id) const { return {name(nameOf(id)), value(id)}; }
    std::span<const std::uint32_t> postings(PairId id) const { return m_pairs[id].series.ids(); }

    /// All pairs of a name. The first sortedCount() are in the order of their values.
    std::span<const PairId> pairsOf(NameId name) const { return m_byName[name].pairs; }
    std::size_t sortedCount(NameId name) const { return m_byName[name].sorted; }
    /// Brings all pairs of the name into order.
    void sortPairsOf(NameId name);

    std::size_t symbolBytes() const { return m_names.byteCount() + m_values.byteCount(); }

  private:
    struct Pair {
        Pair(NameId pairName, std::uint32_t pairValue)
            : name(pairName)
            , value(pairValue) {}
        NameId name;
        std::uint32_t value;
        PostingList series;
    };
    struct PairsOfName {
        std::vector<PairId> pairs;
        std::size_t sorted = 0;
    };
    static std::uint64_t hashOf(NameId name, std::uint32_t value);
    std::optional<PairId> findPair(NameId name, std::uint32_t value) const;

    SymbolTable m_names;
    SymbolTable m_values;
    StableVector<Pair> m_pairs;
    IdTable m_pairTable;
    std::vector<PairsOfName> m_byName;
};

} // namespace hearth::tsdb
