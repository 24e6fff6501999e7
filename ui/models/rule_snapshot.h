// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstddef>
#include <memory>
#include <vector>

#include "datasource/rule_types.h"

namespace hearth::ui {

/// One rule as the table shows it.
struct RuleRow {
    QString key; ///< Tells it from all others of the group, across snapshots.
    QString name;
    QString error;
    QString haystack; ///< Lower-case text that the filter searches.
    std::size_t firing = 0;
    std::size_t pending = 0;
    std::size_t place = 0; ///< In the group, as in the file.
    datasource::Rule rule;

    bool isAlerting() const { return rule.type == datasource::RuleType::kAlerting; }
    /// Whether both show the same.
    bool looksLike(const RuleRow& other) const;
};

/// Rules by what is the matter with them; recording ones have no state.
struct RuleCounts {
    std::size_t firing = 0;
    std::size_t pending = 0;
    std::size_t inactive = 0;
    std::size_t unknown = 0;
    std::size_t recording = 0;
    std::size_t failed = 0; ///< Of all: the last evaluation went wrong.

    std::size_t total() const { return firing + pending + inactive + unknown + recording; }
    bool operator==(const RuleCounts&) const = default;
};

struct RuleGroupRow {
    QString key;
    QString name;
    QString file;
    RuleCounts counts;
    datasource::RuleGroup group; ///< Without its rules.
    std::vector<RuleRow> rows;   ///< In the order of the file.

    /// Which share of its interval it takes; above 1 it cannot keep up.
    double load() const { return group.intervalSeconds > 0 ? group.evaluationSeconds / group.intervalSeconds : 0; }
};

/// All rules at one moment, in the order of files and groups. Immutable once built: shared between threads and views.
struct RuleSnapshot {
    std::vector<RuleGroupRow> groups;
    RuleCounts counts;
};

using RuleSnapshotPtr = std::shared_ptr<const RuleSnapshot>;

/// About 5 µs a rule. Threads: thread-safe.
RuleSnapshotPtr makeRuleSnapshot(datasource::RuleGroups groups);

} // namespace hearth::ui
