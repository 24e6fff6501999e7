// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/selection.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace hearth::tsdb {
namespace {

using model::Matcher;
using model::MatchType;
using PairId = LabelIndex::PairId;
using Ids = std::vector<SeriesId>;

constexpr std::size_t kStopCheckEvery = 4096;

/// The label pairs of which a series must have one.
struct PairSet {
    const Matcher* matcher = nullptr;
    std::vector<PairId> pairs;
    std::size_t postings = 0; ///< How many series that may be at most.
};

PairSet makeSet(const LabelIndex& index, const Matcher& matcher, std::vector<PairId> pairs) {
    PairSet set{&matcher, std::move(pairs), 0};
    for (const auto pair : set.pairs) {
        set.postings += index.postings(pair).size();
    }
    return set;
}

/// Whether the matcher names the values that it accepts, and the empty one is not among them.
bool isDirect(const Matcher& matcher) {
    if (matcher.matchesEmpty()) {
        return false;
    }
    return matcher.type() == MatchType::kEqual ||
           (matcher.type() == MatchType::kRegex && matcher.regex()->literals().has_value());
}

PairSet lookUp(const LabelIndex& index, const Matcher& matcher) {
    std::vector<PairId> pairs;
    if (const auto name = index.findName(matcher.name())) {
        const auto add = [&](std::string_view value) {
            if (const auto pair = index.findPair(*name, value)) {
                pairs.push_back(*pair);
            }
        };
        if (matcher.type() == MatchType::kEqual) {
            add(matcher.value());
        } else {
            std::ranges::for_each(*matcher.regex()->literals(), add);
        }
    }
    return makeSet(index, matcher, std::move(pairs));
}

/// The pairs of the name whose values begin with `prefix`, and perhaps some more (those not in order yet).
std::vector<PairId> pairsWithPrefix(const LabelIndex& index, LabelIndex::NameId name, std::string_view prefix) {
    const auto all = index.pairsOf(name);
    const auto sorted = all.first(index.sortedCount(name));
    const auto rest = all.subspan(sorted.size());
    const auto first = std::ranges::lower_bound(sorted, prefix, {}, [&](PairId id) { return index.value(id); });
    const auto last =
        std::partition_point(first, sorted.end(), [&](PairId id) { return index.value(id).starts_with(prefix); });
    std::vector<PairId> pairs(first, last);
    pairs.insert(pairs.end(), rest.begin(), rest.end());
    return pairs;
}

PairSet scanValues(const LabelIndex& index, const Matcher& matcher) {
    std::vector<PairId> pairs;
    if (const auto name = index.findName(matcher.name())) {
        const auto prefix = matcher.type() == MatchType::kRegex ? std::string_view(matcher.regex()->prefix()) : "";
        pairs = pairsWithPrefix(index, *name, prefix);
        std::erase_if(pairs, [&](PairId id) { return !matcher.matches(index.value(id)); });
    }
    return makeSet(index, matcher, std::move(pairs));
}

/// The series under any of the pairs, ascending. The pairs are of one name, so no series comes twice.
Ids unite(const Head& head, const PairSet& set) {
    const auto& index = head.index();
    Ids ids;
    ids.reserve(set.postings);
    if (set.pairs.size() == 1) {
        index.postings(set.pairs.front()).read(ids);
        return ids;
    }
    for (const auto pair : set.pairs) {
        for (const auto run : {index.postings(pair).firstRun(), index.postings(pair).secondRun()}) {
            ids.insert(ids.end(), run.begin(), run.end());
        }
    }
    if (ids.size() < head.table().end() / 64) {
        std::ranges::sort(ids);
        return ids;
    }
    std::vector<bool> present(head.table().end()); // many: mark and sweep
    for (const auto id : ids) {
        present[id] = true;
    }
    ids.clear();
    for (SeriesId id = 0; id < present.size(); ++id) {
        if (present[id]) {
            ids.push_back(id);
        }
    }
    return ids;
}

/// Asks one matcher about series; a value that was asked about once is remembered.
class Filter {
  public:
    Filter(const Head& head, const Matcher& matcher)
        : m_head(head)
        , m_matcher(matcher)
        , m_name(head.index().findName(matcher.name()))
        , m_acceptsMissing(matcher.matchesEmpty()) {}

