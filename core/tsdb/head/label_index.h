// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/labels.h"
#include "tsdb/head/id_table.h"
#include "tsdb/head/posting_list.h"
#include "tsdb/head/stable_vector.h"
#include "tsdb/head/text_arena.h"

namespace hearth::tsdb {

/// Label names and pairs, each a small number, and which series have each pair. A pair lives as long as some series
/// has it, a name as long as it has pairs; then their numbers are given again.
/// Threads: thread-compatible, see SeriesTable.
class LabelIndex {
  public:
    using NameId = std::uint32_t;
    using PairId = std::uint32_t;

    /// Enters `series` under the pair, which is made where new.
    PairId add(std::string_view name, std::string_view value, std::uint32_t series);
    void add(PairId pair, std::uint32_t series) { m_pairs[pair].series.add(series); }
    std::optional<PairId> findPair(NameId name, std::string_view value) const;
    std::optional<NameId> findName(std::string_view name) const;

    /// Names and pairs have numbers below these; some may be unused.
    std::uint32_t nameEnd() const { return static_cast<std::uint32_t>(m_names.size()); }
    std::uint32_t pairEnd() const { return m_pairs.size(); }
    bool hasPair(PairId id) const { return m_pairs[id].value != nullptr; }
    std::uint32_t pairCount() const { return m_pairs.size() - static_cast<std::uint32_t>(m_freePairs.size()); }

    std::string_view name(NameId id) const { return TextArena::textOf(m_names[id].text); }
    std::string_view value(PairId id) const { return TextArena::textOf(m_pairs[id].value); }
    NameId nameOf(PairId id) const { return m_pairs[id].name; }
    model::LabelView view(PairId id) const { return {name(nameOf(id)), value(id)}; }
    const PostingList& postings(PairId id) const { return m_pairs[id].series; }

    /// All pairs of a name; none for an unused one. The first sortedCount() are in the order of their values.
    std::span<const PairId> pairsOf(NameId name) const { return m_names[name].pairs; }
    std::size_t sortedCount(NameId name) const { return m_names[name].sorted; }
    /// Brings all pairs of the name into order.
    void sortPairsOf(NameId name);

    /// Removes series from the postings of some pairs (of one name or several, those of one name together); pairs and
    /// names that are left without any go.
    template <class Gone>
    void sweep(std::span<const PairId> pairs, Gone gone) {
        for (const auto pair : pairs) {
            m_pairs[pair].series.removeIf(gone);
        }
        dropEmpty(pairs);
    }

    /// Gives memory of texts back: after beginEvacuation(), evacuate() for all ranges of pairs.
    bool isSparse() const { return m_texts.isSparse(); }
    void beginEvacuation();
    void evacuate(PairId begin, PairId end);

    std::size_t byteCount() const;

  private:
    struct Pair {
        NameId name = 0;
        const char* value = nullptr; ///< In m_texts; null: the number is unused.
        PostingList series;
    };
    struct Name {
        const char* text = nullptr; ///< In m_texts; null: the number is unused.
        std::vector<PairId> pairs;
        std::size_t sorted = 0;
    };
    static std::uint64_t hashOf(NameId name, std::string_view value);
    NameId internName(std::string_view name);
    PairId internPair(std::string_view name, std::string_view value);
    void dropEmpty(std::span<const PairId> pairs);
    void dropUnused(NameId name);

    TextArena m_texts;
    std::vector<Name> m_names;
    std::vector<NameId> m_freeNames;
    IdTable m_nameTable;
    StableVector<Pair> m_pairs;
    std::vector<PairId> m_freePairs;
    IdTable m_pairTable;
};

} // namespace hearth::tsdb
