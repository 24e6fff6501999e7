// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstddef>
#include <memory>
#include <vector>

#include "datasource/types.h"

namespace hearth::ui {

/// One target as the table shows it.
struct TargetRow {
    QString key;  ///< Tells it from all others of the same pool, across snapshots.
    QString name; ///< The instance label, else the URL's host and port.
    QString url;
    QString error;
    QString haystack; ///< Lower-case text that the filter searches.
    datasource::Target target;
};

/// Counts by health.
struct TargetCounts {
    std::size_t up = 0;
    std::size_t down = 0;
    std::size_t unknown = 0;

    std::size_t total() const { return up + down + unknown; }
    bool operator==(const TargetCounts&) const = default;
};

struct TargetPool {
    QString name;
    TargetCounts counts;
    std::vector<TargetRow> rows; ///< Sorted by name, then URL.
};

/// All targets at one moment, pools sorted by name. Immutable once built: shared between threads and views.
struct TargetSnapshot {
    std::vector<TargetPool> pools;
    TargetCounts counts;
};

using TargetSnapshotPtr = std::shared_ptr<const TargetSnapshot>;

/// About 3 µs a target. Dropped targets are left out. Threads: thread-safe.
TargetSnapshotPtr makeTargetSnapshot(datasource::Targets targets);

} // namespace hearth::ui