    bool accepts(SeriesId id) {
        if (!m_name) {
            return m_acceptsMissing;
        }
        for (const auto pair : m_head.table().pairsOf(id)) {
            if (m_head.index().nameOf(pair) == *m_name) {
                return acceptsValue(pair);
            }
        }
        return m_acceptsMissing;
    }

  private:
    bool acceptsValue(PairId pair) {
        if (pair != m_lastPair || !m_hasLast) {
            const auto [at, isNew] = m_known.try_emplace(pair, false);
            if (isNew) {
                at->second = m_matcher.matches(m_head.index().value(pair));
            }
            m_lastPair = pair;
            m_lastAccepted = at->second;
            m_hasLast = true;
        }
        return m_lastAccepted;
    }

    const Head& m_head;
    const Matcher& m_matcher;
    const std::optional<LabelIndex::NameId> m_name;
    const bool m_acceptsMissing;
    std::unordered_map<PairId, bool> m_known;
    PairId m_lastPair = 0; ///< Neighbouring series mostly share the value.
    bool m_lastAccepted = false;
    bool m_hasLast = false;
};

Result<void> filter(const Head& head, const Matcher& matcher, Ids& ids, const std::stop_token& stop) {
    Filter question(head, matcher);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i % kStopCheckEvery == 0 && stop.stop_requested()) {
            return fail(ErrorCode::kCanceled, "selecting series was canceled");
        }
        if (question.accepts(ids[i])) {
            ids[kept++] = ids[i];
        }
    }
    ids.resize(kept);
    return {};
}

/// The cheapest matcher to list where none can be looked up: one with a literal prefix, else the one whose name has
/// the fewest values. None where all accept the empty value.
const Matcher* cheapestToScan(const LabelIndex& index, std::span<const Matcher> matchers) {
    const Matcher* best = nullptr;
    std::size_t bestCost = 0;
    for (const auto& matcher : matchers) {
        if (matcher.matchesEmpty()) {
            continue;
        }
        const auto name = index.findName(matcher.name());
        const bool hasPrefix = matcher.type() == MatchType::kRegex && !matcher.regex()->prefix().empty();
        const auto cost = name && !hasPrefix ? index.pairsOf(*name).size() : 0;
        if (best == nullptr || cost < bestCost) {
            best = &matcher;
            bestCost = cost;
        }
    }
    return best;
}

/// Numbers that name no series, and series that are gone but not out of the postings yet.
void dropAbsent(const Head& head, Ids& ids) {
    if (head.table().hasGaps()) {
        std::erase_if(ids, [&](SeriesId id) { return !head.table().has(id); });
    }
}

/// The first candidates; `used` receives the matchers that need not be asked again.
Ids candidates(const Head& head, std::span<const Matcher> matchers, std::vector<const Matcher*>& used) {
    const auto& index = head.index();
    std::vector<PairSet> sets;
    for (const auto& matcher : matchers) {
        if (isDirect(matcher)) {
            sets.push_back(lookUp(index, matcher));
        }
    }
    if (sets.empty()) {
        const auto* const scanned = cheapestToScan(index, matchers);
        if (scanned == nullptr) {
            Ids all(head.table().end());
            std::iota(all.begin(), all.end(), 0);
            dropAbsent(head, all);
            return all;
        }
        sets.push_back(scanValues(index, *scanned));
    }
    std::ranges::sort(sets, {}, &PairSet::postings);
    auto ids = unite(head, sets.front());
    dropAbsent(head, ids);
    used.push_back(sets.front().matcher);
    for (auto& set : std::span(sets).subspan(1)) {
        if (set.pairs.size() == 1) { // several lists: asking the candidates is as good
            intersect(ids, index.postings(set.pairs.front()));
            used.push_back(set.matcher);
        }
    }
    return ids;
}

} // namespace

Result<std::vector<SeriesId>> selectSeries(const Head& head, std::span<const Matcher> matchers, std::stop_token stop) {
    std::vector<const Matcher*> used;
    auto ids = candidates(head, matchers, used);
    for (const auto& matcher : matchers) {
        if (std::ranges::find(used, &matcher) == used.end()) {
            HEARTH_TRY(filter(head, matcher, ids, stop));
        }
    }
    return ids;
}

} // namespace hearth::tsdb
