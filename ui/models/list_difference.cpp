// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/list_difference.h"

#include <QHash>
#include <algorithm>
#include <numeric>

namespace hearth::ui {
namespace {

QHash<QString, int> positionsOf(const QStringList& keys) {
    QHash<QString, int> positions;
    positions.reserve(keys.size());
    for (int i = 0; i < keys.size(); ++i) {
        positions.insert(keys[i], i);
    }
    return positions;
}

/// Runs of positions whose key is not in `others`, in rising order.
std::vector<ListDifference::Run> runsMissingIn(const QHash<QString, int>& others, const QStringList& keys) {
    std::vector<ListDifference::Run> runs;
    for (int i = 0; i < keys.size(); ++i) {
        if (others.contains(keys[i])) {
            continue;
        }
        if (!runs.empty() && runs.back().last == i - 1) {
            runs.back().last = i;
        } else {
            runs.push_back({i, i});
        }
    }
    return runs;
}

/// Turns positions with gaps into the ranks 0, 1, 2 ...; empty where they rise already.
std::vector<int> ranksOf(const std::vector<int>& positions) {
    if (std::ranges::is_sorted(positions)) {
        return {};
    }
    std::vector<int> byPosition(positions.size());
    std::iota(byPosition.begin(), byPosition.end(), 0);
    std::ranges::sort(byPosition, {}, [&](int i) { return positions[static_cast<std::size_t>(i)]; });
    std::vector<int> ranks(positions.size());
    for (std::size_t rank = 0; rank < byPosition.size(); ++rank) {
        ranks[static_cast<std::size_t>(byPosition[rank])] = static_cast<int>(rank);
    }
    return ranks;
}

} // namespace

ListDifference differenceBetween(const QStringList& from, const QStringList& to) {
    if (from == to) {
        return {};
    }
    const auto fromPositions = positionsOf(from);
    const auto toPositions = positionsOf(to);
    ListDifference difference;
    difference.removals = runsMissingIn(toPositions, from);
    std::ranges::reverse(difference.removals);
    difference.insertions = runsMissingIn(fromPositions, to);

    std::vector<int> kept;
    for (const auto& key : from) {
        if (const auto found = toPositions.constFind(key); found != toPositions.constEnd()) {
            kept.push_back(*found);
        }
    }
    difference.order = ranksOf(kept);
    return difference;
}

} // namespace hearth::ui
