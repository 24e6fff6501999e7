// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <vector>

namespace hearth::ui {

/// How one list of unique keys becomes another, in the steps that an item model can tell its views:
/// first the removals in the given order, then the reordering, then the insertions in the given order.
struct ListDifference {
    /// Neighbouring rows [first, last].
    struct Run {
        int first = 0;
        int last = 0;
        bool operator==(const Run&) const = default;
    };

    std::vector<Run> removals;   ///< From the end, so that earlier positions stay valid.
    std::vector<int> order;      ///< For each row after the removals its place among them; empty where it keeps.
    std::vector<Run> insertions; ///< From the start, in positions of the new list.

    bool empty() const { return removals.empty() && order.empty() && insertions.empty(); }
};

/// Linear in the number of keys, with hashing; sorting only where the order changed. Threads: thread-safe.
ListDifference differenceBetween(const QStringList& from, const QStringList& to);

} // namespace hearth::ui
