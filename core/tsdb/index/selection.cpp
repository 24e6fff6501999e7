// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/index/selection.h"

#include <algorithm>

#include "tsdb/index/value_filter.h"

namespace hearth::tsdb::index {
namespace {

using model::Matcher;
using model::MatchType;
using Ids = std::vector<SeriesId>;

constexpr std::size_t kStopCheckEvery = 1024;

std::unexpected<Error> canceled() {
    return fail(ErrorCode::kCanceled, "selecting series was canceled");
}

/// As long as asking a series for a label takes, so many postings can be read.
constexpr std::size_t kPostingsPerQuestion = 64;

/// One matcher, as postings see it.
struct Condition {
    const Matcher* matcher = nullptr;
    bool takesAway = false; ///< It accepts the empty value: the series of the values it rejects are taken away.
    bool named = false;     ///< `offsets` are all there is; else values have to be asked.
    std::vector<std::uint64_t> offsets;        ///< Postings of the values that the matcher names.
    const PostingsTable::Name* name = nullptr; ///< Null where no series has the label.
    std::string_view prefix;                   ///< What the values to ask begin with.
    std::size_t cost = 0;                      ///< Of reading the postings, in questions to series.

    /// Whether no postings can come of it.
    bool isVoid() const { return name == nullptr || (named && offsets.empty()); }
    bool isSingle() const { return !takesAway && named && offsets.size() == 1; }
};

bool isNegative(const Matcher& matcher) {
    return matcher.type() == MatchType::kNotEqual || matcher.type() == MatchType::kNotRegex;
}

/// The values that a matcher names, or those that a negative one excludes; nothing where it does not name them.
std::optional<std::span<const std::string>> namedValues(const Matcher& matcher) {
    if (!matcher.regex()) {
        return std::span(&matcher.value(), 1);
    }
    const auto& literals = matcher.regex()->literals();
    return literals ? std::optional<std::span<const std::string>>(*literals) : std::nullopt;
}

/// How many values of the name begin with the prefix, about.
std::size_t valuesWithPrefix(const PostingsTable& table, const PostingsTable::Name& name, std::string prefix) {
    const auto from = table.valuesFrom(name, prefix).left();
    prefix.push_back('\xff'); // behind all of them: no UTF-8 has that byte
    return from - std::min(from, table.valuesFrom(name, prefix).left()) + 1;
}

void lookUp(const IndexReader& index, std::span<const std::string> values, Condition& condition) {
    condition.named = true;
    std::size_t postings = 0;
    for (const auto& value : values) {
        if (const auto offset = value.empty() ? std::nullopt : index.table().find(*condition.name, value)) {
            condition.offsets.push_back(*offset);
            postings += index.postingsSize(*offset);
        }
    }
    condition.cost = condition.offsets.size() + postings / kPostingsPerQuestion;
}

Condition makeCondition(const IndexReader& index, const Matcher& matcher) {
    Condition condition;
    condition.matcher = &matcher;
    condition.takesAway = matcher.matchesEmpty();
    condition.name = index.table().find(matcher.name());
    if (condition.name == nullptr) {
        return condition;
    }
    // What the pattern names is what the matcher stands for, unless `=""`, `=~"a|"` and their negations.
    const bool sameSide = isNegative(matcher) == condition.takesAway;
    const auto named = namedValues(matcher);
    if (sameSide && named) {
        lookUp(index, *named, condition);
    } else if (sameSide && !matcher.regex()->prefix().empty()) {
        condition.prefix = matcher.regex()->prefix();
        condition.cost = valuesWithPrefix(index.table(), *condition.name, matcher.regex()->prefix());
    } else {
        condition.cost = condition.name->values;
    }
    return condition;
}

/// `.*` accepts everything.
bool acceptsAll(const Matcher& matcher) {
    return matcher.type() == MatchType::kRegex && matcher.value() == ".*";
}

/// The postings of the values that a condition stands for.
class ListFinder {
  public:
    ListFinder(const IndexReader& index, const std::stop_token& stop)
        : m_index(index)
        , m_stop(stop) {}

