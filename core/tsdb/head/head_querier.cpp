// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/head/head_querier.h"

#include <algorithm>

#include "chunks/xor_decoder.h"
#include "tsdb/head/selection.h"

namespace hearth::tsdb {
namespace {

/// A series of the head as one reader sees it.
class HeadSeries final : public storage::Series {
  public:
    HeadSeries(const Head& head, SeriesId id, model::TimeRange range, std::shared_ptr<const Isolation::View> view)
        : m_head(head)
        , m_id(id)
        , m_range(range)
        , m_view(std::move(view))
        , m_labels(head.labelsOf(id)) {}

    const model::Labels& labels() const override { return m_labels; }
    Result<void> read(model::TimeRange range, storage::Columns& out) override;

  private:
    const Head& m_head;
    const SeriesId m_id;
    const model::TimeRange m_range;
    const std::shared_ptr<const Isolation::View> m_view;
    const model::Labels m_labels;
};

/// Drops from the columns, behind the first `start` samples, what lies outside the range.
void trim(storage::Columns& columns, std::size_t start, model::TimeRange range) {
    const auto begin = columns.times.begin() + static_cast<std::ptrdiff_t>(start);
    const auto last = std::upper_bound(begin, columns.times.end(), range.end);
    const auto size = static_cast<std::size_t>(last - columns.times.begin());
    columns.times.resize(size);
    columns.values.resize(size);
    const auto first =
        std::lower_bound(columns.times.begin() + static_cast<std::ptrdiff_t>(start), columns.times.end(), range.begin) -
        columns.times.begin();
    columns.times.erase(columns.times.begin() + static_cast<std::ptrdiff_t>(start), columns.times.begin() + first);
    columns.values.erase(columns.values.begin() + static_cast<std::ptrdiff_t>(start), columns.values.begin() + first);
}

Result<void> HeadSeries::read(model::TimeRange range, storage::Columns& out) {
    range = {std::max(range.begin, m_range.begin), std::min(range.end, m_range.end)};
    if (range.begin > range.end) {
        return {};
    }
    SeriesSnapshot snapshot;
    {
        const std::lock_guard lock(m_head.stripe(m_id).mutex);
        m_head.series(m_id).snapshot(range, m_head.hiddenSamples(m_id, *m_view), m_head.pool(), snapshot);
    }
    const auto start = out.size();
    for (const auto& part : snapshot.parts) {
        HEARTH_TRY(chunks::decodeXor(part.payload, out.times, out.values, part.samples));
    }
    trim(out, start, range);
    return {};
}

} // namespace

HeadQuerier::HeadQuerier(Head& head, model::TimeRange range)
    : m_head(head)
    , m_range(range)
    , m_view(head.isolation().view()) {}

bool HeadQuerier::headOverlaps() const {
    const auto range = m_head.timeRange();
    return range && range->begin <= m_range.end && range->end >= m_range.begin;
}

Result<std::vector<SeriesId>> HeadQuerier::find(std::span<const model::Matcher> matchers, std::stop_token stop) {
    for (const auto& matcher : matchers) { // prefixes are searched in ordered values
        if (matcher.type() == model::MatchType::kRegex && !matcher.regex()->prefix().empty()) {
            m_head.settleValues(matcher.name());
        }
    }
    const std::shared_lock lock(m_head.indexMutex());
    return selectSeries(m_head, matchers, std::move(stop));
}

Result<storage::SeriesList> HeadQuerier::select(bool sorted, const storage::SelectHints& hints,
                                                std::span<const model::Matcher> matchers, std::stop_token stop) {
    storage::SeriesList list;
    if (!headOverlaps()) {
        return list;
    }
    auto ids = HEARTH_TRY(find(matchers, stop));
    {
        StripeWalk stripes(m_head);
        std::erase_if(ids, [&](SeriesId id) {
            stripes.enter(id);
            return !m_head.series(id).overlaps(m_range, m_head.hiddenSamples(id, *m_view));
        });
    }
    if (!sorted && hints.limit != 0 && ids.size() > hints.limit) {
        ids.resize(hints.limit);
    }
    list.reserve(ids.size());
    for (const auto id : ids) {
        list.push_back(std::make_unique<HeadSeries>(m_head, id, m_range, m_view));
    }
    if (sorted) {
        std::ranges::sort(list, [](const auto& a, const auto& b) { return a->labels() < b->labels(); });
        if (hints.limit != 0 && list.size() > hints.limit) {
            list.resize(hints.limit);
        }
    }
    return list;
}

Result<std::vector<std::string>> HeadQuerier::labelNames(std::span<const model::Matcher> matchers,
                                                         std::stop_token stop) {
    std::vector<std::string> names;
    if (!headOverlaps()) {
        return names;
    }
    std::vector<bool> used;
    if (!matchers.empty()) {
        const auto ids = HEARTH_TRY(find(matchers, stop));
        used.resize(m_head.seriesCount() == 0 ? 0 : m_head.index().nameCount());
        for (const auto id : ids) {
            for (const auto pair : m_head.series(id).pairs()) {
                const auto name = m_head.index().nameOf(pair);
                used.resize(std::max<std::size_t>(used.size(), name + 1));
                used[name] = true;
            }
        }
    }
    const std::shared_lock lock(m_head.indexMutex());
    const auto& index = m_head.index();
    for (LabelIndex::NameId name = 0; name < index.nameCount(); ++name) {
        if (matchers.empty() ? !index.pairsOf(name).empty() : name < used.size() && used[name]) {
            names.emplace_back(index.name(name));
        }
    }
    std::ranges::sort(names);
    return names;
}

Result<std::vector<std::string>>
HeadQuerier::labelValues(const std::string& name, std::span<const model::Matcher> matchers, std::stop_token stop) {
    std::vector<std::string> values;
    if (!headOverlaps()) {
        return values;
    }
    std::vector<SeriesId> ids;
    if (matchers.empty()) {
        m_head.settleValues(name);
    } else {
        ids = HEARTH_TRY(find(matchers, stop));
    }
    const std::shared_lock lock(m_head.indexMutex());
    const auto& index = m_head.index();
    const auto nameId = index.findName(name);
    if (!nameId) {
        return values;
    }
    std::vector<LabelIndex::PairId> pairs;
    if (matchers.empty()) {
        const auto all = index.pairsOf(*nameId);
        pairs.assign(all.begin(), all.end());
    }
    for (const auto id : ids) {
        for (const auto pair : m_head.series(id).pairs()) {
            if (index.nameOf(pair) == *nameId) {
                pairs.push_back(pair);
            }
        }
    }
    std::ranges::sort(pairs);
    pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
    for (const auto pair : pairs) {
        values.emplace_back(index.value(pair));
    }
    std::ranges::sort(values);
    return values;
}

} // namespace hearth::tsdb
