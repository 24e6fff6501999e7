// SPDX-License-Identifier: GPL-3.0-or-later
#include "tsdb/block/column_trim.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

namespace hearth::tsdb {
namespace {

using model::HistogramSample;
using model::TimestampMs;

/// Where samples of the range stand, of those from `start` on, which ascend.
struct Stretch {
    std::ptrdiff_t first = 0;
    std::ptrdiff_t last = 0;
};

template <class Items, class Time>
Stretch stretchOf(const Items& items, std::size_t start, model::TimeRange range, Time time) {
    const auto begin = items.begin() + static_cast<std::ptrdiff_t>(start);
    const auto first = std::ranges::lower_bound(begin, items.end(), range.begin, {}, time);
    const auto last = std::ranges::upper_bound(first, items.end(), range.end, {}, time);
    return {first - items.begin(), last - items.begin()};
}

template <class Items>
void eraseOutside(Items& items, std::size_t start, Stretch kept) {
    items.erase(items.begin() + kept.last, items.end());
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(start), items.begin() + kept.first);
}

template <class Items>
void eraseInside(Items& items, Stretch dropped) {
    items.erase(items.begin() + dropped.first, items.begin() + dropped.last);
}

/// The order in which samples from `start` on ascend, each time once.
template <class Items, class Time>
std::vector<std::size_t> ascendingOrder(const Items& items, std::size_t start, Time time) {
    std::vector<std::size_t> order(items.size() - start);
    std::iota(order.begin(), order.end(), start);
    const auto timeAt = [&](std::size_t i) { return std::invoke(time, items[i]); };
    std::ranges::stable_sort(order, {}, timeAt);
    order.erase(std::ranges::unique(order, {}, timeAt).begin(), order.end());
    return order;
}

template <class Items>
void permute(Items& items, std::size_t start, const std::vector<std::size_t>& order) {
    Items sorted;
    sorted.reserve(order.size());
    for (const auto i : order) {
        sorted.push_back(std::move(items[i]));
    }
    items.resize(start);
    std::ranges::move(sorted, std::back_inserter(items));
}

} // namespace

void keepRange(model::Columns& columns, ColumnStart start, model::TimeRange range) {
    const auto floats = stretchOf(columns.times, start.floats, range, std::identity());
    eraseOutside(columns.times, start.floats, floats);
    eraseOutside(columns.values, start.floats, floats);
    eraseOutside(columns.histograms, start.histograms,
                 stretchOf(columns.histograms, start.histograms, range, &HistogramSample::time));
}

void dropDeleted(model::Columns& columns, ColumnStart start, std::span<const model::TimeRange> deleted) {
    for (const auto& range : deleted) {
        const auto floats = stretchOf(columns.times, start.floats, range, std::identity());
        eraseInside(columns.times, floats);
        eraseInside(columns.values, floats);
        eraseInside(columns.histograms, stretchOf(columns.histograms, start.histograms, range, &HistogramSample::time));
    }
}

void sortByTime(model::Columns& columns, ColumnStart start) {
    const auto floats = ascendingOrder(columns.times, start.floats, std::identity());
    permute(columns.times, start.floats, floats);
    permute(columns.values, start.floats, floats);
    permute(columns.histograms, start.histograms,
            ascendingOrder(columns.histograms, start.histograms, &HistogramSample::time));
}

} // namespace hearth::tsdb
