// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "promql/syntax/ast.h"
#include "rules/rule_file.h"

namespace hearth::rules {

/// What dependsOn needs to know of a rule.
struct RuleOutline {
    RuleType type = RuleType::kRecording;
    std::string name;
    const promql::Expr* expr = nullptr;
};

/// Positions of rules in their group.
using RuleBatch = std::vector<std::size_t>;

/// Splits the rules of a group into batches, to be evaluated one after the other; the rules of one batch may be
/// evaluated at the same time: those without dependencies, then one by one those with dependencies and dependants, then
/// those without dependants. Empty where a selector without a metric name makes that unsafe: all in order then.
/// Prometheus: buildDependencyMap, SplitGroupIntoBatches.
std::vector<RuleBatch> batchesOf(const std::vector<RuleOutline>& rules);

} // namespace hearth::rules
