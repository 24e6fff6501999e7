// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "promql/aggregation/aggregate.h"

namespace hearth::promql {

namespace {

struct Candidate {
    double value = 0;
    std::uint32_t series = 0;
};

/// Whether `left` is to be kept rather than `right`: NaN is worst, of equals the earlier series is better.
template <bool kLargest>
struct BetterCandidate {
    bool operator()(const Candidate& left, const Candidate& right) const {
        if (std::isnan(left.value) != std::isnan(right.value)) {
            return std::isnan(right.value);
        }
        if (left.value != right.value && !std::isnan(left.value)) {
            return kLargest ? left.value > right.value : left.value < right.value;
        }
        return left.series < right.series;
    }
};

/// The best so far of one group at one step: a heap whose root is the worst kept.
template <bool kLargest>
struct BestHeap {
    std::vector<Candidate> kept;

    void offer(Candidate candidate, std::size_t k) {
        const BetterCandidate<kLargest> better;
        if (kept.size() < k) {
            kept.push_back(candidate);
            std::ranges::push_heap(kept, better);
        } else if (k > 0 && better(candidate, kept.front())) {
            std::ranges::pop_heap(kept, better);
            kept.back() = candidate;
            std::ranges::push_heap(kept, better);
        }
    }
};

std::size_t wholeCount(double k) {
    return k < 1 ? 0 : static_cast<std::size_t>(k);
}

/// Keeps the candidates of an instant query, group by group, best first.
template <bool kLargest>
Result<Table> ranked(Table table, std::vector<BestHeap<kLargest>>& heaps) {
    std::vector<std::size_t> order;
    for (BestHeap<kLargest>& heap : heaps) {
        std::ranges::sort(heap.kept, BetterCandidate<kLargest>());
        for (const Candidate& candidate : heap.kept) {
            order.push_back(candidate.series);
        }
    }
    return pickRows(std::move(table), order);
}

template <bool kLargest>
void keepOnlyBest(Table& table, const std::vector<BestHeap<kLargest>>& heaps) {
    for (std::size_t series = 0; series < table.size(); ++series) {
        std::ranges::fill(table.row(series), absentValue());
    }
    for (std::size_t i = 0; i < heaps.size(); ++i) {
        for (const Candidate& candidate : heaps[i].kept) {
            table.row(candidate.series)[i % table.width()] = candidate.value;
        }
    }
    table.removeEmptyRows();
}

template <bool kLargest>
Result<Table> best(SeriesStream& stream, const GroupingRule& rule, const Column& k, QueryContext& context) {
    Table table = HEARTH_TRY(materialize(stream, k.size(), context));
    const Grouping grouping = groupSeries(table.keys(), rule);
    std::vector<std::size_t> counts(k.size());
    std::ranges::transform(k, counts.begin(), wholeCount);
    std::vector<BestHeap<kLargest>> heaps(grouping.groups.size() * k.size()); // group by group, a heap a step
    for (std::size_t series = 0; series < table.size(); ++series) {
        const auto row = table.row(series);
        BestHeap<kLargest>* const groupHeaps = heaps.data() + grouping.groupOf[series] * k.size();
        for (std::size_t step = 0; step < row.size(); ++step) {
            if (!isAbsent(row[step])) {
                groupHeaps[step].offer({row[step], static_cast<std::uint32_t>(series)}, counts[step]);
            }
        }
    }
    if (k.size() == 1) {
        return ranked(std::move(table), heaps);
    }
    keepOnlyBest(table, heaps);
    return table;
}

} // namespace

Result<Table> selectBest(bool largest, SeriesStream& stream, const GroupingRule& rule, const Column& k,
                         QueryContext& context) {
    return largest ? best<true>(stream, rule, k, context) : best<false>(stream, rule, k, context);
}

Result<Table> limitSeries(SeriesStream& stream, const GroupingRule& rule, const Column& k, QueryContext& context) {
    Table table = HEARTH_TRY(materialize(stream, k.size(), context));
    const Grouping grouping = groupSeries(table.keys(), rule);
    std::vector<std::size_t> taken(grouping.groups.size() * k.size(), 0);
    for (std::size_t series = 0; series < table.size(); ++series) {
        const auto row = table.row(series);
        std::size_t* const groupTaken = taken.data() + grouping.groupOf[series] * k.size();
        for (std::size_t step = 0; step < row.size(); ++step) {
            if (!isAbsent(row[step]) && groupTaken[step]++ >= wholeCount(k[step])) {
                row[step] = absentValue();
            }
        }
    }
    table.removeEmptyRows();
    return table;
}

Result<Table> limitRatio(SeriesStream& stream, const Column& ratio, QueryContext& context) {
    constexpr double kHashes = 18446744073709551616.0; // 2^64
    Table table = HEARTH_TRY(materialize(stream, ratio.size(), context));
    for (std::size_t series = 0; series < table.size(); ++series) {
        const double place = static_cast<double>(table.keys()[series].labels.hash()) / kHashes;
        const auto row = table.row(series);
        for (std::size_t step = 0; step < row.size(); ++step) {
            const double r = ratio[step];
            const bool kept = r >= 0 ? place < r : place >= 1 + r;
            row[step] = kept ? row[step] : absentValue();
        }
    }
    table.removeEmptyRows();
    return table;
}

} // namespace hearth::promql
