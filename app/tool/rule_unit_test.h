// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "promql/options.h"
#include "rules/rule_file.h"
#include "tool/context.h"
#include "tool/unit_test_file.h"

namespace hearth::app::tool {

/// What all test groups of a file share.
struct UnitTestSettings {
    std::vector<std::string> ruleFiles; ///< Paths.
    model::DurationMs evaluationInterval = model::kMinuteMs;
    std::vector<std::string> groupEvalOrder; ///< Groups that are not named come first, with the first.
    bool fuzzyCompare = false;               ///< Neighbouring floats are equal.
    bool diff = false;                       ///< Show differences line by line.
    bool debug = false;                      ///< Say what is done, and all samples at the end, on standard error.
    rules::RuleFileOptions read;
    promql::EngineOptions engine;
};

/// Feeds the input series of a test group to a database in `directory` (new; the caller removes it), evaluates the
/// rules at each interval, and compares. Returns what does not hold, worded as promtool does; empty where all is well.
/// Prometheus: testGroup.test().
std::vector<std::string> runUnitTestGroup(Context& context, const UnitTestGroup& test, const UnitTestSettings& settings,
                                          const std::string& directory);

} // namespace hearth::app::tool
