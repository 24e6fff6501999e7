// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/label_order.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace hearth::tsdb {
namespace {

constexpr std::size_t kSlice = 16U << 10U;

/// Copies texts into large pieces of memory.
class TextCopy {
  public:
    explicit TextCopy(SymbolList& list)
        : m_list(list) {}

    void add(std::string_view text) {
        constexpr std::size_t kPiece = 256U << 10U;
        if (m_left < text.size() || m_list.texts.empty()) {
            m_left = std::max(kPiece, text.size());
            m_list.texts.push_back(std::make_unique_for_overwrite<char[]>(m_left));
            m_at = m_list.texts.back().get();
        }
        std::memcpy(m_at, text.data(), text.size());
        m_list.symbols.emplace_back(m_at, text.size());
        m_at += text.size();
        m_left -= text.size();
    }

  private:
    SymbolList& m_list;
    char* m_at = nullptr;
    std::size_t m_left = 0;
};

/// Numbers the pairs in the order of name, then value. Needs the index, shared.
std::vector<std::uint32_t> rankPairs(const LabelIndex& index) {
    std::vector<LabelIndex::NameId> names;
    for (LabelIndex::NameId name = 0; name < index.nameEnd(); ++name) {
        if (!index.pairsOf(name).empty()) {
            names.push_back(name);
        }
    }
    std::ranges::sort(names, {}, [&](LabelIndex::NameId name) { return index.name(name); });
    std::vector<std::uint32_t> ranks(index.pairEnd());
    std::uint32_t rank = 0;
    std::vector<LabelIndex::PairId> pairs;
    for (const auto name : names) {
        const auto all = index.pairsOf(name);
        pairs.assign(all.begin(), all.end());
        const auto byValue = [&](LabelIndex::PairId pair) { return index.value(pair); };
        const auto middle = pairs.begin() + static_cast<std::ptrdiff_t>(index.sortedCount(name));
        std::ranges::sort(middle, pairs.end(), {}, byValue);
        std::ranges::inplace_merge(pairs, middle, {}, byValue);
        for (const auto pair : pairs) {
            ranks[pair] = rank++;
        }
    }
    return ranks;
}

/// A series and where its ranks stand.
struct Entry {
    std::uint64_t first = 0; ///< The ranks of its first two pairs.
    std::uint32_t at = 0;
    std::uint32_t count = 0;
    SeriesKey key;
};

} // namespace

SymbolList symbolsOf(const Head& head) {
    SymbolList list;
    TextCopy copy(list);
    LabelIndex::PairId pair = 0;
    for (bool more = true; more;) {
        const std::shared_lock lock(head.indexMutex());
        const auto& index = head.index();
        if (pair == 0) {
            for (LabelIndex::NameId name = 0; name < index.nameEnd(); ++name) {
                if (!index.pairsOf(name).empty()) {
                    copy.add(index.name(name));
                }
            }
        }
        const auto end = static_cast<LabelIndex::PairId>(std::min<std::size_t>(pair + kSlice, index.pairEnd()));
        for (; pair < end; ++pair) {
            if (index.hasPair(pair)) {
                copy.add(index.value(pair));
            }
        }
        more = pair < index.pairEnd();
    }
    std::ranges::sort(list.symbols);
    list.symbols.erase(std::ranges::unique(list.symbols).begin(), list.symbols.end());
    return list;
}

std::vector<SeriesKey> seriesInLabelOrder(Head& head) {
    std::vector<std::uint32_t> ranks;
    std::vector<Entry> entries;
    std::vector<std::uint32_t> rows; ///< The ranks of all series, one series after the other.
    {
        const std::shared_lock lock(head.indexMutex());
        ranks = rankPairs(head.index());
    }
    SeriesId id = 0;
    for (bool more = true; more;) {
        const std::shared_lock lock(head.indexMutex());
        const auto& table = head.table();
        const auto end = static_cast<SeriesId>(std::min<std::size_t>(id + kSlice, table.end()));
        for (; id < end; ++id) {
            if (!table.has(id)) {
                continue;
            }
            const auto pairs = table.pairsOf(id);
            // A pair that is newer than the ranks belongs to a series that is newer than the source.
            if (std::ranges::any_of(pairs, [&](auto pair) { return pair >= ranks.size(); })) {
                continue;
            }
            Entry entry{0, static_cast<std::uint32_t>(rows.size()), static_cast<std::uint32_t>(pairs.size()),
                        head.keyOf(id)};
            for (const auto pair : pairs) {
                rows.push_back(ranks[pair] + 1); // nothing sorts before something
            }
            entry.first = std::uint64_t{rows[entry.at]} << 32U | (pairs.size() > 1 ? rows[entry.at + 1] : 0);
            entries.push_back(entry);
        }
        more = id < table.end();
    }
    std::ranges::sort(entries, [&](const Entry& a, const Entry& b) {
        if (a.first != b.first) {
            return a.first < b.first;
        }
        const std::span all(rows);
        return std::ranges::lexicographical_compare(all.subspan(a.at, a.count), all.subspan(b.at, b.count));
    });
    std::vector<SeriesKey> keys;
    keys.reserve(entries.size());
    for (const auto& entry : entries) {
        keys.push_back(entry.key);
    }
    return keys;
}

} // namespace hearth::tsdb
