// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tool/context.h"

namespace hearth::app::tool {

/// Runs `check rules ...` or `test rules ...`: names, flags and output as promtool's. Returns the exit code: that of
/// checkRules() or testRules(); 1 for what failed otherwise, 2 for a mistyped command.
int runRulesCommand(const std::vector<std::string>& arguments, Context& context);

} // namespace hearth::app::tool