    Result<std::vector<PostingsList>> find(const Condition& condition) {
        m_lists.clear();
        for (const auto offset : condition.offsets) {
            m_lists.push_back(HEARTH_TRY(m_index.postings(offset)));
        }
        if (!condition.named && condition.name != nullptr) {
            HEARTH_TRY(scan(condition));
        }
        return std::move(m_lists);
    }

  private:
    Result<void> scan(const Condition& condition) {
        auto cursor = m_index.table().valuesFrom(*condition.name, condition.prefix);
        for (std::size_t i = 0; cursor.next(); ++i) {
            if (i % kStopCheckEvery == 0 && m_stop.stop_requested()) {
                return canceled();
            }
            const auto value = cursor.value();
            if (!value.starts_with(condition.prefix)) {
                if (value > condition.prefix) {
                    break;
                }
                continue;
            }
            if (!value.empty() && condition.matcher->matches(value) != condition.takesAway) {
                m_lists.push_back(HEARTH_TRY(m_index.postings(cursor.offset())));
            }
        }
        return {};
    }

    const IndexReader& m_index;
    const std::stop_token& m_stop;
    std::vector<PostingsList> m_lists;
};

Ids keepMarked(std::span<const SeriesId> ids, const std::vector<bool>& marks, bool wanted) {
    Ids kept;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (marks[i] == wanted) {
            kept.push_back(ids[i]);
        }
    }
    return kept;
}

class Selection {
  public:
    Selection(const IndexReader& index, std::span<const Matcher> matchers, const std::stop_token& stop)
        : m_index(index)
        , m_stop(stop)
        , m_finder(index, stop) {
        for (const auto& matcher : matchers) {
            if (acceptsAll(matcher)) {
                continue;
            }
            if (matcher.name().empty()) { // no series has such a label
                m_nothing = m_nothing || !matcher.matchesEmpty();
                continue;
            }
            auto condition = makeCondition(index, matcher);
            if (!condition.isVoid()) {
                m_conditions.push_back(std::move(condition));
            } else if (!condition.takesAway) {
                m_nothing = true;
            }
        }
        std::ranges::stable_sort(m_conditions, {}, &Condition::cost);
    }

    Result<Ids> run() {
        if (m_nothing) {
            return Ids();
        }
        HEARTH_TRY(begin());
        for (const auto& condition : m_conditions) {
            if (m_ids.empty()) {
                break;
            }
            HEARTH_TRY(narrow(condition));
        }
        return std::move(m_ids);
    }

  private:
    /// The first candidates: from single lists that are not much longer than the shortest, else from the cheapest
    /// matcher that wants a value, else all series. What was used is dropped from the conditions.
    Result<void> begin() {
        const auto shortest = std::ranges::find_if(m_conditions, &Condition::isSingle);
        if (shortest != m_conditions.end()) {
            const auto worth = m_index.postingsSize(shortest->offsets.front()) + shortest->cost;
            std::vector<PostingsList> lists;
            for (auto it = shortest; it != m_conditions.end() && it->cost <= worth;) {
                if (!it->isSingle()) {
                    ++it;
                    continue;
                }
                lists.push_back(HEARTH_TRY(m_index.postings(it->offsets.front())));
                it = m_conditions.erase(it);
            }
            m_ids = intersect(std::move(lists));
            return {};
        }
        const auto cheapest = std::ranges::find(m_conditions, false, &Condition::takesAway);
        if (cheapest == m_conditions.end()) {
            HEARTH_TRY(m_index.allPostings()).appendTo(m_ids);
            return {};
        }
        m_ids = unite(HEARTH_TRY(m_finder.find(*cheapest)));
        m_conditions.erase(cheapest);
        return {};
    }

    Result<void> narrow(const Condition& condition) {
        if (condition.cost > m_ids.size()) {
            return ask(*condition.matcher);
        }
        std::vector<bool> marks(m_ids.size());
        for (const auto& list : HEARTH_TRY(m_finder.find(condition))) {
            markPresent(m_ids, list, marks);
        }
        m_ids = keepMarked(m_ids, marks, !condition.takesAway);
        return {};
    }

