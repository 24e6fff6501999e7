// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "promql/options.h"
#include "rules/rule_file.h"
#include "tool/context.h"

namespace hearth::app::tool {

struct TestRulesOptions {
    std::vector<std::string> files;
    std::vector<std::string> run; ///< Only test groups whose names match one of these; none: all.
    bool diff = false;
    bool debug = false;
    std::string junitFile; ///< Empty: none.
    rules::RuleFileOptions read;
    promql::EngineOptions engine;
};

/// Runs the unit tests of the files and says what does not hold: promtool's `test rules`. Returns the exit code: 0, or
/// 1 where something failed. Errors: kInvalidArgument (a pattern to run), kIo (the report).
Result<int> testRules(Context& context, const TestRulesOptions& options);

} // namespace hearth::app::tool
