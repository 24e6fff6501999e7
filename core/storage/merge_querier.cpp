// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/merge_querier.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace hearth::storage {
namespace {

/// Samples of several sources under one set of labels, in the order in which the sources are believed.
class MergedSeries final : public Series {
  public:
    explicit MergedSeries(SeriesList parts)
        : m_parts(std::move(parts)) {}

    const model::Labels& labels() const override { return m_parts.front()->labels(); }

    Result<void> read(model::TimeRange range, Columns& out) override {
        const auto floats = out.times.size();
        const auto histograms = out.histograms.size();
        for (const auto& part : m_parts) {
            const auto floatsBefore = out.times.size();
            const auto histogramsBefore = out.histograms.size();
            HEARTH_TRY(part->read(range, out));
            if (floatsBefore != floats || histogramsBefore != histograms) {
                mergeOwn(out, {floats, histograms}, {floatsBefore, histogramsBefore});
            }
        }
        return {};
    }

  private:
    struct Mark {
        std::size_t floats;
        std::size_t histograms;
    };
    /// mergeTail() for columns that held others' samples before `begin`.
    static void mergeOwn(Columns& out, Mark begin, Mark tail) {
        if (begin.floats == 0 && begin.histograms == 0) {
            mergeTail(out, tail.floats, tail.histograms);
            return;
        }
        Columns own;
        const auto moveOut = [](auto& from, auto& to, std::size_t at) {
            const auto first = from.begin() + static_cast<std::ptrdiff_t>(at);
            to.assign(std::make_move_iterator(first), std::make_move_iterator(from.end()));
            from.erase(first, from.end());
        };
        moveOut(out.times, own.times, begin.floats);
        moveOut(out.values, own.values, begin.floats);
        moveOut(out.histograms, own.histograms, begin.histograms);
        mergeTail(own, tail.floats - begin.floats, tail.histograms - begin.histograms);
        out.times.insert(out.times.end(), own.times.begin(), own.times.end());
        out.values.insert(out.values.end(), own.values.begin(), own.values.end());
        std::ranges::move(own.histograms, std::back_inserter(out.histograms));
    }

    const SeriesList m_parts;
};

/// Merges sorted lists of series; equal labels become one.
SeriesList mergeLists(std::vector<SeriesList> lists, std::size_t limit) {
    struct Place {
        std::size_t list;
        std::size_t at = 0;
    };
    const auto labelsAt = [&](const Place& place) -> const model::Labels& {
        return lists[place.list][place.at]->labels();
    };
    const auto later = [&](const Place& a, const Place& b) {
        const auto order = labelsAt(a) <=> labelsAt(b);
        return order == 0 ? a.list > b.list : order > 0;
    };
    std::vector<Place> heap;
    std::size_t most = 0;
    for (std::size_t i = 0; i < lists.size(); ++i) {
        most = std::max(most, lists[i].size());
        if (!lists[i].empty()) {
            heap.push_back({i});
        }
    }
    std::ranges::make_heap(heap, later);
    SeriesList merged;
    merged.reserve(most);
    SeriesList same;
    while (!heap.empty() && (limit == 0 || merged.size() < limit)) {
        do {
            std::ranges::pop_heap(heap, later);
            auto& place = heap.back();
            same.push_back(std::move(lists[place.list][place.at]));
            if (++place.at == lists[place.list].size()) {
                heap.pop_back();
            } else {
                std::ranges::push_heap(heap, later);
            }
        } while (!heap.empty() && labelsAt(heap.front()) == same.front()->labels());
        merged.push_back(same.size() == 1 ? std::move(same.front()) : std::make_unique<MergedSeries>(std::move(same)));
        same.clear();
    }
    return merged;
}

std::vector<std::string> unite(std::vector<std::vector<std::string>> lists) {
    std::vector<std::string> all;
    for (auto& list : lists) {
        const auto middle = static_cast<std::ptrdiff_t>(all.size());
        std::ranges::move(list, std::back_inserter(all));
        std::inplace_merge(all.begin(), all.begin() + middle, all.end());
    }
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
}

class MergeQuerier final : public Querier {
  public:
    explicit MergeQuerier(std::vector<std::unique_ptr<Querier>> parts)
        : m_parts(std::move(parts)) {}