    Result<void> ask(const Matcher& matcher) {
        ValueFilter filter(m_index, matcher);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_ids.size(); ++i) {
            if (i % kStopCheckEvery == 0 && m_stop.stop_requested()) {
                return canceled();
            }
            if (HEARTH_TRY(filter.accepts(m_ids[i]))) {
                m_ids[kept++] = m_ids[i];
            }
        }
        m_ids.resize(kept);
        return {};
    }

    const IndexReader& m_index;
    const std::stop_token& m_stop;
    ListFinder m_finder;
    std::vector<Condition> m_conditions; ///< Cheapest first.
    bool m_nothing = false;
    Ids m_ids;
};

/// The strings of symbols, each once, sorted.
Result<std::vector<std::string>> textsOf(const IndexReader& index, std::vector<SymbolRef> refs) {
    std::ranges::sort(refs); // greater references, greater strings
    refs.erase(std::ranges::unique(refs).begin(), refs.end());
    std::vector<std::string> texts;
    texts.reserve(refs.size());
    for (const auto ref : refs) {
        texts.emplace_back(HEARTH_TRY(index.symbols().at(ref)));
    }
    return texts;
}

} // namespace

Result<std::vector<SeriesId>> selectSeries(const IndexReader& index, std::span<const Matcher> matchers,
                                           const std::stop_token& stop) {
    return Selection(index, matchers, stop).run();
}

Result<std::vector<std::string>> labelNamesOf(const IndexReader& index, std::span<const SeriesId> ids,
                                              const std::stop_token& stop) {
    std::vector<SymbolRef> names; // sorted: there are few
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i % kStopCheckEvery == 0 && stop.stop_requested()) {
            return canceled();
        }
        auto entry = HEARTH_TRY(index.series(ids[i]));
        auto at = names.begin();
        while (const auto label = entry.nextLabel()) {
            at = std::lower_bound(at, names.end(), label->name);
            if (at == names.end() || *at != label->name) {
                at = names.insert(at, label->name);
            }
        }
        HEARTH_TRY(entry.check());
    }
    return textsOf(index, std::move(names));
}

namespace {

/// Asks each value's postings for one of the series.
Result<std::vector<std::string>> valuesByPostings(const IndexReader& index, const PostingsTable::Name& name,
                                                  std::span<const SeriesId> ids, const std::stop_token& stop) {
    std::vector<std::string> values;
    std::size_t i = 0;
    for (auto cursor = index.table().values(name); cursor.next(); ++i) {
        if (i % kStopCheckEvery == 0 && stop.stop_requested()) {
            return canceled();
        }
        if (!cursor.value().empty() && overlaps(ids, HEARTH_TRY(index.postings(cursor.offset())))) {
            values.emplace_back(cursor.value());
        }
    }
    return values;
}

/// Asks each series for its value.
Result<std::vector<std::string>> valuesBySeries(const IndexReader& index, std::string_view name,
                                                std::span<const SeriesId> ids, const std::stop_token& stop) {
    const LabelLookup lookup(index, name);
    std::vector<SymbolRef> refs;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i % kStopCheckEvery == 0 && stop.stop_requested()) {
            return canceled();
        }
        const auto ref = HEARTH_TRY(lookup.of(ids[i]));
        if (ref && (refs.empty() || refs.back() != *ref)) {
            refs.push_back(*ref);
        }
    }
    return textsOf(index, std::move(refs));
}

} // namespace

Result<std::vector<std::string>> labelValuesOf(const IndexReader& index, std::string_view name,
                                               std::span<const SeriesId> ids, const std::stop_token& stop) {
    const auto* const entry = index.table().find(name);
    if (entry == nullptr || name.empty() || ids.empty()) {
        return std::vector<std::string>();
    }
    return entry->values < ids.size() ? valuesByPostings(index, *entry, ids, stop)
                                      : valuesBySeries(index, name, ids, stop);
}

std::vector<std::string> allLabelValues(const IndexReader& index, std::string_view name) {
    std::vector<std::string> values;
    const auto* const entry = index.table().find(name);
    if (entry == nullptr || name.empty()) {
        return values;
    }
    values.reserve(entry->values);
    for (auto cursor = index.table().values(*entry); cursor.next();) {
        values.emplace_back(cursor.value());
    }
    return values;
}

} // namespace hearth::tsdb::index