    Result<SeriesList> select(bool /*sorted*/, const SelectHints& hints, std::span<const model::Matcher> matchers,
                              std::stop_token stop) override {
        std::vector<SeriesList> lists;
        lists.reserve(m_parts.size());
        for (const auto& part : m_parts) {
            lists.push_back(HEARTH_TRY(part->select(true, hints, matchers, stop)));
        }
        const auto filled = std::ranges::count_if(lists, [](const auto& list) { return !list.empty(); });
        if (filled <= 1) {
            const auto only = std::ranges::find_if(lists, [](const auto& list) { return !list.empty(); });
            return only == lists.end() ? SeriesList() : std::move(*only);
        }
        return mergeLists(std::move(lists), hints.limit);
    }

    Result<std::vector<std::string>> labelNames(std::span<const model::Matcher> matchers,
                                                std::stop_token stop) override {
        std::vector<std::vector<std::string>> lists;
        for (const auto& part : m_parts) {
            lists.push_back(HEARTH_TRY(part->labelNames(matchers, stop)));
        }
        return unite(std::move(lists));
    }

    Result<std::vector<std::string>> labelValues(const std::string& name, std::span<const model::Matcher> matchers,
                                                 std::stop_token stop) override {
        std::vector<std::vector<std::string>> lists;
        for (const auto& part : m_parts) {
            lists.push_back(HEARTH_TRY(part->labelValues(name, matchers, stop)));
        }
        return unite(std::move(lists));
    }

  private:
    const std::vector<std::unique_ptr<Querier>> m_parts;
};

/// Walks floats and histograms of one half of some columns in one order of time.
class HalfWalk {
  public:
    HalfWalk(const Columns& columns, std::size_t floatBegin, std::size_t floatEnd, std::size_t histogramBegin,
             std::size_t histogramEnd)
        : m_columns(columns)
        , m_float(floatBegin)
        , m_floatEnd(floatEnd)
        , m_histogram(histogramBegin)
        , m_histogramEnd(histogramEnd) {}

    bool atEnd() const { return m_float == m_floatEnd && m_histogram == m_histogramEnd; }
    model::TimestampMs time() const {
        return isFloat() ? m_columns.times[m_float] : m_columns.histograms[m_histogram].time;
    }
    void copyTo(Columns& out) const {
        if (isFloat()) {
            out.times.push_back(m_columns.times[m_float]);
            out.values.push_back(m_columns.values[m_float]);
        } else {
            out.histograms.push_back(m_columns.histograms[m_histogram]);
        }
    }
    void advance() { isFloat() ? ++m_float : ++m_histogram; }

  private:
    bool isFloat() const {
        return m_histogram == m_histogramEnd ||
               (m_float != m_floatEnd && m_columns.times[m_float] <= m_columns.histograms[m_histogram].time);
    }

    const Columns& m_columns;
    std::size_t m_float;
    const std::size_t m_floatEnd;
    std::size_t m_histogram;
    const std::size_t m_histogramEnd;
};

/// Whether all behind the marks is later than all before them.
bool inOrder(const Columns& columns, std::size_t floats, std::size_t histograms) {
    auto last = model::kMinTimestamp;
    auto first = model::kMaxTimestamp;
    if (floats != 0) {
        last = columns.times[floats - 1];
    }
    if (histograms != 0) {
        last = std::max(last, columns.histograms[histograms - 1].time);
    }
    if (floats != columns.times.size()) {
        first = columns.times[floats];
    }
    if (histograms != columns.histograms.size()) {
        first = std::min(first, columns.histograms[histograms].time);
    }
    return (floats == 0 && histograms == 0) || last < first;
}

} // namespace

void mergeTail(Columns& columns, std::size_t floats, std::size_t histograms) {
    const bool noTail = floats == columns.times.size() && histograms == columns.histograms.size();
    if (noTail || inOrder(columns, floats, histograms)) {
        return;
    }
    Columns merged;
    merged.times.reserve(columns.times.size());
    merged.values.reserve(columns.values.size());
    merged.histograms.reserve(columns.histograms.size());
    HalfWalk before(columns, 0, floats, 0, histograms);
    HalfWalk behind(columns, floats, columns.times.size(), histograms, columns.histograms.size());
    while (!before.atEnd() || !behind.atEnd()) {
        if (behind.atEnd() || (!before.atEnd() && before.time() <= behind.time())) {
            if (!behind.atEnd() && before.time() == behind.time()) {
                behind.advance();
            }
            before.copyTo(merged);
            before.advance();
        } else {
            behind.copyTo(merged);
            behind.advance();
        }
    }
    columns = std::move(merged);
}

std::unique_ptr<Querier> mergeQueriers(std::vector<std::unique_ptr<Querier>> parts) {
    if (parts.size() == 1) {
        return std::move(parts.front());
    }
    return std::make_unique<MergeQuerier>(std::move(parts));
}

} // namespace hearth::storage
